// Search over goals, people and teams, and the record of what happened.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, draftGoal, faults, numberCriterion, ok, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'search' });
after(() => server.remove());
const { admin } = server;
const boss = await server.person({ name: 'Sigrid Suchmann', title: 'Cartographer' });
const me = await server.person({ name: 'Finn Finder', manager: boss, skills: ['Tide tables'] });
const team = await server.team('Lighthouse Keepers', { purpose: 'Guiding the ships at night' });
const find = async (q, more = '') => (await ok(me.get(`/search?q=${encodeURIComponent(q)}${more}`))).items;
const names = async (q, more) => (await find(q, more)).map((i) => `${i.kind} ${i.title}`);

test('people, teams and goals are found by words and beginnings of words', async () => {
  const goal = await activeGoal(me, { supporter: boss, title: 'Light every buoy', why: 'Ships pass at night.', leaves_out: 'The canal' });
  assert.deepEqual(await names('suchm'), ['person Sigrid Suchmann']);
  assert.deepEqual(await names('cartographer'), ['person Sigrid Suchmann']);
  assert.deepEqual(await names('tide'), ['person Finn Finder']);
  assert.deepEqual(await names('buoy light'), ['goal Light every buoy']);
  assert.deepEqual(await names('canal'), ['goal Light every buoy']);
  assert.deepEqual((await names('night')).sort(), ['goal Light every buoy', 'team Lighthouse Keepers']);
  assert.deepEqual(await names('light', '&kind=team'), ['team Lighthouse Keepers']);
  assert.deepEqual((await find('buoy'))[0], { kind: 'goal', id: goal.id, title: 'Light every buoy', detail: 'Finn Finder' });
  assert.deepEqual((await find('light')).length, 2);
  assert.deepEqual(await names('light nowhere'), []);
});

test('what is renamed, closed or thrown away is found as it is now', async () => {
  const goal = await draftGoal(me, { title: 'Walrus watching' });
  assert.equal((await find('walrus')).length, 1);
  await ok(me.patch(`/goals/${goal.id}`, { title: 'Narwhal watching' }, { match: goal.version }));
  assert.deepEqual([(await find('walrus')).length, (await find('narwhal')).length], [0, 1]);
  await ok(me.delete(`/goals/${goal.id}`), 204);
  assert.deepEqual(await find('narwhal'), []);
  const closing = await server.team('Closing Owls');
  await ok(admin.put(`/teams/${closing.id}/closure`));
  assert.deepEqual(await find('owls'), []);
});

test('odd words are words and nothing else', async () => {
  await draftGoal(me, { title: "Rock'n'roll: C++ & \"quotes\" (50 %) — näive façade" });
  for (const q of ["rock'n'roll", 'c++', 'quotes', '50', 'NAIVE facade', '"quotes" AND', "' OR 1=1", 'rock*', 'rock -quotes', 'rock:*', '(rock', 'words:rock', '\\rock', 'rock & roll | none !x'])
    assert.ok(Array.isArray(await find(q)), q);
  assert.equal((await find('c++')).length >= 1, true);
  assert.equal((await find('naive')).length, 1);
  for (const q of ['!!!', '***', '&', '🥾']) assert.deepEqual(await find(q), [], q);
  await faults(me.get('/search?q='), 'q');
  await faults(me.get('/search'), 'q');
  await faults(me.get('/search?q=x&kind=cat'), 'kind');
  await faults(me.get(`/search?q=${'x'.repeat(300)}`), 'q');
});

test('a very long text does not break it', async () => {
  const long = Array.from({ length: 3000 }, (_, i) => `wort${i}`).join(' ').slice(0, 19000);
  await draftGoal(me, { title: 'Long story', why: long });
  assert.equal((await find('wort7 story')).length, 1);
});

test('the best come first, at most as many as asked for', async () => {
  for (let i = 0; i < 30; i++) await draftGoal(me, { title: `Heron number ${i}` });
  const exact = await draftGoal(me, { title: 'Heron' });
  const found = await find('heron');
  assert.deepEqual([found.length, found[0].id], [20, exact.id]);
  assert.equal((await find('heron', '&limit=5')).length, 5);
});

