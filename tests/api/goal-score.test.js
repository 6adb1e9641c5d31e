// Scores through the API: the vectors, weights, pace in the owner's zone, and the roll-up over the graph.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, draftGoal, numberCriterion, ok } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, ada;

before(async () => {
  wm = await startServer({ name: 'goal-score', at: '2026-03-02T10:00:00Z' });
  ada = wm.admin;
});
after(() => wm?.remove());

const get = (g) => ok(ada.get(`/goals/${g.id}`));
const checkin = async (g, ...values) => {
  const criteria = (await get(g)).criteria;
  return ok(ada.post(`/goals/${g.id}/checkins`, {
    confidence: 'on_track', values: values.map((value, i) => ({ criterion_id: criteria[i].id, value })).filter((v) => v.value !== undefined),
  }), 201);
};
const plain = { statement: 'Share', kind: 'percent', start: 0, good: 50, excellent: 100 }; // value 50 is 0.7

test('the vectors', async () => {
  for (const [start, good, excellent, value, score, counted] of [
    [20, 40, 50, 25, 0.175], [20, 40, 50, 45, 0.85], [20, 40, 50, 60, 1.3, 1], [50, 10, 0, 20, 0.525], [0, 10, 20, 5.9, 0.413],
    [20, 40, 50, 10, -0.35, 0], [0, 10, 20, 0, 0], [0, 10, 20, 10, 0.7], [0, 10, 20, 20, 1], [-10, 0, 10, -5, 0.35],
  ]) {
    const g = await activeGoal(ada, { criteria: [{ statement: 'Vector', kind: 'number', start, good, excellent }] });
    assert.equal(g.criteria[0].score, 0, 'before the first value');
    const c = await checkin(g, value);
    assert.deepEqual([c.score, c.values[0].score], [counted ?? score, score]);
    const now = await get(g);
    assert.deepEqual([now.criteria[0].score, now.criteria[0].value, now.score], [score, value, counted ?? score]);
  }
});

test('every kind', async () => {
  const g = await activeGoal(ada, { criteria: [
    { statement: 'Cost', kind: 'currency', unit: 'EUR', start: 1000, good: 900, excellent: 850 },
    { statement: 'The page is up', kind: 'done', excellent_means: 'And nobody had to ask.' },
    { statement: 'Plan', kind: 'milestones', milestones: ['Draft', 'Review', 'Launch', 'Second wave'], good: 3, excellent: 4 },
    { statement: 'Tone', kind: 'rubric', good_means: 'Friendly', excellent_means: 'People quote it' },
  ] });
  assert.deepEqual(g.criteria.map((c) => [c.start, c.good, c.excellent]), [[1000, 900, 850], [0, 1, 2], [0, 3, 4], [0, 1, 2]]);
  assert.equal(g.criteria[1].good_means, 'The page is up');
  assert.deepEqual(g.criteria[2].milestones, ['Draft', 'Review', 'Launch', 'Second wave']);
  await checkin(g, 950, 1, 3, 2);
  const now = await get(g);
  assert.deepEqual(now.criteria.map((c) => c.score), [0.35, 0.7, 0.7, 1]);
  assert.equal(now.score, 0.6875);
  await checkin(g, undefined, 2);
  assert.deepEqual((await get(g)).criteria.map((c) => c.score), [0.35, 1, 0.7, 1], 'what is left out stays');
});

test('weights, and each criterion clamped in the goal', async () => {
  const g = await activeGoal(ada, { criteria: [{ ...plain, weight: 3 }, { ...plain, weight: 1 }, { ...plain, weight: 0.5 }] });
  await checkin(g, 50, 200, -10);
  assert.equal((await get(g)).score, 0.688889); // (3 x 0.7 + 1 x 1 + 0.5 x 0) / 4.5
});

test('pace: the score against the time that has passed where the owner is', async () => {
  const kiri = await wm.person({ name: 'Kiri Islander', zone: 'Pacific/Kiritimati' }); // UTC+14: it is 3 March there from 10:00 UTC on
  const g = await activeGoal(kiri, { starts_on: '2026-03-02', due_on: '2026-03-12', criteria: [plain] });
  const here = await activeGoal(ada, { starts_on: '2026-03-02', due_on: '2026-03-12', criteria: [plain] });
  assert.deepEqual([g.expected_score, g.pace], [0.07, 'well_behind'], 'one day has passed there');
  assert.deepEqual([here.expected_score, here.pace], [0, 'on_pace'], 'none has passed here');
  wm.clock.advance({ days: 5 });
  assert.equal((await get(here)).expected_score, 0.35);
  for (const [value, pace] of [[23.75, 'on_pace'], [23.7, 'behind'], [18.75, 'behind'], [18.7, 'well_behind']]) {
    await checkin(here, value);
    assert.equal((await get(here)).pace, pace, `${value}`);
  }
  wm.clock.advance({ days: 50 });
  assert.equal((await get(here)).expected_score, 0.7);
  wm.clock.advance({ days: -55 });
  const closed = await ok(ada.put(`/goals/${here.id}/closure`, { outcome: 'missed', reason: 'No time' }));
  assert.deepEqual([closed.pace, closed.expected_score], [null, null]);
});

