// People: joining, profile, moving, leaving, coming back; who supports whom and since when.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, draftGoal, expect, faults, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'person', at: '2026-03-11T10:00:00Z' });
after(() => server.remove());
const { admin, clock } = server;
const get = (id) => ok(admin.get(`/people/${id}`));

test('somebody joins, with all that is known', async () => {
  const boss = await server.person({ name: 'Bea Boss' });
  const body = {
    name: "Zoë O'Connor-Łukasz", email: 'Zoe@Example.ORG', title: 'Pilot', department: 'Air', manager_id: boss.id, hired_on: '2020-02-29',
    zone: 'Asia/Kathmandu', language: 'de-CH', work_days: '1234', work_from: 480, work_until: 960, work_with_me: 'Write\nfirst.', skills: ['Flying', 'Weather'], external_id: 'A-1',
  };
  const made = await ok(admin.post('/people', body), 201);
  const shown = await get(made.id);
  for (const [field, value] of Object.entries({ ...body, email: 'zoe@example.org' })) assert.deepEqual(shown[field], value, field);
  assert.deepEqual(shown.manager, { id: boss.id, name: 'Bea Boss' });
  assert.deepEqual([shown.teams, shown.contact_points, shown.roles, shown.left_on], [[], [], [], null]);
  assert.deepEqual(shown.load, { active: 0, limit: 5, over: false });
  const lines = (await ok(admin.get(`/people/${made.id}/managers`))).items;
  assert.deepEqual(lines.map((l) => [l.manager_id, l.starts_on, l.ends_on]), [[boss.id, '2020-02-29', null]]);
});

test('the same address or number twice is refused', async () => {
  await ok(admin.post('/people', { name: 'First', email: 'first@example.org', external_id: 'N1' }), 201);
  await faults(admin.post('/people', { name: 'Second', email: 'FIRST@example.org', external_id: 'N1' }), 'email', 'external_id');
  const other = await ok(admin.post('/people', { name: 'Third', email: 'third@example.org' }), 201);
  await faults(admin.patch(`/people/${other.id}`, { email: 'first@example.org' }, { match: other.version }), 'email');
});

test('hours and days that make no sense are refused', async () => {
  await faults(admin.post('/people', { name: 'A', email: 'hours@example.org', work_days: '54', work_from: 600, work_until: 600 }), 'work_days', 'work_until');
  await faults(admin.post('/people', { name: 'A', email: 'hours@example.org', manager_id: 999999 }), 'manager_id');
});

test('one changes what is one\'s own; the rest is for people operations', async () => {
  const me = await server.person({ name: 'Mia Me' });
  const { version } = await ok(me.get('/me'));
  await faults(me.patch(`/people/${me.id}`, { title: 'Queen', department: 'All', hired_on: '2000-01-01', email: 'q@example.org', external_id: '0' }, { match: version }),
    'title', 'department', 'hired_on', 'email', 'external_id');
  const changed = await ok(me.patch(`/people/${me.id}`, { name: 'Mia Min', zone: 'America/Lima', skills: ['Knots'], work_with_me: 'Sing.' }, { match: version }));
  assert.deepEqual([changed.name, changed.zone, changed.skills, changed.work_with_me], ['Mia Min', 'America/Lima', ['Knots'], 'Sing.']);
  await faults(me.patch(`/people/${me.id}`, { manager_id: 1 }, { match: changed.version }), 'manager_id');
  await ok(admin.patch(`/people/${me.id}`, { title: 'Queen' }, { match: changed.version }));
});