// Goals straight into the tables, as many as no test would write by hand. owner and title: SQL over i, from 0 on. Resolves to the
// first one's id.
function putGoals(n, { owner, state, title }) {
  const own = ['id', 'external_id', 'owner_id', 'started_by', 'state', 'title', 'title_key'];
  const columns = server.sql(server.postgres ? "SELECT column_name FROM information_schema.columns WHERE table_name = 'goals'" : "SELECT name FROM pragma_table_info('goals')")
    .split('\n').filter((name) => !own.includes(name)).join(', ');
  const [model, last] = server.sql('SELECT MIN(id), MAX(id) FROM goals').split('|').map(Number);
  const rows = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${n - 1})`;
  server.sql(`${rows} INSERT INTO goals (id, owner_id, started_by, state, title, title_key, ${columns})
    SELECT ${last + 1} + i, ${owner}, ${owner}, '${state}', ${title}, ${title}, ${columns} FROM n CROSS JOIN goals WHERE id = ${model}`);
  server.sql(`${rows} INSERT INTO search_goals (rowid, words) SELECT ${last + 1} + i, ${server.postgres ? `array_to_tsvector(string_to_array(${title}, ' '))` : title} FROM n`);
  if (server.postgres) server.sql("SELECT setval(pg_get_serial_sequence('goals', 'id'), (SELECT MAX(id) FROM goals))");
  return last + 1;
}

test('drafts of others do not stand before what can be seen', async () => {
  const seen = await activeGoal(me, { supporter: boss, title: 'Albatross count' });
  putGoals(120, { owner: boss.id, state: 'draft', title: "'albatross secret'" });
  assert.deepEqual((await find('albatross')).map((f) => f.id), [seen.id]);
  assert.deepEqual((await all(me, '/goals?q=albatross')).map((g) => g.id), [seen.id]);
  assert.equal((await ok(boss.get('/search?q=albatross&limit=200'))).items.length, 50);
});

test('a list with a frequent word and a filter loses nobody', async () => {
  const first = putGoals(1300, {
    owner: `CASE WHEN i < 3 THEN ${me.id} ELSE ${boss.id} END`, state: 'active', title: "CASE WHEN i % 2 = 1 THEN 'petrel tern' ELSE 'petrel' END" });
  const ids = (goals) => goals.map((g) => g.id).sort((a, b) => a - b);
  assert.deepEqual(ids(await all(me, `/goals?q=petrel&owner_id=${me.id}`)), [first, first + 1, first + 2]);
  assert.equal((await all(me, '/goals?q=petre')).length, 1300);
  assert.equal((await all(me, '/goals?q=petr%20tern')).length, 650);
});

test('everything that happens to a goal is told in order, with old, new and reason', async () => {
  const goal = await proposedGoal(me, { title: 'Told', criteria: [numberCriterion] });
  await ok(boss.put(`/goals/${goal.id}/answer`, { answer: 'offer', text: 'I know the tides.' }));
  await ok(me.post(`/goals/${goal.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: goal.criteria[0].id, value: 25 }] }), 201);
  await ok(me.post(`/goals/${goal.id}/changes`, { reason: 'Storms.', changes: { title: 'Told again' } }), 201);
  await ok(me.put(`/goals/${goal.id}/closure`, { outcome: 'partly', reason: 'Winter came.' }));
  const events = await all(me, `/events?goal_id=${goal.id}`, { limit: 2 });
  const types = events.map((e) => e.type).reverse();
  const places = ['goal.created', 'goal.proposed', 'goal.activated', 'goal.changed', 'goal.closed'].map((type) => types.indexOf(type));
  assert.ok(places.every((place, i) => place > (places[i - 1] ?? -1)), `${types}`);
  const changed = events.find((e) => e.type === 'goal.changed');
  assert.deepEqual([changed.reason, changed.old.title, changed.new.title], ['Storms.', 'Told', 'Told again']);
  assert.equal(events.find((e) => e.type === 'goal.closed').reason, 'Winter came.');
  assert.deepEqual(events.map((e) => e.id), events.map((e) => e.id).sort((a, b) => b - a));
});

