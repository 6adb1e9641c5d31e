// Notices: who is told what, once, in their own language, as long as they may see it.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, draftGoal, faults, numberCriterion, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'notice', at: '2026-03-11T08:00:00Z' });
after(() => server.remove());
const { admin } = server;

const told = async (client, path = '/notices') => (await ok(client.get(path))).items;
const kinds = async (client) => (await told(client)).map((n) => n.kind);
const unread = async (client) => (await ok(client.get('/me'))).counts.notices;

/** Somebody with a line manager, whose notices of joining are read. */
async function pair(name) {
  const boss = await server.person({ name: `${name} Boss` });
  const me = await server.person({ name: `${name} Me`, manager: boss });
  for (const one of [boss, me]) await clear(one);
  return { boss, me };
}
async function clear(client) {
  const [newest] = await told(client);
  if (newest) await ok(client.put('/notices/reading', { until: newest.id }), 204);
}
const since = async (client) => (await told(client, '/notices?unread=true')).map((n) => n.kind);

test('who has a line manager is told, and the line manager too', async () => {
  const boss = await server.person({ name: 'Line Boss' });
  const me = await server.person({ name: 'Line Me', manager: boss });
  assert.deepEqual((await told(me)).map((n) => [n.kind, n.text, n.path, n.actor_name]),
    [['manager', 'Line Boss is your line manager from now on.', `/people/${boss.id}`, 'Ada Admin']]);
  assert.deepEqual((await told(boss)).map((n) => [n.kind, n.text]), [['report', 'From now on you are the line manager of Line Me.']]);
  await ok(admin.put(`/people/${me.id}/manager`, { manager_id: null }));
  assert.equal((await told(me)).length, 1);
});

test('a proposal waits for the supporter; a question, a reply and an answer are told; nobody is told of their own acts', async () => {
  const { boss, me } = await pair('Flow');
  const goal = await proposedGoal(me, { title: 'Fewer floods' });
  assert.deepEqual((await told(boss, '/notices?unread=true')).map((n) => [n.kind, n.text, n.path, n.goal_id]),
    [['goal_waits', 'Flow Me has proposed “Fewer floods” and waits for your answer.', `/goals/${goal.id}`, goal.id]]);
  await ok(boss.put(`/goals/${goal.id}/answer`, { answer: 'question', text: 'How many?' }));
  assert.deepEqual(await since(me), ['goal_asked']);
  const { answers } = await ok(me.get(`/goals/${goal.id}`));
  await ok(me.put(`/answers/${answers[0].id}/reply`, { text: 'Half of them.' }));
  assert.deepEqual(await since(boss), ['goal_replied', 'goal_waits', 'goal_waits']);
  await ok(boss.put(`/goals/${goal.id}/answer`, { answer: 'aligned' }));
  assert.deepEqual(await since(me), ['goal_aligned', 'goal_asked']);
  assert.ok(!(await told(me)).some((n) => n.text.includes('How many?')), 'what was written stays where it was written');
});

test('a goal written for me is told, and its writer hears that it is accepted', async () => {
  const { boss, me } = await pair('Given');
  const goal = await draftGoal(boss, { title: 'For you', owner_id: me.id, criteria: [numberCriterion] });
  assert.deepEqual(await since(me), []);
  await ok(boss.put(`/goals/${goal.id}/proposal`));
  assert.deepEqual(await since(me), ['goal_proposed']);
  await ok(me.put(`/goals/${goal.id}/answer`, { answer: 'aligned' }));
  assert.deepEqual(await since(boss), ['goal_accepted']);
  assert.deepEqual(await since(me), ['goal_proposed']);
});

test('a change of a goal is told to those whom it serves, who serve it, and its supporter, each once', async () => {
  const { boss, me } = await pair('Near');
  const above = await server.person({ name: 'Near Above', manager: boss }), below = await server.person({ name: 'Near Below', manager: boss });
  const stranger = await server.person({ name: 'Near Stranger', manager: boss });
  const top = await activeGoal(above, { supporter: boss, title: 'Top' });
  const mine = await activeGoal(me, { supporter: boss, title: 'Middle', serves: [top.id] });
  for (const title of ['One', 'Two']) await activeGoal(below, { supporter: boss, title, serves: [mine.id] });
  for (const one of [me, above, below, boss, stranger]) await clear(one);
  await ok(me.post(`/goals/${mine.id}/changes`, { reason: 'We know more.', changes: { title: 'Middle, later' } }), 201);
  for (const one of [above, below, boss]) assert.deepEqual(await since(one), ['goal_changed'], one.name);
  for (const one of [me, stranger]) assert.deepEqual(await since(one), [], one.name);
  assert.equal((await told(above))[0].text, 'Near Me has changed a goal near yours: “Middle, later”.');
  await ok(me.put(`/goals/${mine.id}/closure`, { outcome: 'achieved', reason: 'Done.' }));
  await ok(me.put(`/goals/${mine.id}/reopening`, { reason: 'Not quite.' }));
  assert.deepEqual(await since(above), ['goal_reopened', 'goal_closed', 'goal_changed']);
});

