// Notices by e-mail, to a real mail server: what they say and do not say, when they come, how they end, and each once, whatever breaks.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { faults, ok, problem, proposedGoal, until } from '../lib/helpers.js';
import { onPostgres, startServer, startSibling } from '../lib/server.js';
import { startMailServer } from '../lib/smtp.js';

const smtp = await startMailServer();
const server = await startServer({ name: 'mail', at: '2026-03-11T10:00:00Z', flags: smtp.flags });
after(async () => { await server.remove(); smtp.stop(); });
const { admin, clock } = server;

/** Somebody whose supporter is mailed of their proposals alone. */
async function pair(name, more = {}) {
  const boss = await server.person({ name: `${name} Boss`, zone: 'UTC', ...more });
  return { boss, me: await server.person({ name: `${name} Me`, manager: boss }) };
}
const to = (client) => smtp.mails.filter((m) => m.to[0] === client.email);
const mailTo = (client, n = 1) => until(async () => to(client).length >= n && to(client), { what: `mail ${n} to ${client.name}` });
const queue = () => server.sql('SELECT count(*) FROM notice_mails WHERE mail_id IS NULL');
const nudge = () => ok(admin.put('/home/look'), 204);
const settled = () => until(async () => server.sql("SELECT count(*) FROM mails WHERE state NOT IN ('sent', 'failed')") === '0', { what: 'the mails' });
const settings = (client, change) => ok(client.put('/me/notice-settings', { quiet: true, digest: false, ...change }));