test('what concerns another one\'s account is not told', async () => {
  const browser = await server.browserSession(me.email);
  await ok(browser.post('/me/tokens', { name: 'secret plans', scope: 'read', days: 1 }), 201);
  const kinds = ['session', 'token', 'password', 'secret'];
  const mine = (await all(me, '/events')).filter((e) => kinds.includes(e.subject));
  assert.ok(mine.some((e) => e.type === 'token.made') && mine.every((e) => e.person_id === me.id));
  for (const other of [boss, admin]) {
    const theirs = (await all(other, '/events')).filter((e) => kinds.includes(e.subject));
    assert.ok(theirs.every((e) => e.person_id === other.id));
    assert.deepEqual((await all(other, `/events?person_id=${me.id}`)).filter((e) => kinds.includes(e.subject)), []);
  }
});

test('people are found by their teams, under the name that each has now', async () => {
  const one = await server.person({ name: 'Wanda Weaver', title: 'Dyer' });
  const looms = await server.team('Großwebstühle');
  const member = await ok(admin.post(`/teams/${looms.id}/members`, { person_id: one.id, role: 'member' }), 201);
  const people = async (q) => (await ok(me.get(`/people?q=${encodeURIComponent(q)}`))).items.map((p) => p.name);
  assert.deepEqual(await people('grosswebstuhle'), ['Wanda Weaver']);
  assert.deepEqual(await people('wanda gross'), ['Wanda Weaver']);
  assert.deepEqual((await find('grosswebstuhle', '&kind=person'))[0], { kind: 'person', id: one.id, title: 'Wanda Weaver', detail: 'Dyer · Großwebstühle' });
  await ok(admin.patch(`/teams/${looms.id}`, { name: 'Spindles' }, { match: looms.version }));
  assert.deepEqual([await people('grosswebstuhle'), await people('spindles')], [[], ['Wanda Weaver']]);
  await ok(admin.delete(`/team-members/${member.id}`), 204);
  assert.deepEqual(await people('spindles'), []);
  await ok(admin.post(`/teams/${looms.id}/members`, { person_id: one.id, role: 'lead' }), 201);
  assert.deepEqual(await people('spindles'), ['Wanda Weaver']);
  await ok(admin.put(`/teams/${looms.id}/closure`));
  assert.deepEqual(await people('spindles'), []);
  assert.deepEqual(await people('dyer'), ['Wanda Weaver']);
});

test('a large team that is renamed: all its members are found again, the last ones soon', async () => {
  const crowd = await server.team('Crowd');
  const [last] = server.sql('SELECT MAX(id) FROM people').split('|').map(Number);
  const rows = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)';
  server.sql(`${rows} INSERT INTO people (id, name, name_folded, email, zone, created_at) SELECT ${last} + i, 'Extra ' || i, 'extra ' || i, 'extra' || i || '@example.org', 'UTC', 0 FROM n`);
  server.sql(`${rows} INSERT INTO team_members (team_id, person_id, role, starts_on) SELECT ${crowd.id}, ${last} + i, 'member', '2026-01-01' FROM n`);
  if (server.postgres) server.sql("SELECT setval(pg_get_serial_sequence('people', 'id'), (SELECT MAX(id) FROM people))");
  await ok(admin.patch(`/teams/${crowd.id}`, { name: 'Murmuration' }, { match: crowd.version }));
  assert.ok((await all(me, '/people?q=murmuration')).length >= 200);
  await until(async () => (await all(me, '/people?q=murmuration')).length === 450, { what: 'every member under the new name' });
  assert.equal(Number(server.sql('SELECT COUNT(*) FROM people_to_index')), 0);
});
