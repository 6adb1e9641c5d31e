// Imports over the API, as the browser does them: tried first, then ordered, followed, and taken back while nobody has built on them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after } from 'node:test';
import { forest, tree } from '../lib/data.js';
import { differences, dump } from '../lib/dump.js';
import { all, expect, faults, ok, problem, until } from '../lib/helpers.js';
import { toCsv } from '../lib/okrs.js';
import { severalServers } from '../lib/server.js';

const start = severalServers(after);

const server = await start('import-order');
const { admin } = server;
const COLUMNS = ['id', 'name', 'email', 'title', 'department', 'manager_id', 'hire_date'];
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

const tried = (client, text, more = {}) => ok(client.post('/imports', { kind: 'people', text, dry_run: true, ...more }));
const finished = async (client, id) => {
  await until(async () => !['waiting', 'running'].includes((await ok(client.get(`/imports/${id}`))).state), { within: 60000, what: 'the import' });
  return ok(client.get(`/imports/${id}`));
};
const ordered = async (client, text, more = {}) => finished(client, (await ok(client.post('/imports', { kind: 'people', text, ...more }), 201)).id);
const counts = (o) => [o.rows, o.made, o.changed, o.same, o.refused];
const byEmail = async (client, email) => (await all(client, `/people?q=${encodeURIComponent(email)}`)).find((p) => p.email === email);
/** What the product says of everybody, without numbers and versions. */
const everything = async (client) => ({
  people: (await all(client, '/people')).map(({ version, ...p }) => p),
  teams: (await all(client, '/teams')).map(({ version, ...t }) => t),
});

test('a file is tried first, brought in by a job, and the same file again changes nothing', async () => {
  const other = await start('import-api');
  const { path: file, rows } = tree();
  const text = fs.readFileSync(file, 'utf8'), before = dump(other);
  const dry = await tried(other.admin, text);
  assert.deepEqual([...counts(dry), dry.state, dry.id], [rows.length, rows.length, 0, 0, 0, null, null]);
  assert.equal(differences(before, dump(other)), '', 'a dry run changes nothing');
  assert.deepEqual([dry.lines.length, dry.lines[0].outcome, dry.lines[0].name, dry.lines[0].line], [rows.length, 'added', rows[0].name, 2]);
  const order = await ok(other.admin.post('/imports', { kind: 'people', file_name: 'staff.csv', text: text.replaceAll('\n', '\r\n') }), 201);
  assert.ok(['waiting', 'running', 'done'].includes(order.state));
  const done = await finished(other.admin, order.id);
  assert.deepEqual([...counts(done), done.state, done.progress, done.file_name], [rows.length, rows.length, 0, 0, 0, 'done', 100, 'staff.csv']);
  assert.equal((await all(other.admin, `/imports/${order.id}/lines?outcome=added`)).length, rows.length);
  assert.deepEqual(counts(await ordered(other.admin, text)), [rows.length, 0, 0, rows.length, 0]);
  const joined = (await ok(other.admin.get('/events?type=person.joined'))).items[0];
  assert.equal(joined.actor_id, other.admin.id, 'the record says who imported');
  assert.equal((await all(other.admin, '/imports')).length, 2);
  const byNumber = new Map((await all(other.admin, '/people')).map((p) => [p.external_id, p]));
  for (const row of rows) assert.equal(byNumber.get(row.id).manager_id, row.manager_id ? byNumber.get(row.manager_id).id : null, row.name);
});

test('what a file would change is told from what to what, and so is the line of it afterwards', async () => {
  await ordered(admin, `${COLUMNS}\nc1,Carla Change,carla@example.org,Clerk,Office,,\nc2,Carlo Chief,carlo@example.org,Chief,Office,,\n`);
  const text = `${COLUMNS}\nc1,Carla Changed,carla@example.org,Lead,Harbour,c2,2024-02-01\nc2,Carlo Chief,carlo@example.org,Chief,Office,,\n`;
  const dry = await tried(admin, text);
  assert.deepEqual(counts(dry), [2, 0, 1, 1, 0]);
  const [line] = dry.lines;
  assert.deepEqual([dry.lines.length, line.line, line.outcome], [1, 2, 'changed']);
  const changes = Object.fromEntries(line.changes.map((c) => [c.field, [c.before, c.after]]));
  assert.deepEqual(changes, { name: ['Carla Change', 'Carla Changed'], title: ['Clerk', 'Lead'], department: ['Office', 'Harbour'], hire_date: [null, '2024-02-01'], manager_id: [null, 'Carlo Chief'] });
  const done = await ordered(admin, text);
  const [kept] = (await ok(admin.get(`/imports/${done.id}/lines?outcome=changed`))).items;
  assert.deepEqual(Object.fromEntries(kept.changes.map((c) => [c.field, [c.before, c.after]])), changes);
});

