// Whom one asks about a topic: of a person's own and of teams, with a stand-in; found by words; what becomes of it when somebody leaves.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { all, expect, faults, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'contact', at: '2026-03-11T10:00:00Z' });
after(() => server.remove());
const { admin } = server;
const way = (topic, more = {}) => ({ topic, medium: 'chat', address: '@somebody', ...more });
const find = async (q, by = admin) => (await ok(by.get(`/contact-points?q=${encodeURIComponent(q)}`))).items;
const leave = (person, more = {}) => ok(admin.put(`/people/${person.id}/departure`, { left_on: server.clock.today(), ...more }));

async function crew(word) {
  const team = await server.team(`${word} team`);
  const lead = await server.person({ name: `${word} Lead` }), expert = await server.person({ name: `${word} Expert`, manager: lead, zone: 'Asia/Tokyo' });
  const second = await server.person({ name: `${word} Second` });
  await ok(admin.post(`/teams/${team.id}/members`, { person_id: lead.id, role: 'lead' }), 201);
  const name = (topic, more = {}) => ok(lead.post(`/teams/${team.id}/contact-points`, way(topic, { person_id: expert.id, stand_in_id: second.id, ...more })), 201);
  return { team, lead, expert, second, name };
}

test('a team names whom one asks; who is named says how and when, not who', async () => {
  const c = await crew('Ada');
  const point = await c.name('Refunds', { hours: 'mornings' });
  assert.deepEqual([point.person_name, point.team_name, point.stand_in_name, point.ask_id, point.ask_zone, point.away_until, point.left],
    ['Ada Expert', 'Ada team', 'Ada Second', c.expert.id, 'Asia/Tokyo', null, false]);
  assert.deepEqual((await all(c.second, `/teams/${c.team.id}/contact-points`)).map((x) => x.id), [point.id]);
  assert.deepEqual((await all(c.second, `/people/${c.expert.id}/contact-points`)).map((x) => x.id), [point.id]);
  assert.deepEqual((await ok(admin.get(`/people/${c.expert.id}`))).contact_points, [], 'not one of their own');
  const told = async (who) => (await ok(who.get('/notices'))).items.map((n) => n.text);
  assert.ok((await told(c.expert)).includes('In the team “Ada team” you are whom one asks about “Refunds”.'));
  assert.ok((await told(c.second)).includes('You stand in for Ada Expert for questions about “Refunds”.'));

  const changed = await ok(c.expert.patch(`/contact-points/${point.id}`, { hours: 'until noon', address: '@expert' }, { match: point.version }));
  assert.deepEqual([changed.hours, changed.address], ['until noon', '@expert']);
  await problem(c.expert.patch(`/contact-points/${point.id}`, { person_id: c.second.id }, { match: changed.version }), 403);
  await problem(c.expert.patch(`/contact-points/${point.id}`, { topic: 'Nothing' }, { match: changed.version }), 403);
  await problem(c.expert.delete(`/contact-points/${point.id}`), 403);
  await problem(c.second.patch(`/contact-points/${point.id}`, { hours: null }, { match: changed.version }), 403);
  await problem(c.expert.post(`/teams/${c.team.id}/contact-points`, way('More', { person_id: c.expert.id })), 403);
  await problem(c.lead.patch(`/contact-points/${point.id}`, { topic: 'Refunds now' }), 428);
  await problem(c.lead.patch(`/contact-points/${point.id}`, { topic: 'Refunds now' }, { match: point.version }), 412);
  const moved = await ok(c.lead.patch(`/contact-points/${point.id}`, { person_id: c.second.id, stand_in_id: null }, { match: changed.version }));
  assert.equal(moved.ask_name, 'Ada Second');
  expect(await c.lead.delete(`/contact-points/${point.id}`), 204);
  await problem(c.lead.get(`/contact-points/${point.id}`), 404);
});

