// Movers and leavers as one act: tried first, then done whole or not at all.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { differences, dump } from '../lib/dump.js';
import { activeGoal, draftGoal, faults, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'changeover' });
after(() => server.remove());
const { admin } = server;
const names = (list) => list.map((p) => p.name).sort();

async function crew(word) {
  const boss = await server.person({ name: `${word} Boss` }), other = await server.person({ name: `${word} Other` });
  const old = await server.team(`${word} Old`), fresh = await server.team(`${word} Fresh`);
  const mover = await server.person({ name: `${word} Mover`, manager: boss, team: old });
  const below = await server.person({ name: `${word} Below`, manager: mover });
  const one = await activeGoal(mover, { title: `${word} one`, supporter: boss }), two = await activeGoal(mover, { title: `${word} two`, supporter: boss });
  const child = await activeGoal(below, { title: `${word} child`, serves: [one.id], supporter: mover });
  return { boss, other, old, fresh, mover, below, one, two, child };
}
const act = (c, body) => admin.post(`/people/${c.mover.id}/changeover`, body);

test('a mover gets another line manager and team, and hands one goal over; first it is said, with who sees it', async () => {
  const c = await crew('Mo');
  const body = { kind: 'moves', title: 'Pilot', manager_id: c.other.id, joins: [c.fresh.id], leaves: [c.old.id], goals: [{ goal_id: c.one.id, owner_id: c.boss.id }] };
  const before = dump(server);
  const would = await ok(act(c, { ...body, dry_run: true }));
  assert.equal(differences(before, dump(server)), '', 'a try changes nothing');
  assert.deepEqual(would.handed.map((g) => [g.goal_id, g.owner_name]), [[c.one.id, 'Mo Boss']]);
  assert.deepEqual(would.teams.map((t) => [t.name, t.joins]), [['Mo Fresh', true], ['Mo Old', false]]);
  assert.deepEqual(would.moved.map((p) => [p.name, p.manager_name]), [['Mo Mover', 'Mo Other']]);
  assert.deepEqual(names(would.told), ['Mo Below', 'Mo Boss']);
  const done = await ok(act(c, body));
  assert.deepEqual({ ...done, dry_run: true }, would, 'what was said is what happens');
  const person = await ok(admin.get(`/people/${c.mover.id}`));
  assert.deepEqual([person.title, person.manager.id, person.teams.map((t) => t.name)], ['Pilot', c.other.id, ['Mo Fresh']]);
  const saw = (await ok(c.below.get('/home'))).changed.map((e) => e.type);
  assert.ok(saw.includes('goal.handed_over'), 'who was said to see it sees it');
});

test('a leaver hands goals over one by one, the rest to one person, and it is all or nothing', async () => {
  const c = await crew('Le');
  const before = dump(server);
  const draft = await draftGoal(c.other, { title: 'Not theirs' });
  const stored = dump(server);
  await faults(act(c, { kind: 'leaves', goals: [{ goal_id: draft.id, owner_id: c.boss.id }] }), 'goals[0].goal_id');
  await faults(act(c, { kind: 'leaves', goals: [{ goal_id: c.one.id, owner_id: c.other.id }], hand_over_to: c.mover.id }), 'hand_over_to');
  assert.equal(differences(stored, dump(server)), '');
  assert.notEqual(before, stored);
  const body = { kind: 'leaves', goals: [{ goal_id: c.one.id, owner_id: c.other.id }], hand_over_to: c.boss.id };
  const would = await ok(act(c, { ...body, dry_run: true }));
  assert.deepEqual(would.handed.map((g) => [g.title, g.owner_name]), [['Le two', 'Le Boss'], ['Le one', 'Le Other']]);
  assert.deepEqual(would.moved.map((p) => [p.name, p.manager_name]), [['Le Below', 'Le Boss']]);
  await ok(act(c, body));
  assert.equal((await ok(admin.get(`/people/${c.mover.id}`))).left_on, server.clock.today());
  assert.deepEqual([(await ok(admin.get(`/goals/${c.one.id}`))).owner_id, (await ok(admin.get(`/goals/${c.two.id}`))).owner_id], [c.other.id, c.boss.id]);
  await problem(act(c, { kind: 'moves', title: 'x' }), 409);
});
