// Signing in, sessions, tokens, and the ways in that must stay shut.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { expect, faults, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'account', flags: ['--proxy', '127.0.0.1'] });
after(() => server.remove());
const { admin } = server;
const nobody = server.anonymous;
const PASSWORD = 'four lanterns on a ridge';

const from = (address) => nobody.with({ 'X-Forwarded-For': address, 'Sec-Fetch-Site': 'same-origin' });
const signIn = (email, password, address = '198.51.100.1') => from(address).post('/sign-in', { email, password });

// Each try by link comes from an address of its own, so that the limits of one test do not meet the next.
let addresses = 0;
const byLink = (body) => from(`192.0.2.${++addresses % 250}`).post('/sign-in/link', body);

// Somebody who has a password.
async function withPassword(name) {
  const person = await server.person({ name });
  const browser = await server.browserSession(person.email);
  expect(await browser.put('/me/password', { password: PASSWORD }), 204);
  return { person, browser };
}

test('a one-time link signs in once', async () => {
  const person = await server.person({ name: 'Lin Link' });
  const secret = await server.linkSecret(person.email);
  const reply = expect(await byLink({ secret }), 200);
  assert.equal(reply.body.email, person.email);
  assert.equal(reply.headers['set-cookie'].length, 1);
  await problem(byLink({ secret }), 401);
  await problem(byLink({ secret: `${secret.slice(0, -1)}_` }), 401);
  await faults(byLink({}), 'secret');
});

test('raced, exactly one wins', async () => {
  const person = await server.person({ name: 'Racing Rae' });
  const secret = await server.linkSecret(person.email);
  const replies = await Promise.all(Array.from({ length: 12 }, () => byLink({ secret })));
  assert.equal(replies.filter((r) => r.status === 200).length, 1);
  assert.ok(replies.every((r) => [200, 401].includes(r.status)), replies.map((r) => r.status).join());
});

test('a newer link ends the older one; a link ends by itself', async () => {
  const person = await server.person({ name: 'Newer Nan' });
  const older = await server.linkSecret(person.email);
  const newer = await server.linkSecret(person.email);
  await problem(byLink({ secret: older }), 401);
  server.clock.advance({ hours: 24, seconds: 1 });
  await problem(byLink({ secret: newer }), 401);
});

test('an invitation lets somebody in and sets a password', async () => {
  const person = await server.person({ name: 'Ivy Invited', scope: 'none' });
  await problem(admin.post('/people/999999/invitation'), 404);
  const invitation = await ok(admin.post(`/people/${person.id}/invitation`), 201);
  assert.ok(new Date(invitation.expires_at) > server.clock.now());
  const url = new URL(invitation.link);
  assert.equal(url.pathname, '/sign-in');
  const secret = url.hash.slice(1);
  await faults(byLink({ secret, password: 'short' }), 'password');
  const reply = expect(await byLink({ secret, password: PASSWORD }), 200);
  assert.equal(reply.body.has_password, true);
  expect(await signIn(person.email, PASSWORD), 200);
  await problem(byLink({ secret }), 401);
});

test('passwords that are short or common are refused', async () => {
  const person = await server.person({ name: 'Pat Password' });
  const browser = await server.browserSession(person.email);
  for (const password of ['short', 'elevenchars', 'password12345', 'Passwort1234!', 'P4ssw0rd2024!', 'qwertyuiop12', '123456789012', 'abcabcabcabc', 'aaaaaaaaaaaa', 'x'.repeat(201)])
    await faults(browser.put('/me/password', { password }), 'password');
  expect(await browser.put('/me/password', { password: 'quiet rivers bend twice' }), 204);
});

test('a new password asks for the old one and ends the other sessions', async () => {
  const { person, browser } = await withPassword('Olga Old');
  const other = await server.browserSession(person.email);
  await faults(browser.put('/me/password', { password: 'another long sentence' }), 'current');
  await faults(browser.put('/me/password', { password: 'another long sentence', current: 'not this one at all' }), 'current');
  expect(await browser.put('/me/password', { password: 'another long sentence', current: PASSWORD }), 204);
  await ok(browser.get('/me'));
  await problem(other.get('/me'), 401);
  await problem(signIn(person.email, PASSWORD), 401);
  expect(await signIn(person.email.toUpperCase(), 'another long sentence'), 200);
});