test('what is wrong is said; the same key makes one', async () => {
  const c = await crew('Bo'), gone = await server.person({ name: 'Bo Gone' });
  await leave(gone);
  const post = (body, more) => c.lead.post(`/teams/${c.team.id}/contact-points`, body, more);
  await faults(post({ person_id: c.expert.id, medium: 'smoke' }), 'topic', 'medium', 'address');
  await faults(post(way('X')), 'person_id');
  await faults(post(way('X', { person_id: gone.id })), 'person_id');
  await faults(post(way('X', { person_id: 987654 })), 'person_id');
  await faults(post(way('X', { person_id: c.expert.id, stand_in_id: gone.id })), 'stand_in_id');
  await faults(post(way('X', { person_id: c.expert.id, stand_in_id: c.expert.id })), 'stand_in_id');
  await problem(c.lead.post('/teams/987654/contact-points', way('X', { person_id: c.expert.id })), 404);
  await faults(c.expert.post(`/people/${c.expert.id}/contact-points`, way('X', { person_id: c.second.id })), 'person_id');
  const own = await ok(c.expert.post(`/people/${c.expert.id}/contact-points`, way('Own', { stand_in_id: c.second.id })), 201);
  await faults(c.expert.patch(`/contact-points/${own.id}`, { person_id: c.second.id }, { match: own.version }), 'person_id');
  await problem(c.lead.patch(`/contact-points/${own.id}`, { hours: 'x' }, { match: own.version }), 403);
  const headers = { 'Idempotency-Key': 'one-contact' };
  const [a, b] = [await ok(post(way('Twice', { person_id: c.expert.id }), { headers }), 201), await ok(post(way('Twice', { person_id: c.expert.id }), { headers }), 201)];
  assert.equal(a.id, b.id);
});

test('found by beginnings of words, accents folded, those of teams first; in the order of how well the topic fits', async () => {
  const c = await crew('Cy');
  await ok(c.second.post(`/people/${c.second.id}/contact-points`, way('Überweisungen ins Ausland')), 201);
  await c.name('Überweisungen');
  await c.name('Rechnungen und Überweisungen', { person_id: c.second.id, stand_in_id: null });
  assert.deepEqual((await find('uberweis')).map((x) => x.topic), ['Überweisungen', 'Überweisungen ins Ausland', 'Rechnungen und Überweisungen']);
  assert.deepEqual((await find('ÜBERWEISUNGEN rech')).map((x) => x.topic), ['Rechnungen und Überweisungen']);
  assert.deepEqual([await find('zzz'), await find('...'), await find('" OR *')], [[], [], []]);
  assert.equal((await ok(admin.get('/contact-points?q=uberweis&limit=1'))).items.length, 1);
  await faults(admin.get('/contact-points'), 'q');
  const [found] = await find('ausland');
  await ok(c.second.patch(`/contact-points/${found.id}`, { topic: 'Zölle' }, { match: found.version }));
  assert.deepEqual([(await find('ausland')).length, (await find('zolle')).length], [0, 1]);
});

test('while somebody is away the stand-in is asked: of the topic first, then of the absence; and by their own day', async () => {
  const c = await crew('Di'), third = await server.person({ name: 'Di Third' });
  const point = await c.name('Tickets');
  await c.name('Timetables', { stand_in_id: null });
  // 2026-03-11 19:00 in Tokyo: the absence of the 12th has not begun.
  await ok(c.expert.post(`/people/${c.expert.id}/absences`, { starts_on: '2026-03-12', ends_on: '2026-03-13', stand_in_id: third.id }), 201);
  const asked = async (q) => { const [x] = await find(q); return [x.ask_name, x.away_until]; };
  assert.deepEqual(await asked('tickets'), ['Di Expert', null]);
  server.clock.set('2026-03-11T16:00:00Z'); // the 12th in Tokyo
  assert.deepEqual(await asked('tickets'), ['Di Second', '2026-03-13']);
  assert.equal((await ok(c.lead.get(`/contact-points/${point.id}`))).ask_email, c.second.email);
  assert.deepEqual(await asked('timetables'), ['Di Third', '2026-03-13']);
  await ok(c.second.post(`/people/${c.second.id}/absences`, { starts_on: '2026-03-11', ends_on: '2026-03-12' }), 201);
  assert.deepEqual(await asked('tickets'), ['Di Third', '2026-03-13'], 'who stands in for the topic is away too');
  server.clock.set('2026-03-13T15:30:00Z'); // the 14th in Tokyo
  assert.deepEqual(await asked('tickets'), ['Di Expert', null]);
});

