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
  assert.deepEqual(names(would.told), ['Mo Below', 'Mo Boss', 'Mo Mover', 'Mo Other']);
  const done = await ok(act(c, body));
  assert.deepEqual({ ...done, dry_run: true }, would, 'what was said is what happens');
  const person = await ok(admin.get(`/people/${c.mover.id}`));
  assert.deepEqual([person.title, person.manager.id, person.teams.map((t) => t.name)], ['Pilot', c.other.id, ['Mo Fresh']]);
  const saw = (await ok(c.below.get('/home'))).changed.map((e) => e.type);
  assert.ok(saw.includes('goal.handed_over'), 'who was said to see it sees it');
});

test('a joiner comes in whole: line manager, teams, contact points and a link, said first; or not at all', async () => {
  const boss = await server.person({ name: 'Jo Boss' }), crewed = await server.team('Jo Crew');
  const point = { topic: 'Urgent', medium: 'phone', address: '+49 1', hours: 'mornings' };
  const body = { kind: 'joins', name: 'Jo Joiner', email: 'JO@example.org', title: 'Mate', day: server.clock.day(-3), manager_id: boss.id, joins: [crewed.id], contact_points: [point], invite: true };
  const before = dump(server);
  const would = await ok(admin.post('/changeovers', { ...body, dry_run: true }));
  assert.equal(differences(before, dump(server)), '', 'a try changes nothing');
  assert.deepEqual([would.teams.map((t) => [t.name, t.joins]), would.moved.map((p) => [p.name, p.manager_name]), would.contacts, would.link, would.person_id],
    [[['Jo Crew', true]], [['Jo Joiner', 'Jo Boss']], [{ topic: 'Urgent', medium: 'phone', address: '+49 1', adds: true }], null, null]);
  await faults(admin.post('/changeovers', { ...body, joins: [987654] }), 'joins');
  await faults(admin.post('/changeovers', { ...body, contact_points: [{ ...point, address: '' }] }), 'contact_points[0].address');
  await faults(admin.post('/changeovers', { kind: 'joins' }), 'name', 'email');
  await faults(admin.post('/changeovers', { ...body, email: 'ada@example.org' }), 'email');
  await faults(admin.post('/changeovers', { ...body, kind: 'moves' }), 'kind');
  await faults(admin.post(`/people/${boss.id}/changeover`, body), 'kind');
  assert.equal(differences(before, dump(server)), '', 'all or nothing');
  const done = await ok(admin.post('/changeovers', body), 201);
  assert.match(done.link, /\/sign-in#/);
  const person = await ok(admin.get(`/people/${done.person_id}`));
  assert.deepEqual([person.email, person.hired_on, person.manager.id, person.teams.map((t) => t.name), person.contact_points.map((c) => [c.topic, c.hours])],
    ['jo@example.org', server.clock.day(-3), boss.id, ['Jo Crew'], [['Urgent', 'mornings']]]);
  assert.equal((await ok(admin.get(`/people/${done.person_id}/managers`))).items[0].starts_on, server.clock.day(-3));
  const came = await ok(server.anonymous.post('/sign-in/link', { secret: done.link.split('#')[1] }, { headers: { 'Sec-Fetch-Site': 'same-origin' } }));
  assert.equal(came.id, done.person_id);
});

test('contact points go along: a mover says which still hold, a leaver who answers in their stead', async () => {
  const c = await crew('Co');
  const add = (who, address) => ok(admin.post(`/people/${who.id}/contact-points`, { topic: 'Boats', medium: 'chat', address }), 201);
  const old = await add(c.mover, '@old'), kept = await add(c.mover, '@kept'), strange = await add(c.boss, '@boss');
  await faults(act(c, { kind: 'moves', ends_contact_points: [strange.id] }), 'ends_contact_points');
  const moved = await ok(act(c, { kind: 'moves', ends_contact_points: [old.id], contact_points: [{ topic: 'Sails', medium: 'phone', address: '+49 2' }] }));
  assert.deepEqual(moved.contacts.map((x) => [x.topic, x.adds]), [['Boats', false], ['Sails', true]]);
  const points = (await ok(admin.get(`/people/${c.mover.id}/contact-points`))).items;
  assert.deepEqual([points.map((x) => x.address), points[0].id], [['@kept', '+49 2'], kept.id]);
  for (const nobody of [c.mover.id, 987654]) await faults(act(c, { kind: 'leaves', stand_in_id: nobody }), 'stand_in_id');
  await ok(act(c, { kind: 'leaves', stand_in_id: c.other.id }));
  assert.deepEqual((await ok(c.below.get(`/people/${c.mover.id}`))).stand_in, { id: c.other.id, name: 'Co Other' });
  await ok(admin.delete(`/people/${c.mover.id}/departure`));
  assert.equal((await ok(admin.get(`/people/${c.mover.id}`))).stand_in, null);
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