test('a mover keeps the history, by date', async () => {
  const [one, two] = [await server.person({ name: 'Line One' }), await server.person({ name: 'Line Two' })];
  const mover = await server.person({ name: 'Max Mover', manager: one, hired_on: '2025-01-01' });
  clock.advance({ days: 10 });
  const today = clock.today();
  const moved = await ok(admin.put(`/people/${mover.id}/manager`, { manager_id: two.id }));
  assert.equal(moved.manager_id, two.id);
  const lines = (await ok(mover.get(`/people/${mover.id}/managers`))).items;
  assert.deepEqual(lines.map((l) => [l.manager_id, l.manager_name, l.starts_on, l.ends_on]),
    [[two.id, 'Line Two', today, null], [one.id, 'Line One', '2025-01-01', today]]);
  assert.deepEqual((await all(admin, `/people/${one.id}/reports`)).map((p) => p.id), []);
  assert.deepEqual((await all(admin, `/people/${two.id}/reports`)).map((p) => p.id), [mover.id]);
  await faults(admin.put(`/people/${mover.id}/manager`, {}), 'manager_id');
  await faults(admin.put(`/people/${mover.id}/manager`, { manager_id: one.id, starts_on: clock.day(1) }), 'starts_on');
  const alone = await ok(admin.put(`/people/${mover.id}/manager`, { manager_id: null }));
  assert.equal(alone.manager, null);
});

test('a circle in the reporting line is refused and told by names', async () => {
  const top = await server.person({ name: 'Circle Top' });
  const middle = await server.person({ name: 'Circle Middle', manager: top });
  const low = await server.person({ name: 'Circle Low', manager: middle });
  const body = await faults(admin.put(`/people/${top.id}/manager`, { manager_id: low.id }), 'manager_id');
  assert.match(body.fields[0].detail, /Circle Low → Circle Middle → Circle Top/);
  await faults(admin.put(`/people/${top.id}/manager`, { manager_id: top.id }), 'manager_id');
  assert.equal((await get(top.id)).manager_id, null);
});

test('two moves at once that would make a circle together: one goes through', async () => {
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await server.person({ name: `Race A${round}` }), await server.person({ name: `Race B${round}` })];
    const replies = await Promise.all([admin.put(`/people/${a.id}/manager`, { manager_id: b.id }), admin.put(`/people/${b.id}/manager`, { manager_id: a.id })]);
    assert.deepEqual(replies.map((r) => r.status).sort(), [200, 422], replies.map((r) => r.text).join());
  }
});

test('the lists: without goals, contact points, a line manager; by team, manager, words; who left', async () => {
  const lead = await server.person({ name: 'Lists Lead' });
  const team = await server.team('Listers');
  const [busy, idle] = [await server.person({ name: 'Lists Busy', manager: lead, team }), await server.person({ name: 'Lists Idle', manager: lead, team })];
  await activeGoal(busy, { supporter: lead });
  await ok(admin.post(`/people/${busy.id}/contact-points`, { topic: 'all', medium: 'chat', address: '@busy' }), 201);
  const ids = async (query) => (await all(admin, `/people?${query}`)).map((p) => p.id);
  assert.deepEqual(await ids(`team_id=${team.id}`), [busy.id, idle.id]);
  assert.deepEqual(await ids(`team_id=${team.id}&without=goals`), [idle.id]);
  assert.deepEqual(await ids(`team_id=${team.id}&without=contact_points`), [idle.id]);
  assert.deepEqual(await ids(`manager_id=${lead.id}`), [busy.id, idle.id]);
  assert.ok((await ids('without=manager')).includes(lead.id));
  assert.ok(!(await ids('without=manager')).includes(busy.id));
  await ok(admin.put(`/people/${idle.id}/departure`, { left_on: clock.today() }));
  assert.deepEqual(await ids(`manager_id=${lead.id}`), [busy.id]);
  assert.ok((await ids('left=true')).includes(idle.id));
  await faults(admin.get('/people?without=sense'), 'without');
});

