// Who is in a meeting is told when it is planned, moved, changed, skipped or ended by somebody else, and who comes and goes: once each, in
// their own zone and language, and never what was said.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';
import { startMailServer } from '../lib/smtp.js';

const smtp = await startMailServer();
const server = await startServer({ name: 'meeting-notice', at: '2026-03-02T10:00:00Z', flags: smtp.flags });
after(async () => { await server.remove(); smtp.stop(); });
const { admin, clock } = server;
const boss = await server.person({ name: 'Bea Boss', zone: 'Europe/Berlin' });
const mia = await server.person({ name: 'Mia Me', manager: boss, zone: 'Europe/Berlin' });
const tomo = await server.person({ name: 'Tomo Tide', manager: boss, zone: 'Asia/Tokyo' });
const nick = await server.person({ name: 'Nick North', manager: boss, zone: 'America/New_York' });

const told = async (client) => (await ok(client.get('/notices?limit=100'))).items.filter((n) => n.kind.startsWith('meeting_'));
const texts = async (client) => (await told(client)).map((n) => n.text);
const fresh = async (client) => { const all = await texts(client), [newest] = (await ok(client.get('/notices'))).items; if (newest) await ok(client.put('/notices/reading', { until: newest.id }), 204); return all; };
const group = (more = {}) => mia.post('/meeting-series', { kind: 'group', title: 'Harbour talk', person_ids: [tomo.id], starts_on: '2026-03-03', starts_minute: 600, minutes: 30, rrule: 'FREQ=WEEKLY', ...more });

test('planned, moved, renamed, skipped, planned again, ended: those who are in it are told, each in their zone', async () => {
  const series = await ok(group(), 201);
  const of = await ok(mia.get(`/meeting-series/${series.id}`)), id = of.next_id;
  assert.deepEqual(await texts(tomo), ['Mia Me has planned a meeting with you: Harbour talk, Tuesday, 3 March, 18:00.']);
  assert.equal((await told(tomo))[0].path, `/meetings/${id}`);
  await ok(mia.put(`/meetings/${id}/time`, { starts_at: '2026-03-03T13:30:00Z', reason: 'A secret reason' }));
  await ok(mia.put(`/meetings/${id}/outcome`, { outcome: 'skipped', reason: 'A secret reason' }));
  await ok(mia.put(`/meetings/${id}/outcome`, { outcome: 'skipped', reason: 'A secret reason' }));
  await ok(mia.delete(`/meetings/${id}/outcome`));
  const version = (await ok(mia.get(`/meeting-series/${series.id}`))).version;
  await ok(mia.patch(`/meeting-series/${series.id}`, { place: 'The pier' }, { match: version }));
  await ok(tomo.patch(`/meeting-series/${series.id}`, { starts_minute: 660 }, { match: version + 1 }));
  await ok(mia.put(`/meeting-series/${series.id}/end`, { reason: 'A secret reason' }));
  assert.deepEqual(await texts(tomo), [
    'Mia Me has ended your meetings: Harbour talk.',
    'Mia Me has changed where a meeting is, or its name: Harbour talk.',
    'Mia Me has planned a meeting with you: Harbour talk, Tuesday, 3 March, 22:30.',
    'Mia Me has skipped a meeting: Harbour talk, Tuesday, 3 March, 22:30.',
    'Mia Me has moved a meeting: Harbour talk, now Tuesday, 3 March, 22:30.',
    'Mia Me has planned a meeting with you: Harbour talk, Tuesday, 3 March, 18:00.',
  ]);
  assert.deepEqual(await texts(mia), ['Tomo Tide has moved a meeting: Harbour talk, now Tuesday, 3 March, 11:00.'], 'nobody is told of their own acts');
  for (const other of [nick, admin]) assert.deepEqual(await texts(other), []);
});

test('who comes and who goes', async () => {
  const series = await ok(group({ title: 'Coming and going' }), 201);
  for (const client of [mia, tomo, nick]) await fresh(client);
  await ok(mia.post(`/meeting-series/${series.id}/people`, { person_id: nick.id }), 201);
  await ok(mia.post(`/meeting-series/${series.id}/people`, { person_id: nick.id }), 201);
  assert.deepEqual(await texts(nick), ['Mia Me has planned a meeting with you: Coming and going, Tuesday, 3 March, 4:00.']);
  assert.equal((await texts(tomo))[0], 'Nick North is with you in Coming and going from now on.');
  await ok(nick.delete(`/meeting-series/${series.id}/me`), 204);
  for (const client of [mia, tomo]) assert.equal((await texts(client))[0], 'Nick North is not in Coming and going any more.');
  assert.equal((await texts(nick)).length, 1);
  await ok(mia.put(`/meeting-series/${series.id}/end`, { reason: 'Done' }));
  assert.equal((await texts(nick)).length, 1, 'who is not in it any more is not told');
});

test('a one-to-one is called by who reads of it; a team without a title by its name', async () => {
  const pair = await ok(boss.post('/meeting-series', { kind: 'pair', person_ids: [mia.id], starts_on: '2026-03-04', starts_minute: 540, minutes: 30 }), 201);
  assert.equal((await texts(mia))[0], 'Bea Boss has planned a meeting with you: One-to-one with Bea Boss, Wednesday, 4 March, 9:00.');
  await ok(mia.patch(`/people/${mia.id}`, { language: 'de' }, { match: (await ok(mia.get('/me'))).version }));
  assert.equal((await texts(mia))[0], 'Bea Boss hat eine Besprechung mit dir geplant: Zweiergespräch mit Bea Boss, Mittwoch, 4. März, 9:00 Uhr.');
  const team = await server.team('Quay');
  for (const p of [mia, nick]) await ok(admin.post(`/teams/${team.id}/members`, { person_id: p.id, role: 'member' }), 201);
  await ok(nick.post('/meeting-series', { kind: 'team', team_id: team.id, starts_on: '2026-03-05', starts_minute: 600, minutes: 30 }), 201);
  assert.equal((await texts(mia))[0], 'Nick North hat eine Besprechung mit dir geplant: Besprechung Quay, Donnerstag, 5. März, 16:00 Uhr.');
  await until(async () => smtp.mails.find((m) => m.to[0] === mia.email && m.text.includes('Donnerstag, 5. März, 16:00 Uhr')), { what: 'the mail' });
  const meeting = (await ok(boss.get(`/meeting-series/${pair.id}`))).next_id;
  clock.set('2026-03-05T10:00:00Z');
  const before = (await texts(mia)).length;
  await ok(boss.put(`/meetings/${meeting}/outcome`, { outcome: 'skipped', reason: 'We were both ill' }));
  assert.equal((await texts(mia)).length, before, 'what is written down afterwards is news to nobody');
  assert.ok(!JSON.stringify(smtp.mails).includes('secret'));
});
