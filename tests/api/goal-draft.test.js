// Drafts: writing a goal down, who may write which for whom, what is refused with which field, and that nobody else sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, expect, faults, goalBody, numberCriterion, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, boss, mia, sam, eve, lead, team, other;

before(async () => {
  wm = await startServer({ name: 'goal-draft' });
  boss = await wm.person({ name: 'Bo Boss' });
  mia = await wm.person({ name: 'Mia Manager', manager: boss });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
  eve = await wm.person({ name: 'Eve Elsewhere', manager: wm.admin.id });
  team = await wm.team('Support');
  other = await wm.team('Elsewhere');
  lead = await wm.person({ name: 'Lea Lead', manager: boss, team, lead: true });
  expect(await wm.admin.post(`/teams/${team.id}/members`, { person_id: sam.id, role: 'member' }), 201);
});
after(() => wm?.remove());

test('a draft has what was written, and what goes without saying', async () => {
  const reply = expect(await sam.post('/goals', goalBody(sam, { title: '  Answer   sooner ', leaves_out: 'Phone calls.' })), 201);
  const g = reply.body;
  assert.equal(reply.headers.location, `/api/v1/goals/${g.id}`);
  assert.equal(g.title, 'Answer   sooner');
  assert.equal(g.state, 'draft');
  assert.equal(g.level, 'person');
  assert.deepEqual([g.owner_id, g.owner_name, g.started_by, g.started_by_name], [sam.id, 'Sam Staff', sam.id, 'Sam Staff']);
  assert.deepEqual([g.supporter_id, g.supporter_name, g.supporter_chosen], [mia.id, 'Mia Manager', false]);
  assert.deepEqual([g.score, g.pace, g.expected_score, g.confidence, g.stale], [null, null, null, null, false]);
  assert.deepEqual([g.serves, g.serves_nothing, g.children, g.counts_serving], [[], true, 0, false]);
  assert.deepEqual([g.waits_for, g.waits_for_name, g.waits_until, g.answered], [null, null, null, null]);
  assert.deepEqual([g.criteria, g.steps, g.answers, g.serves_goals], [[], [], [], []]);
  assert.deepEqual([...g.can].sort(), ['add_step', 'delete', 'edit', 'hand_over', 'propose']);
  assert.equal(g.version, 1);
  assert.match(g.created_at, /^\d{4}-\d\d-\d\dT.*Z$/);
  const next = await draftGoal(sam);
  assert.equal(next.priority, g.priority + 1, 'after the others');
});

test('the fixed fields of the API make a goal', async () => {
  const period = await ok(wm.admin.post('/periods', { name: 'Spring', starts_on: wm.clock.day(0), ends_on: wm.clock.day(90) }), 201);
  const top = await activeGoal(wm.admin, { level: 'organisation', title: 'Top' });
  const g = await ok(sam.post('/goals', {
    title: 'All fields', why: 'Because', level: 'person', owner_id: sam.id, team_id: team.id, period_id: period.id,
    starts_on: wm.clock.day(0), due_on: wm.clock.day(30), serves: [top.id], priority: 1,
  }), 201);
  assert.deepEqual([g.team_name, g.period_id, g.priority, g.serves], ['Support', period.id, 1, [top.id]]);
  assert.equal(g.serves_nothing, false);
  assert.deepEqual(g.serves_goals, [{ id: top.id, title: 'Top', state: 'active', score: 0, level: 'organisation' }]);
});

