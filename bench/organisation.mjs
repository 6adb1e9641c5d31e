// A database with a generated organisation in it, the servers on it, and the requests that are measured.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { frequentSearches, searches, shape, statements } from './generate.mjs';

export const SAMPLED = 64; // people whose pages are asked for
const binary = path.resolve('build/waymark');

export function cli(...words) {
  return execFileSync(binary, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

// Runs SQL on a database behind Waymark's back.
export function sql(db, text) {
  const words = db.postgres ? ['psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', db.url, '-f', '-'] : ['sqlite3', '-batch', '-bail', db.file];
  return execFileSync(words[0], words.slice(1), { encoding: 'utf8', input: text, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'inherit'] }).trim();
}

export function makeDatabase(folder, cluster, people) {
  const db = { postgres: !!cluster, people, name: cluster ? 'PostgreSQL' : 'SQLite', folder, cluster: path.join(folder, 'postgres') };
  if (cluster) {
    const admin = new URL(cluster);
    db.filled = execFileSync('psql', ['-X', '-A', '-t', '-d', cluster, '-c', `SELECT 1 FROM pg_database WHERE datname = 'bench${people}'`], { encoding: 'utf8' }).trim() === '1';
    if (!db.filled) execFileSync('psql', ['-X', '-q', '-d', cluster, '-c', `CREATE DATABASE bench${people} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`]);
    admin.pathname = `/bench${people}`;
    db.url = admin.href;
    db.where = ['--database', db.url];
  } else {
    const data = path.join(folder, `sqlite-${people}`);
    db.file = path.join(data, 'waymark.db');
    db.filled = fs.existsSync(db.file);
    db.where = ['--data', data];
  }
  db.database = db.url ?? db.file;
  if (!db.filled) cli('init', '--name', 'Bench', '--admin', 'p1@bench.example', '--person', 'First Person', ...db.where);
  return db;
}

// Indexes are made after the rows, as any bulk load does.
function indexesOf(db) {
  const rows = db.postgres
    ? sql(db, "SELECT indexname || E'\\t' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\\_key' AND indexname NOT LIKE '%\\_pkey'")
    : sql(db, "SELECT name || char(9) || replace(sql, char(10), ' ') FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL");
  return rows.split('\n').map((row) => row.split('\t')).map(([name, make]) => ({ name, make: `${make};` }));
}

// What a cluster has while it is filled, and no longer when it is measured: nothing is durable and no row is looked at twice.
const FILLING = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', wal_level: 'minimal', max_wal_senders: 0, autovacuum: 'off', max_wal_size: '5GB',
  checkpoint_timeout: '1h', work_mem: '1GB', maintenance_work_mem: '1GB', max_parallel_maintenance_workers: 2 };

