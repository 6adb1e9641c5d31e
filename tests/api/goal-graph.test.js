// What serves what: several parents, circles named by their path, depth, the why chain up to the mission, and what serves a goal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, faults, goalBody, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, admin, sam;

before(async () => {
  wm = await startServer({ name: 'goal-graph' });
  admin = wm.admin;
  sam = await wm.person({ name: 'Sam Staff' });
});
after(() => wm?.remove());

const active = (title, more) => activeGoal(admin, { title, ...more });
const change = (who, g, changes) => who.post(`/goals/${g.id}/changes`, { reason: 'To see', changes });
const get = (who, g) => ok(who.get(`/goals/${g.id}`));

test('why: from a goal up to the mission', async () => {
  await ok(admin.put('/mission', { text: 'Everybody finds their way.' }));
  const top = await active('Top', { level: 'organisation' });
  const middle = await active('Middle', { serves: [top.id] });
  const other = await active('Other');
  const low = await activeGoal(sam, { title: 'Low', serves: [middle.id, other.id] });
  const why = await ok(sam.get(`/goals/${low.id}/why`));
  assert.deepEqual(why.chain.map((g) => g.title), ['Low', 'Middle', 'Top']);
  assert.deepEqual(why.also, [{ goal_id: low.id, serves: { id: other.id, title: 'Other' } }]);
  assert.equal(why.mission.text, 'Everybody finds their way.');
  assert.equal(why.serves_nothing, false);
  const lonely = await ok(sam.get(`/goals/${other.id}/why`));
  assert.deepEqual([lonely.chain.length, lonely.mission, lonely.serves_nothing], [1, null, true]);
  const own = await ok(sam.get(`/goals/${top.id}/why`));
  assert.deepEqual([own.serves_nothing, own.mission.text], [false, 'Everybody finds their way.'], 'a goal of the organisation serves the mission');
  assert.deepEqual((await ok(sam.get(`/goals/${top.id}/served-by`))).items.map((g) => g.title), ['Middle']);
  assert.equal((await get(sam, top)).children, 1);
  assert.deepEqual((await get(sam, low)).serves, [middle.id, other.id], 'in the order in which they were given');
  const nothing = (await all(sam, '/goals?serves_nothing=true')).map((g) => g.title);
  assert.ok(nothing.includes('Other') && !nothing.includes('Top') && !nothing.includes('Low'));
});

test('a circle is refused, and its path is named', async () => {
  const a = await active('A');
  const b = await active('B', { serves: [a.id] });
  const c = await active('C', { serves: [b.id] });
  const body = await faults(change(admin, a, { serves: [c.id] }), 'changes.serves');
  assert.equal(body.fields[0].detail, 'This would close a circle: A → C → B → A.');
  const short = await faults(change(admin, a, { serves: [b.id] }), 'changes.serves');
  assert.equal(short.fields[0].detail, 'This would close a circle: A → B → A.');
  const self = await faults(change(admin, a, { serves: [a.id] }), 'changes.serves');
  assert.equal(self.fields[0].detail, 'This would close a circle: A → A.');
  assert.deepEqual((await get(admin, a)).serves, []);
  const x = await draftGoal(admin, { title: 'X' }), y = await draftGoal(admin, { title: 'Y', serves: [x.id] });
  const draft = await faults(admin.patch(`/goals/${x.id}`, { serves: [y.id] }, { match: x.version }), 'serves');
  assert.equal(draft.fields[0].detail, 'This would close a circle: X → Y → X.');
});

test('two ways to the same goal are no circle', async () => {
  const top = await active('Diamond top');
  const left = await active('Left', { serves: [top.id] }), right = await active('Right', { serves: [top.id] });
  const low = await active('Diamond low', { serves: [left.id, right.id] });
  assert.deepEqual((await ok(sam.get(`/goals/${low.id}/why`))).chain.map((g) => g.title), ['Diamond low', 'Left', 'Diamond top']);
  await ok(change(admin, low, { serves: [right.id, left.id, top.id] }), 201);
  assert.deepEqual((await get(sam, low)).serves, [right.id, left.id, top.id]);
  assert.equal((await get(sam, top)).children, 3);
  await ok(change(admin, low, { serves: [] }), 201);
  assert.deepEqual([(await get(sam, low)).serves_nothing, (await get(sam, top)).children, (await get(sam, left)).children], [true, 2, 0]);
});

test('links of two at once close no circle', async () => {
  for (let i = 0; i < 5; i++) {
    const a = await active(`Race A${i}`), b = await active(`Race B${i}`);
    const replies = await Promise.all([change(admin, a, { serves: [b.id] }), change(admin, b, { serves: [a.id] })]);
    assert.deepEqual(replies.map((r) => r.status).sort(), [201, 422]);
  }
});

test('closed goals take no new links, and keep those they have', async () => {
  const closed = await active('Closed');
  const child = await active('Child of closed', { serves: [closed.id] });
  await ok(admin.put(`/goals/${closed.id}/closure`, { outcome: 'achieved', reason: 'Reached' }));
  const late = await active('Late');
  await faults(change(admin, late, { serves: [closed.id] }), 'changes.serves[0]');
  await faults(sam.post('/goals', goalBody(sam, { serves: [closed.id] })), 'serves[0]');
  await ok(change(admin, child, { serves: [closed.id, late.id] }), 201);
  assert.deepEqual((await get(sam, child)).serves, [closed.id, late.id]);
});

test('64 deep at most', async () => {
  let last;
  for (let i = 0; i < 64; i++) last = await draftGoal(admin, { title: `Deep ${i}`, serves: last ? [last.id] : [] });
  const body = await faults(admin.post('/goals', goalBody(admin, { serves: [last.id] })), 'serves');
  assert.match(body.fields[0].detail, /64 deep/);
  assert.equal((await ok(admin.get(`/goals/${last.id}/why`))).chain.length, 64);
});

test('what serves a goal comes in pages', async () => {
  const top = await active('Wide');
  const made = [];
  for (let i = 0; i < 7; i++) made.push((await active(`Wide ${i}`, { serves: [top.id] })).id);
  const first = await ok(sam.get(`/goals/${top.id}/served-by?limit=3`));
  assert.equal(first.items.length, 3);
  assert.deepEqual((await all(sam, `/goals/${top.id}/served-by`, { limit: 3 })).map((g) => g.id), made);
  assert.deepEqual(new Set((await all(sam, `/goals?parent_id=${top.id}`, { limit: 2 })).map((g) => g.id)), new Set(made));
  assert.ok((await all(sam, `/goals?parent_id=${top.id}`)).every((g) => g.serves.length === 1 && g.serves[0] === top.id));
  await problem(sam.get('/goals/999999/why'), 404);
  await problem(sam.get('/goals/999999/served-by'), 404);
});