test('wrong input is told field by field, all at once', async () => {
  await faults(sam.post('/goals', {}), 'title', 'level', 'starts_on', 'due_on');
  await faults(sam.post('/goals', goalBody(sam, { title: '', level: 'planet', starts_on: '2026-02-30', due_on: 'soon' })),
    'title', 'level', 'starts_on', 'due_on');
  await faults(sam.post('/goals', goalBody(sam, { title: 'x'.repeat(2001) })), 'title');
  expect(await sam.post('/goals', goalBody(sam, { title: 'ü'.repeat(2000) })), 201);
  await faults(sam.post('/goals', goalBody(sam, { why: 'x'.repeat(20001) })), 'why');
  await faults(sam.post('/goals', goalBody(sam, { due_on: wm.clock.day(-1) })), 'due_on');
  expect(await sam.post('/goals', goalBody(sam, { due_on: wm.clock.day(0) })), 201);
  await faults(sam.post('/goals', goalBody(sam, { owner_id: 999999, team_id: 999999, period_id: 999999, supporter_id: 999999 })),
    'owner_id', 'team_id', 'period_id', 'supporter_id');
  await faults(sam.post('/goals', goalBody(sam, { supporter_id: sam.id })), 'supporter_id');
  await faults(sam.post('/goals', goalBody(sam, { priority: 0 })), 'priority');
  await faults(sam.post('/goals', goalBody(sam, { serves: [1, 1] })), 'serves[1]');
  await faults(sam.post('/goals', goalBody(sam, { serves: Array.from({ length: 21 }, (_, i) => i + 1) })), 'serves');
  await faults(sam.post('/goals', goalBody(sam, { serves: [999999] })), 'serves[0]');
  await faults(sam.post('/goals', goalBody(sam, { state: 'active', score: 1, closing_reason: 'x' })), 'state', 'score', 'closing_reason');
  await faults(sam.post('/goals', goalBody(sam, { colour: 'red' })), 'colour');
  await faults(sam.post('/goals', goalBody(sam, { level: 'team' })), 'team_id');
  await faults(wm.admin.post('/goals', goalBody(wm.admin, { level: 'organisation', team_id: team.id })), 'team_id');
});

test('who may write a person\'s goal: the person, those above, who leads a team of theirs', async () => {
  for (const who of [sam, mia, boss, lead]) {
    const g = await draftGoal(who, { owner_id: sam.id });
    assert.deepEqual([g.owner_id, g.started_by], [sam.id, who.id]);
  }
  for (const who of [eve, wm.admin]) {
    const body = await problem(who.post('/goals', goalBody(who, { owner_id: sam.id })), 403);
    assert.match(body.detail, /those you support/);
  }
  await problem(sam.post('/goals', goalBody(sam, { owner_id: mia.id })), 403);
  await faults(sam.post('/goals', goalBody(sam, { team_id: other.id })), 'team_id');
});

test('who may write a team\'s goal: its members and leads, and people operations', async () => {
  const goal = { level: 'team', team_id: team.id };
  for (const who of [sam, lead, wm.admin]) {
    const g = await draftGoal(who, goal);
    assert.equal(g.team_name, 'Support');
  }
  const given = await draftGoal(lead, { ...goal, owner_id: sam.id });
  assert.equal(given.owner_id, sam.id);
  await problem(eve.post('/goals', goalBody(eve, goal)), 403);
  await problem(sam.post('/goals', goalBody(sam, { ...goal, owner_id: eve.id })), 403);
  await problem(mia.post('/goals', goalBody(mia, goal)), 403);
});

test('who may write a goal of the organisation: people operations, and who has no line manager', async () => {
  await draftGoal(wm.admin, { level: 'organisation' });
  await draftGoal(boss, { level: 'organisation' });
  await draftGoal(wm.admin, { level: 'organisation', owner_id: sam.id });
  const body = await problem(sam.post('/goals', goalBody(sam, { level: 'organisation' })), 403);
  assert.match(body.detail, /people operations/);
});

test('a draft is seen by its owner and by who started it, and by nobody else anywhere', async () => {
  const g = await draftGoal(mia, { owner_id: sam.id, title: 'Zugspitze heimlich', criteria: [numberCriterion] });
  for (const who of [mia, sam]) {
    assert.equal((await ok(who.get(`/goals/${g.id}`))).id, g.id);
    for (const path of [`/goals?owner_id=${sam.id}`, '/goals?state=draft', '/goals?q=Zugspitze', '/goals?serves_nothing=true', '/goals?top=true'])
      assert.ok((await all(who, path)).some((x) => x.id === g.id), `${who.name} ${path}`);
  }
  for (const who of [boss, eve, lead, wm.admin]) {
    for (const path of [`/goals/${g.id}`, `/goals/${g.id}/why`, `/goals/${g.id}/served-by`, `/goals/${g.id}/checkins`,
      `/goals/${g.id}/answers`, `/goals/${g.id}/changes`, `/goals/${g.id}/steps`])
      await problem(who.get(path), 404);
    for (const [method, path, body] of [['patch', '', { title: 'Mine' }], ['delete', ''], ['put', '/proposal'], ['delete', '/proposal'],
      ['put', '/answer', { answer: 'aligned' }], ['put', '/closure', { outcome: 'missed', reason: 'x' }], ['put', '/reopening', { reason: 'x' }],
      ['put', '/owner', { owner_id: eve.id, reason: 'x' }], ['post', '/changes', { reason: 'x', changes: { title: 'y' } }],
      ['post', '/criteria', numberCriterion], ['post', '/steps', { text: 'x' }], ['post', '/checkins', { confidence: 'on_track' }]])
      await problem(who.request(method.toUpperCase(), `/goals/${g.id}${path}`, body, { match: g.version }), 404);
    await problem(who.delete(`/criteria/${g.criteria[0].id}`), 404);
    for (const path of [`/goals?owner_id=${sam.id}`, '/goals?state=draft', '/goals?q=Zugspitze', '/goals?top=true', '/goals', '/goals?sort=title',
      `/goals?supporter_id=${mia.id}`, '/goals?serves_nothing=true&sort=-due_on'])
      assert.ok(!(await all(who, path)).some((x) => x.id === g.id), `${who.name} ${path}`);
    assert.deepEqual((await ok(who.get('/search?q=Zugspitze'))).items, []);
    assert.ok(!(await all(who, '/events')).some((e) => e.goal_id === g.id));
    await faults(who.post('/goals', goalBody(who, { serves: [g.id] })), 'serves[0]');
  }
});