test('bad rows are told by line and kept to be mended; strict orders nothing; a file without its columns names the field', async () => {
  const dry = await tried(admin, BAD.replaceAll('b', 'x'));
  const done = await ordered(admin, BAD.replaceAll('b', 'x'));
  for (const lines of [dry.lines, await all(admin, `/imports/${done.id}/lines`)]) {
    const refused = lines.filter((l) => l.outcome === 'refused');
    assert.deepEqual(refused.map((l) => l.line), [3, 4, 5, 6, 7]);
    assert.deepEqual(refused[1].fields, ['x3', 'No Address', 'nowhere', '', '', '', '2026-02-30']);
    const lost = lines.find((l) => l.line === 9);
    assert.match(lost.text, /noxody-there/);
    assert.equal(lost.outcome, 'added');
  }
  assert.deepEqual([...counts(done), done.state], [8, 3, 0, 0, 5, 'done']);
  assert.deepEqual(done.columns, COLUMNS);
  const before = dump(server);
  const strict = await ok(admin.post('/imports', { kind: 'people', text: BAD.replaceAll('b', 'y'), strict: true }));
  assert.deepEqual([strict.refused, strict.state], [5, null]);
  await faults(admin.post('/imports', { kind: 'people', text: 'name,title\nx,y\n' }), 'text');
  await faults(admin.post('/imports', { kind: 'people', text: '' }), 'text');
  await faults(admin.post('/imports', { kind: 'cats', text: 'x' }), 'kind');
  expect(await admin.post('/imports', { kind: 'people', text: `name,email\n${'x'.repeat(1100000)}` }), 413);
  assert.equal(differences(before, dump(server)), '');
  const good = await finished(admin, (await ok(admin.post('/imports', { kind: 'people', text: 'name,email\nStrict One,strict1@example.org\n', strict: true }), 201)).id);
  assert.deepEqual(counts(good), [1, 1, 0, 0, 0]);
});

test('an order that is sent again with its key is not ordered again, though its rows are there by then', async () => {
  const body = { kind: 'people', text: 'name,email\nOrdered Once,ordered.once@example.org\n', strict: true };
  const orders = async () => (await all(admin, '/imports')).length;
  const before = await orders();
  const first = expect(await admin.post('/imports', body, { key: 'order-1' }), 201);
  await finished(admin, first.body.id);
  const again = expect(await admin.post('/imports', body, { key: 'order-1' }), 201);
  assert.deepEqual([again.text, again.headers.location, again.headers.etag], [first.text, first.headers.location, first.headers.etag]);
  assert.equal(again.headers['idempotency-replayed'], 'true');
  const raced = await Promise.all([1, 2, 3, 4].map(() => admin.post('/imports', { ...body, text: body.text.replace('once', 'raced') }, { key: 'order-2' })));
  assert.equal(new Set(raced.map((reply) => expect(reply, 201).body.id)).size, 1);
  assert.equal(await orders(), before + 2);
  expect(await admin.post('/imports', { ...body, strict: false }, { key: 'order-1' }), 422);
  expect(await admin.post('/imports', { ...body, dry_run: true }, { key: 'tried' }), 200);
});

test('1,474 people come in in one go, and a file of the largest size is tried or told to be split', async () => {
  const other = await start('import-large');
  const { rows, path: file } = forest();
  const done = await ordered(other.admin, fs.readFileSync(file, 'utf8'));
  assert.deepEqual(counts(done), [rows.length, rows.length, 0, 0, 0]);
  let text = 'name,email\n';
  for (let i = 0; text.length < 900000; i++) text += `Person ${i},p${i}@example.org\n`;
  const reply = await other.admin.post('/imports', { kind: 'people', text, dry_run: true });
  assert.ok([200, 413].includes(reply.status), reply.text.slice(0, 300));
  assert.equal((await ok(other.admin.get('/me'))).id, other.admin.id, 'the server goes on');
});

