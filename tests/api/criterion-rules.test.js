// Criteria and steps: what each kind needs, what is refused with which field, when they may change, and whose they are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, expect, faults, numberCriterion, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, mia, sam, eve;

before(async () => {
  wm = await startServer({ name: 'criterion' });
  mia = await wm.person({ name: 'Mia Manager' });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
  eve = await wm.person({ name: 'Eve Else', manager: mia });
});
after(() => wm?.remove());

const add = (who, g, body) => who.post(`/goals/${g.id}/criteria`, body);

test('good lies between start and excellent, in either direction', async () => {
  const g = await draftGoal(sam);
  for (const [start, good, excellent] of [[20, 20, 50], [20, 50, 40], [20, 40, 40], [50, 60, 0], [50, 10, 20], [0, -1, 1]])
    await faults(add(sam, g, { statement: 'x', kind: 'number', start, good, excellent }), 'good');
  await faults(add(sam, g, { statement: 'x', kind: 'number', start: 5, good: 5 }), 'good');
  for (const [start, good, excellent] of [[20, 40, 50], [50, 10, 0], [-3, -2.5, -2.499999]])
    expect(await add(sam, g, { statement: 'x', kind: 'number', start, good, excellent }), 201);
});

test('wrong input, field by field', async () => {
  const g = await draftGoal(sam);
  await faults(add(sam, g, {}), 'statement', 'kind');
  await faults(add(sam, g, { statement: '', kind: 'feeling', start: 'a', good: '40', excellent: true, weight: 0 }), 'statement', 'kind', 'start', 'good', 'excellent', 'weight');
  await faults(add(sam, g, { statement: 'x', kind: 'number', start: 0.1234567, good: 1e13, excellent: 1 }), 'start', 'good');
  await faults(add(sam, g, { statement: 'x'.repeat(2001), kind: 'number' }), 'statement');
  await faults(add(sam, g, { statement: 'x', kind: 'number', value: 3, score: 1, original_good: 3 }), 'value', 'score', 'original_good');
  await faults(add(sam, g, { statement: 'x', kind: 'milestones', milestones: ['a', 'b'], good: 1, excellent: 3 }), 'excellent');
  await faults(add(sam, g, { statement: 'x', kind: 'milestones', milestones: ['a', 'b'], good: 0.5, excellent: 2 }), 'good');
  await faults(add(sam, g, { statement: 'x', kind: 'milestones', milestones: ['a', ''], good: 1, excellent: 2 }), 'milestones[1]');
  await faults(add(sam, g, { statement: 'x', kind: 'number', milestones: ['a'] }), 'milestones');
  await problem(add(sam, { id: 999999 }, numberCriterion), 404);
});

test('twenty criteria at most', async () => {
  const g = await draftGoal(sam);
  for (let i = 0; i < 20; i++) expect(await add(sam, g, { ...numberCriterion, statement: `Number ${i}` }), 201);
  assert.match((await problem(add(sam, g, numberCriterion), 409)).detail, /20 criteria/);
  assert.deepEqual((await ok(sam.get(`/goals/${g.id}`))).criteria.map((c) => c.position), Array.from({ length: 20 }, (_, i) => i + 1));
});

test('a criterion of a draft changes and goes; later it takes a change with a reason', async () => {
  const g = await draftGoal(mia, { owner_id: sam.id, criteria: [numberCriterion] });
  const c = g.criteria[0];
  await problem(sam.patch(`/criteria/${c.id}`, { good: 45 }), 428);
  const changed = await ok(sam.patch(`/criteria/${c.id}`, { good: 45, unit: null }, { match: c.version }));
  assert.deepEqual([changed.good, changed.unit, changed.excellent, changed.version], [45, null, 50, 2]);
  await problem(mia.patch(`/criteria/${c.id}`, { good: 46 }, { match: c.version }), 412);
  await faults(mia.patch(`/criteria/${c.id}`, { good: 60 }, { match: changed.version }), 'good');
  await faults(mia.patch(`/criteria/${c.id}`, { statement: null }, { match: changed.version }), 'statement');
  await problem(eve.patch(`/criteria/${c.id}`, { good: 46 }, { match: 2 }), 404);
  expect(await mia.delete(`/criteria/${c.id}`), 204);
  await problem(mia.delete(`/criteria/${c.id}`), 404);
  const proposed = await proposedGoal(sam);
  const [p] = proposed.criteria;
  assert.match((await problem(sam.patch(`/criteria/${p.id}`, { good: 45 }, { match: p.version }), 409)).detail, /take the proposal back/);
  await problem(add(sam, proposed, numberCriterion), 409);
  await problem(eve.patch(`/criteria/${p.id}`, { good: 45 }, { match: p.version }), 403);
  await ok(mia.put(`/goals/${proposed.id}/answer`, { answer: 'aligned' }));
  assert.match((await problem(sam.delete(`/criteria/${p.id}`), 409)).detail, /with a reason/);
});

