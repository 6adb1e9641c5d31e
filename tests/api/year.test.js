// A year of an organisation of 290 people in three zones, with two changes of the clocks, holidays, and people who forget: the test moves the
// clock from one thing that happens to the next. A model of the rule, written here a second time and by other means (Intl instead of the
// server's zones), says who should have been told what and when; the log of the year is compared with it, line by line. One in seven is told by
// e-mail or webhook too, to a real mail server and a real receiver: what arrives there is compared in the same way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test, { after } from 'node:test';
import { tree } from '../lib/data.js';
import { ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';
import { startMailServer } from '../lib/smtp.js';

const FIRST = '2026-01-05', LAST = '2027-01-09'; // a Monday; a year later
const RHYTHM = 28, GRACE = 3, NEXT = 7, DAY = 86400000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];
const smtp = await startMailServer(), posted = [];
const receiver = http.createServer((request, reply) => {
  const parts = [];
  request.on('data', (part) => parts.push(part)).on('end', () => {
    posted.push({ person: Number(request.url.slice(1)), at: Number(request.headers['webhook-timestamp']) * 1000, notice: JSON.parse(Buffer.concat(parts)).data.id });
    reply.writeHead(204).end();
  });
});
await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const server = await startServer({ name: 'year', at: `${FIRST}T01:00:00Z`, flags: [...smtp.flags, '--webhooks-inside', 'yes'] });
after(async () => { await server.remove(); smtp.stop(); receiver.closeAllConnections(); receiver.close(); });
const { admin, clock } = server;

// ---- days and hours, by Intl ----

const formats = Object.fromEntries(ZONES.map((zone) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })]));
const local = (at, zone) => { const p = Object.fromEntries(formats[zone].formatToParts(at).map((x) => [x.type, x.value])); return { day: `${p.year}-${p.month}-${p.day}`, time: `${p.hour}:${p.minute}` }; };
const plus = (day, n) => new Date(Date.parse(day) + n * DAY).toISOString().slice(0, 10);
const weekend = (day) => [0, 6].includes(new Date(day).getUTCDay());
/** The instant at which it is this time there; none of ours lies in an hour that is missing. */
function instant(day, time, zone) {
  let at = Date.parse(`${day}T${time}Z`);
  for (let i = 0; i < 3; i++) { const l = local(at, zone); at += Date.parse(`${day}T${time}Z`) - Date.parse(`${l.day}T${l.time}Z`); }
  return at;
}

// ---- the people ----

function quoted(rows) { return rows.map((r) => r.map((v) => `"${String(v ?? '').replaceAll('"', '""')}"`).join(',')).join('\n') + '\n'; }
async function importFile(kind, rows) {
  const file = path.join(server.folder, `${kind}.csv`);
  fs.writeFileSync(file, quoted(rows));
  const done = await server.cli('import', kind, file);
  assert.equal(done.status, 0, done.err);
}

/** Tokens of all, made at once: the server knows their hashes alone. */
function tokensFor(people) {
  const folder = path.join(server.folder, 'tokens');
  fs.mkdirSync(folder);
  for (const p of people) {
    p.token = `wm_${randomBytes(32).toString('base64url')}`;
    fs.writeFileSync(path.join(folder, String(p.id)), p.token);
  }
  const hashes = execFileSync('b2sum', ['-l', '256', ...people.map((p) => String(p.id))], { cwd: folder, encoding: 'utf8' }).trim().split('\n').map((l) => l.split(/\s+\*?/));
  server.sql(`INSERT INTO tokens (person_id, name, hash, scope, created_at, expires_at) VALUES ${hashes.map(([hash, id]) => `(${id}, 'year', '${hash}', 'full', 0, 4102444800000)`).join(', ')}`);
  for (const p of people) p.client = server.client(p.token, { id: p.id });
}

// How one in seven is told: nothing is mailed to the others. Who wants no quiet is told at night too, when something happens then.
const WAYS = [{ mail: true }, { mail: true, digest: true }, { hook: true }, { mail: true, hook: true, atOnce: true }];
async function chooseWays(people) {
  people.filter((_, i) => i % 7 === 3).forEach((p, i) => { p.way = WAYS[i % WAYS.length]; });
  const { kinds } = await ok(admin.get('/me/notice-settings')), numbers = (list) => list.map((p) => p.id).join(', ');
  for (const { kind } of kinds) server.sql(`INSERT INTO notice_settings (person_id, kind, shown, mailed) SELECT id, '${kind}', 1, 0 FROM people WHERE id NOT IN (${numbers(people.filter((p) => p.way?.mail))})`);
  for (const [way, quiet, digest] of [['digest', 1, 1], ['atOnce', 0, 0]]) server.sql(`INSERT INTO notice_preferences (person_id, quiet, digest) SELECT id, ${quiet}, ${digest} FROM people WHERE id IN (${numbers(people.filter((p) => p.way?.[way]))})`);
  await each(people.filter((p) => p.way?.hook), (p) => ok(p.client.put('/me/webhook', { url: `http://127.0.0.1:${receiver.address().port}/${p.id}`, format: 'standard' })));
  return new Set(kinds.filter((k) => k.mailed).map((k) => k.kind));
}