test('a mail says what kind, who and where, as text and HTML, and nothing that was written', async () => {
  const { boss, me } = await pair('Plain Öz <b>');
  const goal = await proposedGoal(me, { title: 'A secret title', why: 'A secret reason' });
  const [mail] = await mailTo(boss);
  assert.deepEqual(mail.defects, []);
  assert.equal(mail.headers.subject, 'A goal waits for your answer');
  assert.equal(mail.headers.from, 'Waymark <waymark@fernweh.example>');
  assert.ok(mail.headers.to.includes(boss.email));
  assert.match(mail.headers['message-id'], /^<waymark\.\d+\.[0-9a-f]{16}@fernweh\.example>$/);
  assert.equal(mail.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  const link = `https://waymark.fernweh.example/goals/${goal.id}`;
  assert.ok(mail.text.startsWith(`A goal waits for your answer (Plain Öz <b> Me)\n${link}\n`), mail.text);
  assert.ok(mail.html.includes(`<a href="${link}">A goal waits for your answer (Plain Öz &lt;b&gt; Me)</a>`), mail.html);
  for (const word of ['secret title', 'secret reason']) assert.ok(!(mail.raw + mail.text + mail.html).includes(word));
});

test('no name writes a header of its own or another receiver, and none has line ends in it', async () => {
  const tricks = ['Eve" <eve@evil.example>, =?UTF-8?B?QUJD?= (x)', 'Eve@evil.example, Bo:;'];
  await faults(admin.post('/people', { name: 'Eve\r\nBcc: eve@evil.example', email: 'crlf@example.org' }), 'name');
  await faults(admin.post('/people', { name: 'Eve', email: 'crlf@example.org\r\nbcc:eve@evil.example' }), 'email');
  for (const [i, name] of tricks.entries()) {
    const { boss, me } = await pair(`Plain ${i}`);
    server.sql(`UPDATE people SET name = '${name}' WHERE id IN (${boss.id}, ${me.id})`);
    await proposedGoal(me, { title: 'Tricky' });
    const [mail] = await mailTo(boss);
    assert.deepEqual([mail.to, mail.headers.bcc, mail.headers.subject], [[boss.email], undefined, 'A goal waits for your answer']);
    assert.ok(mail.raw.split('\r\n\r\n')[0].includes(`?= <${boss.email}>`), 'the name is one encoded word, and the address stands alone behind it');
    assert.ok(!/evil/.test(mail.raw.split('\r\n\r\n')[0]), 'nothing of the name is legible to a mail server');
  }
});

test('it is written in the language of its reader', async () => {
  const { boss, me } = await pair('Tongue');
  await ok(boss.patch(`/people/${boss.id}`, { language: 'de' }, { match: (await ok(boss.get('/me'))).version }));
  await proposedGoal(me, { title: 'Etwas' });
  const [mail] = await mailTo(boss);
  assert.equal(mail.headers.subject, 'Ein Ziel wartet auf deine Antwort');
  assert.ok(mail.html.includes('<html lang="de">'));
});

test('one click in the mail program ends mails of that kind alone, without signing in; a forged link does nothing', async () => {
  const { boss, me } = await pair('Click');
  await proposedGoal(me, { title: 'First' });
  const [mail] = await mailTo(boss);
  const path = new URL(mail.headers['list-unsubscribe'].slice(1, -1)).pathname;
  const click = (at) => server.anonymous.request('POST', at, undefined, { absolute: true, raw: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  const kinds = async () => Object.fromEntries((await ok(boss.get('/me/notice-settings'))).kinds.map((k) => [k.kind, k.mailed]));
  const before = await kinds();
  const seen = (at, accept) => server.anonymous.request('GET', at, undefined, { absolute: true, headers: { Accept: accept } });
  for (const act of [click, (at) => seen(at, 'application/json'), (at) => seen(at, 'text/html')]) await problem(act(`${path}x`), 404);
  assert.deepEqual((await seen(path, 'application/json')).body, { kinds: ['A goal waits for your answer'], ended: false });
  const led = await seen(path, 'text/html,application/xhtml+xml;q=0.9'), page = `/unsubscribe?link=${path.split('/').at(-1)}`;
  assert.deepEqual([led.status, led.headers.location], [303, page], 'a browser is led to the page that asks first');
  for (const words of [mail.text, mail.html]) assert.ok(words.includes(`https://waymark.fernweh.example${page}`));
  await problem(click(path.replace(/\/(\d+)\./, (_, n) => `/${Number(n) + 1}.`)), 404);
  assert.deepEqual(await kinds(), before);
  await ok(click(path), 204);
  await ok(click(path), 204);
  assert.equal((await seen(path, 'application/json')).body.ended, true);
  assert.deepEqual(await kinds(), { ...before, goal_waits: false });
  await proposedGoal(me, { title: 'Second' });
  await settled();
  assert.equal(to(boss).length, 1);
  assert.equal((await ok(boss.get('/notices?unread=true'))).items.filter((n) => n.kind === 'goal_waits').length, 2, 'in the application it is told as before');
});

test('quiet outside working hours, in one mail as work begins; at once for who wishes so', async () => {
  clock.set('2026-03-13T20:00:00Z'); // a Friday evening
  const { boss, me } = await pair('Quiet', { zone: 'America/New_York' }), eager = await pair('Eager');
  clock.set('2026-03-13T22:00:00Z');
  await settings(eager.boss, { quiet: false });
  for (const title of ['One', 'Two', 'Three']) await proposedGoal(me, { title });
  await proposedGoal(eager.me, { title: 'Now' });
  await mailTo(eager.boss);
  await settled();
  assert.equal(to(boss).length, 0);
  clock.set('2026-03-16T12:59:00Z'); // on Monday, after their clocks have changed, a minute before nine
  await nudge();
  await settled();
  assert.deepEqual([to(boss).length, queue()], [0, '3']);
  clock.set('2026-03-16T13:00:01Z');
  await nudge();
  const [mail] = await mailTo(boss);
  assert.equal(mail.headers.subject, '3 notices for you');
  assert.equal(mail.text.match(/https:\/\/waymark\.fernweh\.example\/goals\//g).length, 3);
  await settled();
  assert.equal(to(boss).length, 1);
});

test('a digest comes once a day, as work begins', async () => {
  clock.set('2026-03-17T10:00:00Z');
  const { boss, me } = await pair('Digest');
  await settings(boss, { digest: true });
  await proposedGoal(me, { title: 'Morning' });
  clock.set('2026-03-17T15:00:00Z');
  await proposedGoal(me, { title: 'Afternoon' });
  await settled();
  assert.equal(to(boss).length, 0);
  clock.set('2026-03-18T09:00:01Z');
  await nudge();
  const [mail] = await mailTo(boss);
  assert.equal(mail.headers.subject, '2 notices for you');
});

test('each kind is a choice; what is unknown is refused', async () => {
  clock.set('2026-03-18T10:00:00Z');
  const { boss, me } = await pair('Choice');
  const chosen = await settings(boss, { kinds: [{ kind: 'goal_waits', shown: false, mailed: false, hooked: false }] });
  assert.deepEqual([chosen.mail_possible, chosen.kinds.find((k) => k.kind === 'goal_waits')], [true, { kind: 'goal_waits', label: 'A goal waits for your answer', shown: false, mailed: false, hooked: false }]);
  await proposedGoal(me, { title: 'Unheard' });
  await settled();
  assert.deepEqual([to(boss).length, (await ok(boss.get('/notices'))).items.filter((n) => n.kind === 'goal_waits').length], [0, 0]);
  await faults(boss.put('/me/notice-settings', { quiet: true, digest: false, kinds: [{ kind: 'gossip', shown: true, mailed: true, hooked: true }] }), 'kinds[0].kind');
});

test('what may not be seen any more is not mailed', async () => {
  clock.set('2026-03-20T20:00:00Z');
  const { boss, me } = await pair('Gone');
  const goal = await proposedGoal(me, { title: 'Taken back' });
  await ok(me.delete(`/goals/${goal.id}/proposal`));
  clock.set('2026-03-23T09:00:01Z');
  await nudge();
  await until(async () => server.sql(`SELECT state FROM mails WHERE person_id = ${boss.id}`) === 'sent', { what: 'the mail that is not sent' });
  assert.equal(to(boss).length, 0);
});

test('a server that says later is asked again, ever less often; one that says no is not', async () => {
  clock.set('2026-03-23T10:00:00Z');
  const { boss, me } = await pair('Later');
  smtp.behave('later');
  await proposedGoal(me, { title: 'Patience' });
  const state = () => server.sql(`SELECT state, tries FROM mails WHERE person_id = ${boss.id}`);
  await until(async () => state() === 'waiting|1', { what: 'the first try' });
  clock.advance({ seconds: 61 });
  await nudge();
  await until(async () => state() === 'waiting|2', { what: 'the second try' });
  clock.advance({ seconds: 61 });
  await nudge();
  smtp.behave('ok');
  clock.advance({ seconds: 61 });
  await nudge();
  await mailTo(boss);
  smtp.behave('never');
  const refused = await pair('Never');
  await proposedGoal(refused.me, { title: 'No way' });
  await until(async () => server.sql(`SELECT state, tries FROM mails WHERE person_id = ${refused.boss.id}`) === 'failed|1', { what: 'the refusal' });
  smtp.behave('ok');
});

test('killed while the mail server takes its time: each mail comes once', async () => {
  clock.set('2026-03-24T10:00:00Z');
  const pairs = [];
  for (let i = 0; i < 4; i++) pairs.push(await pair(`Killed ${i}`));
  smtp.behave('slow');
  for (const { me } of pairs) await proposedGoal(me, { title: 'Carried on' });
  await until(async () => server.sql("SELECT count(*) FROM mails WHERE state = 'handed'") === '1', { what: 'a mail on its way' });
  await server.kill9();
  smtp.behave('ok');
  await server.serve();
  for (const { boss } of pairs.slice(1)) await mailTo(boss);
  clock.advance({ minutes: 6 });
  await nudge();
  await settled();
  assert.deepEqual(pairs.map(({ boss }) => to(boss).length), [1, 1, 1, 1]);
  assert.equal(new Set(smtp.mails.map((m) => m.headers['message-id'])).size, smtp.mails.length);
});

test('killed before the mail was whole: it is sent when its time with the other server is over', async () => {
  clock.set('2026-03-25T10:00:00Z');
  const { boss, me } = await pair('Half');
  await proposedGoal(me, { title: 'Half way' });
  await mailTo(boss);
  await settled();
  server.sql(`UPDATE mails SET state = 'sending', until = ${clock.now().getTime() + 60000} WHERE person_id = ${boss.id}`);
  await nudge();
  assert.equal(to(boss).length, 1);
  clock.advance({ minutes: 2 });
  await nudge();
  const [first, second] = await mailTo(boss, 2);
  assert.equal(first.headers['message-id'], second.headers['message-id']);
});

test('two servers on one database send each once', { skip: !onPostgres }, async () => {
  clock.set('2026-03-27T22:00:00Z');
  const sibling = await startSibling(server, { flags: smtp.flags });
  try {
    const pairs = [];
    for (let i = 0; i < 10; i++) pairs.push(await pair(`Twin ${i}`));
    for (const { me } of pairs) await proposedGoal(me, { title: 'Twice?' });
    clock.set('2026-03-30T09:00:01Z');
    await Promise.all([nudge(), ok(sibling.admin.put('/home/look'), 204)]);
    for (const { boss } of pairs) await mailTo(boss);
    await settled();
    assert.deepEqual(pairs.map(({ boss }) => to(boss).length), pairs.map(() => 1));
  } finally {
    await sibling.remove();
  }
});
