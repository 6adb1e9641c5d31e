// Invitations by mail (iTIP): who is asked into a meeting can take it into their own calendar; what changes and what does not take place
// reaches it under the same UID as in the feed; each in a mail of its own, once, in time.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { all, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';
import { startMailServer } from '../lib/smtp.js';

const smtp = await startMailServer();
const server = await startServer({ name: 'calendar-mail', at: '2026-03-02T10:00:00Z', flags: smtp.flags });
after(async () => { await server.remove(); smtp.stop(); });
const { clock } = server;
const boss = await server.person({ name: 'Bea "B" Boss', zone: 'Europe/Berlin' });
const mia = await server.person({ name: 'Mia Me', manager: boss, zone: 'Europe/Berlin' });
const tom = await server.person({ name: 'Tom Twin', manager: boss, zone: 'Europe/Berlin' });

const nudge = () => ok(server.admin.put('/home/look'), 204);
const settled = async () => { await nudge(); await until(async () => server.sql("SELECT (SELECT count(*) FROM mails WHERE state NOT IN ('sent', 'failed')) + (SELECT count(*) FROM calendar_mails WHERE mail_id IS NULL AND at <= " + clock.now().getTime() + ')') === '0', { what: 'the mails' }); };
const to = (client) => smtp.mails.filter((m) => m.to[0] === client.email && m.calendar);
const newest = async (client, n) => { await until(async () => to(client).length >= n, { what: `mail ${n} to ${client.name}` }); await settled(); assert.equal(to(client).length, n); return read(to(client)[n - 1]); };
/** The mail with its calendar's lines unfolded; python3-icalendar reads it as well. */
function read(mail) {
  assert.deepEqual(mail.defects, []);
  const text = mail.calendar.replace(/\r?\n[ \t]/g, '');
  execFileSync('/usr/bin/python3', ['-c', 'import icalendar, sys; c = icalendar.Calendar.from_ical(sys.stdin.read()); assert not [e for p in c.walk() for e in p.errors]'], { input: mail.calendar });
  assert.equal(text.match(/METHOD:(\w+)/)[1], mail.method);
  const line = (name) => text.split('BEGIN:VEVENT')[1].match(new RegExp(`^${name}[;:].*$`, 'm'))?.[0].trim();
  return { ...mail, ics: text, line, uid: line('UID'), sequence: Number(line('SEQUENCE').split(':')[1]), events: text.split('BEGIN:VEVENT').length - 1 };
}
const khal = (ics) => {
  const folder = fs.mkdtempSync(path.join(server.folder, 'khal-'));
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, TZ: 'Europe/Berlin', LC_ALL: 'C.UTF-8' };
  fs.mkdirSync(`${folder}/mine`);
  fs.writeFileSync(`${folder}/invite.ics`, ics);
  fs.writeFileSync(`${folder}/khal.conf`, `[calendars]\n[[mine]]\npath = ${folder}/mine\n[default]\ndefault_calendar = mine\n[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n`);
  const run = (...args) => execFileSync('khal', ['-c', `${folder}/khal.conf`, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  run('import', '--batch', `${folder}/invite.ics`);
  return run('list', '--format', '{start-long} {title}', '--day-format', '', '2026-03-01', '40d').split('\n').filter(Boolean).sort();
};

test('a one-to-one: asked, one moved, one skipped, planned again, the whole moved, ended', async () => {
  const series = await ok(boss.post('/meeting-series', { kind: 'pair', person_ids: [mia.id], place: 'Room 4', starts_on: '2026-03-10', starts_minute: 600, minutes: 30, rrule: 'FREQ=WEEKLY' }), 201);
  await ok(boss.post(`/meeting-series/${series.id}/agenda`, { text: 'A secret topic' }), 201);
  const [first, second] = await all(mia, `/meetings?series_id=${series.id}`);
  const asked = await newest(mia, 1);
  assert.deepEqual([asked.method, asked.sequence, asked.headers.subject], ['REQUEST', 0, 'A meeting was planned with you']);
  assert.equal(asked.line('SUMMARY'), 'SUMMARY:One-to-one with Bea "B" Boss');
  assert.match(asked.line('ORGANIZER'), new RegExp(`CN="?Bea 'B' Boss"?.*SENT-BY="mailto:waymark@fernweh.example".*:mailto:${boss.email}$`));
  assert.match(asked.line('ATTENDEE'), new RegExp(`RSVP=FALSE.*:mailto:${mia.email}$`));
  assert.match(asked.ics, /BEGIN:VTIMEZONE\r?\nTZID:Europe\/Berlin/);
  assert.ok(asked.text.includes('Tuesday, 10 March, 10:00'), asked.text);
  assert.deepEqual(khal(asked.calendar).slice(0, 4), ['03-10', '03-17', '03-24', '03-31'].map((d) => `2026-${d} 10:00 One-to-one with Bea "B" Boss`), 'also when the clocks have changed');
  assert.equal(to(boss).length, 0, 'nobody is asked by themselves');

  await ok(boss.put(`/meetings/${second.id}/time`, { starts_at: '2026-03-18T13:30:00Z', reason: 'A secret reason' }));
  const moved = await newest(mia, 2);
  assert.deepEqual([moved.method, moved.uid, moved.sequence, moved.events, moved.line('RECURRENCE-ID'), moved.line('DTSTART')],
    ['REQUEST', asked.uid, 1, 1, 'RECURRENCE-ID;TZID=Europe/Berlin:20260317T100000', 'DTSTART;TZID=Europe/Berlin:20260318T143000']);
  await ok(boss.put(`/meetings/${second.id}/outcome`, { outcome: 'skipped', reason: 'A secret reason' }));
  const skipped = await newest(mia, 3);
  assert.deepEqual([skipped.method, skipped.uid, skipped.sequence, skipped.line('RECURRENCE-ID'), skipped.line('STATUS')], ['CANCEL', asked.uid, 2, 'RECURRENCE-ID;TZID=Europe/Berlin:20260317T100000', 'STATUS:CANCELLED']);
  await ok(boss.delete(`/meetings/${second.id}/outcome`));
  const again = await newest(mia, 4);
  assert.deepEqual([again.method, again.uid, again.sequence, again.line('STATUS')], ['REQUEST', asked.uid, 3, 'STATUS:CONFIRMED']);

  clock.set('2026-03-11T10:00:00Z'); // the first is over
  const version = (await ok(mia.get(`/meeting-series/${series.id}`))).version;
  await ok(boss.patch(`/meeting-series/${series.id}`, { starts_minute: 660 }, { match: version }));
  await newest(mia, 6);
  const [before, now] = to(mia).slice(4).map(read);
  assert.deepEqual([before.method, before.uid, before.sequence], ['REQUEST', asked.uid, 1]);
  assert.match(before.line('RRULE'), /UNTIL=20260310/);
  assert.deepEqual([now.method, now.uid !== asked.uid, now.sequence, now.line('DTSTART')], ['REQUEST', true, 0, 'DTSTART;TZID=Europe/Berlin:20260317T110000']);
  await ok(boss.put(`/meeting-series/${series.id}/end`, { reason: 'A secret reason' }));
  const ended = await newest(mia, 7);
  assert.deepEqual([ended.method, ended.uid, ended.sequence, ended.line('STATUS')], ['CANCEL', now.uid, 1, 'STATUS:CANCELLED']);
  for (const mail of to(mia)) for (const word of ['secret topic', 'secret reason']) assert.ok(!(mail.raw + mail.text + mail.html + mail.calendar).includes(word));
  assert.ok(first.id && new Set(to(mia).map((m) => m.headers['message-id'])).size === 7, 'each once');
});

test('in the evening it waits for the morning, with what changed meanwhile; what is close comes at once', async () => {
  clock.set('2026-03-11T20:00:00Z');
  const [n, b] = [to(tom).length, to(mia).length];
  const far = await ok(mia.post('/meeting-series', { kind: 'group', title: 'Far away', person_ids: [tom.id], starts_on: '2026-03-20', starts_minute: 600, minutes: 30 }), 201);
  const near = await ok(mia.post('/meeting-series', { kind: 'group', title: 'Tomorrow', person_ids: [tom.id], starts_on: '2026-03-12', starts_minute: 480, minutes: 30 }), 201);
  const close = await newest(tom, n + 1);
  assert.equal(close.line('SUMMARY'), 'SUMMARY:Tomorrow');
  await ok(mia.patch(`/meeting-series/${far.id}`, { place: 'The pier' }, { match: far.version }));
  const { next_id } = await ok(mia.get(`/meeting-series/${near.id}`));
  await ok(mia.put(`/meetings/${next_id}/outcome`, { outcome: 'skipped', reason: 'Fog' }));
  const off = await newest(tom, n + 2);
  assert.deepEqual([off.method, off.uid, off.sequence, off.line('RECURRENCE-ID'), off.headers.subject], ['CANCEL', close.uid, 1, undefined, 'A meeting does not take place']);
  clock.set('2026-03-12T08:00:01Z');
  await nudge();
  const morning = await newest(tom, n + 3);
  assert.deepEqual([morning.method, morning.sequence, morning.line('LOCATION'), morning.line('SUMMARY')], ['REQUEST', 1, 'LOCATION:The pier', 'SUMMARY:Far away']);
  assert.equal(to(mia).length, b);
});

test('who wants no mail of a kind gets none; the link in the mail ends it', async () => {
  clock.set('2026-03-12T10:00:00Z');
  const n = to(tom).length;
  await ok(mia.post('/meeting-series', { kind: 'group', title: 'Last mail', person_ids: [tom.id], starts_on: '2026-03-20', starts_minute: 600, minutes: 30 }), 201);
  const mail = await newest(tom, n + 1);
  const at = new URL(mail.headers['list-unsubscribe'].slice(1, -1)).pathname;
  await ok(server.anonymous.request('POST', at, undefined, { absolute: true, raw: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }), 204);
  await ok(mia.post('/meeting-series', { kind: 'group', title: 'No mail', person_ids: [tom.id], starts_on: '2026-03-20', starts_minute: 700, minutes: 30 }), 201);
  await settled();
  assert.equal(to(tom).length, n + 1);
  assert.ok((await ok(tom.get('/notices'))).items.some((x) => x.text.includes('No mail')), 'in the application it is told');
});

test('killed while the mail is on its way: it comes once', async () => {
  const n = to(boss).length;
  smtp.behave('slow');
  await ok(mia.post('/meeting-series', { kind: 'group', title: 'Carried on', person_ids: [boss.id], starts_on: '2026-03-20', starts_minute: 800, minutes: 30 }), 201);
  await until(async () => server.sql("SELECT count(*) FROM mails WHERE state = 'handed'") === '1', { what: 'a mail on its way' });
  await server.kill9();
  smtp.behave('ok');
  clock.advance({ minutes: 6 });
  await server.serve(); // jobs run at once after a start
  await newest(boss, n + 1);
});

test('who comes into a team is asked to its meetings; who is in it no longer is told, and their calendar is', async () => {
  const team = await server.team('Harbour'), nia = await server.person({ name: 'Nia New', manager: boss, zone: 'Europe/Berlin' });
  await ok(server.admin.post(`/teams/${team.id}/members`, { person_id: boss.id, role: 'lead' }), 201);
  const day = clock.day(7);
  const series = await ok(boss.post('/meeting-series', { kind: 'team', team_id: team.id, title: 'Tides', starts_on: day, starts_minute: 600, minutes: 30, rrule: 'FREQ=WEEKLY' }), 201);
  const { id } = await ok(boss.post(`/teams/${team.id}/members`, { person_id: nia.id, role: 'member' }), 201);
  const asked = await newest(nia, 1);
  assert.deepEqual([asked.method, asked.line('SUMMARY')], ['REQUEST', 'SUMMARY:Tides']);
  const now = await ok(boss.patch(`/team-members/${id}`, { role: 'lead' }));
  await settled();
  assert.equal(to(nia).length, 1, 'another role changes no calendar');
  await ok(boss.delete(`/team-members/${now.id}`), 204);
  const gone = await newest(nia, 2);
  assert.deepEqual([gone.method, gone.uid, gone.line('STATUS')], ['CANCEL', asked.uid, 'STATUS:CANCELLED']);
  assert.ok(gone.sequence > asked.sequence);
  const notices = (await ok(nia.get('/notices'))).items;
  assert.deepEqual(notices.slice(0, 1).map((n) => [n.kind, n.text, n.path]), [['meeting_without', 'Tides goes on without you: Bea "B" Boss has changed who is in the team “Harbour”.', '/meetings']]);
  assert.deepEqual((await ok(nia.get(`/meetings?series_id=${series.id}`))).items, []);
});
