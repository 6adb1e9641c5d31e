// PostgreSQL goes away under load, by a restart, by a crash and for a while: requests fail with a clear 503 only while it is
// away, nothing that was acknowledged is lost, nothing is there twice, and Waymark needs no restart.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { databases, pause, plain } from '../lib/faults.js';
import { expect, ok, until } from '../lib/helpers.js';
import { root, startServer } from '../lib/server.js';

const CLIENTS = 16;
const ANSWER_MS = 15000; // also while the database is away
const script = path.join(root, 'tests/lib/postgres.sh');

function startCluster() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-restart-'));
  fs.chmodSync(folder, 0o711);
  const at = path.join(folder, 'cluster');
  const url = execFileSync('sh', [script, 'start', at], { encoding: 'utf8', env: { ...process.env, WAYMARK_TEST_DURABLE: '1' } }).trim();
  const does = (verb) => promisify(execFile)('sh', [script, verb, at]);
  return { url, does, remove: async () => { await does('stop').catch(() => {}); fs.rmSync(folder, { recursive: true, force: true }); } };
}

// Reads and writes until told to stop; a write that failed is sent again with its key.
async function work(server, number, state) {
  for (let n = 0; !state.ended; n++) {
    const name = `client ${number} writes ${n}`;
    for (let sent = false; !sent && !state.ended;) {
      const from = performance.now();
      const reply = await server.admin.post('/teams', { name }, { key: name.replaceAll(' ', '-') });
      state.slowest = Math.max(state.slowest, performance.now() - from);
      sent = reply.status === 201;
      if (sent) state.acknowledged.set(name, reply.body.id);
      else failure(state, reply);
    }
    const read = await server.admin.get('/home');
    if (read.status !== 200) failure(state, read);
  }
}

function failure(state, reply) {
  assert.equal(reply.status, 503, reply.text);
  assert.match(reply.body.detail, /^\p{Lu}.*[.!]$/su);
  state.failures.push(performance.now());
}

// Does it, waits until writes are acknowledged again, and gives the number of failures in that time.
async function disturb(state, act) {
  const before = state.failures.length;
  await act();
  const back = performance.now(), had = state.acknowledged.size;
  await until(() => state.acknowledged.size > had + 3 * CLIENTS, { within: 20000, what: 'writing after the database came back' });
  const late = state.failures.filter((at) => at > back + 3000).length;
  assert.equal(late, 0, 'no failure once the database is back');
  return state.failures.length - before;
}

test('PostgreSQL restarted under load', { skip: databases[1].skip }, async (t) => {
  const cluster = startCluster();
  let server;
  try {
    server = await startServer({ name: 'pg-restart', postgres: true, postgresUrl: cluster.url, program: plain });
    const state = { acknowledged: new Map(), failures: [], slowest: 0, ended: false };
    const clients = Array.from({ length: CLIENTS }, (_, i) => work(server, i, state));
    const finished = Promise.all(clients);
    finished.catch(() => { state.ended = true; });
    await until(() => state.acknowledged.size > 5 * CLIENTS, { what: 'the first writes' });
    assert.equal(state.failures.length, 0, 'no failure before anything happens');

    const restarted = await disturb(state, () => cluster.does('restart'));
    const crashed = await disturb(state, async () => {
      await cluster.does('kill');
      await until(async () => (await server.anonymous.get('/readyz', { absolute: true })).status === 503, { what: 'not being ready' });
      expect(await server.anonymous.get('/healthz', { absolute: true }), 200);
      await pause(300); // a while of being away is what this is about
      await cluster.does('begin');
    });
    assert.ok(crashed > 0, 'requests fail while the database is away');
    await until(async () => (await server.anonymous.get('/readyz', { absolute: true })).status === 200, { what: 'being ready again' });
    state.ended = true;
    await finished;

    const kept = new Map(server.sql("SELECT name, id FROM teams WHERE name LIKE 'client %'").split('\n').map((row) => row.split('|')));
    for (const [name, id] of state.acknowledged) assert.equal(Number(kept.get(name)), id, `${name} was acknowledged and is lost`);
    const twice = server.sql("SELECT name FROM teams GROUP BY name HAVING count(*) > 1");
    assert.equal(twice, '', 'nothing is there twice');
    assert.ok(state.slowest < ANSWER_MS, `an answer took ${state.slowest.toFixed(0)} ms`);
    const verified = await server.cli('verify');
    assert.equal(verified.status, 0, verified.out + verified.err);
    await ok(server.admin.get('/me'));
    t.diagnostic(`${state.acknowledged.size} writes; ${restarted} failures by a restart, ${crashed} by a crash; slowest answer ${state.slowest.toFixed(0)} ms`);
  } finally {
    await server?.remove();
    await cluster.remove();
  }
});
