// Whose goal it is: handing over, leavers, another line manager, a supporter who leaves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, expect, faults, numberCriterion, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, ada, mia, max, sam, eve;

before(async () => {
  wm = await startServer({ name: 'goal-owner' });
  ada = wm.admin;
  mia = await wm.person({ name: 'Mia Manager' });
  max = await wm.person({ name: 'Max Manager' });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
  eve = await wm.person({ name: 'Eve Else', manager: max });
});
after(() => wm?.remove());

const get = (g, who = ada) => ok(who.get(`/goals/${g.id}`));
const hand = (who, g, to, reason = 'She knows the customer') => who.put(`/goals/${g.id}/owner`, { owner_id: to.id, reason });

test('an active goal is handed over and goes on', async () => {
  const g = await activeGoal(sam, { supporter: mia });
  for (const who of [mia, eve]) await problem(hand(who, g, eve), 403);
  await faults(sam.put(`/goals/${g.id}/owner`, {}), 'owner_id', 'reason');
  await faults(hand(sam, g, { id: 999999 }), 'owner_id');
  await faults(hand(sam, g, sam), 'owner_id');
  const now = await ok(hand(sam, g, eve));
  assert.deepEqual([now.owner_id, now.state, now.supporter_id, now.started_by], [eve.id, 'active', max.id, sam.id]);
  await problem(sam.post(`/goals/${g.id}/checkins`, { confidence: 'on_track' }), 403);
  await ok(eve.post(`/goals/${g.id}/checkins`, { confidence: 'on_track' }), 201);
  const event = (await all(ada, `/events?goal_id=${g.id}&type=goal.handed_over`))[0];
  assert.deepEqual([event.reason, event.old.owner_id, event.new.owner_id], ['She knows the customer', sam.id, eve.id]);
  await ok(hand(ada, g, sam), 200);
});

test('an active goal waits for its new owner to take it, and goes on meanwhile', async () => {
  const g = await activeGoal(sam, { supporter: mia }), line = async (who, list) => (await ok(who.get('/home')))[list].find((l) => l.goal_id === g.id);
  await problem(sam.put(`/goals/${g.id}/acceptance`), 409);
  const owed = (await ok(eve.get('/home'))).owe_count;
  const handed = await ok(hand(sam, g, eve, 'I go on leave'));
  assert.deepEqual([handed.state, handed.handed_from, handed.handed_from_name], ['active', sam.id, sam.name]);
  const asked = await line(eve, 'owe');
  assert.deepEqual([asked.kind, asked.person_id, asked.note], ['take', sam.id, 'I go on leave']);
  assert.equal((await ok(eve.get('/home'))).owe_count, owed + 1);
  assert.deepEqual([(await line(sam, 'i_wait_for')).kind, (await line(sam, 'i_wait_for')).person_id], ['acceptance', eve.id]);
  assert.ok((await get(g, eve)).can.includes('accept') && !(await get(g, sam)).can.includes('accept'));
  for (const who of [sam, mia, max, ada]) await problem(who.put(`/goals/${g.id}/acceptance`), 403);
  const taken = await ok(eve.put(`/goals/${g.id}/acceptance`));
  assert.deepEqual([taken.owner_id, taken.handed_from, taken.handed_at], [eve.id, null, null]);
  assert.equal((await all(ada, `/events?goal_id=${g.id}&type=goal.accepted`)).length, 1);
  assert.deepEqual([await line(eve, 'owe'), await line(sam, 'i_wait_for')], [undefined, undefined]);
});

test('handed back it is where it was; who acts as its owner has taken it; taken by oneself nobody is asked', async () => {
  const g = await activeGoal(sam, { supporter: mia });
  await ok(hand(sam, g, eve));
  assert.equal((await ok(hand(eve, g, max, 'Max knows more'))).handed_from, sam.id, 'on it comes from who had it');
  assert.equal((await ok(hand(max, g, sam, 'Not for me'))).handed_from, null);
  await ok(hand(sam, g, eve));
  await ok(eve.post(`/goals/${g.id}/checkins`, { confidence: 'on_track' }), 201);
  assert.equal((await get(g)).handed_from, null);
  await ok(hand(eve, g, max));
  await ok(max.post(`/goals/${g.id}/changes`, { reason: 'Shorter', changes: { title: 'Shorter' } }), 201);
  assert.equal((await get(g)).handed_from, null);
  assert.equal((await ok(hand(ada, g, ada))).handed_from, null);
});