test('an import goes on where it was when the server is stopped on the way', async () => {
  const other = await start('import-stop');
  const { rows, path: file } = forest();
  const { id } = await ok(other.admin.post('/imports', { kind: 'people', text: fs.readFileSync(file, 'utf8') }), 201);
  await until(async () => (await ok(other.admin.get(`/imports/${id}`))).progress > 5);
  await other.kill9();
  await other.serve();
  const done = await finished(other.admin, id);
  assert.deepEqual([...counts(done), done.state], [rows.length, rows.length, 0, 0, 0, 'done']);
});

test('an import is taken back whole: people, teams, lines and what it changed', async () => {
  const other = await start('import-undo');
  const first = `${COLUMNS}\n1,Ann Top,ann@example.org,Head,Harbour,,2020-01-01\n2,Ben Below,ben@example.org,Hand,Harbour,1,\n3,Cid Chief,cid@example.org,Chief,Office,,\n`;
  const one = await ordered(other.admin, first);
  const before = await everything(other.admin);
  const second = `${COLUMNS}\n2,Ben Belowdecks,ben@example.org,Mate,Ropery,3,2021-05-05\n4,Dot New,dot@example.org,,Ropery,2,\n`;
  const two = await ordered(other.admin, second);
  assert.deepEqual(counts(two), [2, 1, 1, 0, 0]);
  const would = await ok(other.admin.get(`/imports/${two.id}/undoing`));
  assert.deepEqual([would.people, would.changed, would.teams, would.goals, would.possible], [1, 1, 1, 0, true]);
  const blocked = await ok(other.admin.get(`/imports/${one.id}/undoing`));
  assert.ok(!blocked.possible && blocked.in_the_way.some((o) => o.kind === 'changed' && o.name === 'Ben Belowdecks'), JSON.stringify(blocked));
  const undone = await ok(other.admin.put(`/imports/${two.id}/undoing`));
  assert.deepEqual([undone.state, undone.undone_by], ['undone', other.admin.id]);
  assert.deepEqual(await everything(other.admin), before);
  await problem(other.admin.put(`/imports/${two.id}/undoing`), 409);
  await problem(other.admin.get(`/imports/${two.id}/undoing`), 409);
  assert.equal((await ok(other.admin.get('/events?type=import.undone'))).items[0].new.people, 1);

  assert.equal((await ok(other.admin.get(`/imports/${one.id}/undoing`))).possible, true, 'the later one is out of the way');
  await ok(other.admin.put(`/imports/${one.id}/undoing`));
  assert.deepEqual((await all(other.admin, '/people')).map((p) => p.email), ['ada@example.org']);
  assert.deepEqual(await all(other.admin, '/teams'), []);
  assert.equal((await other.cli('verify')).status, 0);
  assert.deepEqual(counts(await ordered(other.admin, first)), [3, 3, 0, 0, 0], 'and it can come in anew');
});

