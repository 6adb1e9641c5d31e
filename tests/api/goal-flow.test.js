// From draft to active: proposing, accepting, answering, replying; each state's refusals; silence, and two at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, expect, faults, goalBody, numberCriterion, ok, problem, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, boss, mia, sam, eve;
const DAY = 86400000;

before(async () => {
  wm = await startServer({ name: 'goal-flow' });
  boss = await wm.person({ name: 'Bo Boss' });
  mia = await wm.person({ name: 'Mia Manager', manager: boss });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
  eve = await wm.person({ name: 'Eve Elsewhere', manager: boss });
});
after(() => wm?.remove());

const get = (who, g) => ok(who.get(`/goals/${g.id}`));

test('a proposal names everything that is missing, and changes nothing', async () => {
  const g = await draftGoal(sam, { why: null });
  await faults(sam.put(`/goals/${g.id}/proposal`), 'why', 'criteria');
  for (const body of [
    { statement: 'Number', kind: 'number', start: 1 },
    { statement: 'Rubric', kind: 'rubric' },
    { statement: 'Done', kind: 'done' },
    { statement: 'Half', kind: 'percent', good: 50 },
  ]) expect(await sam.post(`/goals/${g.id}/criteria`, body), 201);
  await faults(sam.put(`/goals/${g.id}/proposal`), 'why', 'criteria[0].good', 'criteria[0].excellent', 'criteria[1].good_means',
    'criteria[1].excellent_means', 'criteria[2].excellent_means', 'criteria[3].excellent');
  assert.equal((await get(sam, g)).state, 'draft');
});

test('one\'s own goal waits for the supporter, who says aligned', async () => {
  const g = await proposedGoal(sam);
  assert.deepEqual([g.state, g.waits_for, g.waits_for_name, g.score], ['proposed', mia.id, 'Mia Manager', null]);
  const wait = new Date(g.waits_until) - wm.clock.now();
  assert.ok(Math.abs(wait - 7 * DAY) < 60000, `the framework's seven days: ${wait}`);
  assert.deepEqual([...g.can].sort(), ['add_step', 'edit', 'hand_over', 'withdraw']);
  assert.ok((await get(mia, g)).can.includes('answer'));
  assert.ok(!(await get(eve, g)).can.includes('answer'));
  await problem(sam.put(`/goals/${g.id}/proposal`), 409);
  for (const who of [sam, eve, boss, wm.admin]) await problem(who.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 403);
  const active = await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned', text: 'Good one.' }));
  assert.deepEqual([active.state, active.waits_for, active.answered, active.score], ['active', null, 'answered', 0]);
  assert.equal(active.criteria[0].original_good, 40);
  assert.equal(active.answers[0].answer, 'aligned');
  assert.ok(active.answers[0].asked_at, 'the time it took can be told');
  assert.ok(active.checkin_due_at);
  const types = (await all(sam, `/events?goal_id=${g.id}`)).map((e) => e.type);
  for (const type of ['goal.created', 'criterion.created', 'goal.proposed', 'goal.answered', 'goal.activated']) assert.ok(types.includes(type), type);
});

test('an offer of help sets a goal going too', async () => {
  const g = await proposedGoal(sam);
  const active = await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'offer', text: 'I can introduce you.' }));
  assert.deepEqual([active.state, active.answers[0].answer], ['active', 'offer']);
});

test('who has no supporter is active when proposed', async () => {
  const g = await proposedGoal(boss);
  assert.deepEqual([g.state, g.waits_for, g.answered], ['active', null, null]);
});

