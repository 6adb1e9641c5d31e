// Joiners, movers and leavers of a later day: kept, listed, changed, called off, and carried out on that day, once.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { differences, dump } from '../lib/dump.js';
import { activeGoal, all, expect, faults, ok, problem, until } from '../lib/helpers.js';
import { onPostgres, severalServers, startSibling } from '../lib/server.js';

const start = severalServers(after);
const server = await start('changeover-plan');
const { admin } = server;
const day = (n) => server.clock.day(n);
const planned = async (client = admin) => (await ok(client.get('/changeovers'))).items;
const plan = (person, body) => admin.post(`/people/${person.id}/changeover`, body);
const times = async (s, type) => (await all(s.admin, `/events?type=${type}`)).length;
const carriedOut = (id, s = server) => until(async () => (await s.admin.get(`/changeovers/${id}`)).status === 404, { what: 'the day' });

async function untilDay(s, days) {
  s.clock.advance({ days });
  await s.restart(); // what is due is done at once
}

test('a joiner, a mover and a leaver are planned: tried as on that day, kept, listed; nothing changes yet', async () => {
  const boss = await server.person({ name: 'Pla Boss' }), other = await server.person({ name: 'Pla Other' });
  const leaver = await server.person({ name: 'Pla Leaver', manager: boss }), mover = await server.person({ name: 'Pla Mover', manager: boss });
  const goal = await activeGoal(leaver, { title: 'Pla goal', supporter: boss });
  const body = { kind: 'leaves', day: day(9), goals: [{ goal_id: goal.id, owner_id: other.id }], stand_in_id: other.id };
  const before = dump(server);
  const would = await ok(plan(leaver, { ...body, dry_run: true }));
  assert.deepEqual([would.id, would.day, would.handed.map((g) => g.owner_name)], [null, day(9), ['Pla Other']]);
  assert.equal(differences(before, dump(server)), '', 'a try changes nothing');
  await faults(plan(leaver, { ...body, goals: [{ goal_id: goal.id, owner_id: 987654 }] }), 'owner_id');
  await faults(plan(leaver, { ...body, day: day(9999) }), 'day');
  await faults(plan(mover, { kind: 'moves', day: day(-1) }), 'day');
  await problem(plan(admin, { kind: 'leaves', day: day(9) }), 409);
  const leaves = await ok(plan(leaver, body));
  assert.ok(leaves.id > 0 && leaves.version === 1);
  await problem(plan(leaver, body), 409);
  const moves = await ok(plan(mover, { kind: 'moves', day: day(2), manager_id: null }));
  const joins = await ok(admin.post('/changeovers', { kind: 'joins', name: 'Pla Joiner', email: 'PLA@example.org', day: day(5), manager_id: boss.id, invite: true }), 201);
  assert.equal(joins.link, null, 'there is nobody yet to come in');
  await faults(admin.post('/changeovers', { kind: 'joins', name: 'Twice', email: 'pla@example.org', day: day(6) }), 'email');
  assert.deepEqual((await planned()).map((c) => [c.id, c.kind, c.person_name, c.day, c.why]),
    [[moves.id, 'moves', 'Pla Mover', day(2), null], [joins.id, 'joins', 'Pla Joiner', day(5), null], [leaves.id, 'leaves', 'Pla Leaver', day(9), null]]);
  assert.deepEqual((await planned()).map((c) => c.id), (await all(admin, '/changeovers', { limit: 1 })).map((c) => c.id));
  assert.deepEqual((await all(admin, `/changeovers?person_id=${mover.id}`)).map((c) => [c.id, c.manager_id, c.given]), [[moves.id, null, ['kind', 'day', 'manager_id']]]);
  assert.equal((await ok(admin.get(`/people/${leaver.id}`))).left_on, null);
  assert.deepEqual(await all(admin, '/people?q=Joiner'), []);
  await problem(leaver.get('/changeovers'), 403);
  assert.ok(!(await all(leaver, '/events')).some((e) => e.subject === 'changeover'), 'nobody else reads of it');
  assert.ok((await all(admin, '/events?type=changeover.planned')).length === 3);
});

test('a plan is changed, against its version, and called off', async () => {
  const [moves] = await planned();
  expect(await admin.put(`/changeovers/${moves.id}`, { kind: 'moves', day: day(3) }), 428);
  expect(await admin.put(`/changeovers/${moves.id}`, { kind: 'moves', day: day(3) }, { match: 7 }), 412);
  await faults(admin.put(`/changeovers/${moves.id}`, { kind: 'leaves', day: day(3) }, { match: moves.version }), 'kind');
  const before = dump(server);
  await ok(admin.put(`/changeovers/${moves.id}`, { kind: 'moves', day: day(3), title: 'Pilot', dry_run: true }, { match: moves.version }));
  assert.equal(differences(before, dump(server)), '');
  const changed = await ok(admin.put(`/changeovers/${moves.id}`, { kind: 'moves', day: day(3), title: 'Pilot' }, { match: moves.version }));
  assert.deepEqual([changed.id, changed.version, changed.day], [moves.id, 2, day(3)]);
  assert.deepEqual((await ok(admin.get(`/changeovers/${moves.id}`))).given, ['kind', 'day', 'title']);
  const off = await ok(plan({ id: moves.person_id }, { kind: 'moves', day: day(1), title: 'Never' }));
  assert.equal((await admin.delete(`/changeovers/${off.id}`)).status, 204);
  await problem(admin.delete(`/changeovers/${off.id}`), 404);
  const now = await ok(plan({ id: moves.person_id }, { kind: 'moves', day: day(1), department: 'Harbour' }));
  await ok(admin.put(`/changeovers/${now.id}`, { kind: 'moves', day: day(0), department: 'Docks' }, { match: now.version }));
  await problem(admin.get(`/changeovers/${now.id}`), 404);
  assert.equal((await ok(admin.get(`/people/${moves.person_id}`))).department, 'Docks', 'with the day of today it is done at once');
});

