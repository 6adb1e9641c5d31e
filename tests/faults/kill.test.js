// kill -9 during writes, a hundred times: nothing acknowledged is lost, nothing is there twice after a retry with the same key,
// the chain of events is whole, and the first answer comes again at once.
import assert from 'node:assert/strict';
import test from 'node:test';
import { databases, median, pause, plain } from '../lib/faults.js';
import { activeGoal, expect, ok } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const ROUNDS = 100;
const WRITERS = 8;
const FIRST_ANSWER_MS = 200;
const IN_TIME = 0.95 * ROUNDS; // the few others are the machine's, which does other work too

// What the clients know: what was sent, with its key, and what of it was acknowledged.
class Ledger {
  constructor(server, goal) {
    this.server = server;
    this.goal = goal;
    this.n = 0;
    this.acknowledged = new Map(); // text -> id
    this.unsure = new Map(); // text -> how to send it again
  }

  next() {
    const text = `written-${++this.n}`;
    const { admin } = this.server;
    const checkin = { confidence: 'on_track', moved: text, values: [{ criterion_id: this.goal.criteria[0].id, value: this.n % 60 }] };
    const send = this.n % 2
      ? () => admin.post(`/goals/${this.goal.id}/checkins`, checkin, { key: text })
      : () => admin.post('/teams', { name: text }, { key: text });
    this.unsure.set(text, send);
    return text;
  }

  async write(text) {
    const reply = expect(await this.unsure.get(text)(), 201);
    this.acknowledged.set(text, reply.body.id);
    this.unsure.delete(text);
    return reply;
  }
}

// Writes until the server is gone; any end of a connection is fine, an answer that is no 201 is not.
async function writeUntilKilled(ledger, state) {
  while (!state.killed) {
    const text = ledger.next();
    try {
      await ledger.write(text);
    } catch (error) {
      if (error.code === 'ERR_ASSERTION') throw error;
      return;
    }
  }
}

async function round(server, ledger, times) {
  const state = { killed: false };
  const began = ledger.acknowledged.size;
  const writers = Array.from({ length: WRITERS }, () => writeUntilKilled(ledger, state));
  while (ledger.acknowledged.size < began + 5) await pause(1);
  await pause(Math.random() * 25);
  state.killed = true;
  await Promise.all([server.kill9(), ...writers]);

  const start = performance.now();
  await server.serve();
  await ok(server.admin.get('/me'));
  times.push(performance.now() - start);

  let found = 0;
  for (const text of [...ledger.unsure.keys()]) found += 'idempotency-replayed' in (await ledger.write(text)).headers;
  return found;
}

function check(server, ledger) {
  const rows = server.sql("SELECT name, id FROM teams UNION ALL SELECT moved, id FROM checkins").split('\n').map((line) => line.split('|'));
  const inside = new Map();
  for (const [text, id] of rows) {
    assert.ok(!inside.has(text), `${text} is there twice`);
    inside.set(text, Number(id));
  }
  for (const [text, id] of ledger.acknowledged) assert.equal(inside.get(text), id, `${text} was acknowledged and is lost`);
  assert.equal(inside.size, ledger.acknowledged.size);
}

for (const { name, postgres, skip } of databases) {
  test(`kill -9 during writes, ${ROUNDS} times, on ${name}`, { skip }, async (t) => {
    const server = await startServer({ name: 'kill', postgres, program: plain });
    try {
      const goal = await activeGoal(server.admin);
      const ledger = new Ledger(server, goal);
      const times = [];
      let found = 0;
      for (let i = 0; i < ROUNDS; i++) {
        found += await round(server, ledger, times);
        if (i % 10 === 9) {
          check(server, ledger);
          const verified = await server.cli('verify');
          assert.equal(verified.status, 0, verified.out + verified.err);
        }
      }
      t.diagnostic(`${ledger.acknowledged.size} writes; ${found} of those without an answer had been kept; first answer after ${median(times).toFixed(1)} ms (median), ${Math.max(...times).toFixed(1)} ms (worst)`);
      const inTime = times.filter((ms) => ms <= FIRST_ANSWER_MS).length;
      assert.ok(inTime >= IN_TIME, `only ${inTime} of ${ROUNDS} first answers came within ${FIRST_ANSWER_MS} ms; the worst took ${Math.max(...times)} ms`);
      const shown = await ok(server.admin.get(`/goals/${goal.id}`));
      const newest = Number(server.sql('SELECT value FROM checkin_values ORDER BY checkin_id DESC LIMIT 1')) / 1e6;
      assert.equal(shown.criteria[0].value, newest, 'the value is that of the newest check-in');
    } finally {
      await server.remove();
    }
  });
}
