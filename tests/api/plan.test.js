// If-then plans: the owner's alone, on Home on their days, in the owner's own zone.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, faults, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'plan', at: '2026-03-11T22:00:00Z' }); // a Wednesday; in Kolkata it is Thursday
after(() => server.remove());
const { clock } = server;
const texts = async (client) => (await ok(client.get('/home'))).plans.map((p) => p.text);

test('a plan is shown on its days, until it is settled for the day', async () => {
  const me = await server.person({ name: 'Plan Me', zone: 'UTC' }), far = await server.person({ name: 'Plan Far', zone: 'Asia/Kolkata' });
  for (const one of [me, far]) {
    const goal = await activeGoal(one, { title: 'A draft' });
    await ok(one.post(`/goals/${goal.id}/plans`, { days: '4', condition: 'no draft exists', text: 'I write it before lunch' }), 201);
    await ok(one.post(`/goals/${goal.id}/plans`, { condition: 'I get stuck', text: 'I ask Mia' }), 201);
  }
  assert.deepEqual(await texts(me), ['I ask Mia']);
  assert.deepEqual(await texts(far), ['I write it before lunch', 'I ask Mia']);
  clock.set('2026-03-12T10:00:00Z');
  const [plan] = (await ok(me.get('/home'))).plans;
  assert.deepEqual([plan.title, plan.condition, plan.days], ['A draft', 'no draft exists', '4']);
  await ok(me.put(`/plans/${plan.id}/aside`), 204);
  assert.deepEqual(await texts(me), ['I ask Mia']);
  clock.set('2026-03-19T10:00:00Z');
  assert.deepEqual(await texts(me), ['I write it before lunch', 'I ask Mia']);
  await ok(me.put(`/goals/${plan.goal_id}/closure`, { outcome: 'achieved', reason: 'Done.' }));
  assert.deepEqual(await texts(me), []);
});

test('a plan makes sense, and there are few of them', async () => {
  const me = await server.person({ name: 'Sense Me' }), goal = await activeGoal(me, { title: 'Sense' }), path = `/goals/${goal.id}/plans`;
  await faults(me.post(path, {}), 'text');
  await faults(me.post(path, { text: 'I do it' }), 'condition');
  for (const days of ['8', '0', '21', '11', 'Mon']) await faults(me.post(path, { days, text: 'I do it' }), 'days');
  for (let i = 0; i < 10; i++) await ok(me.post(path, { days: '1234567', text: `Plan ${i}` }), 201);
  await problem(me.post(path, { days: '1', text: 'One more' }), 409);
  const plans = await all(me, path);
  assert.equal(plans.length, 10);
  await ok(me.delete(`/plans/${plans[0].id}`), 204);
  assert.equal((await all(me, path)).length, 9);
});

test('nobody else sees a plan, not in events either', async () => {
  const boss = await server.person({ name: 'Private Boss' }), me = await server.person({ name: 'Private Me', manager: boss });
  const goal = await activeGoal(me, { title: 'Private', supporter: boss });
  const plan = await ok(me.post(`/goals/${goal.id}/plans`, { days: '5', text: 'A secret plan' }), 201);
  for (const other of [boss, server.admin]) {
    await problem(other.get(`/goals/${goal.id}/plans`), 403);
    await problem(other.delete(`/plans/${plan.id}`), 404);
    assert.equal((await ok(other.get('/events?limit=100'))).items.filter((e) => e.subject === 'plan').length, 0);
  }
});
