// What people and teams are working on: beside each active goal what it serves, what was said last and the next step; and the order
// in which a person has their goals.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, draftGoal, faults, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'work' });
after(() => server.remove());
const { admin } = server;
const boss = await server.person({ name: 'Bea Boss' });
const me = await server.person({ name: 'Wim Worker', manager: boss });
const team = await server.team('Workshop');
await ok(admin.post(`/teams/${team.id}/members`, { person_id: me.id, role: 'lead' }), 201);

test('each active goal with what it serves, what is next and the next step, by priority', async () => {
  const top = await activeGoal(boss, { title: 'Above', level: 'person' });
  const other = await activeGoal(boss, { title: 'Beside' });
  const secret = await draftGoal(boss, { title: 'Not shown yet' });
  const first = await activeGoal(me, { supporter: boss, title: 'First', serves: [top.id, other.id], level: 'team', team_id: team.id });
  const second = await activeGoal(me, { supporter: boss, title: 'Second' });
  await proposedGoal(me, { title: 'Not active yet' });
  for (const text of ['Done step', 'Open step', 'Later step']) await ok(me.post(`/goals/${first.id}/steps`, { text }), 201);
  const { items: [step] } = await ok(me.get(`/goals/${first.id}/steps`));
  await ok(me.patch(`/steps/${step.id}`, { done: true }, { match: step.version }));
  await ok(me.post(`/goals/${first.id}/checkins`, { confidence: 'on_track', moved: 'Much', next: 'Wrong words' }), 201);
  const { items: [wrong] } = await ok(me.get(`/goals/${first.id}/checkins`));
  await ok(me.post(`/goals/${first.id}/checkins`, { confidence: 'at_risk', moved: 'Little', next: 'Right words', in_the_way: 'Rain', corrects_id: wrong.id }), 201);
  const work = await all(boss, `/people/${me.id}/work`);
  assert.deepEqual(work.map((w) => w.title), ['First', 'Second']);
  const { goal_id, owner_name, serves_id, serves_title, serves_level, serves_more, checked_on, moved, next, in_the_way, step: nextStep } = work[0];
  assert.deepEqual({ goal_id, owner_name, serves_id, serves_title, serves_level, serves_more, checked_on, moved, next, in_the_way, nextStep },
    { goal_id: first.id, owner_name: 'Wim Worker', serves_id: top.id, serves_title: 'Above', serves_level: 'person', serves_more: 1, checked_on: server.clock.day(0),
      moved: 'Little', next: 'Right words', in_the_way: 'Rain', nextStep: 'Open step' });
  assert.deepEqual([work[1].serves_id, work[1].serves_more, work[1].checked_on, work[1].step], [null, 0, null, null]);
  assert.deepEqual((await all(boss, `/people/${me.id}/work`, { limit: 1 })).map((w) => w.goal_id), [first.id, second.id]);
  assert.deepEqual((await all(boss, `/teams/${team.id}/work`)).map((w) => w.title), ['First']);
  const [member] = await all(boss, `/teams/${team.id}/members`);
  assert.deepEqual([member.goal_title, member.active_goals], ['First', 2]);
  await problem(me.get('/people/999999/work'), 404);
  await problem(me.get('/teams/999999/work'), 404);
  assert.ok(secret.id);
});

test('my goals in my order, without a reason and without a change of any of them', async () => {
  const own = await server.person({ name: 'Ora Order', manager: boss });
  const [a, b] = [await activeGoal(own, { supporter: boss, title: 'A' }), await activeGoal(own, { supporter: boss, title: 'B' })];
  const c = await draftGoal(own, { title: 'C' });
  const order = async () => (await all(own, `/goals?owner_id=${own.id}`)).map((g) => `${g.title}${g.priority}`);
  assert.deepEqual(await order(), ['A1', 'B2', 'C3']);
  assert.deepEqual(await ok(own.put(`/people/${own.id}/goal-order`, { goals: [c.id] })), { goals: [c.id, a.id, b.id] });
  assert.deepEqual(await order(), ['C1', 'A2', 'B3']);
  await ok(own.put(`/people/${own.id}/goal-order`, { goals: [b.id, c.id, a.id] }));
  assert.deepEqual(await order(), ['B1', 'C2', 'A3']);
  assert.deepEqual(await all(own, `/goals/${a.id}/changes`), []);
  const told = server.sql("SELECT COUNT(*) FROM events WHERE type = 'person.goals_ordered'");
  await ok(own.put(`/people/${own.id}/goal-order`, { goals: [b.id, c.id, a.id] })); // as it is: nothing to tell
  assert.equal(server.sql("SELECT COUNT(*) FROM events WHERE type = 'person.goals_ordered'"), told);
  const foreign = await activeGoal(boss, { title: 'Not mine' });
  await faults(own.put(`/people/${own.id}/goal-order`, { goals: [foreign.id] }), 'goals');
  await faults(own.put(`/people/${own.id}/goal-order`, { goals: [999999] }), 'goals');
  await faults(own.put(`/people/${own.id}/goal-order`, {}), 'goals');
  await ok(own.put(`/goals/${a.id}/closure`, { outcome: 'dropped', reason: 'No longer.' }));
  await faults(own.put(`/people/${own.id}/goal-order`, { goals: [a.id] }), 'goals');
  await problem(boss.put(`/people/${own.id}/goal-order`, { goals: [b.id] }), 403);
  assert.deepEqual(await order(), ['B1', 'C2', 'A3']);
});
