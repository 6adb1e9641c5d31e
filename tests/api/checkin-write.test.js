// Check-ins: values, confidence, words; several on a day, late ones, corrections; whose day it is; when the next is due.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, expect, faults, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, mia, sam;
const criteria = [
  { statement: 'Answers', kind: 'number', start: 20, good: 40, excellent: 50 },
  { statement: 'Tone', kind: 'rubric', good_means: 'Friendly', excellent_means: 'Quoted' },
];

before(async () => {
  wm = await startServer({ name: 'checkin', at: '2026-03-02T10:00:00Z' }); // a Monday
  mia = await wm.person({ name: 'Mia Manager' });
  sam = await wm.person({ name: 'Sam Staff', manager: mia, zone: 'Europe/Berlin' });
});
after(() => wm?.remove());

const make = (more) => activeGoal(sam, { supporter: mia, criteria, ...more });
const get = (g) => ok(sam.get(`/goals/${g.id}`));
const values = (g, ...list) => list.map((value, i) => ({ criterion_id: g.criteria[i].id, value })).filter((v) => v.value !== undefined);
const post = (g, body, who = sam) => who.post(`/goals/${g.id}/checkins`, { confidence: 'on_track', ...body });

test('a check-in says where it stands', async () => {
  const g = await make();
  const reply = expect(await post(g, { confidence: 'at_risk', moved: 'Two more.', next: 'Ask.', in_the_way: 'Time.', values: values(g, 30, 1) }), 201);
  const c = reply.body;
  assert.deepEqual([c.goal_id, c.person_id, c.person_name, c.checked_on, c.confidence], [g.id, sam.id, 'Sam Staff', '2026-03-02', 'at_risk']);
  assert.deepEqual([c.moved, c.next, c.in_the_way, c.corrects_id, c.score], ['Two more.', 'Ask.', 'Time.', null, 0.525]);
  assert.deepEqual(c.values.map((v) => [v.value, v.score]), [[30, 0.35], [1, 0.7]]);
  const now = await get(g);
  assert.deepEqual([now.score, now.confidence, now.last_checkin_on], [0.525, 'at_risk', '2026-03-02']);
  assert.deepEqual(now.criteria.map((x) => [x.value, x.value_on, x.score]), [[30, '2026-03-02', 0.35], [1, '2026-03-02', 0.7]]);
  assert.equal(now.version, g.version, 'who edits the goal meanwhile is not disturbed');
  await ok(post(g, {}), 201);
  assert.deepEqual([(await get(g)).score, (await get(g)).confidence], [0.525, 'on_track'], 'without values the words count');
});

test('wrong input, field by field', async () => {
  const g = await make(), foreign = await make();
  await faults(sam.post(`/goals/${g.id}/checkins`, {}), 'confidence');
  await faults(post(g, { confidence: 'maybe', checked_on: '2026-02-30', values: 3 }), 'confidence', 'checked_on', 'values');
  await faults(post(g, { values: [{ criterion_id: g.criteria[0].id }, { value: 3 }] }), 'values[0].value', 'values[1].criterion_id');
  await faults(post(g, { values: [{ criterion_id: foreign.criteria[0].id, value: 3 }, { criterion_id: g.criteria[1].id, value: 1.5 }] }),
    'values[0].criterion_id', 'values[1].value');
  await faults(post(g, { values: [...values(g, 30), ...values(g, 31)] }), 'values[1].criterion_id');
  await faults(post(g, { moved: 'x'.repeat(20001), score: 1 }), 'moved', 'score');
  await faults(post(g, { corrects_id: 999999 }), 'corrects_id');
  const other = await ok(post(foreign, {}), 201);
  await faults(post(g, { corrects_id: other.id }), 'corrects_id');
  assert.equal((await all(sam, `/goals/${g.id}/checkins`)).length, 0);
});

test('only the owner checks in, and only while the goal is active', async () => {
  const g = await make();
  for (const who of [mia, wm.admin]) await problem(post(g, {}, who), 403);
  await problem(post(await draftGoal(sam), {}), 409);
  await problem(post(await proposedGoal(sam), {}), 409);
  await problem(post({ id: 999999 }, {}), 404);
});