async function bringIn() {
  const { rows } = tree();
  await importFile('people', [['id', 'name', 'email', 'manager_id'], ...rows.map((r) => [r.id, r.name, r.email, r.manager_id])]);
  const people = server.sql('SELECT id, email, COALESCE(manager_id, 0) FROM people ORDER BY id').split('\n').map((l) => l.split('|'))
    .map(([id, email, manager]) => ({ id: Number(id), email, manager: Number(manager) })).filter((p) => p.id !== admin.id);
  people.forEach((p, i) => { p.zone = ZONES[i % 3]; p.forgets = i % 9 === 4; p.away = []; });
  for (const zone of ZONES) server.sql(`UPDATE people SET zone = '${zone}' WHERE id IN (${people.filter((p) => p.zone === zone).map((p) => p.id).join(', ')})`);
  tokensFor(people);
  const mailed = await chooseWays(people);
  // A third has a holiday of two weeks, in three waves; managers name a stand-in.
  const byId = new Map(people.map((p) => [p.id, p]));
  const waves = ['2026-03-30', '2026-07-20', '2026-10-19'];
  await each(people.filter((_, i) => i % 3 === 1), async (p, i) => {
    const [from, until] = [waves[i % 3], plus(waves[i % 3], 13)], other = byId.get(p.manager);
    const standIn = people.some((x) => x.manager === p.id) && other ? other.id : null;
    await ok(p.client.post(`/people/${p.id}/absences`, { starts_on: from, ends_on: until, stand_in_id: standIn }), 201);
    p.away.push({ from, until, standIn });
  });
  await importFile('goals', [['id', 'title', 'why', 'level', 'owner', 'starts_on', 'due_on', 'state', 'criterion', 'kind', 'start', 'good', 'excellent'],
    ...people.map((p) => [`y${p.id}`, `Goal of ${p.id}`, 'It matters.', 'person', p.email, FIRST, '2027-03-31', 'active', 'Done', 'number', 0, 7, 10])]);
  for (const line of server.sql('SELECT owner_id, id FROM goals').split('\n')) {
    const [owner, id] = line.split('|').map(Number);
    byId.get(owner).goal = id;
  }
  return { people, byId, mailed };
}
async function each(list, work) {
  for (let i = 0; i < list.length; i += 16) await Promise.all(list.slice(i, i + 16).map((x, k) => work(x, i + k)));
}

// ---- the rule, a second time ----

const awayOn = (p, day) => p.away.find((a) => a.from <= day && day <= a.until);
const workday = (p, day) => { let d = day; while (weekend(d) || awayOn(p, d)) d = plus(d, 1); return d; };
function workTime(p, at) {
  const { day, time } = local(at, p.zone), first = workday(p, day);
  if (first > day || time < '09:00') return instant(first, '09:00', p.zone);
  return time < '17:00' ? at : instant(workday(p, plus(day, 1)), '09:00', p.zone);
}
/** Who reads it instead of the one in line, and when; none when the one in line is away without a stand-in. */
function reader(byId, p, at) {
  const away = awayOn(p, local(at, p.zone).day);
  if (!away) return p;
  const other = away.standIn && byId.get(away.standIn);
  return other && !awayOn(other, local(at, other.zone).day) ? other : null;
}
/** When what happens now goes out to somebody. */
function goesOut(p, at) {
  if (p.way.atOnce) return at;
  if (!p.way.digest) return workTime(p, at);
  const { day, time } = local(at, p.zone);
  return instant(workday(p, time < '09:00' ? day : plus(day, 1)), '09:00', p.zone);
}
/** All that one goal makes: [person, kind, goal, at]; `until` ends the year. */
function expectedOf(byId, p, end) {
  const told = [];
  for (let since = FIRST; ;) {
    const due = workday(p, plus(since, RHYTHM)), dueAt = instant(due, '09:00', p.zone);
    if (dueAt >= end) return told;
    told.push([p.id, 'checkin_due', p.goal, dueAt]);
    if (!p.forgets) { since = due; continue; }
    let grace = GRACE, day = due;
    do { if (!awayOn(p, day)) grace--; day = plus(day, 1); } while (grace >= 0);
    const back = comesBack(p, dueAt);
    let at = Math.max(instant(day, '00:00', p.zone), dueAt + DAY), line = byId.get(p.manager), kind = 'goal_stale';
    while (line) {
      let who = null, when = at;
      for (let top = line; top; top = byId.get(top.manager)) { who = reader(byId, top, at); if (who && who !== p) { line = top; break; } who = null; }
      if (!who) break;
      when = workTime(who, at);
      if (when >= back || when >= end) break;
      if (when > at) { at = when; continue; } // looked at again then: who is there may be another by now
      told.push([who.id, kind, p.goal, when]);
      [kind, line, at] = ['goal_stale_still', byId.get(line.manager), when + NEXT * DAY];
    }
    if (back >= end) return told;
    since = local(back, p.zone).day;
  }
}
/** Who forgets remembers on the sixteenth day, at noon. */
const comesBack = (p, dueAt) => { const { day } = local(dueAt, p.zone); return instant(plus(day, 16), '12:00', p.zone); };

