// Looking around in a demonstration organisation by one click: only there, only from the machine itself unless the operator says
// otherwise, and with no more rights than the person has.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { faults, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const ours = { 'Sec-Fetch-Site': 'same-origin' };
const doors = (client) => ok(client.get('/sign-in/demonstration'));
const click = (client, as) => client.with(ours).post('/sign-in/demonstration', { as });

async function demonstration(flags = []) {
  const server = await startServer({ name: 'demonstration', init: false, flags });
  const made = await server.cli('demo');
  assert.equal(made.status, 0, made.err);
  await server.serve();
  return server;
}

const server = await demonstration();
const real = await startServer({ name: 'real' });
after(async () => { await server.remove(); await real.remove(); });

async function enter(as) {
  const reply = await click(server.anonymous, as);
  assert.equal(reply.status, 200, reply.text);
  return server.anonymous.with({ ...ours, Cookie: reply.headers['set-cookie'][0].split(';')[0] });
}

test('three people stand at the door, each with what they are', async () => {
  const { people } = await doors(server.anonymous);
  assert.deepEqual(people.map((p) => p.as), ['person', 'manager', 'people_operations']);
  for (const p of people) assert.ok(p.name && p.title && p.zone, JSON.stringify(p));
});

test('one click signs in, with the rights of that person and no others', async () => {
  const person = await enter('person'), manager = await enter('manager'), operations = await enter('people_operations');
  const me = await ok(person.get('/me'));
  assert.equal(me.organisation.demonstration, true);
  assert.deepEqual(me.roles, []);
  assert.equal(me.reports, 0);
  assert.equal(me.manager.id, (await ok(manager.get('/me'))).id, 'the manager supports the person');
  assert.deepEqual((await ok(operations.get('/me'))).roles, ['people_operations']);
  const mission = { text: 'Everybody finds the way.', reason: 'A test.' };
  await problem(person.put('/mission', mission), 403);
  await problem(manager.put('/mission', mission), 403);
  await ok(operations.put('/mission', mission));
});

test('another site cannot click, and nobody can come in as anything else', async () => {
  await problem(server.anonymous.with({ 'Sec-Fetch-Site': 'cross-site' }).post('/sign-in/demonstration', { as: 'person' }), 403);
  await faults(click(server.anonymous, 'operator'), 'as');
  await faults(server.anonymous.with(ours).post('/sign-in/demonstration', {}), 'as');
});

test('an organisation of its own has no doors, whatever the settings are', async () => {
  const open = async (flags) => {
    await real.stop();
    real.flags = flags;
    await real.serve();
    assert.deepEqual(await doors(real.anonymous), { people: [] });
    await problem(click(real.anonymous, 'person'), 404);
    assert.equal((await ok(real.admin.get('/me'))).organisation.demonstration, false);
  };
  for (const flags of [[], ['--demonstration', 'everyone']]) await open(flags);
});

test('whoever comes through a proxy, or by another name of this machine, finds no doors', async () => {
  const strangers = [{ 'X-Forwarded-For': '203.0.113.9' }, { Forwarded: 'for=203.0.113.9' }, { Host: 'waymark.example' }, { Host: '127.waymark.example' }];
  for (const headers of strangers) {
    assert.deepEqual(await doors(server.anonymous.with(headers)), { people: [] });
    await problem(click(server.anonymous.with(headers), 'person'), 404);
  }
});

test('the operator closes the doors, or opens them to everyone', async () => {
  const stranger = () => server.anonymous.with({ Host: 'waymark.example', 'X-Forwarded-For': '203.0.113.9' });
  const reopen = async (...flags) => {
    await server.stop();
    server.flags = flags;
    await server.serve();
  };
  await reopen('--demonstration', 'nobody');
  await problem(click(server.anonymous, 'person'), 404);
  await reopen('--url', 'https://waymark.example');
  await problem(click(server.anonymous, 'person'), 404);
  await reopen('--proxy', '192.0.2.1');
  await problem(click(server.anonymous, 'person'), 404);
  await reopen('--demonstration', 'everyone');
  await ok(click(stranger(), 'person'));
  const wrong = await server.cli('verify', '--demonstration', 'friends');
  assert.equal(wrong.status, 64);
  assert.match(wrong.err, /demonstration: "friends" is none of loopback, everyone, nobody\./);
});

test('clicks are limited by the minute', async () => {
  let last;
  for (let i = 0; i < 70 && last?.status !== 429; i++) last = await click(server.anonymous, 'person');
  const body = await problem(last, 429);
  assert.match(body.detail, /Please wait \d+ seconds/);
  assert.ok(Number(last.headers['retry-after']) > 0);
});
