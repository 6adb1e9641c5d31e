// Notices by webhook, to a real receiver: signed, in the forms of chats, tried again, and never inside the operator's network unasked.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import test, { after } from 'node:test';
import { faults, ok, proposedGoal, until } from '../lib/helpers.js';
import { startReceiver } from '../lib/receiver.js';
import { severalServers } from '../lib/server.js';
import { startMailServer } from '../lib/smtp.js';

const start = severalServers(after);
const server = await start('hooks', { at: '2026-03-11T10:00:00Z', flags: ['--webhooks-inside', 'yes', '--url', 'https://waymark.fernweh.example'] });
const { admin, clock } = server;

const receiver = () => startReceiver(after);
async function pair(name, at = server) {
  const boss = await at.person({ name: `${name} Boss`, zone: 'UTC' });
  return { boss, me: await at.person({ name: `${name} Me`, manager: boss }) };
}
const nudge = (at = server) => ok(at.admin.put('/home/look'), 204);
const received = (to, n = 1) => until(async () => to.got.length >= n && to.got[n - 1], { what: `delivery ${n}` });

test('a standard webhook is signed by its secret, which is shown once', async () => {
  const { boss, me } = await pair('Signed'), to = await receiver();
  assert.equal((await ok(boss.get('/me/webhook'))).url, null);
  const { secret } = await ok(boss.put('/me/webhook', { url: to.url, format: 'standard' }));
  assert.equal((await ok(boss.get('/me/webhook'))).secret, null);
  const goal = await proposedGoal(me, { title: 'A secret title' });
  const { headers, text, body } = await received(to);
  const signed = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`).digest('base64');
  assert.equal(headers['webhook-signature'], `v1,${signed}`);
  assert.ok(Math.abs(Number(headers['webhook-timestamp']) * 1000 - clock.now().getTime()) < 60000);
  const notice = (await ok(boss.get('/notices'))).items[0];
  assert.equal(headers['webhook-id'], `notice_${notice.id}`);
  assert.deepEqual(body, { type: 'notice.goal_waits', timestamp: notice.at, data: { id: notice.id, text: 'A goal waits for your answer (Signed Me)', actor_name: 'Signed Me', url: `https://waymark.fernweh.example/goals/${goal.id}` } });
  assert.ok(!text.includes('secret title'));
});

test('Slack, Teams and Mattermost get their own forms, and a name cannot play tricks in them', async () => {
  for (const format of ['slack', 'teams', 'mattermost']) {
    const { boss, me } = await pair(`${format} <!here> [x](y) @all`), to = await receiver();
    assert.equal((await ok(boss.put('/me/webhook', { url: to.url, format }))).secret, null);
    const goal = await proposedGoal(me, { title: 'Chatty' });
    const { body, headers } = await received(to), link = `https://waymark.fernweh.example/goals/${goal.id}`;
    assert.equal(headers['webhook-signature'], undefined);
    if (format === 'slack') assert.deepEqual(body, { text: `<${link}|A goal waits for your answer (slack &lt;!here&gt; [x](y) @all Me)>` });
    if (format === 'mattermost') assert.deepEqual(body, { text: `[A goal waits for your answer (mattermost \\<!here> \\[x\\](y) \\@all Me)](${link})` });
    if (format === 'teams') {
      const card = body.attachments[0].content;
      assert.equal(body.attachments[0].contentType, 'application/vnd.microsoft.card.adaptive');
      assert.deepEqual([card.type, card.body[0].text, card.actions[0].url], ['AdaptiveCard', 'A goal waits for your answer (teams <!here> [x](y) @all Me)', link]);
    }
  }
});

test('what was not taken is tried again with the same number, ever less often; a redirect is not followed', async () => {
  const { boss, me } = await pair('Again'), to = await receiver();
  to.answer = (n) => (n === 1 ? 503 : n === 2 ? 302 : 200);
  await ok(boss.put('/me/webhook', { url: to.url, format: 'standard' }));
  await proposedGoal(me, { title: 'Patience' });
  await received(to);
  const tries = (n) => until(async () => server.sql(`SELECT state, tries FROM notice_hook_sends WHERE person_id = ${boss.id}`) === `waiting|${n}`, { what: `try ${n}` });
  await tries(1);
  assert.equal((await ok(boss.get('/me/webhook'))).why, 'It answered with 503.');
  clock.advance({ seconds: 61 });
  await nudge();
  await tries(2);
  clock.advance({ seconds: 61 });
  await nudge();
  assert.equal(to.got.length, 2);
  clock.advance({ seconds: 61 });
  await nudge();
  await received(to, 3);
  await until(async () => (await ok(boss.get('/me/webhook'))).why === null, { what: 'the success' });
  assert.deepEqual([...new Set(to.got.map((g) => g.headers['webhook-id']))].length, 1);
  assert.ok(to.got.every((g) => g.path === '/hook'));
});

test('quiet hours and the choice of kinds hold for webhooks too; a webhook can be taken away', async () => {
  clock.set('2026-03-12T22:00:00Z');
  const { boss, me } = await pair('Quiet'), to = await receiver();
  await ok(boss.put('/me/webhook', { url: to.url, format: 'slack' }));
  await proposedGoal(me, { title: 'Night' });
  clock.set('2026-03-13T09:00:01Z');
  await nudge();
  await received(to);
  await ok(boss.put('/me/notice-settings', { quiet: true, digest: false, kinds: [{ kind: 'goal_waits', shown: true, mailed: true, hooked: false }] }));
  await proposedGoal(me, { title: 'Unheard' });
  await ok(boss.delete('/me/webhook'), 204);
  assert.equal(server.sql(`SELECT count(*) FROM notice_hook_sends WHERE person_id = ${boss.id} AND state <> 'sent'`), '0');
  assert.equal(to.got.length, 1);
});