// ---- the year ----

/** When something happens next, when something goes out next, and how much should have gone out by now and has not. */
function ahead() {
  const [last, looked, mail, hook, waits] = server.sql(`SELECT (SELECT COALESCE(MAX(id), 0) FROM notices), (SELECT COALESCE(MIN(at), 0) FROM goal_nudges), (SELECT COALESCE(MIN(at), ${Number.MAX_SAFE_INTEGER}) FROM notice_mails WHERE mail_id IS NULL),
    (SELECT COALESCE(MIN(try_at), ${Number.MAX_SAFE_INTEGER}) FROM notice_hook_sends WHERE state = 'waiting'), (SELECT count(*) FROM mails WHERE state NOT IN ('sent', 'failed')) + (SELECT count(*) FROM notice_hook_sends WHERE state = 'sending')`).split('|').map(Number);
  const now = clock.now().getTime(); // after what was read: what was due by then, the reading has seen as due
  return { last, next: Math.min(looked, mail, hook), settled: looked > now && mail > now && hook > now && waits === 0 };
}
/** Resolves to what is ahead, once all that is due has happened. */
async function settle() {
  await ok(admin.put('/home/look'), 204);
  return until(async () => { const a = ahead(); return a.settled && a; }, { what: 'the reminders' });
}
const checkIn = (p) => ok(p.client.post(`/goals/${p.goal}/checkins`, { confidence: 'on_track' }), 201);
const LOG = "SELECT n.person_id, n.kind, n.goal_id, n.at FROM notices n WHERE n.kind IN ('checkin_due', 'goal_stale', 'goal_stale_still') ORDER BY n.id";

test('nobody is told too late, twice, not at all, or outside their hours, in a year', async (t) => {
  server.sql("UPDATE tokens SET expires_at = 4102444800000");
  await ok(admin.put('/framework', { rhythm_days: RHYTHM, grace_days: GRACE, next_in_line_days: NEXT, reason: 'A month is enough.' }));
  const { people, byId, mailed } = await bringIn();
  const end = Date.parse(`${LAST}T00:00:00Z`), byGoal = new Map(people.map((p) => [p.goal, p]));
  let seen = 0, steps = 0, soon = ahead().next;
  const returns = []; // [at, person] of those who will remember
  for (;;) {
    const next = Math.min(soon, ...returns.map(([at]) => at));
    if (next >= end) break;
    clock.set(new Date(next + 300).toISOString());
    steps++;
    for (const entry of returns.filter(([at]) => at <= next)) { await checkIn(entry[1]); returns.splice(returns.indexOf(entry), 1); }
    const reached = await settle();
    soon = reached.next;
    if (reached.last === seen) continue;
    const log = server.sql(`SELECT id, goal_id, at FROM notices WHERE id > ${seen} AND kind = 'checkin_due' ORDER BY id`);
    const reminded = log ? log.split('\n').map((l) => l.split('|').map(Number)) : [];
    for (const [, goal, at] of reminded) if (byGoal.get(goal).forgets) returns.push([comesBack(byGoal.get(goal), at), byGoal.get(goal)]);
    await each(reminded.map(([, goal]) => byGoal.get(goal)).filter((p) => !p.forgets), checkIn);
    seen = reached.last;
    if (reminded.length) soon = ahead().next;
  }
  const log = server.sql(LOG).split('\n').map((l) => l.split('|')).map(([person, kind, goal, at]) => [Number(person), kind, Number(goal), Number(at)]);
  const expected = people.flatMap((p) => expectedOf(byId, p, end));
  const line = ([person, kind, goal, at]) => `${person} ${kind} ${goal} ${new Date(at - (at % 60000)).toISOString()}`;
  const out = wentOut(people, mailed, end);
  table(t, log, out);
  t.diagnostic(`${people.length} people, ${log.length} notices, ${steps} steps of the clock`);
  assert.deepEqual(log.map(line).sort(), expected.map(line).sort());
  for (const [person, , , at] of log) {
    const p = byId.get(person), { day, time } = local(at, p.zone);
    assert.ok(!weekend(day) && !awayOn(p, day) && time >= '09:00' && time < '17:00', line([person, '', 0, at]));
  }
  compareOut(t, out);
});

