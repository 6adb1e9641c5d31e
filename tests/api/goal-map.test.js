// The goal map: what is shown, below what, where it stands, and that it stays bounded.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, draftGoal, faults, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const MOST = 400, LEVEL = 24;
let wm, ada, mia, sam, ida, team, period;
let top, second, support, reply, spare, both, lone;

before(async () => {
  wm = await startServer({ name: 'goal-map', at: '2026-03-02T10:00:00Z' });
  ada = wm.admin;
  mia = await wm.person({ name: 'Mia Manager' });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
  ida = await wm.person({ name: 'Ida Intern', manager: mia });
  team = await wm.team('Support');
  await ada.post(`/teams/${team.id}/members`, { person_id: sam.id, role: 'member' });
  period = await ok(ada.post('/periods', { name: 'Spring', starts_on: '2026-03-01', ends_on: '2026-05-31' }), 201);
});
after(() => wm?.remove());

const grouped = (items, key) => items.reduce((groups, item) => groups.set(key(item), [...(groups.get(key(item)) ?? []), item]), new Map());
const map = (who, query = '') => ok(who.get(`/goal-map${query && `?${query}`}`));
const keys = (m) => m.nodes.map((n) => n.key);
const node = (m, key) => m.nodes.find((n) => n.key === String(key.id ?? key));
const below = (m, key) => m.nodes.filter((n) => n.parent === String(key.id ?? key));

// What every map keeps to, whatever is asked.
function sound(m) {
  assert.ok(m.nodes.length <= MOST, `${m.nodes.length} nodes`);
  const seen = new Map();
  for (const n of m.nodes) {
    assert.ok(!seen.has(n.key), `${n.key} twice`);
    seen.set(n.key, n);
    if (n.parent === null) { assert.equal(n.depth, 0); assert.equal(seen.size, 1, 'one head'); continue; }
    const up = seen.get(n.parent);
    assert.ok(up, `${n.key} stands before what it serves`);
    assert.equal(n.depth, up.depth + 1);
    assert.ok(n.y >= up.y + m.node_height, `${n.key} stands below ${up.key}`);
    assert.ok(n.x >= 0 && n.x + n.width <= m.width && n.y >= 0 && n.y + m.node_height <= m.height, `${n.key} stands inside`);
  }
  const rows = grouped(m.nodes, (n) => n.y);
  for (const [y, row] of rows) {
    row.sort((a, b) => a.x - b.x);
    row.forEach((n, i) => { if (i) assert.ok(row[i - 1].x + row[i - 1].width < n.x, `${row[i - 1].key} and ${n.key} overlap at ${y}`); });
  }
  for (const [parent, children] of grouped(m.nodes.slice(1), (n) => n.parent)) {
    assert.deepEqual(children.map((n) => n.place), children.map((_, i) => i + 1), `places below ${parent}`);
    for (const n of children) assert.equal(n.of, children.length);
  }
  for (const { from, to } of m.also) assert.ok(seen.has(from) && seen.has(to));
  return m;
}

test('an empty organisation has the mission alone at its head', async () => {
  const m = sound(await map(ida));
  assert.deepEqual(keys(m), ['mission']);
  assert.equal(m.mission, null);
  await ok(ada.put('/mission', { text: 'Maps that people trust.' }));
  assert.equal((await map(ida)).mission.text, 'Maps that people trust.');
});

test('the map opens at my own place', async () => {
  top = await activeGoal(ada, { level: 'organisation', title: 'Top' });
  second = await activeGoal(ada, { level: 'organisation', title: 'Second' });
  support = await activeGoal(sam, { supporter: mia, level: 'team', team_id: team.id, title: 'Support', serves: [top.id], period_id: period.id });
  reply = await activeGoal(sam, { supporter: mia, title: 'Reply', serves: [support.id] });
  spare = await activeGoal(ida, { supporter: mia, title: 'Spare', serves: [second.id] });
  both = await activeGoal(ida, { supporter: mia, title: 'Both', serves: [support.id, second.id] });
  lone = await activeGoal(ida, { supporter: mia, title: 'Lone' });
  const m = sound(await map(sam));
  assert.deepEqual(keys(m), ['mission', top.id, support.id, reply.id, both.id, second.id, 'loose'].map(String));
  assert.equal(m.here, String(support.id));
  assert.deepEqual([node(m, top).open, node(m, support).open, node(m, second).open], [true, true, false]);
  assert.deepEqual([node(m, second).children, node(m, support).children], [2, 2]);
  assert.equal(node(m, 'loose').count, 1);
  assert.deepEqual(m.also, [{ from: String(both.id), to: String(second.id) }]);
  for (const field of ['title', 'level', 'state', 'owner_name', 'score', 'pace', 'confidence', 'stale', 'serves', 'team_name', 'due_on']) assert.ok(field in m.nodes[1], field);
});

