// Invitations for one and for many, what people operations look after, and the first steps of a new organisation.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after } from 'node:test';
import { activeGoal, all, faults, ok, problem } from '../lib/helpers.js';
import { severalServers } from '../lib/server.js';

const start = severalServers(after);

const server = await start('invitation');
const { admin } = server;
const states = async (client = admin) => Object.fromEntries((await all(client, '/invitations')).map((i) => [i.name, i.state]));
const enter = (server_, link) => server_.anonymous.post('/sign-in/link', { secret: link.split('#')[1] });

test('everybody who was never here is invited at once, each with a link of their own', async () => {
  const other = await start('invite-all');
  const text = `name,email\n${Array.from({ length: 290 }, (_, i) => `Person ${String(i).padStart(3, '0')},p${i}@example.org`).join('\n')}\n`;
  fs.writeFileSync(`${other.folder}/p.csv`, text);
  assert.equal((await other.cli('import', 'people', `${other.folder}/p.csv`)).status, 0);
  const made = await ok(other.admin.post('/invitations', { everybody: true }), 201);
  const strangers = made.items.filter((i) => i.email !== 'ada@example.org');
  assert.deepEqual([strangers.length, made.more, new Set(made.items.map((i) => i.link)).size], [290, false, made.items.length]);
  const again = await ok(other.admin.post('/invitations', { everybody: true }), 201);
  assert.deepEqual(again.items, [], 'nobody is invited twice by it');
  const one = strangers.find((i) => i.email === 'p7@example.org');
  await ok(enter(other, one.link));
  await problem(enter(other, one.link), 401);
  const now = await states(other.admin);
  assert.deepEqual([now['Person 007'], now['Person 008']], ['signed_in', 'invited']);
  assert.equal((await all(other.admin, '/invitations?state=invited')).filter((i) => i.link !== null).length, 0, 'a link is shown once');
});

test('chosen people get a new link, which ends the old one; a link ends after its days and can be taken back', async () => {
  const nina = await server.person({ name: 'Nina Never', scope: 'none' }), olga = await server.person({ name: 'Olga Often', scope: 'none' });
  assert.equal((await states())['Nina Never'], 'never_invited');
  const first = await ok(admin.post('/invitations', { person_ids: [nina.id, olga.id] }), 201);
  assert.deepEqual(first.items.map((i) => [i.name, i.state]), [['Nina Never', 'invited'], ['Olga Often', 'invited']]);
  const second = await ok(admin.post(`/people/${nina.id}/invitation`), 201);
  await problem(enter(server, first.items[0].link), 401);
  await ok(admin.delete(`/people/${nina.id}/invitation`), 204);
  await problem(enter(server, second.link), 401);
  await problem(admin.delete(`/people/${nina.id}/invitation`), 409);
  assert.equal((await states())['Nina Never'], 'never_invited');
  server.clock.advance({ days: 15 });
  assert.equal((await states())['Olga Often'], 'never_invited', 'it has ended');
  await problem(enter(server, first.items[1].link), 401);
  server.clock.advance({ days: -15 });
});

test('nobody, both, strangers and leavers are told, and then nobody is invited', async () => {
  const lena = await server.person({ name: 'Lena Left', scope: 'none' }), rita = await server.person({ name: 'Rita Right', scope: 'none' });
  await ok(admin.put(`/people/${lena.id}/departure`, { left_on: server.clock.today() }));
  await faults(admin.post('/invitations', {}), 'person_ids');
  await faults(admin.post('/invitations', { everybody: true, person_ids: [rita.id] }), 'person_ids');
  await problem(admin.post('/invitations', { person_ids: [rita.id, lena.id] }), 409);
  await problem(admin.post('/invitations', { person_ids: [rita.id, 999999] }), 404);
  assert.equal((await states())['Rita Right'], 'never_invited');
  assert.equal((await states())['Lena Left'], undefined);
});

test('who is not an operator invites everybody but operators', async () => {
  const ops = await server.person({ name: 'Petra Ops', roles: ['people_operations'], scope: 'none' });
  const browser = await server.browserSession(ops.email);
  const oskar = await server.person({ name: 'Oskar Operator', roles: ['operator'], scope: 'none' });
  const made = await ok(browser.post('/invitations', { everybody: true }), 201);
  assert.ok(made.items.length > 0 && !made.items.some((i) => i.name === 'Oskar Operator'));
  await problem(browser.post('/invitations', { person_ids: [oskar.id] }), 403);
});

test('care counts what its lists hold, and knows the first steps', async () => {
  const other = await start('care');
  const client = other.admin, care = () => ok(client.get('/care'));
  const empty = await care();
  assert.deepEqual([empty.mission, empty.period, empty.framework, empty.people, empty.came_in, empty.organisation_goal], [false, false, false, false, false, false]);
  await ok(client.put('/mission', { text: 'We mark trails.' }));
  await ok(client.post('/periods', { name: 'Now', starts_on: other.clock.day(-1), ends_on: other.clock.day(30) }), 201);
  await ok(client.put('/framework', { rhythm_days: 14, reason: 'We meet every other week.' }));
  const boss = await other.person({ name: 'Bea Boss' }), ned = await other.person({ name: 'Ned New', manager: boss, scope: 'none' });
  await ok(client.post('/invitations', { person_ids: [ned.id] }), 201);
  await activeGoal(client, { level: 'organisation', title: 'First of all' });
  const loose = await activeGoal(boss, { title: 'Loose end' });
  await ok(client.post(`/people/${boss.id}/contact-points`, { topic: 'All', medium: 'chat', address: '@b' }), 201);
  const now = await care();
  assert.deepEqual([now.mission, now.period, now.framework, now.people, now.came_in, now.organisation_goal], [true, true, true, true, true, true]);
  const lists = {
    serves_nothing: '/goals?state=active&serves_nothing=true', stale: '/goals?stale=true', without_goals: '/people?without=goals',
    without_contact_points: '/people?without=contact_points', without_manager: '/people?without=manager', never_invited: '/invitations?state=never_invited', invited: '/invitations?state=invited',
  };
  const agree = async (counts) => { for (const [name, path] of Object.entries(lists)) assert.equal(counts[name], (await all(client, path)).length, name); };
  await agree(now);
  assert.deepEqual([now.serves_nothing, now.stale, now.without_goals, now.invited], [1, 0, 1, 1]);
  other.clock.advance({ days: 60 });
  const later = await care();
  await agree(later);
  assert.deepEqual([later.stale, later.period], [2, false]);
  assert.equal(loose.state, 'active');
});