function tune(db, settings) {
  sql(db, Object.entries(settings).map(([name, value]) => (value === null ? `ALTER SYSTEM RESET ${name};` : `ALTER SYSTEM SET ${name} = '${value}';`)).join('\n'));
  execFileSync('sh', ['tests/lib/postgres.sh', 'restart', db.cluster], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export function fill(db, say) {
  // The rows are right by how they are made, so that foreign keys are not looked up for each of them (replica).
  const first = db.postgres ? "SET session_replication_role = 'replica';\n" : 'PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000; PRAGMA temp_store=FILE;\n';
  const loud = (title, text) => {
    const from = Date.now();
    sql(db, first + text);
    if (Date.now() - from > 5000) say(`  ${title} (${((Date.now() - from) / 1000).toFixed(0)} s)`);
  };
  if (db.postgres) tune(db, FILLING);
  const indexes = indexesOf(db);
  loud('indexes dropped', indexes.map((index) => `DROP INDEX ${index.name};`).join('\n'));
  for (const { title, sql: text } of statements(db.people, { postgres: db.postgres, now: Date.now() })) loud(title, text);
  for (const index of indexes) loud(index.name, index.make);
  // Waymark keeps no statistics on SQLite: its plans follow from the SQL alone and stay as they are. PostgreSQL gathers its own.
  const last = 'DROP TABLE bench_titles; DROP TABLE bench_reports;';
  loud('analyze', db.postgres ? `${last} VACUUM ANALYZE; CHECKPOINT;` : `${last} PRAGMA journal_mode=WAL;`);
  if (!db.postgres) return;
  sql(db, ['people', 'teams', 'goals', 'checkins', 'notices', 'meeting_series', 'meetings', 'barriers', 'needs', 'contact_points'].map((t) => `SELECT setval(pg_get_serial_sequence('${t}', 'id'), (SELECT MAX(id) FROM ${t}));`).join('\n'));
  tune(db, Object.fromEntries(Object.keys(FILLING).map((name) => [name, null])));
}

// Who asks: seven people without reports to one lead of a team, spread over the organisation; with a token each.
export function sample(db) {
  const s = shape(db.people);
  const people = Array.from({ length: SAMPLED }, (_, i) => {
    const part = (i + 0.5) / SAMPLED;
    const id = i % 8 === 7 ? s.lowest + Math.floor(part * s.teams) : s.leaders + 1 + Math.floor(part * (s.people - s.leaders));
    return { id, goals: [1, 2, 3, 4].map((k) => (id - 1) * 5 + k) };
  });
  for (const person of people) person.meeting = Number(sql(db, `SELECT MAX(m.id) FROM meetings m WHERE m.series_id = (SELECT MAX(series_id) FROM meeting_members WHERE person_id = ${person.id});`));
  for (const person of people) person.token = cli('token', `p${person.id}@bench.example`, ...db.where);
  return people;
}

// The pages: name, and the requests that are asked over and over, { method, path, token, body }.
export function pages(people) {
  const words = searches(SAMPLED), frequent = frequentSearches();
  const get = (path) => people.flatMap((person, i) => [path(person, i)].flat().map((p) => ({ method: 'GET', path: `/api/v1${p}`, token: person.token, body: '' })));
  const post = people.flatMap((person) => person.goals.map((goal) => ({ method: 'POST', path: `/api/v1/goals/${goal}/checkins`, token: person.token, goal })));
  return [
    { name: 'Home', requests: get(() => '/home') },
    { name: 'My goals', requests: get((p) => `/goals?owner_id=${p.id}&limit=20`) },
    { name: 'All goals, a page of 20', requests: get(() => '/goals?limit=20') },
    { name: 'A goal with its criteria', requests: get((p) => p.goals.map((goal) => `/goals/${goal}`)) },
    { name: 'Its check-ins', requests: get((p) => p.goals.map((goal) => `/goals/${goal}/checkins`)) },
    { name: 'Why chain', requests: get((p) => p.goals.map((goal) => `/goals/${goal}/why`)) },
    { name: 'Search, two words', requests: get((p, i) => `/search?q=${encodeURIComponent(words[i % words.length])}`) },
    { name: 'Search, a word of many', requests: get((p, i) => `/search?q=${encodeURIComponent(frequent[i % frequent.length])}`) },
    { name: 'People, a page of 20', requests: get(() => '/people?limit=20') },
    { name: 'Teams, a page of 20', requests: get(() => '/teams?limit=20') },
    { name: 'Open barriers, a page of 20', requests: get(() => '/barriers?limit=20') },
    { name: 'Barriers where I can help', requests: get(() => '/barriers/for-me') },
    { name: 'Open needs, a page of 20', requests: get(() => '/needs?limit=20') },
    { name: 'Needs asked of me', requests: get((p) => `/needs?limit=20&person_id=${p.id}`) },
    { name: 'Whom to ask about a topic', requests: get((p, i) => `/contact-points?q=${['billing', 'travel', 'security', 'hiring'][i % 4]}`) },
    { name: 'Events, a page of 20', requests: get((p) => `/events?goal_id=${p.goals[0]}`) },
    { name: 'Notices, a page of 20', requests: get(() => '/notices') },
    { name: 'My meetings, a page of 20', requests: get(() => `/meetings?from=${new Date(Date.now() - 86400000).toISOString()}`) },
    { name: 'A meeting and its agenda', requests: get((p) => `/meetings/${p.meeting}`) },
    { name: 'How forecasts have held', requests: get(() => '/forecast') },
    { name: 'New check-in, 64 clients', requests: post, writes: true, clients: 64 },
    { name: 'New check-in, 1 client', requests: post, writes: true, clients: 1 },
  ];
}

// Starts a program and waits for the address that it prints: { url, pid, startMs, stop }.
export async function start(words, env = {}) {
  const from = performance.now();
  const child = spawn(words[0], words.slice(1), { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => { said = (said + text).slice(-4000); if (words[0].endsWith('ceiling')) process.stderr.write(text); });
    child.stdout.on('data', (text) => {
      const found = String(text).match(/http:\/\/[\d.:]+/);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`${words[0]} ended with ${code}: ${said}`)));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const answer = await fetch(`${url}/healthz`);
  await answer.text();
  return { url, pid: child.pid, startMs: performance.now() - from, stop: () => (child.kill('SIGTERM'), ended) };
}

export const serve = (db, env) => start([binary, 'serve', '--listen', '127.0.0.1:0', ...db.where], env);

export function residentMb(pid) {
  return Number(fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
}

// The share of the cores that others use while nothing is measured.
export async function othersNow() {
  const seen = () => fs.readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
  const before = seen();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const after = seen(), all = after.reduce((sum, n, i) => sum + n - before[i], 0);
  return 1 - (after[3] + after[4] - before[3] - before[4]) / Math.max(1, all);
}
