// Two servers on one PostgreSQL are one Waymark: sessions and tokens hold at both and end at both, a one-time link raced at both
// works once, a key raced at both makes one thing, silence activates a proposal once, a barrier rises once, a late need warns once, and the chain of events is whole.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../lib/client.js';
import { databases, plain } from '../lib/faults.js';
import { activeGoal, all, expect, ok, problem, proposedGoal, until } from '../lib/helpers.js';
import { startServer, startSibling } from '../lib/server.js';

const { skip } = databases[1];
let one, two, boss, sam;

before(async () => {
  if (skip) return;
  one = await startServer({ name: 'two-servers', postgres: true, program: plain });
  boss = await one.person({ name: 'Bo Boss' });
  sam = await one.person({ name: 'Sam Staff', manager: boss });
  two = await startSibling(one, { program: plain });
});
after(async () => {
  await two?.remove();
  await one?.remove();
});

// The same person at the other server.
const at = (server, client) => server.remember(new Client(server, client.headers));

test('a session and a token hold at both, and end at both', { skip }, async () => {
  const browser = await one.browserSession(sam.email);
  const there = at(two, browser);
  assert.equal((await ok(there.get('/me'))).id, sam.id);
  const made = await ok(there.post('/me/tokens', { name: 'script', scope: 'read', days: 1 }), 201);
  const token = one.client(made.secret ?? made.token);
  await ok(token.get('/me'));
  await ok(browser.delete(`/me/tokens/${made.id}`), 204);
  await problem(at(two, token).get('/me'), 401);
  await ok(browser.post('/sign-out'), 204);
  await problem(there.get('/me'), 401);
});

// A read begins with whom the credentials were of lately, and is served anew when that is so no longer.
test('what changes about who asks holds for the next request, whatever was so before', { skip }, async () => {
  const ivy = await one.person({ name: 'Ivy Issue' });
  const now = (set) => one.sql(`UPDATE people SET ${set} WHERE id = ${ivy.id}`);
  for (const server of [one, two]) {
    const asks = at(server, ivy), path = '/care';
    for (let i = 0; i < 2; i++) await problem(asks.get(path), 403);
    now('roles = 1');
    for (let i = 0; i < 2; i++) await ok(asks.get(path));
    now('roles = 0');
    await problem(asks.get(path), 403);
    now("left_on = '2020-01-01'");
    await problem(asks.get('/me'), 401);
    now('left_on = NULL');
    await ok(asks.get('/me'));
  }
});

test('a one-time link raced at both works once', { skip }, async () => {
  const secret = await one.linkSecret(sam.email);
  const doors = [one, two, one, two, one, two].map((server) => new Client(server, { 'Sec-Fetch-Site': 'same-origin' }));
  const replies = await Promise.all(doors.map((door) => door.post('/sign-in/link', { secret })));
  assert.equal(replies.filter((reply) => reply.status === 200).length, 1);
  for (const reply of replies) assert.ok([200, 401, 403, 422].includes(reply.status), reply.text);
});

test('a key raced at both makes one thing', { skip }, async () => {
  const post = (server) => server.admin.post('/teams', { name: 'Raced' }, { key: 'raced-at-both' });
  const replies = await Promise.all([one, two, one, two, one, two].map(post));
  for (const reply of replies) expect(reply, 201);
  assert.equal(new Set(replies.map((reply) => reply.body.id)).size, 1);
  assert.equal(one.sql("SELECT count(*) FROM teams WHERE name = 'Raced'"), '1');
});

test('silence activates a proposal once, whoever\'s job it is', { skip }, async () => {
  const goals = [];
  for (let i = 0; i < 5; i++) goals.push(await proposedGoal(sam, { title: `Waits ${i}` }));
  one.clock.advance({ days: 9 });
  await Promise.all([one.restart(), two.restart()]); // jobs run at once after a start
  for (const goal of goals) {
    await until(async () => (await ok(one.admin.get(`/goals/${goal.id}`))).state === 'active', { what: 'becoming active' });
    const told = (await all(one.admin, `/events?goal_id=${goal.id}`)).filter((e) => e.type === 'goal.activated');
    assert.equal(told.length, 1, JSON.stringify(told));
  }
});