test('names are found and sorted whatever their accents', async () => {
  for (const name of ['Ángel Sánchez Núñez', 'Zuzanna Żółć', "D'sa O'Hara", 'Øyvind Åse', 'Ægir Straße'])
    await server.person({ name, email: `${name.length}${name.codePointAt(0)}@accents.example`, scope: 'none' });
  const find = async (q) => (await ok(admin.get(`/people?q=${encodeURIComponent(q)}`))).items.map((p) => p.name);
  assert.deepEqual(await find('sanchez'), ['Ángel Sánchez Núñez']);
  assert.deepEqual(await find('SÁNCHEZ nunez'), ['Ángel Sánchez Núñez']);
  assert.deepEqual(await find('zolc'), ['Zuzanna Żółć']);
  assert.deepEqual(await find("o'hara"), ["D'sa O'Hara"]);
  assert.deepEqual(await find('strasse'), ['Ægir Straße']);
  assert.deepEqual(await find('%'), []);
  assert.deepEqual(await find('"'), []);
  assert.deepEqual(await find("' OR 1=1 --"), []);
  const names = (await all(admin, '/people?q=accents')).map((p) => p.name);
  assert.deepEqual(names, ['Ángel Sánchez Núñez', "D'sa O'Hara", 'Øyvind Åse', 'Zuzanna Żółć', 'Ægir Straße']);
});

test('somebody leaves: goals, reports and teams move; history stays', async () => {
  const boss = await server.person({ name: 'Leave Boss' });
  const team = await server.team('Leavers');
  const leaver = await server.person({ name: 'Lars Leaver', manager: boss, team, lead: true });
  const report = await server.person({ name: 'Rita Report', manager: leaver });
  const heir = await server.person({ name: 'Hans Heir', manager: boss });
  const open = await activeGoal(leaver, { supporter: boss, title: 'Open with Lars' });
  const waiting = await proposedGoal(report, { title: 'Waits for Lars' });
  const draft = await draftGoal(leaver, { title: 'Draft of Lars' });
  assert.equal(waiting.waits_for, leaver.id);
  await faults(admin.put(`/people/${leaver.id}/departure`, { left_on: clock.day(1) }), 'left_on');
  await faults(admin.put(`/people/${leaver.id}/departure`, { left_on: clock.today(), hand_over_to: leaver.id }), 'hand_over_to');
  const left = await ok(admin.put(`/people/${leaver.id}/departure`, { left_on: clock.today(), hand_over_to: heir.id }));
  assert.deepEqual([left.left_on, left.teams], [clock.today(), []]);
  const handed = await ok(admin.get(`/goals/${open.id}`));
  assert.deepEqual([handed.owner_id, handed.started_by, handed.state], [heir.id, leaver.id, 'active']);
  assert.equal((await ok(report.get(`/goals/${waiting.id}`))).waits_for, boss.id);
  assert.equal((await get(report.id)).manager_id, boss.id);
  const lines = (await ok(admin.get(`/people/${report.id}/managers`))).items;
  assert.deepEqual(lines.map((l) => [l.manager_id, l.ends_on !== null]), [[boss.id, false], [leaver.id, true]]);
  assert.deepEqual((await all(admin, `/teams/${team.id}/members`)).map((m) => m.person_id), []);
  assert.deepEqual((await ok(admin.get('/search?q=lars&kind=person'))).items, []);
  assert.equal((await get(leaver.id)).name, 'Lars Leaver', 'who left can still be looked up');
  await problem(admin.put(`/people/${leaver.id}/departure`, { left_on: clock.today() }), 409);
  await faults(heir.post('/goals', { title: 'x', level: 'person', starts_on: clock.day(0), due_on: clock.day(1), supporter_id: leaver.id }), 'supporter_id');
  assert.ok((await all(heir, `/events?goal_id=${open.id}`)).some((e) => e.type === 'goal.handed_over'));
  assert.ok((await all(heir, `/events?person_id=${leaver.id}`)).some((e) => e.type === 'person.left'));

  await ok(admin.delete(`/people/${leaver.id}/departure`));
  await problem(leaver.get('/me'), 401);
  const again = server.client(await server.token(leaver.email));
  assert.deepEqual([(await ok(again.get('/me'))).left_on, (await ok(again.get(`/goals/${draft.id}`))).title], [null, 'Draft of Lars']);
  await problem(admin.delete(`/people/${leaver.id}/departure`), 409);
});