test('known and unknown people get the same answer, after the same time', async () => {
  const { person } = await withPassword('Known Kim');
  const without = await server.person({ name: 'Without Wim', scope: 'none' });
  const emails = { known: person.email, unknown: 'nobody@example.org', without: without.email };
  const texts = new Set(), times = { known: [], unknown: [], without: [] };
  for (let i = 0; i < 5; i++) {
    for (const [who, email] of Object.entries(emails)) {
      const began = performance.now();
      const reply = await signIn(email, 'a wrong password', `203.0.113.${20 + i}`);
      times[who].push(performance.now() - began);
      texts.add(reply.status + reply.text);
    }
  }
  assert.equal(texts.size, 1, [...texts].join('\n'));
  // The shortest of each: what it costs, without what else the machine did.
  for (const who of ['unknown', 'without']) {
    const ratio = Math.min(...times[who]) / Math.min(...times.known);
    assert.ok(ratio > 0.5 && ratio < 2, `${who} takes ${ratio} times as long as known`);
  }
});

test('guessing is slowed down, and does not lock the victim out', async () => {
  const { person } = await withPassword('Vic Victim');
  const guess = () => signIn(person.email, 'is it this one perhaps', '203.0.113.66');
  for (let i = 0; i < 5; i++) await problem(guess(), 401);
  const slowed = expect(await guess(), 429);
  assert.ok(Number(slowed.headers['retry-after']) >= 1);
  expect(await signIn(person.email, PASSWORD, '203.0.113.66'), 429);
  expect(await signIn(person.email, PASSWORD, '198.51.100.77'), 200);
  expect(await from('203.0.113.66').post('/sign-in', { email: 'somebody.else@example.org', password: PASSWORD }), 401);
});

test('guesses of the same moment are not all let in, and the sentence says how long to wait', async () => {
  const { person } = await withPassword('Wei Ting');
  const guess = () => signIn(person.email, 'is it this one perhaps', '203.0.113.67');
  const replies = await Promise.all(Array.from({ length: 24 }, guess)), tried = replies.filter((reply) => reply.status === 401);
  assert.equal(tried.length, 5);
  for (const { status, headers, body } of replies.filter((reply) => !tried.includes(reply))) {
    assert.equal(status, 429);
    assert.match(body.detail, new RegExp(`wait ${headers['retry-after']} second`));
  }
});

test('dead links of a neighbour hold nobody up', async () => {
  const neighbour = from('203.0.113.50');
  const person = await server.person({ name: 'Ned Next Door' });
  for (let i = 0; i < 12; i++) await problem(neighbour.post('/sign-in/link', { secret: String(i).padEnd(43, 'x') }), 401);
  expect(await neighbour.post('/sign-in/link', { secret: await server.linkSecret(person.email) }), 200);
});

test('guessing over many addresses of people is slowed down too', async () => {
  let limited = 0;
  for (let i = 0; i < 40; i++) limited += (await signIn(`guess${i}@example.org`, 'whatever it may be', '203.0.113.99')).status === 429;
  assert.ok(limited > 0);
  assert.equal((await signIn('guess@example.org', 'whatever it may be', '2001:db8:1:2::1')).status, 401);
});

test('sessions are listed, and ended one by one', async () => {
  const person = await server.person({ name: 'Sess Ions' });
  const one = await server.browserSession(person.email);
  const two = await server.browserSession(person.email);
  const list = (await ok(one.get('/me/sessions'))).items;
  assert.deepEqual(list.map((s) => s.current), [false, true]);
  const stranger = await server.browserSession((await server.person({ name: 'Stran Ger' })).email);
  await problem(stranger.delete(`/me/sessions/${list[0].id}`), 404);
  expect(await one.delete(`/me/sessions/${list[0].id}`), 204);
  await problem(two.get('/me'), 401);
  await problem(one.delete(`/me/sessions/${list[0].id}`), 404);
  const out = expect(await one.post('/sign-out'), 204);
  assert.match(out.headers['set-cookie'][0], /Max-Age=0/);
  await problem(one.get('/me'), 401);
});