test('what was built on an import stands in the way, each with its name, and nothing is taken back', async () => {
  const names = ['Changed', 'Signed', 'Goalful', 'Contact', 'Supports', 'Member', 'Plain'];
  const done = await ordered(admin, `${COLUMNS}\n${names.map((n) => `w${n},${n} Way,${n.toLowerCase()}@way.example,,Wayside,,`).join('\n')}\n`);
  const person = Object.fromEntries(await Promise.all(names.map(async (n) => [n, await byEmail(admin, `${n.toLowerCase()}@way.example`)])));
  assert.equal((await ok(admin.get(`/imports/${done.id}/undoing`))).possible, true);
  await ok(admin.post(`/people/${person.Plain.id}/invitation`), 201); // an invitation alone is nothing that was built
  await ok(admin.patch(`/people/${person.Changed.id}`, { title: 'Boatswain' }, { match: person.Changed.version }));
  await server.browserSession('signed@way.example');
  await ok(admin.post('/goals', { title: 'For Goalful', level: 'organisation', owner_id: person.Goalful.id, starts_on: server.clock.day(0), due_on: server.clock.day(9) }), 201);
  await ok(admin.post(`/people/${person.Contact.id}/contact-points`, { topic: 'All', medium: 'chat', address: '@c' }), 201);
  await server.person({ name: 'Later Below', manager: person.Supports, scope: 'none' });
  const team = await server.team('Elsewhere');
  await ok(admin.post(`/teams/${team.id}/members`, { person_id: person.Member.id, role: 'member' }), 201);
  const before = dump(server);
  const would = await ok(admin.get(`/imports/${done.id}/undoing`));
  const ways = new Set(would.in_the_way.map((o) => `${o.kind} ${o.name}`));
  for (const way of ['changed Changed Way', 'signed_in Signed Way', 'goals Goalful Way', 'contact_points Contact Way', 'supports Supports Way', 'member Member Way'])
    assert.ok(ways.has(way), `${way}: ${[...ways]}`);
  assert.ok(![...ways].some((w) => w.includes('Plain')));
  const told = await problem(admin.put(`/imports/${done.id}/undoing`), 409);
  assert.match(told.detail, /Way/);
  assert.equal(differences(before, dump(server)), '');
});

test('goals that run already come in over the API as active, for their owners, and are taken back while untouched', async () => {
  const owner = await server.person({ name: 'Gita Owner' });
  const text = `id,title,owner,why,starts_on,due_on,state,serves,criterion,kind,start,good,excellent,value
g1,Ships on time,${owner.email},They wait,2026-01-01,2026-12-31,active,,On time,percent,0,70,100,35
g1,,,,,,,,On budget,percent,0,70,100,
g2,Ropes checked,${owner.email},Safety,2026-01-01,2026-12-31,draft,g1,,,,,,
g3,Nobody's,nobody@example.org,,2026-01-01,2026-12-31,,,,,,,,
`;
  const before = await all(admin, '/goals');
  const dry = await tried(admin, text, { kind: 'goals' });
  assert.deepEqual([...counts(dry), dry.lines.find((l) => l.outcome === 'refused').line], [4, 2, 0, 0, 1, 5]);
  const done = await ordered(admin, text, { kind: 'goals' });
  assert.deepEqual(counts(done), [4, 2, 0, 0, 1]);
  const goals = await all(owner, `/goals?owner_id=${owner.id}`);
  const ships = goals.find((g) => g.title === 'Ships on time'), ropes = goals.find((g) => g.title === 'Ropes checked');
  assert.deepEqual([ships.state, ships.started_by, ropes.state, ropes.serves], ['active', owner.id, 'draft', [ships.id]]);
  assert.ok(ships.score > 0);
  assert.equal((await ok(admin.get(`/imports/${done.id}/undoing`))).goals, 2);
  await ok(admin.put(`/imports/${done.id}/undoing`));
  assert.deepEqual(await all(admin, '/goals'), before);
  assert.deepEqual(await all(owner, `/goals?owner_id=${owner.id}`), []);

  const again = await ordered(admin, text, { kind: 'goals' });
  const mine = (await all(owner, `/goals?owner_id=${owner.id}`)).find((g) => g.state === 'active');
  await ok(owner.post(`/goals/${mine.id}/checkins`, { confidence: 'on_track' }), 201);
  const blocked = await ok(admin.get(`/imports/${again.id}/undoing`));
  assert.deepEqual(blocked.in_the_way.map((o) => [o.kind, o.subject_id]), [['goal_worked_on', mine.id]]);
  // Also when it happened while the rest of a large file was still coming in.
  server.sql('UPDATE imports SET last_event = (SELECT MAX(id) FROM events)');
  assert.equal((await ok(admin.get(`/imports/${again.id}/undoing`))).possible, false);
  await problem(admin.put(`/imports/${again.id}/undoing`), 409);
  assert.equal((await verified()), 0);
});
const verified = async () => (await server.cli('verify')).status;