test('two on a day: the later one counts; an earlier day counts for its day', async () => {
  const g = await make();
  await ok(post(g, { values: values(g, 30, 1) }), 201);
  await ok(post(g, { confidence: 'off_track', values: values(g, 45) }), 201);
  assert.deepEqual([(await get(g)).criteria[0].value, (await get(g)).confidence], [45, 'off_track']);
  const late = await ok(post(g, { checked_on: '2026-02-20', confidence: 'at_risk', values: values(g, 25) }), 201);
  assert.equal(late.score, 0.0875, 'by what was known then');
  const now = await get(g);
  assert.deepEqual([now.criteria[0].value, now.confidence, now.last_checkin_on], [45, 'off_track', '2026-03-02']);
  const list = await all(sam, `/goals/${g.id}/checkins`, { limit: 2 });
  assert.deepEqual(list.map((c) => [c.checked_on, c.values[0]?.value]), [['2026-03-02', 45], ['2026-03-02', 30], ['2026-02-20', 25]]);
});

test('a correction takes the place of a check-in; both stay readable', async () => {
  const g = await make();
  const first = await ok(post(g, { values: values(g, 30, 1) }), 201);
  const wrong = await ok(post(g, { confidence: 'off_track', moved: 'Typo', values: values(g, 450, 2) }), 201);
  assert.equal((await get(g)).score, 1);
  const right = await ok(post(g, { confidence: 'at_risk', corrects_id: wrong.id, values: values(g, 45) }), 201);
  assert.deepEqual(right.values.map((v) => v.value), [45, 2], 'what it does not say anew stays as it was said');
  assert.equal(right.checked_on, wrong.checked_on);
  const now = await get(g);
  assert.deepEqual([now.criteria[0].value, now.confidence, now.score, right.score], [45, 'at_risk', 0.925, 0.925]);
  const list = await all(mia, `/goals/${g.id}/checkins`);
  assert.deepEqual(list.map((c) => [c.id, c.corrects_id, c.corrected_by]), [[right.id, wrong.id, null], [wrong.id, null, right.id], [first.id, null, null]]);
  assert.equal(list[1].moved, 'Typo', 'never edited');
  const twice = await faults(post(g, { corrects_id: wrong.id }), 'corrects_id');
  assert.match(twice.fields[0].detail, new RegExp(`number ${right.id}`));
  await problem(sam.patch(`/goals/${g.id}/checkins`, {}), 405);
  const earlier = await ok(post(g, { corrects_id: right.id, checked_on: '2026-02-25', values: values(g, 46) }), 201);
  assert.deepEqual([(await get(g)).criteria[0].value, (await get(g)).last_checkin_on], [30, '2026-03-02'], 'moved to an earlier day, the one before counts');
  assert.equal(earlier.checked_on, '2026-02-25');
  const old = await ok(post(g, { corrects_id: first.id, values: values(g, 35, 0) }), 201);
  assert.deepEqual([(await get(g)).criteria[0].value, old.score], [35, 0.2625]);
});

test('two corrections at once: one of them counts', async () => {
  const g = await make();
  const wrong = await ok(post(g, { values: values(g, 450) }), 201);
  const replies = await Promise.all([45, 46, 47].map((v) => post(g, { corrects_id: wrong.id, values: values(g, v) })));
  assert.deepEqual(replies.map((r) => r.status).sort(), [201, 422, 422]);
  assert.equal((await get(g)).criteria[0].value, replies.find((r) => r.status === 201).body.values[0].value);
});