test('what is open is what the link says', async () => {
  assert.deepEqual(keys(sound(await map(sam, 'open=none'))), ['mission', String(top.id), String(second.id), 'loose']);
  const m = sound(await map(ida, `open=${second.id},loose`));
  assert.deepEqual(keys(m), ['mission', top.id, second.id, spare.id, both.id, 'loose', lone.id].map(String));
  assert.equal(node(m, lone).serves_nothing, true);
  // Below a goal that is closed up nothing is shown.
  assert.deepEqual(keys(await map(sam, `open=${support.id}`)), ['mission', String(top.id), String(second.id), 'loose']);
  await faults(sam.get('/goal-map?open=x'), 'open');
  await faults(sam.get('/goal-map?open=none&after=7'), 'after');
  assert.deepEqual(keys(await map(sam, 'open=999999')), keys(await map(sam, 'open=none')));
});

test('a goal that serves several is shown once, below the first that is open', async () => {
  const m = sound(await map(ida, `open=${top.id},${support.id},${second.id}`));
  assert.equal(node(m, both).parent, String(support.id));
  assert.deepEqual(m.also, [{ from: String(both.id), to: String(second.id) }]);
  assert.equal(node(await map(ida, `open=${second.id}`), both).parent, String(second.id));
});

test('a focus stands at the head, with the way up beside it', async () => {
  const m = sound(await map(ida, `focus=${support.id}`));
  assert.deepEqual(keys(m), [support.id, reply.id, both.id].map(String));
  assert.deepEqual(m.path, [{ id: top.id, title: 'Top' }]);
  assert.deepEqual((await map(ida, `focus=${reply.id}`)).path.map((p) => p.title), ['Top', 'Support']);
  await problem(ida.get('/goal-map?focus=999999'), 404);
});

test('drafts of others are hidden, my own are there', async () => {
  const draft = await draftGoal(sam, { title: 'Secret', serves: [support.id] });
  assert.ok(node(await map(sam, `open=${top.id},${support.id}`), draft));
  assert.ok(!node(await map(mia, `open=${top.id},${support.id}`), draft));
  assert.ok(!node(await map(mia, `open=${top.id},${support.id},${draft.id}`), draft));
  assert.ok(!node(await map(mia, 'q=Secret'), draft));
  assert.ok(!node(await map(mia, 'state=draft'), draft));
  assert.ok(node(await map(sam, 'state=draft'), draft));
  await problem(mia.get(`/goal-map?focus=${draft.id}`), 404);
  assert.equal(node(await map(mia, `open=${top.id}`), support).children, 2, 'nor counted');
  await ok(sam.delete(`/goals/${draft.id}`), 204);
});

test('a filter shows what fits, and the way to it', async () => {
  const fits = async (query) => sound(await map(ida, query)).nodes.filter((n) => n.kind === 'goal' && n.fits).map((n) => n.title).sort();
  const m = sound(await map(ida, 'q=reply'));
  assert.deepEqual(keys(m), ['mission', top.id, support.id, reply.id].map(String));
  assert.deepEqual([m.filtered, node(m, top).fits, node(m, support).fits, node(m, reply).fits], [true, false, false, true]);
  assert.deepEqual(await fits(`team_id=${team.id}`), ['Support']);
  assert.deepEqual(await fits(`period_id=${period.id}`), ['Support']);
  assert.deepEqual(await fits('level=organisation'), ['Second', 'Top']);
  assert.deepEqual(await fits('serves_nothing=true'), ['Lone']);
  assert.deepEqual(await fits(`owner_id=${ida.id}`), ['Both', 'Lone', 'Spare']);
  assert.deepEqual(await fits('stale=true'), []);
  assert.deepEqual(keys(await map(ida, 'q=nothingofthekind')), ['mission']);
  await ok(sam.post(`/goals/${reply.id}/checkins`, { confidence: 'at_risk' }), 201);
  assert.deepEqual(await fits('confidence=at_risk'), ['Reply']);
  assert.deepEqual(await fits('state=active&q=both'), ['Both']);
  // Opened within what was found, everything below is shown, and what fits stands out.
  const opened = sound(await map(ida, `q=reply&open=${support.id}`));
  assert.deepEqual([node(opened, both).fits, node(opened, reply).fits], [false, true]);
  const focused = sound(await map(ida, `focus=${support.id}&q=reply`));
  assert.deepEqual([node(focused, support).fits, node(focused, both).fits, node(focused, reply).fits], [false, false, true]);
  await faults(ida.get('/goal-map?state=lost&confidence=high&nothing=1'), 'state', 'confidence', 'nothing');
});