test('a question waits for the owner, whose reply starts the clock anew', async () => {
  const g = await proposedGoal(sam);
  await faults(mia.put(`/goals/${g.id}/answer`, { answer: 'question' }), 'text');
  await faults(mia.put(`/goals/${g.id}/answer`, { answer: 'maybe' }), 'answer');
  const asked = await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'question', text: 'Why forty?' }));
  assert.deepEqual([asked.state, asked.waits_for, asked.waits_until], ['proposed', sam.id, null]);
  assert.ok((await get(sam, g)).can.includes('reply'));
  const answer = asked.answers[0];
  await problem(mia.put(`/answers/${answer.id}/reply`, { text: 'I reply myself' }), 403);
  await problem(sam.put('/answers/999999/reply', { text: 'x' }), 404);
  await faults(sam.put(`/answers/${answer.id}/reply`, {}), 'text');
  wm.clock.advance({ days: 2 });
  const replied = await ok(sam.put(`/answers/${answer.id}/reply`, { text: 'Because thirty is what we have.' }));
  assert.deepEqual([replied.reply, replied.person_name], ['Because thirty is what we have.', 'Mia Manager']);
  const waits = await get(sam, g);
  assert.deepEqual([waits.state, waits.waits_for], ['proposed', mia.id]);
  assert.ok(Math.abs(new Date(waits.waits_until) - wm.clock.now() - 7 * DAY) < 60000, 'seven days from the reply');
  await problem(sam.put(`/answers/${answer.id}/reply`, { text: 'Again' }), 409);
  const active = await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }));
  assert.equal(active.state, 'active');
  assert.deepEqual((await all(eve, `/goals/${g.id}/answers`)).map((a) => a.answer), ['aligned', 'question'], 'open to all, newest first');
});

test('the supporter may change their mind before the owner replies', async () => {
  const g = await proposedGoal(sam);
  await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'suggestion', text: 'Count calls too.' }));
  assert.equal((await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }))).state, 'active');
});

test('an active goal is answered too', async () => {
  const g = await activeGoal(sam, { supporter: mia });
  const asked = await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'suggestion', text: 'Try mornings.' }));
  assert.deepEqual([asked.state, asked.waits_for, asked.waits_until, asked.answers[0].asked_at], ['active', sam.id, null, null]);
  await ok(sam.put(`/answers/${asked.answers[0].id}/reply`, { text: 'I will.' }));
  assert.equal((await get(sam, g)).waits_for, null);
  await problem(sam.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 403);
});

test('an answer may speak of one check-in of its goal', async () => {
  const g = await activeGoal(sam, { supporter: mia }), other = await activeGoal(sam, { supporter: mia });
  const checkin = await ok(sam.post(`/goals/${g.id}/checkins`, { confidence: 'at_risk', in_the_way: 'No printer.' }), 201);
  const answer = (of, checkin_id) => mia.put(`/goals/${of.id}/answer`, { answer: 'question', text: 'May I lend you mine?', checkin_id });
  await faults(answer(other, checkin.id), 'checkin_id');
  await faults(answer(g, 999999), 'checkin_id');
  await faults(answer(g, -1), 'checkin_id');
  const asked = await ok(answer(g, checkin.id));
  assert.deepEqual([asked.answers[0].checkin_id, asked.waits_for], [checkin.id, sam.id]);
  await ok(sam.put(`/answers/${asked.answers[0].id}/reply`, { text: 'Please!' }));
  const [said] = await all(eve, `/goals/${g.id}/answers`);
  assert.deepEqual([said.checkin_id, said.reply], [checkin.id, 'Please!'], 'a reply leaves it where it was');
  await problem(eve.put(`/goals/${g.id}/answer`, { answer: 'aligned', checkin_id: checkin.id }), 403);
});

test('nobody but the owner accepts a goal that another person wrote', async () => {
  const g = await draftGoal(boss, { owner_id: sam.id, criteria: [numberCriterion] });
  const proposed = await ok(boss.put(`/goals/${g.id}/proposal`));
  assert.deepEqual([proposed.state, proposed.waits_for, proposed.waits_until], ['proposed', sam.id, null]);
  for (const who of [boss, mia, eve, wm.admin]) await problem(who.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 403);
  await faults(sam.put(`/goals/${g.id}/answer`, { answer: 'offer' }), 'answer');
  wm.clock.advance({ days: 30 });
  await wm.restart();
  assert.equal((await get(sam, g)).state, 'proposed', 'silence accepts nothing for its owner');
  const accepted = await ok(sam.put(`/goals/${g.id}/answer`, { answer: 'aligned' }));
  assert.deepEqual([accepted.state, accepted.waits_for], ['proposed', mia.id], 'then the supporter answers');
  assert.ok(accepted.accepted_at);
  await problem(sam.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 403);
  await problem(boss.delete(`/goals/${g.id}/proposal`), 403);
  assert.equal((await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }))).state, 'active');
  assert.equal((await get(sam, g)).started_by, boss.id, 'who started it is kept');
});