test('goals go to the line manager unless told; without one somebody must be named', async () => {
  const boss = await server.person({ name: 'Default Boss' });
  const leaver = await server.person({ name: 'Default Leaver', manager: boss });
  const goal = await activeGoal(leaver, { supporter: boss });
  await ok(admin.put(`/people/${leaver.id}/departure`, { left_on: clock.today() }));
  assert.equal((await ok(admin.get(`/goals/${goal.id}`))).owner_id, boss.id);
  const alone = await server.person({ name: 'Alone Leaver' });
  await activeGoal(alone);
  await faults(admin.put(`/people/${alone.id}/departure`, { left_on: clock.today() }), 'hand_over_to');
  assert.equal((await get(alone.id)).left_on, null);
});

test('the last of people operations and the last operator stay', async () => {
  await faults(admin.put(`/people/${admin.id}/roles`, { people_operations: false, operator: false }), 'people_operations', 'operator');
  await problem(admin.put(`/people/${admin.id}/departure`, { left_on: clock.today() }), 409);
  const second = await server.person({ name: 'Second Ops', roles: ['people_operations'] });
  await faults(second.put(`/people/${second.id}/roles`, { people_operations: true, operator: true }), 'operator');
  await problem(second.put(`/people/${admin.id}/departure`, { left_on: clock.today() }), 409);
  const given = await ok(admin.put(`/people/${second.id}/roles`, { people_operations: true, operator: true }));
  assert.deepEqual(given.roles, ['people_operations', 'operator']);
  await faults(admin.put(`/people/${second.id}/roles`, {}), 'people_operations', 'operator');
  assert.ok((await all(admin, `/events?person_id=${second.id}`)).some((e) => e.type === 'person.roles_changed' && e.new.operator === true));
});

test('contact points are written down, changed and removed', async () => {
  const me = await server.person({ name: 'Conny Contact' });
  await faults(me.post(`/people/${me.id}/contact-points`, { medium: 'smoke' }), 'topic', 'medium', 'address');
  const point = await ok(me.post(`/people/${me.id}/contact-points`, { topic: 'Invoices', medium: 'email', address: 'bills@example.org', hours: 'mornings' }), 201);
  assert.deepEqual((await get(me.id)).contact_points.map((c) => c.topic), ['Invoices']);
  await problem(me.patch(`/contact-points/${point.id}`, { topic: 'Bills' }), 428);
  const changed = await ok(me.patch(`/contact-points/${point.id}`, { hours: null }, { match: point.version }));
  assert.equal(changed.hours, null);
  assert.equal((await all(me, `/people/${me.id}/contact-points`)).length, 1);
  expect(await me.delete(`/contact-points/${point.id}`), 204);
  await problem(me.delete(`/contact-points/${point.id}`), 404);
  for (let i = 0; i < 20; i++) await ok(me.post(`/people/${me.id}/contact-points`, { topic: `T${i}`, medium: 'other', address: 'x' }), 201);
  await problem(me.post(`/people/${me.id}/contact-points`, { topic: 'T20', medium: 'other', address: 'x' }), 409);
});

test('what is told of an act: who, what, old and new', async () => {
  const person = await server.person({ name: 'Eve Event' });
  const { version } = await get(person.id);
  await ok(admin.patch(`/people/${person.id}`, { title: 'Captain' }, { match: version }));
  const [event] = (await ok(admin.get(`/events?person_id=${person.id}&type=person.changed`))).items;
  assert.deepEqual([event.actor_id, event.actor_name, event.subject, event.subject_id], [admin.id, 'Ada Admin', 'person', person.id]);
  assert.deepEqual([event.old.title, event.new.title], [null, 'Captain']);
  assert.ok(!JSON.stringify(event).includes('folded'));
});