test('closed goals are left out unless asked for', async () => {
  const done = await activeGoal(ida, { supporter: mia, title: 'Done', serves: [second.id] });
  await ok(ida.put(`/goals/${done.id}/closure`, { outcome: 'achieved', reason: 'It is done.' }));
  const m = await map(ida, `open=${second.id}`);
  assert.deepEqual([!!node(m, done), node(m, second).children], [false, 2]);
  const all = sound(await map(ida, `open=${second.id}&closed=true`));
  assert.deepEqual([node(all, done).outcome, node(all, second).children], ['achieved', 3]);
  assert.ok(node(await map(ida, 'state=closed'), done));
  assert.ok(!(await ok(ida.get('/goals?not_closed=true&q=done'))).items.length);
  for (const sort of ['priority', 'due_on', '-due_on', 'title']) {
    const open = (await ok(ida.get(`/goals?not_closed=true&sort=${sort}&limit=200`))).items;
    assert.ok(open.length > 5 && open.every((g) => g.state !== 'closed'), sort);
  }
  await ok(ida.put(`/goals/${done.id}/reopening`, { reason: 'More to do.' }));
  assert.equal(node(await map(ida, `open=${second.id}`), second).children, 3);
  await ok(ida.put(`/goals/${done.id}/closure`, { outcome: 'dropped', reason: 'Not now.' }));
});

test('a wide level is cut, and walked part by part', async () => {
  const wide = await activeGoal(ada, { level: 'organisation', title: 'Wide' });
  const made = [];
  for (let i = 0; i < 2 * LEVEL + 5; i++) made.push((await proposedGoal(sam, { title: `Part ${i}`, serves: [wide.id], priority: 1 + (i % 7) })).id);
  const seen = [];
  let after = '', parts = 0;
  do {
    const m = sound(await map(mia, `open=${wide.id}${after && `&after=${after}`}`)), here = below(m, wide);
    seen.push(...here.filter((n) => n.kind === 'goal').map((n) => n.goal_id));
    assert.equal(here[0].kind, after ? 'before' : 'goal');
    const more = here.find((n) => n.kind === 'more');
    if (more) assert.equal(more.count, made.length - seen.length);
    after = more?.after ?? '';
    parts++;
  } while (after);
  assert.equal(parts, 3);
  assert.deepEqual([...seen].sort((a, b) => a - b), made);
  // What a link has opened is there, wherever in the level it stands.
  const last = seen.at(-1);
  assert.ok(node(sound(await map(mia, `open=${wide.id},${last}`)), last));
  // Finds come in parts as well.
  const first = sound(await map(mia, 'state=proposed'));
  assert.equal(first.nodes.filter((n) => n.fits && n.kind === 'goal').length, made.length);
});

test('a long chain and a large map stay within bounds', async () => {
  const chain = [(await activeGoal(ada, { level: 'organisation', title: 'Deep' })).id];
  for (let i = 1; i < 60; i++) chain.push((await proposedGoal(sam, { title: `Deep ${i}`, serves: [chain.at(-1)] })).id);
  const m = sound(await map(mia, `open=${chain.join(',')}`));
  assert.equal(node(m, chain.at(-1)).depth, 60);
  assert.equal(sound(await map(mia, `focus=${chain.at(-1)}`)).path.length, 59);
  assert.equal(sound(await map(mia, 'q=deep')).nodes.filter((n) => n.fits && n.kind === 'goal').length, 60);
  const goals = [];
  for (let i = 0; i < 20; i++) goals.push((await activeGoal(ada, { level: 'organisation', title: `Broad ${i}` })).id);
  const rows = goals.flatMap((id) => Array.from({ length: 23 }, (_, k) => ({ id, k })));
  const work = async () => { for (let row; (row = rows.pop());) await proposedGoal(ida, { title: `Leaf ${row.id} ${row.k}`, serves: [row.id] }); };
  await Promise.all([work(), work(), work(), work()]);
  const large = sound(await map(mia, `open=${goals.join(',')}`));
  assert.deepEqual([large.nodes.length, large.cut], [MOST, true]);
  await faults(mia.get(`/goal-map?open=${Array.from({ length: 201 }, (_, i) => i + 1).join(',')}`), 'open');
});
