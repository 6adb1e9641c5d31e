// What signing in promises to those who are attacked: guesses at the same address do not lock them out, secrets are kept
// nowhere, a link opens no more than its maker holds, and what ended stays ended when it is raced.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { expect, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'sign-in', flags: ['--proxy', '127.0.0.1'] });
after(() => server.remove());
const { admin } = server;
const PASSWORD = 'four lanterns on a ridge', OTHER = 'nine herons over the marsh';

const from = (address, headers) => server.anonymous.with({ 'X-Forwarded-For': address, 'Sec-Fetch-Site': 'same-origin', ...headers });
const signIn = (email, password, address, headers) => from(address, headers).post('/sign-in', { email, password });
const cookies = (reply) => Object.fromEntries((reply.headers['set-cookie'] ?? []).map((c) => c.split(';')[0].split(/=(.*)/s)));
const deviceOf = (reply) => ({ Cookie: `waymark-device=${cookies(reply)['waymark-device']}` });

async function withPassword(name, more = {}) {
  const person = await server.person({ name, ...more });
  const browser = await server.browserSession(person.email);
  expect(await browser.put('/me/password', { password: PASSWORD }), 204);
  return { person, browser };
}

async function guess(email, address, times) {
  const statuses = [];
  for (let i = 0; i < times; i++) statuses.push((await signIn(email, 'is it this one perhaps', address)).status);
  return statuses;
}

test('a link that works is not held up by guesses at the same address', async () => {
  const person = await server.person({ name: 'Lin Link' });
  for (let i = 0; i < 40; i++) await from('203.0.113.7').post('/sign-in/link', { secret: String(i).padEnd(43, 'x') });
  expect(await from('203.0.113.7').post('/sign-in/link', { secret: 'y'.repeat(43) }), 429);
  expect(await from('203.0.113.7').post('/sign-in/link', { secret: await server.linkSecret(person.email) }), 200);
});

test('in a browser that is known one signs in while somebody at the same address guesses', async () => {
  const { person } = await withPassword('Vic Victim');
  const { person: neighbour } = await withPassword('Nye Neighbour');
  const known = deviceOf(expect(await signIn(person.email, PASSWORD, '203.0.113.8'), 200));
  const foreign = deviceOf(expect(await signIn(neighbour.email, PASSWORD, '203.0.113.8'), 200));
  const statuses = await guess(person.email, '203.0.113.8', 8);
  assert.deepEqual(statuses.slice(0, 5), [401, 401, 401, 401, 401]);
  assert.ok(statuses.slice(5).every((s) => s === 429), statuses.join());
  for (const headers of [{}, foreign, { Cookie: 'waymark-device=x' }, { Cookie: `${known.Cookie}A` }])
    expect(await signIn(person.email, PASSWORD, '203.0.113.8', headers), 429);
  expect(await signIn(person.email, PASSWORD, '203.0.113.8', known), 200);
});

test('a known browser is limited by itself, and a new password makes it unknown', async () => {
  const { person, browser } = await withPassword('Kay Known');
  const known = deviceOf(expect(await signIn(person.email, PASSWORD, '203.0.113.9'), 200));
  for (let i = 0; i < 5; i++) expect(await signIn(person.email, 'is it this one perhaps', `198.51.100.${i}`, known), 401);
  expect(await signIn(person.email, PASSWORD, '198.51.100.9', known), 429);
  const changed = expect(await browser.put('/me/password', { password: OTHER, current: PASSWORD }), 204);
  await guess(person.email, '203.0.113.10', 8);
  expect(await signIn(person.email, OTHER, '203.0.113.10', known), 429);
  expect(await signIn(person.email, OTHER, '203.0.113.10', deviceOf(changed)), 200);
});

test('a network of IPv6 is one address, however it is written', async () => {
  const addresses = (i) => [`2001:db8::${i + 1}:2:3:4`, `2001:0db8:0:0:${i + 1}::`, `2001:db8::${i + 1}`][i % 3];
  const statuses = [];
  for (let i = 0; i < 36; i++) statuses.push((await signIn(`guess${i}@example.org`, 'whatever it may be', addresses(i))).status);
  assert.ok(statuses.slice(30).every((s) => s === 429), statuses.join());
});