test('barriers that nobody took up rise once, and each who is told is told once', { skip }, async () => {
  const ids = [];
  const goal = await activeGoal(sam, { supporter: boss, title: 'Held up' });
  const asked = await one.person({ name: 'Abe Asked' });
  for (let i = 0; i < 12; i++) {
    const barrier = { text: `Stone ${i}`, kind: 'decision', importance: 'high', urgency: 'high', asked_id: asked.id };
    ids.push((await ok(at(i % 2 ? one : two, sam).post(`/goals/${goal.id}/barriers`, barrier), 201)).id);
  }
  one.clock.advance({ days: 9 });
  await Promise.all([one.restart(), two.restart()]);
  const count = (sql) => one.sql(`SELECT count(*) FROM ${sql}`);
  await until(async () => count('barriers WHERE risen_at IS NOT NULL') === '12', { what: 'rising' });
  await until(async () => count('events') === count('event_seals'), { what: 'sealing' });
  assert.equal(count("events WHERE type = 'barrier.risen'"), '12');
  assert.equal(count(`barrier_turns WHERE person_id = ${boss.id}`), '12');
  assert.equal(count(`notices WHERE kind = 'barrier_asked' AND person_id = ${boss.id}`), '12');
  assert.equal(count(`barriers WHERE asked_id = ${boss.id} AND rises_at IS NULL AND id IN (${ids.join(', ')})`), '12');
});

test('needs whose day has passed warn both sides once', { skip }, async () => {
  const goal = await activeGoal(sam, { supporter: boss, title: 'Waits for others' });
  const giver = await one.person({ name: 'Gus Giver' });
  for (let i = 0; i < 12; i++)
    await ok(at(i % 2 ? one : two, sam).post(`/goals/${goal.id}/needs`, { text: `Board ${i}`, person_id: giver.id, due_on: one.clock.day(2) }), 201);
  one.clock.advance({ days: 4 });
  await Promise.all([one.restart(), two.restart()]);
  const count = (sql) => one.sql(`SELECT count(*) FROM ${sql}`);
  await until(async () => count('needs WHERE late_at IS NOT NULL AND warns_at IS NULL') === '12', { what: 'the warnings' });
  assert.equal(count("events WHERE type = 'need.late'"), '12');
  for (const person of [sam, giver]) assert.equal(count(`notices WHERE kind = 'need_late' AND person_id = ${person.id}`), '12');
});

test('check-ins at both at once leave one sum and a whole chain', { skip }, async () => {
  const top = await activeGoal(one.admin, { title: 'Customers stay', level: 'organisation', counts_serving: true });
  const goals = [];
  for (let i = 0; i < 4; i++) goals.push(await activeGoal(sam, { supporter: boss, title: `Serves ${i}`, serves: [top.id] }));
  const say = (server, goal, value) => at(server, sam).post(`/goals/${goal.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: goal.criteria[0].id, value }] });
  for (let round = 0; round < 5; round++) {
    const replies = await Promise.all(goals.flatMap((goal, i) => [say(one, goal, 21 + round + i), say(two, goal, 31 + round + i)]));
    for (const reply of replies) expect(reply, 201);
  }
  const sums = one.sql(`SELECT g.serving_sum = (SELECT SUM(c.score) FROM goal_parents l JOIN goals c ON c.id = l.goal_id WHERE l.parent_id = g.id) FROM goals g WHERE g.id = ${top.id}`);
  assert.equal(sums, 't');
  await until(async () => one.sql('SELECT count(*) FROM events') === one.sql('SELECT count(*) FROM event_seals'), { what: 'sealing' });
  const verified = await one.cli('verify');
  assert.equal(verified.status, 0, verified.out + verified.err);
});
