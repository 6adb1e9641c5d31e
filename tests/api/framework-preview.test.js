// What a change of the framework would do, said before it is done.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { differences, dump } from '../lib/dump.js';
import { activeGoal, faults, numberCriterion, ok } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'preview' });
after(() => server.remove());
const { admin } = server;

test('a preview counts goals with another pace and people over the limit as the change then makes it, and changes nothing', async () => {
  const ann = await server.person({ name: 'Ann' }), ben = await server.person({ name: 'Ben' });
  const days = { starts_on: server.clock.day(-50), due_on: server.clock.day(50), criteria: [numberCriterion] };
  const goals = [];
  for (const [owner, value] of [[ann, 28], [ann, 29.5], [ann, 30], [ben, 20]]) {
    const goal = await activeGoal(owner, { title: `At ${value}`, ...days });
    await ok(owner.post(`/goals/${goal.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: goal.criteria[0].id, value }] }), 201);
    goals.push(goal.id);
  }
  const paces = async () => Promise.all(goals.map(async (id) => (await ok(admin.get(`/goals/${id}`))).pace));
  const before = await paces(), stored = dump(server);
  const change = { pace_on: 0.8, pace_behind: 0.5, active_goal_limit: 2, rhythm_days: 14 };
  const preview = await ok(admin.post('/framework/preview', change));
  assert.equal(differences(stored, dump(server)), '');
  await ok(admin.put('/framework', { ...change, reason: 'We try it.' }));
  const now = await paces();
  const changed = now.filter((p, i) => p !== before[i]).length;
  assert.ok(changed > 0, `${before} ${now}`);
  assert.deepEqual([preview.goals, preview.pace_changes, preview.pace_better, preview.pace_worse, preview.whole], [4, changed, changed, 0, true]);
  assert.deepEqual([preview.over_before, preview.over_after], [0, 1]);
  const none = await ok(admin.post('/framework/preview', {}));
  assert.deepEqual([none.pace_changes, none.over_before, none.over_after], [0, 1, 1]);
  await faults(admin.post('/framework/preview', { pace_on: 0.1 }), 'pace_behind');
  await faults(admin.post('/framework/preview', { rhythm_days: 0 }), 'rhythm_days');
});