test('written by the supporter and accepted by the owner, it is active', async () => {
  const g = await draftGoal(mia, { owner_id: sam.id, criteria: [numberCriterion] });
  await ok(mia.put(`/goals/${g.id}/proposal`));
  const asked = await ok(sam.put(`/goals/${g.id}/answer`, { answer: 'question', text: 'Until when?' }));
  assert.deepEqual([asked.state, asked.waits_for], ['proposed', mia.id]);
  await problem(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 403);
  const back = await ok(mia.delete(`/goals/${g.id}/proposal`));
  assert.equal(back.state, 'draft');
  await ok(mia.patch(`/goals/${g.id}`, { due_on: wm.clock.day(40) }, { match: back.version }));
  await ok(mia.put(`/goals/${g.id}/proposal`));
  const active = await ok(sam.put(`/goals/${g.id}/answer`, { answer: 'aligned' }));
  assert.deepEqual([active.state, active.answered], ['active', 'answered']);
});

test('an owner who proposes what another wrote accepts it so', async () => {
  const g = await draftGoal(mia, { owner_id: sam.id, criteria: [numberCriterion] });
  assert.equal((await ok(sam.put(`/goals/${g.id}/proposal`))).state, 'active');
});

test('a proposal is taken back, by its owner only', async () => {
  const g = await proposedGoal(sam);
  await problem(eve.delete(`/goals/${g.id}/proposal`), 403);
  await problem(mia.delete(`/goals/${g.id}/proposal`), 403);
  const back = await ok(sam.delete(`/goals/${g.id}/proposal`));
  assert.deepEqual([back.state, back.waits_for, back.waits_until], ['draft', null, null]);
  await problem(mia.get(`/goals/${g.id}`), 404);
  await problem(sam.delete(`/goals/${g.id}/proposal`), 409);
  await problem(sam.put(`/goals/${g.id}/closure`, { outcome: 'dropped', reason: 'x' }), 409);
});

test('what is under way changes with a reason; priority, supporter and what counts do not need one', async () => {
  const g = await proposedGoal(sam);
  assert.match((await problem(sam.patch(`/goals/${g.id}`, { title: 'Other' }, { match: g.version }), 409)).detail, /take the proposal back/);
  await problem(eve.patch(`/goals/${g.id}`, { priority: 9 }, { match: g.version }), 403);
  await problem(mia.patch(`/goals/${g.id}`, { priority: 9 }, { match: g.version }), 403);
  const first = await ok(sam.patch(`/goals/${g.id}`, { priority: 9, counts_serving: true }, { match: g.version }));
  assert.deepEqual([first.priority, first.counts_serving], [9, true]);
  const moved = await ok(sam.patch(`/goals/${g.id}`, { supporter_id: eve.id }, { match: first.version }));
  assert.deepEqual([moved.supporter_id, moved.supporter_chosen, moved.waits_for], [eve.id, true, eve.id]);
  await problem(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 403);
  const active = await ok(eve.put(`/goals/${g.id}/answer`, { answer: 'aligned' }));
  assert.equal(active.state, 'active');
  assert.match((await problem(sam.patch(`/goals/${g.id}`, { due_on: wm.clock.day(3) }, { match: active.version }), 409)).detail, /with a reason/);
  await problem(sam.patch(`/goals/${g.id}`, { serves: [active.id] }, { match: active.version }), 409);
  await ok(sam.put(`/goals/${g.id}/closure`, { outcome: 'achieved', reason: 'Done' }));
  const closed = await get(sam, g);
  await problem(sam.patch(`/goals/${g.id}`, { priority: 2 }, { match: closed.version }), 409);
  await problem(eve.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 409);
});