test('steps are the owner\'s own, and everybody sees them', async () => {
  const g = await activeGoal(sam, { supporter: mia });
  const first = await ok(sam.post(`/goals/${g.id}/steps`, { text: 'Ask the customers', due_on: wm.clock.day(7) }), 201);
  assert.deepEqual([first.position, first.done, first.done_at], [1, false, null]);
  const second = await ok(sam.post(`/goals/${g.id}/steps`, { text: 'Write it down', done: true }), 201);
  assert.ok(second.done && second.done_at);
  for (const who of [mia, eve, wm.admin]) await problem(who.post(`/goals/${g.id}/steps`, { text: 'Do this' }), 403);
  await problem(mia.patch(`/steps/${first.id}`, { done: true }, { match: first.version }), 403);
  await problem(mia.delete(`/steps/${first.id}`), 403);
  await faults(sam.post(`/goals/${g.id}/steps`, { text: ' ', due_on: 'x', done: 'yes' }), 'text', 'due_on', 'done');
  const done = await ok(sam.patch(`/steps/${first.id}`, { done: true }, { match: first.version }));
  assert.ok(done.done && done.done_at);
  const undone = await ok(sam.patch(`/steps/${first.id}`, { done: false, position: 3 }, { match: done.version }));
  assert.deepEqual([undone.done, undone.done_at], [false, null]);
  assert.deepEqual((await all(eve, `/goals/${g.id}/steps`, { limit: 1 })).map((s) => s.text), ['Write it down', 'Ask the customers']);
  assert.deepEqual((await ok(eve.get(`/goals/${g.id}`))).steps.map((s) => s.id), [second.id, first.id]);
  expect(await sam.delete(`/steps/${second.id}`), 204);
  await problem(sam.delete('/steps/999999'), 404);
});

test('a step has its place, and the others make room', async () => {
  const g = await draftGoal(sam), of = async () => (await ok(sam.get(`/goals/${g.id}`))).steps;
  const step = async (text, more = {}) => ok(sam.post(`/goals/${g.id}/steps`, { text, ...more }), 201);
  for (const text of ['a', 'b', 'c']) await step(text);
  const [a, b] = await of();
  await ok(sam.patch(`/steps/${a.id}`, { position: 2 }, { match: a.version }));
  assert.deepEqual((await of()).map((s) => [s.text, s.position]), [['b', 1], ['a', 2], ['c', 3]]);
  expect(await sam.delete(`/steps/${b.id}`), 204);
  assert.equal((await step('b', { position: 1, due_on: wm.clock.day(3) })).position, 1, 'back where it was');
  assert.equal((await step('far', { position: 900 })).position, 4, 'no gaps');
  assert.deepEqual((await of()).map((s) => s.text), ['b', 'a', 'c', 'far']);
});

test('a hundred steps at most', async () => {
  const g = await draftGoal(sam);
  for (let i = 0; i < 100; i++) expect(await sam.post(`/goals/${g.id}/steps`, { text: `Step ${i}` }), 201);
  await problem(sam.post(`/goals/${g.id}/steps`, { text: 'One more' }), 409);
  assert.equal((await ok(sam.get(`/goals/${g.id}`))).steps.length, 100);
});
