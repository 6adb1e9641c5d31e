// The calendar at a secret address: made, changed, ended by its person alone; and read by real programs, khal and vdirsyncer, over two
// changes of the clock.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { all, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'calendar', at: '2026-03-02T08:00:00Z' });
after(() => server.remove());
const boss = await server.person({ name: 'Bea, Boss; of "all"', zone: 'Europe/Berlin' });
const me = await server.person({ name: 'Mia Me', manager: boss, zone: 'Europe/Berlin', email: 'mia@example.org' });
const browser = await server.browserSession('mia@example.org');

const series = (more) => ok(me.post('/meeting-series', { kind: 'pair', person_ids: [boss.id], starts_on: '2026-03-03', starts_minute: 600, minutes: 30, rrule: 'FREQ=WEEKLY;BYDAY=TU', ...more }), 201);
const address = async (by = browser) => new URL((await ok(by.post('/me/calendar'), 201)).url).pathname;
const read = (at, headers = {}) => server.anonymous.request('GET', at, undefined, { absolute: true, headers });

test('made once, shown once, read without signing in, ended', async () => {
  assert.equal((await ok(browser.get('/me/calendar'))).created_at, null);
  const first = await address();
  const reply = await read(first);
  assert.deepEqual([reply.status, reply.headers['content-type']], [200, 'text/calendar; charset=utf-8']);
  assert.equal((await read(first, { 'If-None-Match': reply.headers.etag })).status, 304, 'nothing changed, nothing is sent');
  const state = await ok(browser.get('/me/calendar'));
  assert.deepEqual([state.url, state.created_at !== null], [null, true]);
  assert.ok(!JSON.stringify(server.sql('SELECT * FROM calendar_feeds')).includes(first.slice(first.indexOf('wmc_') + 4, -'.ics'.length).slice(0, 20)), 'only a hash is kept');
  const second = await address();
  assert.equal((await read(first)).status, 404);
  assert.equal((await read(second)).status, 200);
  await problem(me.get('/me/calendar'), 403);
  await ok(browser.delete('/me/calendar'), 204);
  assert.equal((await read(second)).status, 404);
  for (const at of ['/api/v1/calendars/x', '/api/v1/calendars/wmc_x.ics', `${second}x`]) assert.equal((await read(at)).status, 404);
});

test('the text says when and with whom, and nothing that was said', async () => {
  const s = await series({ place: 'https://meet.example.org/room?a=1;b=2' });
  await ok(me.post(`/meeting-series/${s.id}/agenda`, { text: 'A secret topic' }), 201);
  const at = await address();
  const text = (await read(at)).text.replaceAll('\r\n ', '');
  assert.match(text, /SUMMARY:One-to-one with Bea\\, Boss\\; of "all"\r\n/);
  assert.match(text, /DTSTART;TZID=Europe\/Berlin:20260303T100000\r\n/);
  assert.match(text, /BEGIN:VTIMEZONE\r\nTZID:Europe\/Berlin\r\n/);
  assert.ok(!text.includes('secret topic'));
  const uid = text.match(/UID:(.*)\r/)[1];
  const [, second, third] = await all(me, `/meetings?series_id=${s.id}`);
  await ok(me.put(`/meetings/${second.id}/outcome`, { outcome: 'skipped', reason: 'A secret reason' }));
  await ok(me.put(`/meetings/${third.id}/time`, { starts_at: '2026-03-18T13:30:00Z' }));
  const changed = (await read(at)).text.replaceAll('\r\n ', '');
  assert.match(changed, /EXDATE;TZID=Europe\/Berlin:20260310T100000/);
  assert.match(changed, /RECURRENCE-ID;TZID=Europe\/Berlin:20260317T100000/);
  assert.match(changed, /SEQUENCE:1\r/);
  assert.deepEqual([...changed.matchAll(/UID:(.*)\r/g)].map((m) => m[1]), [uid, uid]);
  assert.ok(!changed.includes('secret reason'));
  server.sql("UPDATE people SET language = 'de' WHERE email = 'mia@example.org'");
  assert.match((await read(at)).text.replaceAll('\r\n ', ''), /SUMMARY:Zweiergespräch mit Bea/);
  server.sql("UPDATE people SET language = NULL WHERE email = 'mia@example.org'");
});

