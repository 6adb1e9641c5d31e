// Getting people and goals in from CSV, on real data and on data that is not in order.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { forest, okrs, tree } from '../lib/data.js';
import { differences, dump } from '../lib/dump.js';
import { all, expect, faults, ok } from '../lib/helpers.js';
import { convertOkrs, parseCsv, toCsv } from '../lib/okrs.js';
import { severalServers } from '../lib/server.js';

const start = severalServers(after);

const server = await start('import');
const { admin } = server;
const COLUMNS = ['id', 'name', 'email', 'title', 'department', 'manager_id', 'hire_date'];

function write(name, text) {
  const file = path.join(server.folder, name);
  fs.writeFileSync(file, text);
  return file;
}
const people = (...words) => server.cli('import', 'people', ...words);
const summary = (reply) => reply.out.match(/(\d+) rows of \w+: (\d+) (?:would be )?new, (\d+) (?:would be )?changed, (\d+) as they were, (\d+) refused/).slice(1).map(Number);
const byName = async (name) => (await all(admin, `/people?q=${encodeURIComponent(name)}`)).find((p) => p.name === name);

test('an organisation of real people comes in whole', async () => {
  const { path: file, rows, full } = tree();
  if (full) assert.equal(rows.length, 290);
  const before = dump(server);
  const dry = await people(file, '--dry-run');
  assert.deepEqual([dry.status, summary(dry)], [0, [rows.length, rows.length, 0, 0, 0]], dry.err);
  assert.match(dry.out, /nothing has been changed/);
  assert.equal(differences(before, dump(server)), '', 'a dry run changes nothing');

  const reply = await people(file);
  assert.deepEqual([reply.status, summary(reply)], [0, [rows.length, rows.length, 0, 0, 0]], reply.err);
  const inside = (await all(admin, '/people')).filter((p) => p.external_id);
  assert.equal(inside.length, rows.length);
  const byNumber = new Map(inside.map((p) => [p.external_id, p]));
  for (const row of rows) {
    const person = byNumber.get(row.id);
    assert.deepEqual([person.name, person.email, person.title, person.department, person.hired_on], [row.name, row.email, row.title, row.department, row.hire_date]);
    assert.equal(person.manager_id, row.manager_id ? byNumber.get(row.manager_id).id : null, row.name);
  }
  assert.ok(rows.some((r) => r.name.includes("'")) && rows.some((r) => /[^\x00-\x7f]/.test(r.name)), 'the names are the odd ones');
  const height = (row) => (row.manager_id ? 1 + height(rows.find((r) => r.id === row.manager_id)) : 1);
  let level = inside.filter((p) => p.manager_id === null), levels = 0, seen = 0;
  while (level.length) {
    levels++;
    seen += level.length;
    level = (await Promise.all(level.map((p) => all(admin, `/people/${p.id}/reports`)))).flat();
  }
  assert.deepEqual([levels, seen], [Math.max(...rows.map(height)), rows.length]);
  if (full) assert.equal(levels, 5);
  const teams = await all(admin, '/teams');
  assert.deepEqual(teams.map((t) => t.name).sort(), [...new Set(rows.map((r) => r.department))].sort());
  for (const team of teams)
    assert.equal((await all(admin, `/teams/${team.id}/members`)).length, rows.filter((r) => r.department === team.name).length, team.name);
});

