// Asks the server for each page once while record.so writes down what SQL it ran; puts that in order for the ceiling.
import fs from 'node:fs';
import { serve, sql } from './organisation.mjs';

// What a page costs beyond its data and what the ceiling is without: who asks and what they may, the answers that are kept for
// a second try, the acts' record. Transactions the ceiling begins itself.
const WITHOUT = [
  /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|SET)\b/i, /\b(tokens|sessions|actors|idempotency_keys|event_seals|event_chain)\b/, /^INSERT INTO events\b/,
];

function lines(file, from) {
  let text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').slice(from) : '';
  text = text.slice(0, text.lastIndexOf('\n') + 1); // a line may be in the middle of being written: by a job, never by what was answered
  return { next: from + text.length, seen: text.split('\n').filter(Boolean).map((line) => JSON.parse(line)) };
}

// What jobs do at a start is not what a page costs: until they have had nothing to say for a while.
async function untilQuiet(file, from) {
  for (let i = 0, last = -1; i < 240; i++) {
    const { next } = lines(file, from);
    if (next === last) return next;
    last = next;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The jobs of the server do not come to an end.');
}

async function ask(url, request) {
  const headers = { Authorization: `Bearer ${request.token}` };
  if (request.body) Object.assign(headers, { 'Content-Type': 'application/json' });
  const reply = await fetch(url + request.path, { method: request.method, headers, body: request.body || undefined });
  const body = await reply.text();
  if (!reply.ok) throw new Error(`${request.method} ${request.path}: ${reply.status} ${body}`);
  return { body: JSON.parse(body), bytes: body.length };
}

// Values that a check-in says, and the criteria it says them of.
export function addBodies(db, pages) {
  const rows = sql(db, `SELECT goal_id, id FROM criteria WHERE goal_id IN (${pages.flatMap((p) => p.requests.map((r) => r.goal ?? 0)).join(',')}) ORDER BY id;`);
  const criteria = new Map();
  for (const [goal, id] of rows.split('\n').map((row) => row.split('|').map(Number))) criteria.set(goal, [...criteria.get(goal) ?? [], id]);
  for (const request of pages.flatMap((page) => page.requests).filter((r) => r.goal))
    request.body = JSON.stringify({ confidence: 'on_track', moved: 'Two of the larger customers answered.', next: 'Ask the others.',
      values: criteria.get(request.goal).map((id, i) => ({ criterion_id: id, value: 31 + i + request.goal % 3 })) });
}

export async function record(db, pages, recorder, file) {
  const log = `${file}.log`;
  fs.rmSync(log, { force: true });
  const server = await serve(db, { LD_PRELOAD: recorder, RECORD_TO: log });
  const statements = new Map(), requests = {}, texts = {};
  let from = lines(log, 0).next;
  try {
    // Twice, so that what a server remembers of the framework and the like is not read again.
    for (const page of pages) for (const request of page.requests.slice(0, 1)) await ask(server.url, request);
    from = await untilQuiet(log, from);
    for (const page of pages) {
      for (const request of page.requests) {
        const { body, bytes } = await ask(server.url, request);
        page.bytes = bytes;
        const { next, seen } = lines(log, from);
        from = next;
        const kept = seen.filter(({ sql: text }) => !WITHOUT.some((pattern) => pattern.test(text.trim())));
        texts[page.name] ??= { kept: kept.map((call) => call.sql), left: seen.filter((call) => !kept.includes(call)).map((call) => call.sql) };
        requests[`${request.method} ${request.path}`] = kept.map(({ sql: text, values }) => {
          if (!statements.has(text)) statements.set(text, statements.size);
          const made = (value) => (request.method === 'POST' && String(value) === String(body.id) ? { id: true } : value);
          return [statements.get(text), ...values.map(made)];
        });
      }
    }
  } finally {
    await server.stop();
  }
  fs.writeFileSync(file, JSON.stringify({ statements: [...statements.keys()], requests }));
  fs.writeFileSync(`${file}.sql`, JSON.stringify(texts, null, 1));
}