test('an unanswered proposal becomes active, and says so', async () => {
  const g = await proposedGoal(sam), later = await proposedGoal(sam);
  wm.clock.advance({ days: 6 });
  await ok(mia.put(`/goals/${later.id}/answer`, { answer: 'question', text: 'Which?' }));
  await wm.restart();
  assert.equal((await get(sam, g)).state, 'proposed', 'six days are not seven');
  wm.clock.advance({ days: 1, minutes: 1 });
  await wm.restart();
  const active = await until(async () => { const x = await get(sam, g); return x.state === 'active' && x; }, { what: 'activation by silence' });
  assert.deepEqual([active.answered, active.waits_for, active.score], ['not_yet_answered', null, 0]);
  assert.equal((await get(sam, later)).state, 'proposed', 'it waits for its owner, not for silence');
  const event = (await all(sam, `/events?goal_id=${g.id}`)).find((e) => e.type === 'goal.activated');
  assert.equal(event.actor_id, null);
  const answered = await ok(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }));
  assert.equal(answered.answered, 'answered');
});

test('two at once: one proposal, one acceptance, one activation', async () => {
  const g = await draftGoal(sam, { criteria: [numberCriterion] });
  const proposals = await Promise.all(Array.from({ length: 8 }, () => sam.put(`/goals/${g.id}/proposal`)));
  assert.deepEqual(proposals.map((r) => r.status).sort(), [200, 409, 409, 409, 409, 409, 409, 409]);
  const outcomes = await Promise.all([mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), sam.delete(`/goals/${g.id}/proposal`),
    mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' })]);
  const end = await get(sam, g);
  if (end.state === 'active') assert.equal(outcomes[1].status, 409);
  else assert.deepEqual([end.state, outcomes[1].status], ['draft', 200]);
  assert.ok((await all(sam, `/events?goal_id=${g.id}&type=goal.activated`)).length <= 1);
  const given = await draftGoal(boss, { owner_id: sam.id, criteria: [numberCriterion] });
  await ok(boss.put(`/goals/${given.id}/proposal`));
  const accepted = await Promise.all(Array.from({ length: 6 }, () => sam.put(`/goals/${given.id}/answer`, { answer: 'aligned' })));
  assert.deepEqual(accepted.map((r) => r.status).sort(), [200, 403, 403, 403, 403, 403]);
  assert.deepEqual([(await get(sam, given)).state, (await get(sam, given)).waits_for], ['proposed', mia.id]);
});

test('too many active goals are said at once and not refused', async () => {
  const ivo = await wm.person({ name: 'Ivo Busy' });
  for (let i = 0; i < 5; i++) assert.deepEqual((await activeGoal(ivo)).notes, []);
  const draft = await draftGoal(ivo, { criteria: [numberCriterion] });
  assert.match(draft.notes[0], /^You have 5 active goals already; the framework suggests at most 5\.$/);
  const sixth = await ok(ivo.put(`/goals/${draft.id}/proposal`));
  assert.equal(sixth.state, 'active');
  assert.deepEqual(sixth.notes, ['You have 6 active goals; the framework suggests at most 5.']);
  assert.match((await get(eve, sixth)).notes[0], /^Ivo Busy has 6 active goals/);
  const event = (await all(ivo, `/events?goal_id=${sixth.id}&type=goal.activated`))[0];
  assert.deepEqual([event.new.active_goals, event.new.active_goal_limit, event.new.over_limit], [6, 5, true]);
});

test('an idempotency key makes one goal of two posts', async () => {
  const body = goalBody(sam, { title: 'Once only' });
  const [a, b] = [await sam.post('/goals', body, { key: 'goal-flow-1' }), await sam.post('/goals', body, { key: 'goal-flow-1' })];
  assert.deepEqual([a.status, b.status, a.body.id], [201, 201, b.body.id]);
  await problem(sam.post('/goals', { ...body, title: 'Another' }, { key: 'goal-flow-1' }), 422);
});