test('what serves a draft, and what a draft serves, keeps the secret', async () => {
  const top = await proposedGoal(sam, { title: 'Open goal' });
  const secret = await draftGoal(sam, { title: 'Secret child', serves: [top.id] });
  assert.equal((await ok(eve.get(`/goals/${top.id}`))).children, 0, 'a draft is not counted');
  assert.deepEqual((await ok(eve.get(`/goals/${top.id}/served-by`))).items, []);
  assert.deepEqual((await ok(sam.get(`/goals/${top.id}/served-by`))).items.map((x) => x.id), [secret.id]);
  assert.deepEqual((await all(eve, `/goals?parent_id=${top.id}`)), []);
  const parent = await draftGoal(sam, { title: 'Secret parent' });
  const child = await proposedGoal(sam, { title: 'Open child', serves: [parent.id] });
  const mine = await ok(sam.get(`/goals/${child.id}`)), theirs = await ok(eve.get(`/goals/${child.id}`));
  assert.deepEqual([mine.serves, mine.serves_nothing], [[parent.id], false]);
  assert.deepEqual([theirs.serves, theirs.serves_nothing, theirs.serves_goals], [[], true, []]);
  const why = await ok(eve.get(`/goals/${child.id}/why`));
  assert.deepEqual([why.chain.map((x) => x.id), why.serves_nothing], [[child.id], true]);
  assert.ok((await all(eve, '/goals?serves_nothing=true')).some((x) => x.id === child.id));
  assert.ok(!(await all(sam, '/goals?serves_nothing=true')).some((x) => x.id === child.id));
  await proposedGoal(sam, {}); // something else
  expect(await sam.post(`/goals/${parent.id}/criteria`, numberCriterion), 201);
  await ok(sam.put(`/goals/${parent.id}/proposal`));
  assert.deepEqual((await ok(eve.get(`/goals/${child.id}`))).serves, [parent.id]);
  assert.equal((await ok(eve.get(`/goals/${parent.id}`))).children, 1);
  assert.ok(!(await all(eve, '/goals?serves_nothing=true')).some((x) => x.id === child.id));
  await ok(sam.delete(`/goals/${parent.id}/proposal`));
  assert.equal((await ok(eve.get(`/goals/${child.id}`))).serves_nothing, true);
});

test('a draft is edited with If-Match, by its owner and by who started it', async () => {
  const g = await draftGoal(mia, { owner_id: sam.id });
  await problem(sam.patch(`/goals/${g.id}`, { title: 'Without' }), 428);
  const once = await ok(sam.patch(`/goals/${g.id}`, { title: 'Once', leaves_out: 'Nothing' }, { match: g.version }));
  assert.deepEqual([once.title, once.leaves_out, once.version], ['Once', 'Nothing', g.version + 1]);
  await problem(mia.patch(`/goals/${g.id}`, { title: 'Twice' }, { match: g.version }), 412);
  const twice = await ok(mia.patch(`/goals/${g.id}`, { leaves_out: null, priority: 3 }, { match: once.version }));
  assert.deepEqual([twice.title, twice.leaves_out, twice.priority], ['Once', null, 3]);
  await faults(sam.patch(`/goals/${g.id}`, { level: 'planet', owner_id: null, title: null }, { match: twice.version }), 'level', 'owner_id', 'title');
  const same = await ok(sam.patch(`/goals/${g.id}`, { title: 'Once' }, { match: twice.version }));
  assert.equal(same.version, twice.version, 'nothing differs, nothing is written');
  assert.ok((await ok(sam.get('/goals?q=Once'))).items.some((x) => x.id === g.id), 'found by its new title');
});

