// `make bench`: measures every page of the API on generated organisations of growing size, on both databases, beside a ceiling in
// the same run, and every page of the interface in Chromium; writes docs/performance.md. One setting each in the environment:
//   ONLY=api, ONLY=pages        that part alone; the other's section stays as it was     SIZES_PAGES=290,1474,100000   people for the interface
//   SIZES=1000,100000,1000000   people (SIZES_SQLITE, SIZES_POSTGRES: on that database alone)     SECONDS=3   of one measurement     ROUNDS=3   medians of     T=word   pages
// Databases are made in TMPDIR; a million people need 60 GB there. KEEP=1 leaves them there, and FILLED=FOLDER takes those that it
// left in that folder as they are: filling a million people takes longer than measuring them.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fill, makeDatabase, othersNow, pages, residentMb, sample, serve, start } from './organisation.mjs';
import { measurePages, PEOPLE } from './pages.mjs';
import { addBodies, record } from './record.mjs';
import { reportApi, reportPages } from './report.mjs';

const number = (name, usual) => Number(process.env[name] || usual);
const sizesOf = (database) => (process.env[`SIZES_${database.toUpperCase()}`] || process.env.SIZES || '1000,100000,1000000').split(',').map(Number);
const SECONDS = number('SECONDS', 3), ROUNDS = number('ROUNDS', 3), READ_CLIENTS = 32;
const DATABASES = (process.env.DATABASES || 'sqlite,postgres').split(',');
const word = process.env.T ?? '', only = process.env.ONLY ?? '';

const began = Date.now();
const say = (text) => console.log(`[${((Date.now() - began) / 1000).toFixed(0)} s] ${text}`);
const keep = !!(process.env.KEEP || process.env.FILLED);
const folder = process.env.FILLED ? path.resolve(process.env.FILLED) : fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-bench-'));
fs.chmodSync(folder, 0o711);
const cluster = path.join(folder, 'postgres'); // as makeDatabase has it
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

// Once with wrk: { rate, p50, p99 } in requests a second and microseconds. A page that fails is no measurement.
function load(url, file, clients) {
  return new Promise((resolve, reject) => {
    const threads = Math.min(2, clients);
    const words = ['-t', threads, '-c', clients, '-d', `${SECONDS}s`, '--latency', '-s', 'bench/load.lua', url, '--', file];
    const child = spawn('wrk', words.map(String), { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { out += text; });
    child.on('close', () => {
      const line = out.split('\n').find((l) => l.startsWith('{'));
      if (!line) return reject(new Error(out));
      const seen = JSON.parse(line);
      if (seen.errors) return reject(new Error(`${seen.errors} of ${seen.requests} requests failed at ${url}: ${file}`));
      resolve({ rate: seen.requests / seen.us * 1e6, p50: seen.p50, p99: seen.p99 });
    });
  });
}

const others = []; // what share of the cores others had, seen now and then while nothing is measured
const middle = (runs) => Object.fromEntries(['rate', 'p50', 'p99'].map((key) => [key, median(runs.map((run) => run[key]))]));

async function measure(db, page, server, ceiling) {
  const file = path.join(folder, 'requests');
  fs.writeFileSync(file, page.requests.map((r) => [r.method, r.path, r.token, r.body].join('\t')).join('\n'));
  const clients = page.clients ?? READ_CLIENTS, ours = [], bare = [];
  await load(server.url, file, clients); // what is read for the first time is not what is measured
  await load(ceiling.url, file, clients);
  others.push(await othersNow());
  for (let i = 0; i < ROUNDS; i++) {
    ours.push(await load(server.url, file, clients));
    bare.push(await load(ceiling.url, file, clients));
  }
  const row = { database: db.name, people: db.people, page: page.name, writes: !!page.writes, bytes: page.bytes, clients, ours: middle(ours), ceiling: middle(bare) };
  say(`  ${page.name}: ${row.ours.rate.toFixed(0)}/s of ${row.ceiling.rate.toFixed(0)}/s, ${(row.ours.rate / row.ceiling.rate * 100).toFixed(0)} %`);
  return row;
}

async function one(postgresUrl, people) {
  const db = makeDatabase(folder, postgresUrl, people);
  say(`${db.name}, ${people} people: ${db.filled ? 'filled before' : 'filling'}`);
  if (!db.filled) fill(db, say);
  const list = pages(sample(db)).filter((page) => page.name.toLowerCase().includes(word));
  addBodies(db, list);
  const recorded = path.join(folder, `recorded-${db.name}-${people}`);
  await record(db, list, path.resolve('build/bench/record.so'), recorded);
  if (keep) fs.copyFileSync(`${recorded}.sql`, path.join('build/bench', `${db.name}-${people}.sql.json`));
  const starts = [];
  for (let i = 0; i < 5; i++) {
    const once = await serve(db);
    starts.push(once.startMs);
    await once.stop();
  }
  const server = await serve(db), ceiling = await start([path.resolve('build/bench/ceiling'), db.database, recorded]);
  const rows = [];
  let resident = 0;
  try {
    for (const page of list) {
      rows.push(await measure(db, page, server, ceiling));
      if (!page.writes) resident = residentMb(server.pid);
    }
  } finally {
    await Promise.all([server.stop(), ceiling.stop()]);
  }
  drop(db, postgresUrl);
  return { database: db.name, people, startMs: median(starts), residentMb: resident, rows };
}

function drop(db, postgresUrl) {
  if (keep) return;
  if (db.postgres) execFileSync('psql', ['-X', '-q', '-d', postgresUrl, '-c', `DROP DATABASE bench${db.people} WITH (FORCE)`]);
  else fs.rmSync(path.dirname(db.file), { recursive: true });
}

process.on('exit', () => {
  if (fs.existsSync(path.join(cluster, 'data/postmaster.pid'))) execFileSync('sh', ['tests/lib/postgres.sh', 'stop', cluster], { stdio: 'ignore' });
  if (!keep) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  else console.log(`kept in ${folder}`);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

async function api() {
  const found = [];
  for (const database of DATABASES) {
    const url = database === 'postgres' && execFileSync('sh', ['tests/lib/postgres.sh', fs.existsSync(cluster) ? 'begin' : 'start', cluster],
      { encoding: 'utf8', env: { ...process.env, WAYMARK_TEST_DURABLE: '1' } }).trim();
    for (const people of sizesOf(database)) {
      found.push(await one(url || undefined, people));
      if (!word) reportApi(found, { seconds: SECONDS, rounds: ROUNDS, others }); // hours may go by until the last one
    }
  }
}

if (only !== 'api') {
  const sizes = (process.env.SIZES_PAGES || process.env.SIZES || PEOPLE.join()).split(',').map(Number);
  reportPages(await measurePages(folder, sizes, say));
}
if (only !== 'pages') await api();
say('done');