test('me: who I am, my organisation, what waits', async () => {
  const boss = await server.person({ name: 'Me Boss' });
  const me = await server.person({ name: 'Me Myself', manager: boss });
  await proposedGoal(me);
  const [mine, theirs] = [await ok(me.get('/me')), await ok(boss.get('/me'))];
  assert.deepEqual(mine.organisation.name, 'Fernweh & Söhne');
  assert.deepEqual([mine.counts, theirs.counts], [{ owed: 0, waiting: 0, notices: 1 }, { owed: 0, waiting: 1, notices: 2 }]); // of line and support, and a proposal
  assert.equal(mine.has_password, false);
});

test('the reporting line: how many each supports, and the way from the top down', async () => {
  const top = await server.person({ name: 'Line Top' });
  const middle = await server.person({ name: 'Line Middle', manager: top });
  const leaf = await server.person({ name: 'Line Leaf', manager: middle });
  const other = await server.person({ name: 'Line Other', manager: middle });
  const walkers = await server.team('Line Walkers');
  await ok(admin.post(`/teams/${walkers.id}/members`, { person_id: leaf.id, role: 'member' }), 201);
  const line = async (id) => (await ok(leaf.get(`/people/${id}/line`))).items.map((p) => `${p.name} ${p.reports}`);
  assert.deepEqual(await line(leaf.id), ['Line Top 1', 'Line Middle 2', 'Line Leaf 0']);
  assert.deepEqual(await line(top.id), ['Line Top 1']);
  assert.deepEqual((await all(leaf, `/people/${middle.id}/reports`)).map((p) => [p.name, p.team_name]), [['Line Leaf', 'Line Walkers'], ['Line Other', null]]);
  assert.equal((await ok(leaf.get(`/people/${middle.id}`))).reports, 2);
  await ok(admin.put(`/people/${other.id}/departure`, { left_on: server.clock.day(0) }));
  assert.deepEqual(await line(middle.id), ['Line Top 1', 'Line Middle 1']);
  assert.deepEqual(await line(other.id), ['Line Top 1', 'Line Middle 1', 'Line Other 0']);
  assert.ok((await all(admin, '/people?left=true')).some((p) => p.id === other.id));
  await problem(leaf.get('/people/999999/line'), 404);
});

test('what somebody took out of their profile is theirs to see in its history', async () => {
  const person = await server.person({ name: 'Pria Vate' });
  const point = await ok(person.post(`/people/${person.id}/contact-points`, { topic: 'anything', medium: 'phone', address: '+49 170 5550199' }), 201);
  await ok(person.delete(`/contact-points/${point.id}`), 204);
  const me = await ok(person.get(`/people/${person.id}`));
  await ok(person.patch(`/people/${person.id}`, { work_with_me: 'Said too much' }, { match: me.version }));
  const told = async (who) => JSON.stringify(await all(who, `/events?person_id=${person.id}`));
  const other = await server.person({ name: 'Ona Looker' });
  assert.ok((await told(other)).includes('contact_point.removed'));
  for (const words of ['5550199', 'Said too much']) {
    assert.ok(!(await told(other)).includes(words), words);
    assert.ok((await told(person)).includes(words), words);
    assert.ok((await told(admin)).includes(words), words);
  }
});

test('what cannot be seen is no name, and makes no second address of one', async () => {
  for (const name of ['\u200b', '\ufeff\u2060', '\u3164', '\u2800 \u00ad', '\u0301'])
    await faults(admin.post('/people', { name, email: 'nobody.seen@example.org' }), 'name');
  for (const email of ['ada\u200b@example.org', 'a\u00adda@example.org', 'ada@exam\u2060ple.org', 'ada\u3164@example.org'])
    await faults(admin.post('/people', { name: 'Ada Again', email }), 'email');
  await ok(admin.post('/people', { name: 'अजीत \u{1F469}\u200d\u{1F680}', email: 'अजीत@example.org' }), 201);
});
