// Home answers "what needs me?": what I owe, who waits for me, what I wait for, what changed near my goals.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, draftGoal, numberCriterion, ok, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'home', at: '2026-03-11T08:00:00Z' });
after(() => server.remove());
const { admin, clock } = server;
const home = (client) => ok(client.get('/home'));
const kinds = (lines) => lines.map((l) => [l.kind, l.goal_id]);

async function pair(name) {
  const boss = await server.person({ name: `${name} Boss` });
  return { boss, me: await server.person({ name: `${name} Me`, manager: boss }) };
}

test('who has nothing yet sees an empty home', async () => {
  const { me } = await pair('Empty');
  const page = await home(me);
  assert.deepEqual([page.owe, page.waits_for_me, page.i_wait_for, page.changed, page.looked_at], [[], [], [], [], null]);
  assert.deepEqual(page.load, { active: 0, limit: 5, over: false });
});

test('a draft is mine to finish; a proposal waits for the supporter on both sides', async () => {
  const { boss, me } = await pair('Flow');
  const draft = await draftGoal(me, { title: 'Unfinished' });
  const proposed = await proposedGoal(me, { title: 'Proposed' });
  assert.deepEqual(kinds((await home(me)).owe), [['draft', draft.id]]);
  const [waits] = (await home(me)).i_wait_for;
  assert.deepEqual([waits.kind, waits.goal_id, waits.person_id, waits.usually_answers_in_hours, waits.until], ['answer', proposed.id, boss.id, null, proposed.waits_until]);
  const [mine] = (await home(boss)).waits_for_me;
  assert.deepEqual([mine.kind, mine.goal_id, mine.person_name, mine.title], ['answer', proposed.id, 'Flow Me', 'Proposed']);
  await ok(boss.put(`/goals/${proposed.id}/answer`, { answer: 'question', text: 'How many?' }));
  const [asked] = (await home(me)).owe;
  assert.deepEqual(kinds((await home(me)).owe), [['reply', proposed.id], ['draft', draft.id]]);
  assert.deepEqual([asked.note, asked.person_id], ['How many?', boss.id]);
  assert.deepEqual([(await home(me)).i_wait_for, (await home(boss)).waits_for_me], [[], []]);
  await ok(me.put(`/answers/${asked.answer_id}/reply`, { text: 'Ten.' }));
  assert.deepEqual(kinds((await home(me)).owe), [['draft', draft.id]]);
  assert.equal((await home(boss)).waits_for_me[0].note, proposed.why);
});

test('a goal that somebody wrote for me is mine to accept; they wait for it', async () => {
  const { boss, me } = await pair('Accept');
  const goal = await draftGoal(boss, { title: 'For you', owner_id: me.id, criteria: [numberCriterion] });
  assert.deepEqual((await home(me)).owe, [], 'nothing is asked before it is proposed');
  await ok(boss.put(`/goals/${goal.id}/proposal`));
  const [owed] = (await home(me)).owe;
  assert.deepEqual([owed.kind, owed.goal_id, owed.person_id, owed.until], ['accept', goal.id, boss.id, null]);
  assert.deepEqual(kinds((await home(boss)).i_wait_for), [['acceptance', goal.id]]);
});

test('a check-in is owed once it is due, the oldest first', async () => {
  const { boss, me } = await pair('Checkin');
  const first = await activeGoal(me, { supporter: boss, title: 'First' });
  clock.advance({ days: 1 });
  const second = await activeGoal(me, { supporter: boss, title: 'Second' });
  assert.deepEqual((await home(me)).owe, []);
  clock.advance({ days: 8 });
  assert.deepEqual(kinds((await home(me)).owe), [['check_in', first.id], ['check_in', second.id]]);
  assert.equal((await ok(me.get('/me'))).counts.owed, 2);
  await ok(me.post(`/goals/${first.id}/checkins`, { confidence: 'on_track' }), 201);
  assert.deepEqual(kinds((await home(me)).owe), [['check_in', second.id]]);
});

test('how long a supporter usually takes is shown to those who wait', async () => {
  const { boss, me } = await pair('Median');
  for (const hours of [2, 30, 5]) {
    const goal = await proposedGoal(me, { title: `Takes ${hours}` });
    clock.advance({ hours });
    await ok(boss.put(`/goals/${goal.id}/answer`, { answer: 'aligned' }));
  }
  await proposedGoal(me, { title: 'The next one' });
  assert.equal((await home(me)).i_wait_for[0].usually_answers_in_hours, 5);
});

test('what changed near my goals since I last looked, by others', async () => {
  const { boss, me } = await pair('Changed');
  const colleague = await server.person({ name: 'Changed Colleague', manager: boss });
  const stranger = await server.person({ name: 'Changed Stranger', manager: boss });
  const above = await activeGoal(boss, { title: 'Above' });
  const mine = await activeGoal(me, { supporter: boss, title: 'Mine', serves: [above.id] });
  const below = await activeGoal(colleague, { supporter: boss, title: 'Below', serves: [mine.id] });
  const far = await activeGoal(stranger, { supporter: boss, title: 'Far away' });
  await ok(me.put('/home/look'), 204);
  clock.advance({ minutes: 1 });
  assert.deepEqual((await home(me)).changed, []);
  await ok(boss.post(`/goals/${above.id}/changes`, { reason: 'The market moved.', changes: { due_on: clock.day(60) } }), 201);
  await ok(colleague.post(`/goals/${below.id}/checkins`, { confidence: 'off_track', in_the_way: 'Rain' }), 201);
  await ok(stranger.post(`/goals/${far.id}/checkins`, { confidence: 'on_track' }), 201);
  await ok(me.post(`/goals/${mine.id}/checkins`, { confidence: 'on_track' }), 201);
  await draftGoal(colleague, { title: 'A draft below', serves: [mine.id] });
  const changed = (await home(me)).changed;
  assert.deepEqual([...new Set(changed.map((c) => c.goal_id))].sort(), [above.id, below.id].sort());
  const told = changed.find((c) => c.goal_id === above.id);
  assert.deepEqual([told.person_name, told.title, told.reason], ['Changed Boss', 'Above', 'The market moved.']);
  // A goal that is written and proposed is one thing to know, not one for each stroke of the pen.
  const newly = await proposedGoal(colleague, { title: 'Newly below', serves: [mine.id] });
  assert.deepEqual((await home(me)).changed.filter((c) => c.goal_id === newly.id).map((c) => c.type), ['goal.proposed']);
  assert.ok(new Date((await home(me)).looked_at) < clock.now());
  await ok(me.put('/home/look'), 204);
  assert.deepEqual((await home(me)).changed, []);
});

test('more active goals than the framework advises is said', async () => {
  const { boss, me } = await pair('Load');
  await ok(admin.put('/framework', { active_goal_limit: 2, reason: 'Less is more.' }));
  for (let i = 0; i < 3; i++) await activeGoal(me, { supporter: boss, title: `Load ${i}` });
  assert.deepEqual((await home(me)).load, { active: 3, limit: 2, over: true });
  assert.deepEqual((await ok(boss.get(`/people/${me.id}`))).load, { active: 3, limit: 2, over: true });
});
