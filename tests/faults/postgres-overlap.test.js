// Two acts that overlap on PostgreSQL: the second was allowed before the first was done, and must not do what is no longer right.
// A lock that the test holds lets both wait at the same place.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { databases, plain } from '../lib/faults.js';
import { activeGoal, expect, goalBody, numberCriterion, ok, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const { skip } = databases[1];
let server, boss, sam, kim;

before(async () => {
  if (skip) return;
  server = await startServer({ name: 'overlap', postgres: true, program: plain });
  boss = await server.person({ name: 'Bo Boss' });
  sam = await server.person({ name: 'Sam Staff', manager: boss });
  kim = await server.person({ name: 'Kim Colleague', manager: boss });
});
after(() => server?.remove());

// The number under which the server locks a name: FNV-1a without the sign.
function lockKey(name) {
  let hash = 14695981039346656037n;
  for (const byte of Buffer.from(name)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 1099511628211n);
  return hash & 0x7fffffffffffffffn;
}

const waiting = () => Number(server.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));

// While the lock is held, `act` starts requests; once `n` wait for it, `sql` happens and all go on. Resolves to what act gave.
async function whileHeld(name, n, act, sql = '') {
  const holder = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', server.databaseUrl], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => holder.once('exit', resolve));
  holder.stdin.write(`BEGIN; SELECT pg_advisory_xact_lock(${lockKey(name)});\n`);
  await until(() => server.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) = " + lockKey(name)) === '1', { what: 'the lock' });
  try {
    const replies = act();
    await until(() => waiting() >= n, { what: 'waiting for the lock' });
    holder.stdin.end(`${sql}; COMMIT;\n`);
    assert.equal(await ended, 0);
    return await replies;
  } finally {
    holder.kill();
  }
}

test('a goal that is handed over meanwhile takes no check-in, change or closing of the one before', { skip }, async () => {
  const acts = [
    (goal) => sam.post(`/goals/${goal.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: goal.criteria[0].id, value: 30 }] }),
    (goal) => sam.put(`/goals/${goal.id}/closure`, { outcome: 'achieved', reason: 'Done.' }),
    (goal) => sam.post(`/goals/${goal.id}/changes`, { reason: 'Because', changes: { title: 'Another' } }),
    (goal) => sam.post(`/goals/${goal.id}/steps`, { text: 'A step' }),
  ];
  for (const act of acts) {
    const goal = await activeGoal(sam, { supporter: boss });
    const reply = await whileHeld(`goal-${goal.id}`, 1, () => act(goal), `UPDATE goals SET owner_id = ${kim.id} WHERE id = ${goal.id}`);
    expect(reply, 403);
  }
});

test('who started a goal does not take it back once its owner has accepted it', { skip }, async () => {
  const goal = await proposedGoal(boss, { owner_id: sam.id });
  const reply = await whileHeld(`goal-${goal.id}`, 1, () => boss.delete(`/goals/${goal.id}/proposal`), `UPDATE goals SET accepted_at = 1 WHERE id = ${goal.id}`);
  expect(reply, 403);
});

test('two who note each other\'s leaving do not leave the organisation without people operations', { skip }, async () => {
  const [one, two] = [await server.person({ name: 'One Ops', roles: ['people_operations'] }), await server.person({ name: 'Two Ops', roles: ['people_operations'] })];
  await ok(server.admin.put(`/people/${server.admin.id}/roles`, { people_operations: false, operator: true }));
  const body = { left_on: server.clock.today() };
  const replies = await whileHeld('roles', 2, () => Promise.all([one.put(`/people/${two.id}/departure`, body), two.put(`/people/${one.id}/departure`, body)]));
  assert.deepEqual(replies.map((r) => r.status).sort(), [200, 409], replies.map((r) => r.text).join('\n'));
  server.sql(`UPDATE people SET roles = 3 WHERE id = ${server.admin.id}`);
});

test('nobody gets a goal, a report or a team while they leave', { skip }, async () => {
  const team = await server.team('Evening');
  const acts = [
    (leaver) => boss.post('/goals', goalBody(boss, { owner_id: leaver.id })),
    (leaver) => server.admin.put(`/people/${kim.id}/manager`, { manager_id: leaver.id }),
    (leaver) => server.admin.post(`/teams/${team.id}/members`, { person_id: leaver.id, role: 'member' }),
  ];
  for (const [i, act] of acts.entries()) {
    const leaver = await server.person({ name: `Leaver ${i}`, manager: boss });
    const reply = await whileHeld(`person-${leaver.id}`, 1, () => act(leaver), `UPDATE people SET left_on = '2020-01-01' WHERE id = ${leaver.id}`);
    expect(reply, 422);
  }
});

test('a check-in and a new time zone do not undo each other\'s clock', { skip }, async () => {
  const goal = await activeGoal(kim, { supporter: boss, criteria: [numberCriterion] });
  const me = await ok(kim.get(`/people/${kim.id}`));
  const reply = await whileHeld(`goal-${goal.id}`, 1, () => kim.patch(`/people/${kim.id}`, { zone: 'Pacific/Auckland' }, { match: me.version }),
    `UPDATE goals SET last_checkin_on = '${server.clock.day(40)}' WHERE id = ${goal.id}`);
  expect(reply, 200);
  assert.ok((await ok(kim.get(`/goals/${goal.id}`))).checkin_due_at.slice(0, 10) > server.clock.day(40));
});

test('an event that a long transaction brings up late is sealed too', { skip }, async () => {
  const sealed = (id) => until(() => server.sql(`SELECT count(*) FROM event_seals WHERE event_id = ${id}`) === '1', { what: `sealing ${id}` });
  const bring = (id) => server.sql(`INSERT INTO events (id, at, type, subject, subject_id) VALUES (${id}, 1, 'test.late', 'test', 1)`);
  bring(500000);
  server.sql("SELECT setval(pg_get_serial_sequence('events', 'id'), 500000)");
  await ok(server.admin.put('/mission', { text: 'Late things count too.' }));
  await sealed(500000);
  bring(300000);
  await ok(server.admin.put('/mission', { text: 'Late things count as well.' }));
  await until(async () => /, 1 waiting/.test((await server.cli('verify')).out), { what: 'one that waits' });
  await server.restart(); // jobs run at once after a start
  await sealed(300000);
  assert.equal((await server.cli('verify')).status, 0);
});

// The server waits first, so it is the one that PostgreSQL ends; three seconds are enough for the other to have come by then.
test('two that wait for each other are both done, and nobody hears of it', { skip }, async () => {
  server.sql("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = %L', current_database(), '3s'); END $$");
  await server.restart();
  const ended = () => Number(server.sql('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'));
  const before = ended();
  const above = await activeGoal(boss, { supporter: server.admin, counts_serving: true });
  const goal = await activeGoal(sam, { supporter: boss, serves: [above.id], criteria: [numberCriterion] });
  const reply = await whileHeld(`goal-${goal.id}`, 1,
    () => sam.post(`/goals/${goal.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: goal.criteria[0].id, value: 30 }] }),
    `SELECT pg_advisory_xact_lock(${lockKey(`goal-${above.id}`)})`);
  expect(reply, 201);
  await until(() => ended() > before, { what: 'a deadlock' });
  assert.equal((await ok(sam.get(`/goals/${goal.id}/checkins`))).items.length, 1);
});