test('a session that is not used ends; one that is used ends in any case', async () => {
  const person = await server.person({ name: 'Idle Ida' });
  const used = await server.browserSession(person.email);
  const idle = await server.browserSession(person.email);
  for (let day = 0; day < 28; day += 4) {
    await ok(used.get('/me'));
    await server.restart(); // its use is noted by a job at the latest when the server stops
    server.clock.advance({ days: 4 });
  }
  await problem(idle.get('/me'), 401);
  const list = (await ok(used.get('/me/sessions'))).items;
  assert.deepEqual(list.map((s) => s.current), [true]);
  server.clock.advance({ days: 2, minutes: 1 });
  await problem(used.get('/me'), 401);
});

test('the cookie keeps scripts and other sites out', async () => {
  const person = await server.person({ name: 'Coo Kie' });
  const plain = expect(await byLink({ secret: await server.linkSecret(person.email) }), 200).headers['set-cookie'][0];
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) assert.ok(plain.includes(part), plain);
  const https = nobody.with({ 'X-Forwarded-Proto': 'https', 'Sec-Fetch-Site': 'same-origin' });
  const reply = expect(await https.post('/sign-in/link', { secret: await server.linkSecret(person.email) }), 200);
  const secure = reply.headers['set-cookie'][0];
  assert.match(secure, /^__Host-waymark=[\w-]{43}; /);
  for (const part of ['Secure', 'HttpOnly', 'Path=/']) assert.ok(secure.includes(part), secure);
  assert.ok(!/Domain/i.test(secure));
  assert.ok(reply.headers['strict-transport-security']);
  await ok(https.with({ Cookie: secure.split(';')[0] }).get('/me'));
  await ok(nobody.with({ Cookie: plain.split(';')[0] }).get('/me'));
  await problem(https.with({ Cookie: plain.split(';')[0] }).get('/me'), 401); // anybody between could have set it
  await problem(nobody.with({ Cookie: '__Host-waymark=x' }).get('/me'), 401);
});