test('what is handed over, and silence, are told', async () => {
  const { boss, me } = await pair('Hand');
  const other = await server.person({ name: 'Hand Other', manager: boss });
  await clear(other);
  const goal = await activeGoal(me, { supporter: boss, title: 'Goes on' });
  await ok(me.put(`/goals/${goal.id}/owner`, { owner_id: other.id, reason: 'Your field.' }));
  assert.deepEqual(await since(other), ['goal_handed']);
  await ok(admin.put(`/people/${other.id}/manager`, { manager_id: null }));
  await clear(me);
});

test('a notice is read in the language of its reader', async () => {
  const { boss, me } = await pair('Tongue');
  await proposedGoal(me, { title: 'Steady' });
  const { version } = await ok(boss.get('/me'));
  await ok(boss.patch(`/people/${boss.id}`, { language: 'de' }, { match: version }));
  assert.equal((await told(boss))[0].text, 'Tongue Me hat „Steady“ vorgeschlagen und wartet auf deine Antwort.');
});

test('a goal that went back to its owner is not told of any more, in the list and in the count', async () => {
  const { boss, me } = await pair('Draft');
  const goal = await proposedGoal(me, { title: 'Secret again' });
  assert.equal(await unread(boss), 1);
  await ok(me.delete(`/goals/${goal.id}/proposal`));
  assert.deepEqual([await since(boss), await unread(boss)], [[], 0]);
  await ok(me.put(`/goals/${goal.id}/proposal`));
  assert.equal(await unread(boss), 2);
  await ok(me.delete(`/goals/${goal.id}/proposal`));
  await ok(me.delete(`/goals/${goal.id}`), 204);
  assert.equal(await unread(boss), 0);
});

test('one is read, or all up to the newest I have seen; what comes after stays unread', async () => {
  const { boss, me } = await pair('Read');
  for (const title of ['First', 'Second', 'Third']) await proposedGoal(me, { title });
  const [third, second] = await told(boss);
  assert.equal(await unread(boss), 3);
  await ok(boss.put(`/notices/${second.id}/reading`), 204);
  await ok(boss.put(`/notices/${second.id}/reading`), 204);
  assert.deepEqual((await told(boss, '/notices?unread=true')).map((n) => n.id === second.id), [false, false]);
  await proposedGoal(me, { title: 'Fourth' });
  await ok(boss.put('/notices/reading', { until: third.id }), 204);
  assert.equal(await unread(boss), 1);
  await problem(me.put(`/notices/${third.id}/reading`), 404);
  await problem(boss.put('/notices/999999999/reading'), 404);
  await faults(boss.put('/notices/reading', {}), 'until');
  await faults(boss.get('/notices?unread=perhaps'), 'unread');
});

test('the list comes in pages, newest first', async () => {
  const { boss, me } = await pair('Pages');
  for (let i = 0; i < 5; i++) await proposedGoal(me, { title: `Goal ${i}` });
  const list = await all(boss, '/notices', { limit: 2 });
  assert.deepEqual(list.map((n) => n.id), list.map((n) => n.id).sort((a, b) => b - a));
  assert.equal(list.length, 6);
});

test('an import tells nobody of each row, and who has left is told nothing', async () => {
  const { boss, me } = await pair('Left');
  await ok(admin.put(`/people/${boss.id}/departure`, { left_on: server.clock.today(), reports_to: admin.id }));
  const text = `name,email,manager_email\nNew One,new.one@example.org,${me.email}\nNew Two,new.two@example.org,${me.email}\n`;
  const { id } = await ok(admin.post('/imports', { kind: 'people', text }), 201);
  for (let state; state !== 'done';) state = (await ok(admin.get(`/imports/${id}`))).state;
  assert.deepEqual((await kinds(me)), ['manager', 'manager']);
  assert.equal(server.sql(`SELECT count(*) FROM notices WHERE person_id = ${boss.id} AND read_at IS NULL`), '0');
});
