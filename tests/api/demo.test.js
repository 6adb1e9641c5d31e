// `waymark demo`: a whole year of an organisation, in which each state, kind and outcome is to be seen, and whose figures hold.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import { until } from '../lib/helpers.js';
import { invariantsHold } from '../lib/invariants.js';
import { binary, startServer } from '../lib/server.js';

let server, took;
const count = (sql) => Number(server.sql(`SELECT count(*) FROM ${sql}`));
const kinds = (sql) => server.sql(sql).split('\n').sort();

before(async () => {
  server = await startServer({ name: 'demo', init: false });
  const began = performance.now();
  const made = await server.cli('demo');
  took = performance.now() - began;
  assert.equal(made.status, 0, made.err);
  assert.match(made.out, /ready: 120 people, \d+ goals/);
});
after(() => server?.remove());

test('about 120 people in three parts of the world, in teams three deep', () => {
  assert.equal(count('people'), 120);
  assert.equal(count('people WHERE left_on IS NOT NULL'), 1);
  assert.deepEqual(kinds("SELECT DISTINCT substr(zone, 1, 4) FROM people"), ['Amer', 'Asia', 'Euro']);
  assert.deepEqual(kinds('SELECT kind FROM changeovers WHERE why IS NULL'), ['joins', 'leaves', 'moves'], 'what is planned');
  assert.ok(count("teams a JOIN teams b ON b.parent_id = a.id JOIN teams c ON c.parent_id = b.id") > 5);
  assert.ok(count("people p WHERE NOT EXISTS (SELECT 1 FROM team_members m WHERE m.person_id = p.id)") === 0);
  assert.ok(count("people p WHERE left_on IS NULL AND NOT EXISTS (SELECT 1 FROM contact_points c WHERE c.person_id = p.id)") > 5, 'some lack a contact point');
  assert.ok(count("people p WHERE left_on IS NULL AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.owner_id = p.id)") >= 2, 'newcomers have no goals');
});

test('every state, kind, outcome, answer and confidence is there', () => {
  assert.deepEqual(kinds('SELECT DISTINCT state FROM goals'), ['active', 'closed', 'draft', 'proposed']);
  assert.deepEqual(kinds('SELECT DISTINCT kind FROM criteria'), ['currency', 'done', 'milestones', 'number', 'percent', 'rubric']);
  assert.deepEqual(kinds("SELECT DISTINCT outcome FROM goals WHERE state = 'closed'"), ['achieved', 'dropped', 'missed', 'partly']);
  assert.deepEqual(kinds("SELECT DISTINCT confidence FROM goals WHERE state = 'active'"), ['at_risk', 'off_track', 'on_track']);
  assert.deepEqual(kinds('SELECT DISTINCT answer FROM answers'), ['aligned', 'offer', 'question', 'suggestion']);
  assert.ok(count("goals WHERE answered = 'not_yet_answered'") >= 5, 'some became active by silence');
  assert.ok(count("answers WHERE reply IS NOT NULL") >= 20);
  assert.ok(count('changes') >= 30);
  assert.ok(count('checkins WHERE corrects_id IS NOT NULL') >= 3);
  assert.ok(count("goals WHERE parents > 1 AND state = 'active'") >= 10, 'some serve two');
  assert.ok(count("goals WHERE parents = 0 AND level <> 'organisation' AND state = 'active'") >= 3, 'some serve nothing');
  assert.ok(count(`goals WHERE stale_at < ${Date.now()}`) >= 3, 'some are stale');
  assert.ok(count("goals WHERE checkin_due_at < " + Date.now()) > count(`goals WHERE stale_at < ${Date.now()}`), 'some are only due');
  assert.ok(count("events WHERE type = 'goal.handed_over'") >= 1);
  assert.ok(count("goals WHERE state = 'closed' AND closing_score <> closing_score_original") >= 1, 'a target moved');
  assert.ok(count('(SELECT DISTINCT title FROM goals) t') >= 300);
});

test('four periods, the last one running; the mission and the framework have a history', () => {
  const today = new Date().toISOString().slice(0, 10);
  assert.equal(count('periods'), 4);
  assert.equal(count(`periods WHERE ends_on < '${today}' AND framework_id IS NOT NULL`), 3);
  assert.equal(count(`periods WHERE starts_on < '${today}' AND ends_on > '${today}'`), 1);
  assert.equal(count('missions'), 2);
  assert.equal(count('frameworks'), 4);
});

test('it was told in the order of time, none of it from the future, and the figures hold', async () => {
  assert.equal(count('events a JOIN events b ON b.id = a.id + 1 WHERE b.at < a.at'), 0);
  assert.equal(count(`events WHERE at > ${Date.now()}`), 0);
  assert.equal(count('checkins c JOIN goals g ON g.id = c.goal_id WHERE c.created_at < g.activated_at'), 0);
  assert.ok(invariantsHold(server) > 300);
  const checked = await server.cli('verify');
  assert.equal(checked.status, 0, checked.err);
});

test('it takes seconds, and a second time is refused with a sentence', async () => {
  assert.ok(took < 60000, `${took} ms`);
  const again = await server.cli('demo');
  assert.equal(again.status, 1);
  assert.match(again.err, /^This database holds an organisation already\.\n$/);
});

test('a filling that was broken off is told when it is begun again and before it is served, and begins anew elsewhere', async () => {
  const other = await startServer({ name: 'demo-broken', init: false });
  const filling = spawn(binary, ['demo', ...other.where], { stdio: 'ignore' });
  const ended = new Promise((resolve) => filling.once('exit', resolve));
  const goals = () => { try { return Number(other.sql('SELECT count(*) FROM goals')); } catch { return 0; } }; // no table yet
  await until(() => goals() > 20, { within: 30000, what: 'half a demonstration' });
  filling.kill('SIGKILL');
  await ended;
  assert.ok(goals() > 20 && other.sql('SELECT count(*) FROM demonstration_doors') === '1', 'it was broken off half-way');
  const todo = other.postgres ? /not been filled to its end.* drop the database/ : new RegExp(`not been filled to its end. Please remove the folder ${other.data} `);
  const again = await other.cli('demo');
  assert.equal(again.status, 1);
  assert.match(again.err, todo);
  await assert.rejects(other.serve(), (error) => todo.test(error.message));
  if (!other.postgres) {
    fs.rmSync(other.data, { recursive: true });
    assert.equal((await other.cli('demo')).status, 0);
    await other.serve();
  }
  await other.remove();
});

test('it can be made in any month', async () => {
  for (const day of ['2027-01-01T00:10:00Z', '2028-02-29T12:00:00Z', '2027-07-31T23:50:00Z']) {
    const other = await startServer({ name: 'demo-month', init: false, postgres: false, at: day });
    const made = await other.cli('demo');
    assert.equal(made.status, 0, `${day}: ${made.err}`);
    assert.equal(other.sql("SELECT count(*) FROM goals WHERE state = 'active'") > 100, true, day);
    await other.remove();
  }
});