test('each is carried out on its day, a leaver when their last day is over, and in the name of who planned it', async () => {
  const [moves, joins, leaves] = await planned();
  await untilDay(server, 3);
  await carriedOut(moves.id);
  assert.equal((await ok(admin.get(`/people/${moves.person_id}`))).title, 'Pilot');
  assert.equal((await planned()).length, 2);
  await untilDay(server, 2);
  await carriedOut(joins.id);
  const [joiner] = await all(admin, '/people?q=Joiner');
  assert.deepEqual([joiner.email, joiner.hired_on], ['pla@example.org', joins.day]);
  assert.deepEqual((await all(admin, '/invitations?state=never_invited')).filter((i) => i.person_id === joiner.id).length, 1, 'they can be invited now');
  assert.equal((await all(admin, `/events?type=person.joined&person_id=${joiner.id}`))[0].actor_id, admin.id);
  await untilDay(server, 4);
  await until(async () => (await ok(admin.get('/me'))).id === admin.id);
  assert.equal((await ok(admin.get(`/people/${leaves.person_id}`))).left_on, null, 'they are here on their last day');
  await untilDay(server, 1);
  await carriedOut(leaves.id);
  const left = await ok(admin.get(`/people/${leaves.person_id}`));
  assert.deepEqual([left.left_on, left.stand_in.name], [leaves.day, 'Pla Other']);
  assert.equal((await ok(admin.get(`/goals/${leaves.goals[0].goal_id}`))).owner_name, 'Pla Other');
  assert.deepEqual([await planned(), await times(server, 'changeover.carried_out'), await times(server, 'changeover.called_off')], [[], 4, 1]);
});

test('what cannot be carried out says why and waits; what is no longer there is left out; who leaves earlier ends their plans', async () => {
  const s = await start('changeover-stuck');
  const boss = await s.person({ name: 'St Boss' }), heir = await s.person({ name: 'St Heir' }), mover = await s.person({ name: 'St Mover', manager: boss });
  const goal = await activeGoal(mover, { title: 'St goal', supporter: boss });
  const at = (body) => s.admin.post(`/people/${mover.id}/changeover`, { kind: 'moves', day: s.clock.day(1), ...body });
  const stuck = await ok(at({ manager_id: heir.id })), fine = await ok(at({ title: 'Skipper', goals: [{ goal_id: goal.id, owner_id: heir.id }] }));
  await ok(s.admin.put(`/people/${heir.id}/departure`, { left_on: s.clock.today() }));
  await untilDay(s, 1);
  await carriedOut(fine.id, s);
  const now = await ok(s.admin.get(`/people/${mover.id}`));
  assert.deepEqual([now.title, now.manager.id, (await ok(s.admin.get(`/goals/${goal.id}`))).owner_id], ['Skipper', boss.id, mover.id]);
  const waits = await until(async () => { const c = await ok(s.admin.get(`/changeovers/${stuck.id}`)); return c.why && c; });
  assert.match(waits.why, /nobody here/);
  const again = await ok(s.admin.put(`/changeovers/${stuck.id}`, { kind: 'moves', day: s.clock.day(2), manager_id: null }, { match: waits.version }));
  assert.equal(again.why, null);
  await ok(s.admin.post(`/people/${mover.id}/changeover`, { kind: 'leaves' }));
  assert.deepEqual((await ok(s.admin.get('/changeovers'))).items, []);
});

test('the day is the organisation\'s, and of several servers one does it', async () => {
  const s = await start('changeover-zone', { at: '2027-03-10T12:00:00Z' });
  const { version } = await ok(s.admin.get('/organisation'));
  await ok(s.admin.patch('/organisation', { zone: 'Pacific/Auckland' }, { match: version }));
  const crew = await s.team('Zone Crew');
  const made = await ok(s.admin.post('/changeovers', { kind: 'joins', name: 'Zo Joiner', email: 'zo@example.org', day: '2027-03-12', joins: [crew.id] }), 201);
  const sibling = onPostgres ? await startSibling(s) : null;
  s.clock.set('2027-03-11T10:30:00Z'); // the 11th in Auckland still
  await s.restart();
  await ok(s.admin.get('/me'));
  assert.equal((await s.admin.get(`/changeovers/${made.id}`)).status, 200);
  s.clock.set('2027-03-11T11:30:00Z');
  await Promise.all([s.restart(), sibling?.restart()]);
  await carriedOut(made.id, s);
  assert.deepEqual([await times(s, 'changeover.carried_out'), (await all(s.admin, '/people?q=Zo')).length, (await all(s.admin, `/teams/${crew.id}/members`)).length], [1, 1, 1]);
  await sibling?.remove();
});
