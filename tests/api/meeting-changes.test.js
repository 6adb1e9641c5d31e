// The agenda that fills itself: what changed in our goals since we last met, what is quiet, what waits for a decision, what happened
// next to them; and no draft of anybody.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, draftGoal, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'meeting-changes', at: '2026-03-02T08:00:00Z' });
after(() => server.remove());
const { admin } = server;
const boss = await server.person({ name: 'Bea Boss' });
const mia = await server.person({ name: 'Mia Me', manager: boss });
const tim = await server.person({ name: 'Tim Third', manager: boss });

test('since we last met, by owner', async () => {
  const team = await server.team('Harbour');
  for (const p of [mia, tim]) await ok(admin.post(`/teams/${team.id}/members`, { person_id: p.id, role: 'member' }), 201);
  const above = await activeGoal(boss, { title: 'The whole coast' });
  const moved = await activeGoal(mia, { supporter: boss, title: 'Ten harbours', serves: [above.id] });
  const old = await activeGoal(tim, { supporter: boss, title: 'Quiet for long' });
  const ends = await activeGoal(mia, { supporter: boss, title: 'To be closed' });
  await draftGoal(mia, { title: 'A secret draft' });
  const series = await ok(mia.post('/meeting-series', { kind: 'team', team_id: team.id, starts_on: '2026-03-03', starts_minute: 600, minutes: 30, rrule: 'FREQ=WEEKLY' }), 201);
  const [first, second] = (await ok(mia.get(`/meetings?series_id=${series.id}`))).items;
  await ok(mia.post(`/goals/${moved.id}/checkins`, { confidence: 'on_track', moved: 'Before we met' }), 201);
  server.clock.set('2026-03-03T11:00:00Z');
  await ok(mia.put(`/meetings/${first.id}/outcome`, { outcome: 'held' }));
  server.clock.set('2026-03-09T11:00:00Z');
  await ok(mia.post(`/goals/${moved.id}/checkins`, { confidence: 'at_risk', moved: 'Three harbours', next: 'The fourth', in_the_way: 'Fog' }), 201);
  await ok(mia.post(`/goals/${moved.id}/changes`, { reason: 'Fewer ships than we thought.', changes: { title: 'Eight harbours' } }), 201);
  await ok(mia.put(`/goals/${ends.id}/closure`, { outcome: 'partly', reason: 'The season is over.' }));
  const waiting = await proposedGoal(tim, { title: 'Shall we?' });
  await ok(boss.post(`/goals/${above.id}/checkins`, { confidence: 'off_track', moved: 'Little' }), 201);
  const seen = await ok(tim.get(`/meetings/${second.id}/changes`));
  assert.equal(seen.since.slice(0, 10), '2026-03-03');
  const of = (id) => seen.goals.find((g) => g.goal_id === id);
  assert.deepEqual([of(moved.id).title, of(moved.id).checkins, of(moved.id).moved, of(moved.id).in_the_way, of(moved.id).changed_because, of(moved.id).serves_title, of(moved.id).confidence],
    ['Eight harbours', 1, 'Three harbours', 'Fog', 'Fewer ships than we thought.', 'The whole coast', 'at_risk']);
  assert.deepEqual([of(ends.id).state, of(ends.id).outcome, of(ends.id).closed_because], ['closed', 'partly', 'The season is over.']);
  assert.deepEqual([of(waiting.id).is_new, of(waiting.id).waits_for_name], [true, 'Bea Boss']);
  assert.deepEqual([of(old.id).checkins, of(old.id).is_new, of(old.id).moved], [0, false, null]);
  assert.deepEqual(seen.near.map((n) => [n.title, n.type]), [['The whole coast', 'checkin.created']]);
  assert.ok(!JSON.stringify(seen).includes('secret'));
  assert.deepEqual(seen.goals.map((g) => g.owner_name), ['Mia Me', 'Mia Me', 'Tim Third', 'Tim Third']);
  server.clock.advance({ days: 40 });
  assert.equal((await ok(tim.get(`/meetings/${second.id}/changes`))).goals.find((g) => g.goal_id === old.id).stale, true);
  await problem(boss.get(`/meetings/${second.id}/changes`), 404);
});

test('what is in the way: of our goals, and of those on the agenda; until it is lifted', async () => {
  const series = await ok(mia.post('/meeting-series', { kind: 'pair', person_ids: [tim.id], starts_on: server.clock.now().toISOString().slice(0, 10), starts_minute: 1200, minutes: 30, rrule: 'FREQ=WEEKLY' }), 201);
  const ours = await activeGoal(mia, { supporter: boss, title: 'A pier' }), above = await activeGoal(boss, { title: 'All the piers' }), far = await activeGoal(boss, { title: 'A mountain' });
  const told = {};
  for (const [who, goal, text] of [[mia, ours, 'No stones'], [boss, above, 'No money'], [boss, far, 'No rope']]) told[text] = await ok(who.post(`/goals/${goal.id}/barriers`, { text, kind: 'other', importance: 'high', urgency: 'low', asked_id: who === mia ? boss.id : tim.id }), 201);
  const { next_id: meeting } = await ok(mia.get(`/meeting-series/${series.id}`));
  const seen = async (client) => (await ok(client.get(`/meetings/${meeting}/changes`))).barriers;
  assert.deepEqual((await seen(mia)).map((b) => [b.text, b.goal_title, b.owner_name, b.asked_name]), [['No stones', 'A pier', 'Mia Me', 'Bea Boss']]);
  const item = await ok(tim.post(`/meeting-series/${series.id}/agenda`, { text: 'Piers', goal_id: above.id }), 201);
  assert.deepEqual((await seen(tim)).map((b) => b.text), ['No stones', 'No money']);
  await ok(boss.put(`/barriers/${told['No stones'].id}/acceptance`, { promised_on: '2026-12-01' }));
  const promised = async (client) => (await seen(client)).map((b) => [b.text, b.state, b.promised_on]);
  assert.deepEqual((await promised(mia))[0], ['No stones', 'helped', '2026-12-01']);
  assert.deepEqual((await promised(tim))[0], ['No stones', 'helped', null], 'a promise is told to those two alone');
  await ok(boss.put(`/barriers/${told['No stones'].id}/ending`, { outcome: 'lifted' }));
  await ok(tim.patch(`/agenda-items/${item.id}`, { done: true }, { match: item.version }));
  assert.deepEqual(await seen(mia), []);
});