test('a sign-in that is raced by a new password leaves no session behind', async () => {
  const { person, browser } = await withPassword('Ray Raced');
  let known = PASSWORD;
  for (let round = 0; round < 4; round++) {
    const next = `${OTHER} ${round}`;
    const change = browser.put('/me/password', { password: next, current: known });
    const tries = Array.from({ length: 12 }, (_, i) => signIn(person.email, known, `192.0.2.${round * 12 + i}`));
    const [changed, ...replies] = await Promise.all([change, ...tries]);
    expect(changed, 204);
    known = next;
    for (const reply of replies) {
      assert.ok([200, 401].includes(reply.status), reply.text);
      if (reply.status === 200) await problem(server.anonymous.with({ Cookie: `waymark=${cookies(reply).waymark}` }).get('/me'), 401);
    }
  }
});

test('who comes back signs in anew', async () => {
  const { person, browser } = await withPassword('Cam Comeback');
  const out = () => admin.put(`/people/${person.id}/departure`, { left_on: server.clock.today() });
  await ok(out());
  // A sign-in that was under way left its row.
  server.sql(`INSERT INTO sessions (person_id, hash, created_at, used_at, expires_at) SELECT ${person.id}, 'left over', created_at, used_at, expires_at FROM sessions LIMIT 1`);
  await ok(admin.delete(`/people/${person.id}/departure`));
  assert.equal(server.sql(`SELECT count(*) FROM sessions WHERE person_id = ${person.id}`), '0');
  await problem(browser.get('/me'), 401);
  await problem(person.get('/me'), 401);
});

test('an idempotency key keeps no secret', async () => {
  const { person, browser } = await withPassword('Ida Potent');
  const newcomer = await server.person({ name: 'New Comer', scope: 'none' });
  const token = await ok(browser.post('/me/tokens', { name: 'script', scope: 'read', days: 1 }, { key: 'token-once' }), 201);
  const invitation = await ok(admin.post(`/people/${newcomer.id}/invitation`, {}, { key: 'link-once' }), 201);
  const kept = server.sql('SELECT key, body FROM idempotency_keys');
  for (const secret of [token.secret, invitation.link.split('#')[1]]) assert.ok(!kept.includes(secret), 'a secret is kept');
  await problem(browser.post('/me/tokens', { name: 'script', scope: 'read', days: 1 }, { key: 'token-once' }), 409);
  await problem(admin.post(`/people/${newcomer.id}/invitation`, {}, { key: 'link-once' }), 409);
  assert.equal(server.sql(`SELECT count(*) FROM tokens WHERE person_id = ${person.id} AND name = 'script'`), '1');
  expect(await from('192.0.2.99').post('/sign-in/link', { secret: invitation.link.split('#')[1] }), 200);
});

test('a link opens no more than its maker holds', async () => {
  const keeper = await server.person({ name: 'Peo Ops', roles: ['people_operations'] });
  const operator = await server.person({ name: 'Ops Operator', roles: ['operator'], scope: 'none' });
  const browser = await server.browserSession(keeper.email);
  await problem(browser.post(`/people/${operator.id}/invitation`), 403);
  await problem(browser.post(`/people/${admin.id}/invitation`), 403);
  await ok((await server.browserSession(admin.email)).post(`/people/${operator.id}/invitation`), 201);
});

test('a token makes no way in to an account that has one', async () => {
  const keeper = await server.person({ name: 'Tok Keeper', roles: ['people_operations'] });
  const { person } = await withPassword('Has Password');
  const newcomer = await server.person({ name: 'Has None', scope: 'none' });
  for (const id of [person.id, keeper.id, admin.id]) await problem(keeper.post(`/people/${id}/invitation`), 403);
  await ok(keeper.post(`/people/${newcomer.id}/invitation`), 201);
  await ok((await server.browserSession(keeper.email)).post(`/people/${person.id}/invitation`), 201);
});