// A folder in which vdirsyncer keeps a calendar that it read from the server, and khal reads what is there.
function programs(at) {
  const folder = fs.mkdtempSync(path.join(server.folder, 'reader-'));
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, TZ: 'Europe/Berlin', LC_ALL: 'C.UTF-8' };
  fs.writeFileSync(`${folder}/vdirsyncer.conf`, `[general]\nstatus_path = "${folder}/status/"\n[pair mine]\na = "there"\nb = "here"\ncollections = null\nconflict_resolution = "a wins"\n`
    + `[storage there]\ntype = "http"\nurl = "${server.url}${at}"\n[storage here]\ntype = "filesystem"\npath = "${folder}/calendar/"\nfileext = ".ics"\n`);
  fs.mkdirSync(`${folder}/calendar`);
  fs.writeFileSync(`${folder}/khal.conf`, `[calendars]\n[[mine]]\npath = ${folder}/calendar\nreadonly = True\n[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n`);
  const run = (program, ...args) => execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  run('vdirsyncer', '-c', `${folder}/vdirsyncer.conf`, 'discover', 'mine');
  return () => {
    run('vdirsyncer', '-c', `${folder}/vdirsyncer.conf`, 'sync', '--force-delete', 'mine');
    const lines = run('khal', '-c', `${folder}/khal.conf`, 'list', '--format', '{start-long} {title}', '--day-format', '', '2026-03-01', '280d');
    return lines.split('\n').filter(Boolean).sort();
  };
}
// What Waymark itself says, as khal writes it; planned ahead as far as khal looks.
const inBerlin = (iso) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' }).format(new Date(iso));

test('khal and vdirsyncer show each meeting at its hour, over both changes of the clock', async () => {
  const at = await address(), show = programs(at);
  const far = await ok(me.post('/meeting-series', { kind: 'group', title: 'Across the sea', person_ids: [boss.id], zone: 'America/New_York', starts_on: '2026-03-05', starts_minute: 540, minutes: 60, rrule: 'FREQ=WEEKLY;BYDAY=TH' }), 201);
  const lines = show(), pair = lines.filter((l) => l.includes('One-to-one')), sea = lines.filter((l) => l.includes('Across'));
  assert.ok(pair.includes('2026-03-03 10:00 One-to-one with Bea, Boss; of "all"'), pair.slice(0, 5).join('\n'));
  assert.ok(pair.some((l) => l.startsWith('2026-03-31 10:00')) && pair.some((l) => l.startsWith('2026-11-03 10:00')), 'ten o’clock in summer and in winter');
  assert.ok(!pair.some((l) => l.startsWith('2026-03-10')), 'the one that is skipped');
  assert.ok(pair.some((l) => l.startsWith('2026-03-18 14:30')) && !pair.some((l) => l.startsWith('2026-03-17')), 'the one that is moved');
  // New York changes its clocks three weeks before Berlin, and a week after it.
  const hours = Object.fromEntries(sea.map((l) => [l.slice(0, 10), l.slice(11, 16)]));
  assert.deepEqual([hours['2026-03-05'], hours['2026-03-12'], hours['2026-03-26'], hours['2026-04-02'], hours['2026-10-29'], hours['2026-11-05']], ['15:00', '14:00', '14:00', '15:00', '14:00', '15:00']);
  for (const m of await all(me, `/meetings?series_id=${far.id}`)) assert.ok(sea.some((l) => l.startsWith(inBerlin(m.starts_at))), m.starts_at);

  // A new schedule, and then the end: what was before stays, what was to come goes.
  server.clock.set('2026-04-08T08:00:00Z');
  const now = await ok(me.get(`/meeting-series/${far.id}`));
  await ok(me.patch(`/meeting-series/${far.id}`, { starts_minute: 600, starts_on: '2026-04-10', rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR' }, { match: now.version }));
  const ended = (await ok(me.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  await ok(me.put(`/meeting-series/${ended.id}/end`, { reason: 'We meet otherwise.' }));
  const unheld = await ok(me.post('/meeting-series', { kind: 'group', title: 'Never', person_ids: [boss.id], starts_on: '2026-04-09', starts_minute: 540, minutes: 60, rrule: 'FREQ=WEEKLY' }), 201);
  await ok(me.put(`/meeting-series/${unheld.id}/end`, { reason: 'It was not needed.' }));
  const then = show(), after_ = then.filter((l) => l.includes('Across'));
  assert.deepEqual(after_.slice(0, 8).map((l) => l.slice(0, 16)), ['2026-03-05 15:00', '2026-03-12 14:00', '2026-03-19 14:00', '2026-03-26 14:00', '2026-04-02 15:00', '2026-04-10 16:00', '2026-04-24 16:00', '2026-05-08 16:00']);
  const left = then.filter((l) => l.includes('One-to-one'));
  assert.deepEqual([left.at(-1).slice(0, 16), left.length], ['2026-04-07 10:00', 5], 'what took place stays');
  assert.ok(!then.some((l) => l.includes('Never')));
});

test('the address of somebody who left is no more', async () => {
  const at = await address(await server.browserSession('mia@example.org'));
  assert.equal((await read(at)).status, 200);
  await ok(server.admin.put(`/people/${me.id}/departure`, { left_on: server.clock.today() }));
  assert.equal((await read(at)).status, 404);
});