test('names are found whatever their accents, and pages lose nobody', async () => {
  const { rows } = tree();
  const find = async (q) => (await all(admin, `/people?q=${encodeURIComponent(q)}`)).map((p) => p.name).sort();
  const folded = (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  for (const q of ['sanchez', 'francois', 'reategui'])
    assert.deepEqual(await find(q), rows.filter((r) => folded(r.name).split(/[^\p{L}\p{N}]+/u).some((w) => w.startsWith(q)) || folded(r.email).includes(q)).map((r) => r.name).sort(), q);
  const whole = (await all(admin, '/people')).map((p) => p.id);
  assert.equal(whole.length, rows.length + 1);
  for (const limit of [1, 7, 33, 200]) assert.deepEqual((await all(admin, '/people', { limit })).map((p) => p.id), whole, `by ${limit}`);
});

test('the same file again changes nothing', async () => {
  const { path: file, rows } = tree();
  const before = dump(server);
  const reply = await people(file);
  assert.deepEqual([reply.status, summary(reply)], [0, [rows.length, 0, 0, rows.length, 0]], reply.err);
  assert.equal(differences(before, dump(server)), '');
});

test('a changed row changes its person: title, department, line manager', async () => {
  const { rows } = tree();
  const [boss, other] = [rows[0], rows.find((r) => r.manager_id && r.department !== rows[0].department)];
  const changed = { ...other, title: 'Keeper of Maps', department: 'Atlas & Söhne', manager_id: boss.id };
  const reply = await people(write('changed.csv', toCsv(COLUMNS, [boss, changed])));
  assert.deepEqual([reply.status, summary(reply)], [0, [2, 0, 1, 1, 0]], reply.err);
  const person = await ok(admin.get(`/people/${(await byName(other.name)).id}`));
  assert.deepEqual([person.title, person.manager.name, person.teams.map((t) => t.name)], ['Keeper of Maps', boss.name, ['Atlas & Söhne']]);
});

test('columns in any order, a mark at the beginning, semicolons, tabs, quoted lines', async () => {
  const odd = 'EMAIL;Name;Title;unknown\r\n"semi@example.org";"Semi; Colon";"Two\nlines ""quoted"" here";x\r\n';
  for (const [name, text] of [['plain.csv', odd], ['bom.csv', `\ufeff${odd.replaceAll('semi@', 'bom@')}`], ['tab.csv', odd.replaceAll(';', '\t').replaceAll('semi@', 'tab@')]]) {
    const reply = await people(write(name, text));
    // A title is one line, so that row is told; what this shows is that it was read as one field.
    assert.match(reply.err, /line 1: column "unknown" is not used/);
    assert.match(reply.err, /line 2: .*title: /, reply.err);
    assert.equal(reply.status, 2);
  }
  const good = odd.replace('\nlines', ' lines').replaceAll(';', ',').replace('Semi, Colon', 'Comma, Person');
  assert.equal((await people(write('comma.csv', `\ufeff${good}`))).status, 0);
  assert.equal((await byName('Comma, Person')).title, 'Two lines "quoted" here');
  const newlines = 'id,title,why,owner,starts_on,due_on\nnl-1,Read me,"First line\nsecond, with ""quotes""\n\nlast",ada@example.org,2026-01-01,2026-12-31\n';
  const reply = await server.cli('import', 'goals', write('newlines.csv', newlines));
  assert.equal(reply.status, 0, reply.err);
  const [goal] = (await ok(admin.get('/goals?q=read'))).items;
  assert.equal(goal.why, 'First line\nsecond, with "quotes"\n\nlast');
});

const BAD = `id,name,email,title,department,manager_id,hire_date
b1,Good One,b1@example.org,,,,
b2,,b2@example.org,,,,
b3,No Address,nowhere,,,,2026-02-30
b4,Twice,b1@example.org,,,,
b1,Same Number,other@example.org,,,,
b5,Too,many,fields,in,this,row,here
b6,Good Two,b6@example.org,,,b1,
b7,Lost Manager,b7@example.org,,,nobody-there,
`;

test('good rows come in, bad ones are told by line and reason', async () => {
  const reply = await people(write('bad.csv', BAD));
  assert.deepEqual([reply.status, summary(reply)], [2, [8, 3, 0, 0, 5]], reply.err);
  for (const line of [/^line 3: .*name/m, /^line 4: .*email.*hired_on|^line 4: .*hired_on.*email/m, /^line 5: .*address.*line 2/m, /^line 6: .*b1.*line 2/m, /^line 7: .*8 fields.*7/m, /^line 9: .*nobody-there/m])
    assert.match(reply.err, line);
  assert.ok(!/^line (2|8):/m.test(reply.err), reply.err);
  assert.equal((await byName('Lost Manager')).manager_id, null);
  assert.equal((await byName('Good Two')).manager_id, (await byName('Good One')).id);
});

test('--strict takes all or nothing', async () => {
  const before = dump(server);
  const refused = await people(write('strict.csv', BAD.replaceAll('b', 's')), '--strict');
  assert.notEqual(refused.status, 0);
  assert.equal(differences(before, dump(server)), '');
  const good = `${COLUMNS}\ns1,Strict One,s1@strict.example,,,,\ns2,Strict Two,s2@strict.example,,,s1,\n`;
  const taken = await people(write('good.csv', good), '--strict');
  assert.deepEqual([taken.status, summary(taken)], [0, [2, 2, 0, 0, 0]], taken.err);
});

test('a file that cannot be read is told in a sentence', async () => {
  const before = dump(server);
  for (const [text, why] of [['', /empty/], ['name,title\nx,y\n', /no column "email"/], ['name,email\n"open,x@example.org\n', /line 2/], [Buffer.from([0xff, 0xfe, 0x00]), /line 1/], ['name,email\n', null]]) {
    const reply = await people(write('odd.csv', text));
    if (why) assert.match(reply.err, why, String(text));
    assert.equal(reply.status === 0, why === null, String(text));
  }
  const latin = await people(write('latin.csv', Buffer.from('name,email\nS\xe1nchez,latin@example.org\n', 'latin1')));
  assert.equal(latin.status, 2);
  assert.match(latin.err, /line 2: .*UTF-8/);
  assert.notEqual((await people(path.join(server.folder, 'missing.csv'))).status, 0);
  assert.equal((await people()).status, 64);
  assert.equal((await server.cli('import', 'cats', write('cats.csv', 'x'))).status, 64);
  assert.equal(differences(before, dump(server)), '');
});

test('a circle of line managers in the file is told and not made', async () => {
  const file = write('circle.csv', `${COLUMNS}\nc1,Circle A,c1@example.org,,,c3,\nc2,Circle B,c2@example.org,,,c1,\nc3,Circle C,c3@example.org,,,c2,\nc4,Circle D,c4@example.org,,,c4,\n`);
  const reply = await people(file);
  assert.match(reply.err, /circle.*Circle/i);
  const inside = (await Promise.all(['Circle A', 'Circle B', 'Circle C', 'Circle D'].map(byName))).filter(Boolean);
  assert.ok(inside.some((p) => p.manager_id === null));
});

test('managers who are not in the file are told, and their people come in', async () => {
  const other = await start('forest');
  const { rows, stubs, full, path: file } = forest();
  const missing = new Set(stubs.map((s) => s.id));
  const real = rows.filter((row) => !missing.has(row.id));
  const pointing = real.filter((row) => missing.has(row.manager_id));
  if (full) assert.deepEqual([rows.length, missing.size, pointing.length], [1474, 138, 449]);
  const without = path.join(other.folder, 'without.csv');
  fs.writeFileSync(without, toCsv(COLUMNS, real));
  const reply = await other.cli('import', 'people', without);
  assert.deepEqual([reply.status, summary(reply)], [0, [real.length, real.length, 0, 0, 0]], reply.err.slice(0, 2000));
  const told = [...reply.err.matchAll(/^line (\d+): the manager "(\w+)"/gm)];
  assert.equal(told.length, pointing.length);
  assert.deepEqual(new Set(told.map((t) => t[2])), new Set(pointing.map((p) => p.manager_id)));
  for (const [, line, number] of told) assert.equal(real[Number(line) - 2].manager_id, number, `line ${line}`);
  const inside = (await all(other.admin, '/people')).filter((p) => p.external_id);
  assert.deepEqual([inside.length, inside.filter((p) => p.manager_id === null).length], [real.length, real.filter((r) => !r.manager_id || missing.has(r.manager_id)).length]);

  const whole = await other.cli('import', 'people', file);
  assert.deepEqual([whole.status, summary(whole)], [0, [rows.length, missing.size, pointing.length, real.length - pointing.length, 0]], whole.err.slice(0, 2000));
  assert.ok(!whole.err.includes('the manager'), 'now everybody has theirs');
  const after = (await all(other.admin, '/people')).filter((p) => p.external_id);
  assert.equal(after.filter((p) => p.manager_id === null).length, rows.filter((r) => !r.manager_id).length);
});

test('real objectives come in, each in or told by its line', async () => {
  const other = await start('okrs');
  const data = tree(), lines = okrs();
  if (lines.full) assert.equal(lines.rows.length, 2723);
  assert.equal((await other.cli('import', 'people', data.path)).status, 0);
  const file = path.join(other.folder, 'goals.csv');
  fs.writeFileSync(file, convertOkrs(lines.path, data.rows.slice(0, 30).map((r) => r.email)));
  const rows = parseCsv(fs.readFileSync(file, 'utf8'));
  const reply = await other.cli('import', 'goals', file);
  const [read, made, changed, same, refused] = summary(reply);
  assert.deepEqual([read, made + refused, changed, same], [rows.length, rows.length, 0, 0], reply.err.slice(0, 2000));
  const told = new Set([...reply.err.matchAll(/^line (\d+): /gm)].map((m) => Number(m[1])));
  const inside = await all(other.admin, '/goals');
  assert.equal(inside.length, made);
  assert.ok(refused <= told.size && made > rows.length * 0.98, `${made} in, ${refused} told: ${reply.err.slice(0, 1000)}`);
  const titles = new Map(inside.map((g) => [g.title, g]));
  let line = 2;
  for (const row of rows) {
    assert.ok(titles.has(row.title.replaceAll(/\s+/g, ' ').trim()) || titles.has(row.title.trim()) || told.has(line), `line ${line}: ${row.title}`);
    line += 1 + (Object.values(row).join('').match(/\n/g) ?? []).length;
  }
  const longest = (texts) => Math.max(...texts.map((t) => t.trim().length));
  assert.equal(longest(inside.map((g) => g.title)), longest(rows.map((r) => r.title)), 'long lines come in whole');
  const measured = inside.filter((g) => g.score > 0);
  assert.ok(measured.length > 0);
  const deep = inside.find((g) => g.serves.length && g.level !== 'organisation');
  const why = await ok(other.admin.get(`/goals/${deep.id}/why`));
  assert.ok(why.chain.length >= 2);
  const again = await other.cli('import', 'goals', file);
  assert.deepEqual(summary(again), [read, 0, 0, made, refused], again.err.slice(0, 500));
  const verified = await other.cli('verify');
  assert.equal(verified.status, 0, verified.out);
});

test('goals that are not in order are told by line', async () => {
  const file = write('goals.csv', `id,title,owner,level,team,period,starts_on,due_on,serves,state,criterion,kind,start,good,excellent,why,value
g1,Good goal,ada@example.org,person,,,2026-01-01,2026-12-31,,active,Done,number,0,10,20,Because,5.9
g2,No owner,nobody@example.org,person,,,2026-01-01,2026-12-31,,,,,,,,,
g3,No measure,ada@example.org,person,,,2026-01-01,2026-12-31,,active,,,,,,Because,
g4,Bad target,ada@example.org,person,,,2026-01-01,2026-12-31,,active,Done,number,10,10,20,Because,
g5,No such period,ada@example.org,person,,Never,,,,,,,,,,,
g6,Dates,ada@example.org,person,,,2026-12-31,2026-01-01,,,,,,,,,
g7,Serves a later one,ada@example.org,person,,,2026-01-01,2026-12-31,g8,,,,,,,,
g8,A later one,ada@example.org,person,,,2026-01-01,2026-12-31,g1|g404,,,,,,,,
g9,Closes a circle,ada@example.org,person,,,2026-01-01,2026-12-31,g9,,,,,,,,
`);
  const before = dump(server);
  const dry = await server.cli('import', 'goals', file, '--dry-run');
  assert.equal(differences(before, dump(server)), '');
  const reply = await server.cli('import', 'goals', file);
  assert.deepEqual(summary(reply), summary(dry));
  assert.deepEqual([reply.status, summary(reply)], [2, [9, 4, 0, 0, 5]], reply.err);
  for (const line of [/^line 3: owner: /m, /^line 4: /m, /^line 5: .*good/m, /^line 6: period: /m, /^line 7: due_on: /m, /^line 9: .*g404/m, /^line 10: .*circle/m])
    assert.match(reply.err, line);
  const goals = await all(admin, '/goals?owner_id=1');
  const good = goals.find((g) => g.title === 'Good goal'), seven = goals.find((g) => g.title === 'Serves a later one'), eight = goals.find((g) => g.title === 'A later one');
  assert.deepEqual([good.state, good.score, seven.serves, eight.serves], ['active', 0.413, [eight.id], [good.id]]);
});

test('an import goes on while others write', async () => {
  const { rows } = forest();
  const file = write('while.csv', toCsv(COLUMNS, rows.map((r) => ({ ...r, id: `w${r.id}`, manager_id: r.manager_id && `w${r.manager_id}`, email: `w${r.email}` }))));
  let running = true;
  const importing = people(file).finally(() => { running = false; });
  let written = 0, slowest = 0;
  while (running) {
    const began = performance.now();
    await ok(admin.put('/home/look'), 204);
    slowest = Math.max(slowest, performance.now() - began);
    written++;
  }
  const reply = await importing;
  assert.equal(reply.status, 0, reply.err.slice(0, 500));
  assert.ok(written > 3, `only ${written} writes got in between`);
  assert.ok(slowest < 3000, `a write waited ${slowest} ms`);
});

test('who has left stays out of teams and lines when an old file is brought in again', async () => {
  const server = await start('import-left');
  const file = path.join(server.folder, 'old.csv');
  fs.writeFileSync(file, 'id,name,email,title,department,manager_id,hire_date\nb1,Bo Boss,bo@left.example,,Top,,\nl1,Lee Left,lee@left.example,,Deck,b1,\n');
  assert.equal((await server.cli('import', 'people', file)).status, 0);
  const lee = (await all(server.admin, '/people')).find((p) => p.email === 'lee@left.example');
  await ok(server.admin.put(`/people/${lee.id}/departure`, { left_on: server.clock.today() }));
  const before = dump(server);
  const again = await server.cli('import', 'people', file);
  assert.equal(again.status, 0, again.err);
  assert.equal(server.sql(`SELECT count(*) FROM team_members WHERE person_id = ${lee.id} AND ends_on IS NULL`), '0');
  assert.equal(differences(before, dump(server)), '');
});