test('killed in the midst: what was on its way comes with its old number', async () => {
  clock.set('2026-03-13T10:00:00Z');
  const { boss, me } = await pair('Killed'), to = await receiver();
  await ok(boss.put('/me/webhook', { url: to.url, format: 'standard' }));
  await proposedGoal(me, { title: 'Before' });
  await received(to);
  await until(async () => server.sql(`SELECT state FROM notice_hook_sends WHERE person_id = ${boss.id}`) === 'sent', { what: 'the first' });
  server.sql(`UPDATE notice_hook_sends SET state = 'sending', try_at = ${clock.now().getTime() + 60000} WHERE person_id = ${boss.id}`);
  await server.kill9();
  await server.serve();
  clock.advance({ minutes: 2 });
  await nudge();
  await received(to, 2);
  assert.equal(to.got[0].headers['webhook-id'], to.got[1].headers['webhook-id']);
});

test('no address inside the operator’s network is reached, by number or by name, unless the operator says so', async () => {
  const strict = await start('strict', { at: '2026-03-11T10:00:00Z' }), to = await receiver();
  const { boss, me } = await pair('Inside', strict), port = new URL(to.url).port;
  await faults(boss.put('/me/webhook', { url: to.url, format: 'standard' }), 'url');
  await faults(boss.put('/me/webhook', {}), 'url', 'format');
  await faults(boss.put('/me/webhook', { url: 'file:///etc/passwd', format: 'standard' }), 'url');
  await faults(boss.put('/me/webhook', { url: 'https://waymark.example', format: 'pigeon' }), 'format');
  let goals = 0;
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '169.254.169.254']) {
    await ok(boss.put('/me/webhook', { url: `https://${host}:${port}/`, format: 'slack' }));
    await proposedGoal(me, { title: `Goal ${++goals}` });
    await until(async () => (await ok(boss.get('/me/webhook'))).why === "This address lies inside the operator's network.", { what: host });
    strict.sql(`DELETE FROM notice_hook_sends`);
  }
  assert.equal(to.got.length, 0);
});

test('a receiver that hangs holds up neither others nor the mail nor the end of the server, and gets it again', async () => {
  const smtp = await startMailServer();
  after(() => smtp.stop());
  const slow = await start('slow', { at: '2026-03-11T10:00:00Z', flags: ['--webhooks-inside', 'yes', ...smtp.flags] });
  const { boss, me } = await pair('Slow', slow), to = await receiver();
  to.answer = () => 0;
  await ok(boss.put('/me/webhook', { url: to.url, format: 'standard' }));
  await proposedGoal(me, { title: 'Hangs' });
  await received(to);
  await proposedGoal(me, { title: 'Meanwhile' });
  const quick = await pair('Quick', slow), other = await receiver();
  await ok(quick.boss.put('/me/webhook', { url: other.url, format: 'standard' }));
  await proposedGoal(quick.me, { title: 'Passes by' });
  await received(other);
  await until(async () => smtp.mails.filter((m) => m.to[0] === boss.email).length === 2, { what: 'both mails' });
  const state = () => slow.sql('SELECT state, tries FROM notice_hook_sends ORDER BY notice_id LIMIT 1');
  assert.deepEqual([state(), to.got.length], ['sending|1', 1], 'it still hangs');
  const began = performance.now();
  await slow.stop();
  assert.ok(performance.now() - began < 8000, 'it is left at once, not when its time is over');
  assert.equal(state(), 'sending|1');
  to.answer = () => 204;
  slow.clock.advance({ minutes: 3 });
  await slow.serve();
  await until(async () => slow.sql("SELECT count(*) FROM notice_hook_sends WHERE state = 'sent'") === '3', { what: 'all deliveries' });
  const ids = to.got.map((g) => g.headers['webhook-id']);
  assert.deepEqual([ids.length, new Set(ids).size, ids.filter((id) => id === ids[0]).length], [3, 2, 2]);
  assert.equal(smtp.mails.filter((m) => m.to[0] === boss.email).length, 2);
});

test('receivers that hang one after the other leave half of the room to the others', async () => {
  const room = await start('room', { at: '2026-03-11T10:00:00Z', flags: ['--webhooks-inside', 'yes'] }), hanging = [];
  for (let i = 0; i < 5; i++) {
    const { boss, me } = await pair(`Room ${i}`, room), to = await receiver();
    to.answer = () => 0;
    await ok(boss.put('/me/webhook', { url: to.url, format: 'standard' }));
    hanging.push({ boss, me, to });
  }
  room.sql('UPDATE notice_hooks SET failed_at = 1'); // they have hung before
  for (const { me } of hanging) await proposedGoal(me, { title: 'Hangs' });
  const sending = () => room.sql("SELECT count(*) FROM notice_hook_sends WHERE state = 'sending'");
  await until(async () => sending() === '2', { what: 'two that hang' });
  const quick = await pair('Passes', room), other = await receiver();
  await ok(quick.boss.put('/me/webhook', { url: other.url, format: 'standard' }));
  for (let i = 1; i <= 3; i++) {
    await proposedGoal(quick.me, { title: `Passes by ${i}` });
    await received(other, i);
  }
  assert.deepEqual([sending(), hanging.filter(({ to }) => to.got.length).length], ['2', 2]);
});