test('a leaver hands topics on; what nobody takes is shown to people operations; coming back restores', async () => {
  const c = await crew('Ed'), other = await server.person({ name: 'Ed Other' });
  await c.name('Ropes');
  const knots = await c.name('Knots', { stand_in_id: null });
  await ok(c.expert.post(`/people/${c.expert.id}/contact-points`, way('Anchors')), 201);
  const helped = await ok(other.post(`/people/${other.id}/contact-points`, way('Sails', { stand_in_id: c.expert.id })), 201);
  const would = await ok(admin.post(`/people/${c.expert.id}/changeover`, { kind: 'leaves', dry_run: true }));
  assert.deepEqual(would.topics.map((x) => [x.topic, x.team_name, x.person_name]), [['Ropes', 'Ed team', 'Ed Second'], ['Knots', 'Ed team', null], ['Sails', null, null]]);
  assert.ok(would.told.some((p) => p.name === 'Ed Second'));
  await problem(c.lead.get('/loose-contact-points'), 403);
  const before = (await ok(admin.get('/care'))).loose_contact_points;
  await leave(c.expert);
  const [ropes] = await find('ropes');
  assert.deepEqual([ropes.person_name, ropes.address, ropes.medium, ropes.stand_in_id, ropes.loose_at], ['Ed Second', c.second.email, 'email', null, null]);
  assert.deepEqual((await find('knots')).map((x) => [x.ask_id, x.left]), [[null, true]]);
  assert.deepEqual(await find('anchors'), [], 'what was their own is over');
  assert.deepEqual((await all(admin, '/loose-contact-points')).map((x) => x.topic).filter((x) => ['Ropes', 'Knots', 'Sails'].includes(x)), ['Knots', 'Sails']);
  assert.equal((await ok(admin.get('/care'))).loose_contact_points, before + 2);

  const now = await ok(admin.get(`/contact-points/${knots.id}`));
  await ok(admin.patch(`/contact-points/${knots.id}`, { person_id: other.id }, { match: now.version }));
  assert.equal((await ok(admin.get('/care'))).loose_contact_points, before + 1);
  expect(await admin.delete(`/people/${c.expert.id}/departure`), 200);
  assert.equal((await ok(admin.get('/care'))).loose_contact_points, before);
  assert.equal((await find('anchors')).length, 1);
  assert.equal((await ok(admin.get(`/contact-points/${helped.id}`))).loose_at, null);
});

test('who answers in the stead of a leaver gets what nobody else stands in for; a closed team has no topics', async () => {
  const c = await crew('Fe');
  await c.name('Maps', { stand_in_id: null });
  await leave(c.expert, { stand_in_id: c.second.id });
  assert.deepEqual((await find('maps')).map((x) => x.person_name), ['Fe Second']);
  for (const m of await all(admin, `/teams/${c.team.id}/members`)) await ok(admin.delete(`/team-members/${m.id}`), 204);
  await ok(admin.put(`/teams/${c.team.id}/closure`));
  assert.deepEqual([await find('maps'), await all(admin, `/teams/${c.team.id}/contact-points`)], [[], []]);
  await problem(admin.post(`/teams/${c.team.id}/contact-points`, way('X', { person_id: c.second.id })), 409);
});

test('a team has so many topics and no more; the list goes by pages', async () => {
  const c = await crew('Gu');
  for (let i = 0; i < 50; i++) await c.name(`Topic ${i}`);
  await problem(c.lead.post(`/teams/${c.team.id}/contact-points`, way('One more', { person_id: c.expert.id })), 409);
  const listed = await all(c.expert, `/teams/${c.team.id}/contact-points`, { limit: 20 });
  assert.equal(new Set(listed.map((x) => x.id)).size, 50);
});

test('what was written down before there was a search is found', async () => {
  const person = await server.person({ name: 'Hy Before' });
  const point = await ok(person.post(`/people/${person.id}/contact-points`, way('Lighthouses')), 201);
  server.sql(`DELETE FROM search_contacts WHERE rowid = ${point.id}`);
  assert.deepEqual(await find('lighthouses'), []);
  server.sql(`INSERT INTO contact_points_to_index (contact_point_id) VALUES (${point.id})`);
  await server.person({ name: 'Hy After' }); // any act wakes the job
  await until(async () => (await find('lighthouses')).length === 1);
});
