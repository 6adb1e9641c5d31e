// Goals adjust: changes with a reason and both versions; closing scored twice; opening again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, expect, faults, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, ada, mia, sam;
const criterion = { statement: 'Answers', kind: 'number', start: 20, good: 40, excellent: 50 };

before(async () => {
  wm = await startServer({ name: 'goal-change', at: '2026-03-02T10:00:00Z' });
  ada = wm.admin;
  mia = await wm.person({ name: 'Mia Manager' });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
});
after(() => wm?.remove());

const get = (g) => ok(sam.get(`/goals/${g.id}`));
const post = (who, g, changes, reason = 'The market moved') => who.post(`/goals/${g.id}/changes`, { reason, changes });
const make = (more) => activeGoal(sam, { supporter: mia, criteria: [criterion], ...more });
const checkin = (g, value) => ok(sam.post(`/goals/${g.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: g.criteria[0].id, value }] }), 201);

test('dates and wording change with a reason; both versions are kept', async () => {
  const g = await make();
  const reply = expect(await post(sam, g, { title: 'Answer within an hour', due_on: '2026-07-01', leaves_out: 'Post' }), 201);
  const c = reply.body;
  assert.deepEqual(c.before, { title: g.title, leaves_out: null, due_on: g.due_on });
  assert.deepEqual(c.after, { title: 'Answer within an hour', leaves_out: 'Post', due_on: '2026-07-01' });
  assert.deepEqual([c.goal_id, c.person_id, c.person_name, c.reason], [g.id, sam.id, 'Sam Staff', 'The market moved']);
  const now = await get(g);
  assert.deepEqual([now.title, now.due_on, now.state, now.version], ['Answer within an hour', '2026-07-01', 'active', g.version + 1]);
  await ok(post(sam, g, { title: 'Third title' }, 'Clearer'), 201);
  assert.deepEqual((await all(mia, `/goals/${g.id}/changes`, { limit: 1 })).map((x) => x.reason), ['Clearer', 'The market moved']);
  assert.ok((await ok(mia.get('/goals?q=Third'))).items.some((x) => x.id === g.id));
  const event = (await all(mia, `/events?goal_id=${g.id}&type=goal.changed`))[1];
  assert.deepEqual([event.reason, event.old.due_on, event.new.due_on], ['The market moved', g.due_on, '2026-07-01']);
});

test('targets change: scores are computed anew, the original stays', async () => {
  const g = await make();
  await checkin(g, 40);
  assert.equal((await get(g)).score, 0.7);
  const [old] = g.criteria;
  const c = await ok(post(sam, g, { criteria: [{ id: old.id, good: 60, excellent: 80 }, { statement: 'New one', kind: 'percent', good: 50, excellent: 100 }] }), 201);
  assert.deepEqual(c.before.criteria, [{ id: old.id, good: 40, excellent: 50, score: 0.7 }]);
  assert.deepEqual(c.after.criteria[0], { id: old.id, good: 60, excellent: 80, score: 0.35 });
  assert.equal(c.after.criteria[1].statement, 'New one');
  const now = await get(g);
  assert.deepEqual([now.criteria[0].good, now.criteria[0].original_good, now.criteria[0].score, now.score], [60, 40, 0.35, 0.175]);
  assert.equal(now.criteria[1].original_good, null);
  const dropped = await ok(post(sam, g, { criteria: [{ id: now.criteria[1].id, dropped: true }] }, 'Too much'), 201);
  assert.deepEqual(dropped.after.criteria, [{ id: now.criteria[1].id, dropped: true }]);
  assert.deepEqual([(await get(g)).criteria.length, (await get(g)).score], [1, 0.35]);
  const first = (await all(sam, `/goals/${g.id}/checkins`))[0];
  assert.deepEqual([first.score, first.values[0].score], [0.7, 0.7], 'what was said then stays');
});

test('closing is scored by the criteria of today and by those of the start', async () => {
  const g = await make({ criteria: [criterion, { ...criterion, statement: 'Second' }] });
  await checkin(g, 40);
  await ok(post(sam, g, { criteria: [{ id: g.criteria[0].id, good: 80, excellent: 120 }, { id: g.criteria[1].id, dropped: true }] }), 201);
  assert.equal((await get(g)).score, 0.233333);
  for (const who of [mia, ada]) await problem(who.put(`/goals/${g.id}/closure`, { outcome: 'partly', reason: 'x' }), 403);
  await faults(sam.put(`/goals/${g.id}/closure`, {}), 'outcome', 'reason');
  await faults(sam.put(`/goals/${g.id}/closure`, { outcome: 'failed', reason: ' ' }), 'outcome', 'reason');
  const closed = await ok(sam.put(`/goals/${g.id}/closure`, { outcome: 'partly', reason: 'We learnt a lot.' }));
  assert.deepEqual([closed.state, closed.outcome, closed.closing_reason], ['closed', 'partly', 'We learnt a lot.']);
  assert.deepEqual([closed.closing_score, closed.closing_score_original], [0.233333, 0.35]); // (0.7 + 0) / 2
  assert.deepEqual([closed.checkin_due_at, closed.stale, closed.can], [null, false, ['reopen']]);
  for (const [path, body] of [['/closure', { outcome: 'missed', reason: 'x' }], ['/owner', { owner_id: mia.id, reason: 'x' }]])
    await problem(sam.put(`/goals/${g.id}${path}`, body), 409);
  await problem(post(sam, g, { title: 'x' }), 409);
  await problem(sam.post(`/goals/${g.id}/checkins`, { confidence: 'on_track' }), 409);
  await problem(sam.post(`/goals/${g.id}/steps`, { text: 'x' }), 409);
  await problem(sam.put(`/goals/${g.id}/proposal`), 409);
});

test('a closed goal opens again, with a reason; its clock starts anew', async () => {
  const g = await make();
  await checkin(g, 50);
  await problem(sam.put(`/goals/${g.id}/reopening`, { reason: 'x' }), 409);
  await ok(sam.put(`/goals/${g.id}/closure`, { outcome: 'achieved', reason: 'There' }));
  wm.clock.advance({ days: 30 });
  await problem(mia.put(`/goals/${g.id}/reopening`, { reason: 'x' }), 403);
  await faults(sam.put(`/goals/${g.id}/reopening`, {}), 'reason');
  const open = await ok(sam.put(`/goals/${g.id}/reopening`, { reason: 'More to do' }));
  assert.deepEqual([open.state, open.outcome, open.closing_reason, open.closing_score, open.closing_score_original, open.closed_at],
    ['active', null, null, null, null, null]);
  assert.deepEqual([open.score, open.stale, open.criteria[0].original_good], [1, false, 40]);
  assert.ok(new Date(open.checkin_due_at) > wm.clock.now());
  assert.equal((await all(sam, `/events?goal_id=${g.id}&type=goal.closed`))[0].new.outcome, 'achieved', 'the history keeps how it ended');
  assert.equal((await all(sam, `/events?goal_id=${g.id}&type=goal.reopened`))[0].reason, 'More to do');
  wm.clock.advance({ days: -30 });
});

test('what a change refuses, field by field', async () => {
  const g = await make();
  const foreign = await make();
  await faults(sam.post(`/goals/${g.id}/changes`, {}), 'reason', 'changes');
  await faults(post(sam, g, {}), 'changes');
  await faults(post(sam, g, { title: g.title }), 'changes');
  await faults(post(sam, g, { title: 'x' }, ''), 'reason');
  await faults(post(sam, g, { title: null, due_on: null, why: '' }), 'changes.title', 'changes.due_on', 'changes.why');
  await faults(post(sam, g, { due_on: '2020-01-01', team_id: 999999, period_id: 999999 }), 'changes.due_on', 'changes.team_id', 'changes.period_id');
  await faults(post(sam, g, { state: 'closed', owner_id: mia.id }), 'changes.state', 'changes.owner_id');
  const id = g.criteria[0].id;
  await faults(post(sam, g, { criteria: [{ id, dropped: true }] }), 'changes.criteria');
  await faults(post(sam, g, { criteria: [{ id, good: 20 }] }), 'changes.criteria[0].good');
  await faults(post(sam, g, { criteria: [{ id, good: null }] }), 'changes.criteria[0].good');
  await faults(post(sam, g, { criteria: [{ id: foreign.criteria[0].id, good: 45 }] }), 'changes.criteria[0].id');
  await faults(post(sam, g, { criteria: [{ id, good: 45 }, { id, good: 46 }] }), 'changes.criteria[1].id');
  await faults(post(sam, g, { criteria: [{ id, kind: 'rubric' }] }), 'changes.criteria[0].kind');
  await faults(post(sam, g, { criteria: [{ statement: 'No kind' }] }), 'changes.criteria[0].kind');
  await faults(post(sam, g, { criteria: [{ kind: 'number', good: 5 }] }), 'changes.criteria[0].statement');
  await faults(post(sam, g, { criteria: [{ statement: 'x', kind: 'number', good: 5 }] }), 'changes.criteria[0].excellent');
  assert.deepEqual([(await get(g)).version, (await all(sam, `/goals/${g.id}/changes`)).length], [g.version, 0], 'nothing was changed');
  for (const who of [mia, ada]) await problem(post(who, g, { title: 'x' }), 403);
  const draft = await draftGoal(sam), proposed = await proposedGoal(sam);
  for (const x of [draft, proposed]) await problem(post(sam, x, { title: 'x' }), 409);
});

test('two changes at once are two changes', async () => {
  const g = await make();
  const replies = await Promise.all([post(sam, g, { title: 'First' }, 'one'), post(sam, g, { due_on: '2026-08-01' }, 'two')]);
  assert.deepEqual(replies.map((r) => r.status), [201, 201]);
  const now = await get(g);
  assert.deepEqual([now.title, now.due_on, (await all(sam, `/goals/${g.id}/changes`)).length], ['First', '2026-08-01', 2]);
});