test('whose a draft is meant to be is for who started it to say, until it is proposed', async () => {
  const g = await draftGoal(mia);
  const given = await ok(mia.patch(`/goals/${g.id}`, { owner_id: sam.id }, { match: g.version }));
  assert.deepEqual([given.owner_id, given.owner_name, given.started_by], [sam.id, 'Sam Staff', mia.id]);
  await ok(sam.get(`/goals/${g.id}`));
  await problem(sam.patch(`/goals/${g.id}`, { owner_id: mia.id }, { match: given.version }), 403);
  await faults(mia.patch(`/goals/${g.id}`, { owner_id: 999999 }, { match: given.version }), 'owner_id');
  await faults(mia.patch(`/goals/${g.id}`, { level: 'team' }, { match: given.version }), 'team_id');
  await problem(mia.patch(`/goals/${g.id}`, { level: 'organisation', owner_id: mia.id }, { match: given.version }), 403);
  const alone = await draftGoal(sam);
  await problem(sam.patch(`/goals/${alone.id}`, { owner_id: mia.id }, { match: alone.version }), 403);
  const open = await proposedGoal(sam);
  for (const change of [{ level: 'team', team_id: null }, { owner_id: mia.id }]) {
    const reply = await sam.patch(`/goals/${open.id}`, change, { match: open.version });
    assert.ok([409, 422].includes(reply.status), reply.text);
  }
});

test('a draft is thrown away, anything else is not', async () => {
  const g = await draftGoal(sam, { criteria: [numberCriterion] });
  const child = await draftGoal(sam, { serves: [g.id] });
  expect(await sam.post(`/goals/${g.id}/steps`, { text: 'Begin' }), 201);
  expect(await sam.delete(`/goals/${g.id}`), 204);
  await problem(sam.get(`/goals/${g.id}`), 404);
  assert.deepEqual((await ok(sam.get(`/goals/${child.id}`))).serves, []);
  const open = await proposedGoal(sam);
  await problem(sam.delete(`/goals/${open.id}`), 409);
  await problem(eve.delete(`/goals/${open.id}`), 403);
});

test('what a draft said before it was proposed stays its writers\'', async () => {
  const g = await draftGoal(sam, { title: 'Public title', why: 'Because of the secret reason.' });
  const one = await ok(sam.post(`/goals/${g.id}/criteria`, { ...numberCriterion, statement: 'A secret measure' }), 201);
  await ok(sam.post(`/goals/${g.id}/criteria`, numberCriterion), 201);
  const step = await ok(sam.post(`/goals/${g.id}/steps`, { text: 'A secret step' }), 201);
  await ok(sam.delete(`/criteria/${one.id}`), 204);
  await ok(sam.delete(`/steps/${step.id}`), 204);
  await ok(sam.patch(`/goals/${g.id}`, { why: 'They wait for us.' }, { match: g.version }));
  await ok(sam.put(`/goals/${g.id}/proposal`));
  await ok(sam.delete(`/goals/${g.id}/proposal`));
  const again = await ok(sam.get(`/goals/${g.id}`));
  await ok(sam.patch(`/goals/${g.id}`, { leaves_out: 'A secret doubt' }, { match: again.version }));
  const last = await ok(sam.get(`/goals/${g.id}`));
  await ok(sam.patch(`/goals/${g.id}`, { leaves_out: null }, { match: last.version }));
  await ok(sam.put(`/goals/${g.id}/proposal`));
  for (const who of [boss, wm.admin]) {
    const seen = await all(who, `/events?goal_id=${g.id}`);
    assert.ok(seen.some((e) => e.type === 'goal.created') && seen.some((e) => e.type === 'goal.proposed' && e.new));
    assert.ok(!JSON.stringify(seen).includes('secret'), JSON.stringify(seen));
  }
  assert.ok(JSON.stringify(await all(sam, `/events?goal_id=${g.id}`)).includes('secret doubt'));
  const more = await ok(sam.post(`/goals/${g.id}/steps`, { text: 'Seen by all' }), 201);
  const added = (await all(boss, `/events?goal_id=${g.id}&type=step.created`)).find((e) => e.subject_id === more.id);
  assert.equal(added.new.text, 'Seen by all');
});