test('an import ends when who ordered it belongs to people operations no more', async () => {
  const ops = await server.person({ name: 'Otto Ops', roles: ['people_operations'] });
  server.sql(`INSERT INTO imports (kind, person_id, state, column_lines, rows, position, made, changed, same, refused, created_at) VALUES ('people', ${ops.id}, 'waiting', 'name', 1, 0, 0, 0, 0, 0, 1)`);
  const { id } = (await all(admin, '/imports'))[0];
  await ok(admin.put(`/people/${ops.id}/roles`, { people_operations: false, operator: false }));
  server.sql(`INSERT INTO import_texts (import_id, text) VALUES (${id}, 'name,email')`);
  await ok(admin.put('/home/look'), 204); // a commit wakes the job
  const ended = await finished(admin, id);
  assert.equal(ended.state, 'stopped');
  assert.match(ended.why, /people operations/);
});

test('a team that an import made stays when something else was built on it, and that is said; the others go', async () => {
  const done = await ordered(admin, `${COLUMNS}\nk1,Kay One,k1@keep.example,,Keepers,,\nk2,Kay Two,k2@keep.example,,Goers,,\n`);
  const keepers = (await all(admin, '/teams?q=Keepers'))[0];
  const later = await server.person({ name: 'Kay Later', team: keepers, scope: 'none' });
  const would = await ok(admin.get(`/imports/${done.id}/undoing`));
  assert.deepEqual([would.possible, would.teams, would.kept.map((k) => [k.subject, k.subject_id, k.name])], [true, 1, [['team', keepers.id, 'Keepers']]]);
  await ok(admin.put(`/imports/${done.id}/undoing`));
  assert.deepEqual((await all(admin, `/teams/${keepers.id}/members`)).map((m) => m.person_id), [later.id]);
  assert.deepEqual(await all(admin, '/teams?q=Goers'), []);
});

test('lines of an import of goals tell nobody but their own of drafts', async () => {
  const other = await server.person({ name: 'Dee Ops', roles: ['people_operations'] });
  const owner = await server.person({ name: 'Dee Owner' });
  const text = `id,title,why,owner,state,starts_on,due_on,criterion,kind,start,good,excellent\nd1,Secret draft,Because,${owner.email},draft,${server.clock.day(0)},${server.clock.day(90)},Done,number,0,7,10\nd2,Open goal,Because,${owner.email},active,${server.clock.day(0)},${server.clock.day(90)},Done,number,0,7,10\nd3,Secret refused,,nobody@nowhere.example,draft,,,,,,,\n`;
  const done = await ordered(admin, text, { kind: 'goals' });
  const lines = async (client) => (await all(client, `/imports/${done.id}/lines`)).map((l) => [l.name, l.outcome, l.subject_id !== null, l.fields.length > 0]);
  assert.deepEqual((await lines(admin)).map((l) => l[0]), ['Secret draft', 'Open goal', 'Secret refused']);
  assert.deepEqual(await lines(other), [[null, 'added', false, false], ['Open goal', 'added', true, false], [null, 'refused', false, false]]);
});

test('two imports at once make a department once', async () => {
  const files = ['u', 'v'].map((c) => {
    const at = `${server.folder}/${c}.csv`;
    fs.writeFileSync(at, `${COLUMNS}\n${Array.from({ length: 60 }, (_, i) => `${c}${i},At Once ${c}${i},${c}${i}@once.example,,Once ${i % 20},,`).join('\n')}\n`);
    return at;
  });
  for (const done of await Promise.all(files.map((at) => server.cli('import', 'people', at)))) assert.equal(done.status, 0, done.err);
  const names = (await all(admin, '/teams?q=Once')).map((t) => t.name);
  assert.deepEqual([names.length, new Set(names).size], [20, 20]);
});

test('refused rows are removed a month after, and the import still says how many there were', async () => {
  const done = await ordered(admin, BAD.replaceAll('b', 'r'));
  const refused = () => all(admin, `/imports/${done.id}/lines?outcome=refused`);
  assert.equal((await refused()).length, 5);
  server.clock.advance({ days: 31 });
  await server.restart();
  await until(async () => (await refused()).length === 0, { what: 'the removal' });
  assert.equal((await ok(admin.get(`/imports/${done.id}`))).refused, 5);
  assert.ok((await all(admin, `/imports/${done.id}/lines`)).length > 0, 'the others stay');
});