/** What should have gone out by mail and by webhook, and what came: [person, at, notices]. */
function wentOut(people, mailed, end) {
  const byId = new Map(people.filter((p) => p.way).map((p) => [p.id, p])), byEmail = new Map(people.map((p) => [p.email, p]));
  const due = server.sql('SELECT id, person_id, kind, at FROM notices ORDER BY id').split('\n').map((l) => l.split('|'))
    .map(([id, person, kind, at]) => ({ id: Number(id), p: byId.get(Number(person)), kind, at: Number(at) })).filter((n) => n.p && mailed.has(n.kind))
    .map((n) => ({ ...n, out: goesOut(n.p, n.at) })).filter((n) => n.out < end);
  const mails = smtp.mails.map((m) => ({ p: byEmail.get(m.to[0]), at: Date.parse(m.headers.date), n: m.text.match(/^https:\/\/waymark\.fernweh\.example\/(?!account|unsubscribe)/gm).length }));
  return { due, mails, hooks: posted.map((h) => ({ ...h, p: byId.get(h.person) })) };
}
function compareOut(t, { due, mails, hooks }) {
  const near = (came, out) => came - out > -1000 && came - out < 60000; // in the minute; what comes says whole seconds
  for (const h of hooks) { const n = due.find((d) => d.id === h.notice); assert.ok(n && n.p === h.p && near(h.at, n.out), JSON.stringify([h.person, h.notice, new Date(h.at), n?.kind, new Date(n?.out)])); }
  assert.deepEqual(hooks.map((h) => h.notice).sort((a, b) => a - b), due.filter((d) => d.p.way.hook).map((d) => d.id), 'each webhook once');
  const open = due.filter((d) => d.p.way.mail);
  for (const m of mails) {
    const told = open.filter((d) => d.p === m.p && near(m.at, d.out)).slice(0, m.n);
    assert.equal(told.length, m.n, `a mail that nothing was due for: ${JSON.stringify([m.p.id, m.p.way, new Date(m.at)])}`);
    for (const d of told) open.splice(open.indexOf(d), 1);
    if (m.p.way.digest) assert.equal(open.filter((d) => d.p === m.p && near(m.at, d.out)).length, 0, 'a digest is one mail');
    const { day, time } = local(m.at, m.p.zone);
    if (!m.p.way.atOnce) assert.ok(!weekend(day) && !awayOn(m.p, day) && time >= '09:00' && time < '17:00', `a mail outside of work: ${m.p.id} ${day} ${time}`);
  }
  assert.deepEqual(open.map((d) => [d.p.id, d.kind, new Date(d.out)]), [], 'mails that never came');
  t.diagnostic(`${mails.length} mails with ${due.filter((d) => d.p.way.mail).length} notices, ${hooks.length} webhooks`);
}

/** The log of the year as a table: of each month, how many of each kind, and how many mails and webhooks. */
function table(t, log, { mails, hooks }) {
  const kinds = ['checkin_due', 'goal_stale', 'goal_stale_still'], month = (at) => new Date(at).toISOString().slice(0, 7), of = (list, m) => list.filter((x) => month(x.at) === m).length;
  t.diagnostic(['month  ', ...kinds, 'mails', 'webhooks'].join('  '));
  for (const m of [...new Set(log.map(([, , , at]) => month(at)))].sort()) {
    const counts = [...kinds.map((k) => [k, log.filter(([, kind, , at]) => kind === k && month(at) === m).length]), ['mails', of(mails, m)], ['webhooks', of(hooks, m)]];
    t.diagnostic([m, ...counts.map(([head, n]) => String(n).padStart(head.length))].join('  '));
  }
}