test('the future is refused, by the day it is where the owner is', async () => {
  const kat = await wm.person({ name: 'Kat Mandu', manager: mia, zone: 'Asia/Kathmandu' }); // UTC+5:45
  const hon = await wm.person({ name: 'Hono Lulu', manager: mia, zone: 'Pacific/Honolulu' }); // UTC-10
  wm.clock.set('2026-03-02T18:20:00Z'); // 00:05 of the third in Kathmandu, 08:20 of the second in Honolulu
  const [k, h, s] = [await activeGoal(kat, { supporter: mia, criteria }), await activeGoal(hon, { supporter: mia, criteria }), await make()];
  const on = (who, g, checked_on) => who.post(`/goals/${g.id}/checkins`, { confidence: 'on_track', checked_on });
  assert.equal((await ok(on(kat, k, undefined), 201)).checked_on, '2026-03-03');
  await ok(on(kat, k, '2026-03-03'), 201);
  await faults(on(kat, k, '2026-03-04'), 'checked_on');
  for (const [who, g] of [[hon, h], [sam, s]]) {
    await faults(on(who, g, '2026-03-03'), 'checked_on');
    assert.equal((await ok(on(who, g, undefined), 201)).checked_on, '2026-03-02');
  }
  wm.clock.set('2026-03-02T18:10:00Z'); // 23:55 in Kathmandu
  await faults(on(kat, k, '2026-03-03'), 'checked_on');
  wm.clock.set('2026-03-02T10:00:00Z');
});

test('the next is due by the rhythm, on a working day at the hour work begins where the owner is', async () => {
  const wed = await wm.person({ name: 'Wed Only', zone: 'Asia/Kathmandu', work_days: '3', work_from: 600 });
  const g = await activeGoal(wed, { criteria });
  assert.equal(g.checkin_due_at, '2026-03-11T04:15:00.000Z'); // Monday and a week, on to Wednesday, 10:00 there
  await ok(wed.post(`/goals/${g.id}/checkins`, { confidence: 'on_track' }), 201);
  wm.clock.set('2026-03-14T18:14:00Z'); // due on the 11th, three days of grace, until the end of the 14th there
  assert.equal((await ok(wed.get(`/goals/${g.id}`))).stale, false);
  wm.clock.set('2026-03-14T18:16:00Z');
  assert.equal((await ok(wed.get(`/goals/${g.id}`))).stale, true);
  const me = await ok(wed.get(`/people/${wed.id}`));
  await ok(wed.patch(`/people/${wed.id}`, { zone: 'Europe/Berlin', work_days: '12345', work_from: 480 }, { match: me.version }));
  assert.equal((await ok(wed.get(`/goals/${g.id}`))).checkin_due_at, '2026-03-09T07:00:00.000Z', 'another zone, other hours');
  await ok(wed.post(`/goals/${g.id}/checkins`, { confidence: 'on_track' }), 201);
  const fresh = await ok(wed.get(`/goals/${g.id}`));
  assert.deepEqual([fresh.stale, fresh.last_checkin_on, fresh.checkin_due_at], [false, '2026-03-14', '2026-03-23T07:00:00.000Z']);
  wm.clock.set('2026-03-02T10:00:00Z');
  const later = await activeGoal(sam, { supporter: mia, criteria, starts_on: '2026-04-01', due_on: '2026-06-01' });
  assert.equal(later.checkin_due_at, '2026-04-08T07:00:00.000Z', 'not before it starts');
});

test('the owner is asked where pace and confidence disagree', async () => {
  const g = await make({ starts_on: '2026-01-01', due_on: '2026-04-01' });
  await ok(post(g, { values: values(g, 20, 0) }), 201);
  const mine = await get(g);
  assert.equal(mine.pace, 'well_behind');
  assert.match(mine.notes.join(' '), /What do the criteria not show\?/);
  assert.doesNotMatch((await ok(mia.get(`/goals/${g.id}`))).notes.join(' '), /criteria/);
});

test('a key makes one check-in of two posts, and a token for check-ins is enough', async () => {
  const g = await make();
  const body = { confidence: 'on_track', values: values(g, 33) };
  const path = `/goals/${g.id}/checkins`;
  const [a, b] = [await sam.post(path, body, { key: 'checkin-1' }), await sam.post(path, body, { key: 'checkin-1' })];
  assert.deepEqual([a.status, b.status, a.body.id], [201, 201, b.body.id]);
  assert.equal((await all(sam, path)).length, 1);
  const narrow = wm.client(await wm.token(sam.email, { scope: 'checkin' }));
  await ok(narrow.post(path, body), 201);
  await problem(narrow.put(`/goals/${g.id}/closure`, { outcome: 'achieved', reason: 'x' }), 403);
});