test('what is not active yet is for the new owner to accept', async () => {
  const g = await proposedGoal(sam);
  const now = await ok(hand(sam, g, eve));
  assert.deepEqual([now.owner_id, now.state, now.waits_for, now.waits_until], [eve.id, 'proposed', eve.id, null]);
  const accepted = await ok(eve.put(`/goals/${g.id}/answer`, { answer: 'aligned' }));
  assert.deepEqual([accepted.state, accepted.waits_for], ['proposed', max.id]);
  const draft = await draftGoal(mia, { owner_id: sam.id, criteria: [numberCriterion] });
  expect(await hand(sam, draft, eve), 204); // out of sight for who has given it away
  await problem(sam.get(`/goals/${draft.id}`), 404);
  assert.equal((await get(draft, eve)).owner_id, eve.id);
});

test('the chosen supporter who becomes the owner supports no more', async () => {
  const g = await proposedGoal(sam, { supporter_id: eve.id });
  await ok(eve.put(`/goals/${g.id}/answer`, { answer: 'aligned' }));
  const now = await ok(hand(sam, g, eve));
  assert.deepEqual([now.supporter_id, now.supporter_chosen], [max.id, false]);
});

test('another line manager: the proposal waits for the new one, and without one it is active', async () => {
  const pia = await wm.person({ name: 'Pia Moves', manager: mia });
  const g = await proposedGoal(pia), chosen = await proposedGoal(pia, { supporter_id: eve.id });
  await ok(ada.put(`/people/${pia.id}/manager`, { manager_id: max.id }));
  assert.deepEqual([(await get(g)).waits_for, (await get(chosen)).waits_for], [max.id, eve.id]);
  await problem(mia.put(`/goals/${g.id}/answer`, { answer: 'aligned' }), 403);
  const asked = await proposedGoal(pia);
  await ok(max.put(`/goals/${asked.id}/answer`, { answer: 'question', text: 'Why?' }));
  await ok(ada.put(`/people/${pia.id}/manager`, { manager_id: null }));
  assert.deepEqual([(await get(g)).state, (await get(g)).waits_for, (await get(asked)).state], ['active', null, 'active']);
  assert.equal((await get(chosen)).state, 'proposed');
});

test('a leaver\'s open goals go to another person, what waited for them moves on', async () => {
  const lou = await wm.person({ name: 'Lou Leaves', manager: mia });
  const active = await activeGoal(lou, { supporter: mia }), proposed = await proposedGoal(lou);
  const chosen = await proposedGoal(sam, { supporter_id: lou.id });
  const given = await draftGoal(lou);
  const report = await wm.person({ name: 'Rob Report', manager: lou });
  const waiting = await proposedGoal(report);
  await ok(ada.put(`/people/${lou.id}/departure`, { left_on: wm.clock.today(), hand_over_to: eve.id, reports_to: max.id }));
  assert.deepEqual([(await get(active)).owner_id, (await get(active)).state], [eve.id, 'active']);
  assert.deepEqual([(await get(proposed)).owner_id, (await get(proposed)).waits_for], [eve.id, eve.id]);
  assert.deepEqual([(await get(chosen)).supporter_id, (await get(chosen)).waits_for], [mia.id, mia.id]);
  assert.equal((await get(waiting)).waits_for, max.id);
  await problem(ada.get(`/goals/${given.id}`), 404);
  await faults(ada.post('/goals', { title: 'For a leaver', level: 'organisation', owner_id: lou.id, starts_on: wm.clock.day(0), due_on: wm.clock.day(1) }), 'owner_id');
});