test('what serves a goal counts where the goal says so, up to the top', async () => {
  const top = await activeGoal(ada, { title: 'Top', criteria: [plain], counts_serving: true });
  const middle = await activeGoal(ada, { title: 'Middle', criteria: [plain], counts_serving: true, serves: [top.id] });
  const low = await activeGoal(ada, { title: 'Low', criteria: [plain], serves: [middle.id] });
  const beside = await activeGoal(ada, { title: 'Beside', criteria: [plain], serves: [top.id] });
  assert.equal((await get(top)).score, 0);
  await checkin(low, 100);                                  // low 1
  assert.deepEqual([(await get(middle)).score, (await get(top)).score], [0.5, 0.166667]);
  await checkin(beside, 50);                                // beside 0.7
  assert.equal((await get(top)).score, 0.4);                // (0 + 0.5 + 0.7) / 3
  await checkin(top, 50);
  assert.equal((await get(top)).score, 0.633333);           // (0.7 + 0.5 + 0.7) / 3
  assert.equal((await get(top)).version, top.version, 'a score that rolls up disturbs nobody who edits');
  await ok(ada.put(`/goals/${low.id}/closure`, { outcome: 'achieved', reason: 'There' }));
  assert.equal((await get(top)).score, 0.633333, 'closed goals go on counting');
  await ok(ada.post(`/goals/${middle.id}/changes`, { reason: 'Alone', changes: { counts_serving: false } }), 201);
  assert.deepEqual([(await get(middle)).score, (await get(top)).score], [0, 0.466667]);
  const m = await get(middle);
  await ok(ada.patch(`/goals/${m.id}`, { counts_serving: true }, { match: m.version }));
  assert.deepEqual([(await get(middle)).score, (await get(top)).score], [0.5, 0.633333]);
  await ok(ada.post(`/goals/${beside.id}/changes`, { reason: 'Moved', changes: { serves: [middle.id] } }), 201);
  assert.deepEqual([(await get(middle)).score, (await get(top)).score], [0.566667, 0.633334]); // (0 + 1 + 0.7) / 3; (0.7 + 0.566667) / 2
  await ok(ada.post(`/goals/${beside.id}/changes`, { reason: 'Nowhere', changes: { serves: [] } }), 201);
  assert.deepEqual([(await get(middle)).score, (await get(top)).score], [0.5, 0.6]);
});

test('a goal that becomes active counts, one that is a draft does not', async () => {
  const top = await activeGoal(ada, { criteria: [plain], counts_serving: true });
  await checkin(top, 50);
  const draft = await draftGoal(ada, { criteria: [plain], serves: [top.id] });
  assert.equal((await get(top)).score, 0.7);
  await ok(ada.put(`/goals/${draft.id}/proposal`));
  assert.equal((await get(top)).score, 0.35);
  await checkin(draft, 100);
  assert.equal((await get(top)).score, 0.85);
  await ok(ada.put(`/goals/${top.id}/closure`, { outcome: 'partly', reason: 'Half' }));
  await checkin(draft, 0);
  assert.equal((await get(top)).score, 0.85, 'a closed goal keeps its score');
  await ok(ada.put(`/goals/${top.id}/reopening`, { reason: 'Not yet' }));
  assert.equal((await get(top)).score, 0.35, 'opened again, it counts anew');
  await checkin(draft, 50);
  assert.equal((await get(top)).score, 0.7);
});

test('several ways up: nothing is counted twice, nothing is lost', async () => {
  const top = await activeGoal(ada, { criteria: [plain], counts_serving: true });
  const left = await activeGoal(ada, { criteria: [plain], counts_serving: true, serves: [top.id] });
  const right = await activeGoal(ada, { criteria: [plain], counts_serving: true, serves: [top.id] });
  const low = await activeGoal(ada, { criteria: [plain], serves: [left.id, right.id, top.id] });
  await checkin(low, 100);
  assert.deepEqual([(await get(left)).score, (await get(right)).score], [0.5, 0.5]);
  assert.equal((await get(top)).score, 0.5);                // (0 + 0.5 + 0.5 + 1) / 4
  await checkin(low, 0);
  assert.deepEqual([(await get(left)).score, (await get(top)).score], [0, 0]);
});

test('check-ins of many at once below one goal lose nothing', async () => {
  const top = await activeGoal(ada, { criteria: [plain], counts_serving: true });
  const middle = await activeGoal(ada, { criteria: [plain], counts_serving: true, serves: [top.id] });
  const lows = [];
  for (let i = 0; i < 12; i++) lows.push(await activeGoal(ada, { criteria: [plain], serves: [i % 2 ? middle.id : top.id] }));
  await Promise.all(lows.flatMap((g) => [25, 75, 100].map((value) => checkin(g, value))));
  await Promise.all(lows.map((g) => checkin(g, 50)));
  for (const g of lows) assert.equal((await get(g)).score, 0.7);
  const m = 0.6;                                            // (0 + 6 x 0.7) / 7
  assert.equal((await get(middle)).score, m);
  assert.equal((await get(top)).score, 0.6);                // (0 + 0.6 + 6 x 0.7) / 8
});

test('criteria are there in the goal as the API names them', async () => {
  const g = await activeGoal(ada, { criteria: [numberCriterion] });
  const c = g.criteria[0];
  assert.deepEqual(Object.keys(c).sort(), ['created_at', 'excellent', 'excellent_means', 'goal_id', 'good', 'good_means', 'id', 'kind', 'milestones',
    'original_excellent', 'original_good', 'original_start', 'original_weight', 'position', 'score', 'start', 'statement', 'together', 'unit', 'value',
    'value_on', 'version', 'weight']);
});