test('what another site sends with our cookie is refused', async () => {
  const person = await server.person({ name: 'Cee Surf' });
  const browser = await server.browserSession(person.email);
  const { Cookie } = browser.headers;
  const own = new URL(server.url);
  const send = (headers, body = { title: 'x', level: 'person', starts_on: '2026-01-01', due_on: '2026-02-01' }) => nobody.with({ Cookie, ...headers }).post('/goals', body);
  for (const headers of [
    { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { 'Sec-Fetch-Site': 'none' },
    { Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: `http://${own.hostname}:1` },
    { Origin: own.origin, 'Sec-Fetch-Site': 'cross-site' },
  ]) await problem(send(headers), 403);
  assert.equal((await ok(browser.get('/goals'))).items.length, 0);
  expect(await send({ Origin: own.origin }), 201);
  expect(await send({ 'Sec-Fetch-Site': 'same-origin' }), 201);
  await ok(nobody.with({ Cookie, 'Sec-Fetch-Site': 'cross-site' }).get('/me'));
  for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
    await problem(browser.post('/goals', undefined, { raw: '{}', headers: { 'Content-Type': type } }), 415);
  for (const [path, body] of [['/sign-in', { email: person.email, password: PASSWORD }], ['/sign-in/link', { secret: await server.linkSecret(person.email) }]])
    await problem(nobody.with({ 'Sec-Fetch-Site': 'cross-site' }).post(path, body), 403);
});

test('by https only a page that came by https is one of ours, also for a browser that does not say where it comes from', async () => {
  const person = await server.person({ name: 'Hat Tepes' });
  const https = nobody.with({ 'X-Forwarded-Proto': 'https' });
  const { host } = new URL(server.url);
  const entered = expect(await https.with({ Origin: `https://${host}` }).post('/sign-in/link', { secret: await server.linkSecret(person.email) }), 200);
  const Cookie = entered.headers['set-cookie'][0].split(';')[0];
  const send = (Origin) => https.with({ Cookie, Origin }).post('/goals', { title: 'x', level: 'person', starts_on: '2026-01-01', due_on: '2026-02-01' });
  await problem(send(`http://${host}`), 403);
  expect(await send(`https://${host}`), 201);
});

test('tokens are shown once, keep to their scope, and end', async () => {
  const person = await server.person({ name: 'Tok En' });
  const browser = await server.browserSession(person.email);
  await faults(browser.post('/me/tokens', { name: '', scope: 'everything', days: 0 }), 'name', 'scope', 'days');
  const made = await ok(browser.post('/me/tokens', { name: 'script', scope: 'full', days: 30 }), 201);
  assert.match(made.secret, /^wm_[\w-]{43}$/);
  const list = await browser.get('/me/tokens');
  assert.ok(!list.text.includes(made.secret));
  assert.equal(list.body.items[0].secret ?? null, null);
  assert.equal(server.sql('SELECT * FROM tokens').includes(made.secret), false);
  const script = server.client(made.secret);
  await ok(script.get('/me'));
  await ok(script.post('/goals', { title: 'By script', level: 'person', starts_on: '2026-01-01', due_on: '2026-02-01' }), 201);
  for (const [method, path, body] of [
    ['GET', '/me/tokens'], ['POST', '/me/tokens', { name: 'more', scope: 'full', days: 30 }], ['DELETE', `/me/tokens/${made.id}`],
    ['GET', '/me/sessions'], ['PUT', '/me/password', { password: PASSWORD }], ['POST', '/sign-out']])
    await problem(script.request(method, path, body), 403);
  server.clock.advance({ days: 29 });
  await ok(script.get('/me'));
  server.clock.advance({ days: 1, minutes: 1 });
  await problem(script.get('/me'), 401);
  const again = await server.browserSession(person.email);
  const next = await ok(again.post('/me/tokens', { name: 'next', scope: 'read', days: 1 }), 201);
  const reader = server.client(next.secret);
  await ok(reader.get('/goals'));
  await problem(reader.post('/goals', { title: 'x', level: 'person', starts_on: '2026-01-01', due_on: '2026-02-01' }), 403);
  const stranger = await server.browserSession((await server.person({ name: 'Other Otto' })).email);
  await problem(stranger.delete(`/me/tokens/${next.id}`), 404);
  expect(await again.delete(`/me/tokens/${next.id}`), 204);
  await problem(reader.get('/goals'), 401);
});

test('credentials that are none are 401', async () => {
  const made = await server.person({ name: 'Real Rita' });
  for (const header of ['Bearer', 'Bearer x', 'Bearer wm_x', `Bearer ${made.token}x`, `Bearer ${made.token.slice(0, -1)}`, `Basic ${made.token}`, made.token, `Bearer ${'wm_'.padEnd(46, 'A')}`])
    await problem(nobody.with({ Authorization: header }).get('/me'), 401);
  await problem(nobody.get('/me'), 401);
  await problem(nobody.with({ Cookie: 'waymark=; other=1' }).get('/me'), 401);
  await ok(nobody.with({ Authorization: `bearer ${made.token}` }).get('/me'));
});

test('nothing secret is kept as it is', async () => {
  const { person, browser } = await withPassword('Se Cret');
  const link = await server.linkSecret(person.email);
  const dump = ['sessions', 'tokens', 'one_time_secrets', 'passwords', 'events'].map((t) => server.sql(`SELECT * FROM ${t}`)).join('\n');
  for (const secret of [PASSWORD, link, person.token, browser.headers.Cookie.split('=')[1], server.firstLink.trim().split('#')[1]])
    assert.ok(secret.length > 10 && !dump.includes(secret), 'a secret stands in the database');
  assert.match(dump, /\$argon2id\$/);
});

test('who has left is out at once', async () => {
  const boss = await server.person({ name: 'Bo Boss' });
  const { person, browser } = await withPassword('Lee Leaver');
  await ok(admin.put(`/people/${person.id}/manager`, { manager_id: boss.id }));
  const secret = await server.linkSecret(person.email);
  await ok(admin.put(`/people/${person.id}/departure`, { left_on: server.clock.today() }));
  await problem(browser.get('/me'), 401);
  await problem(person.get('/me'), 401);
  await problem(byLink({ secret }), 401);
  await problem(signIn(person.email, PASSWORD), 401);
  assert.notEqual((await server.cli('link', person.email)).status, 0);
  assert.notEqual((await server.cli('token', person.email)).status, 0);
});
