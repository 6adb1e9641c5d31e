// A Waymark of a test's own: a fresh data folder or PostgreSQL database, the real program, a clock that the test sets.
// WAYMARK_BINARY, WAYMARK_TEST_DATABASE (sqlite or postgres) and WAYMARK_TEST_POSTGRES_URL come from tests/run; without
// them a single file runs with build/waymark on SQLite.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from './client.js';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = path.resolve(root, process.env.WAYMARK_BINARY || 'build/waymark');
export const onPostgres = process.env.WAYMARK_TEST_DATABASE === 'postgres';

const START_MS = 20000;
const STOP_MS = 30000;

// What a test leaves behind when it fails half-way is ended and removed with its process.
const alive = new Set();
process.on('exit', () => {
  for (const server of alive) server.abandon();
});

// Settings of the person who runs the tests must not leak into the servers under test.
function cleanEnvironment(more) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WAYMARK_') && !name.startsWith('PG')));
  return { UBSAN_OPTIONS: 'print_stacktrace=1', ...env, ...more };
}

export function psql(url, sql) {
  return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', sql],
    { encoding: 'utf8', maxBuffer: 1 << 28, env: cleanEnvironment({ PGCONNECT_TIMEOUT: '10' }), stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

class Server {
  constructor({ name = 'test', env = {}, flags = [], postgres = onPostgres, postgresUrl, prefix = [], program = binary } = {}) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), `waymark-${name.slice(0, 20)}-`));
    this.data = path.join(this.folder, 'data');
    this.clockFile = path.join(this.folder, 'clock');
    fs.writeFileSync(this.clockFile, '0');
    this.env = env;
    this.flags = flags;
    this.prefix = prefix; // words before the program
    this.program = program;
    this.postgres = postgres;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
    this.stderr = '';
    this.clock = new Clock(this.clockFile);
    if (postgres) this.makeDatabase(postgresUrl ?? process.env.WAYMARK_TEST_POSTGRES_URL);
    alive.add(this);
  }

  makeDatabase(adminUrl) {
    assert.ok(adminUrl, 'WAYMARK_TEST_POSTGRES_URL names a PostgreSQL where tests make databases');
    this.adminUrl = adminUrl;
    this.databaseName = path.basename(this.folder).toLowerCase().replaceAll(/[^a-z0-9]/g, '_');
    psql(adminUrl, `CREATE DATABASE ${this.databaseName} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
    const url = new URL(adminUrl);
    url.pathname = `/${this.databaseName}`;
    this.databaseUrl = url.href;
  }

  get databaseFile() {
    return path.join(this.data, 'waymark.db');
  }

  // The flags that say where the data is.
  get where() {
    const clock = ['--clock-file', this.clockFile];
    return this.postgres ? ['--database', this.databaseUrl, ...clock] : ['--data', this.data, ...clock];
  }

  // Runs a command on this server's data; resolves to { status, out, err }.
  cli(...args) {
    const last = args.at(-1);
    const options = typeof last === 'object' ? args.pop() : {};
    return run([this.program, ...args, ...this.where], { ...options, env: { ...this.env, ...options.env } });
  }

  async init() {
    const done = await this.cli('init', '--name', 'Fernweh & Söhne', '--admin', 'ada@example.org', '--person', 'Ada Admin');
    assert.equal(done.status, 0, done.err);
    this.firstLink = done.out;
  }

  // Starts serving; the time from the start to the line that says where is in this.startMs.
  async serve() {
    const began = performance.now();
    const words = [...this.prefix, this.program, 'serve', ...this.where, '--listen', '127.0.0.1:0', ...this.flags];
    this.child = spawn(words[0], words.slice(1), { env: cleanEnvironment(this.env), stdio: ['ignore', 'pipe', 'pipe'] });
    const child = this.child;
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    this.stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => { this.stderr = (this.stderr + text).slice(-200000); });
    try {
      this.url = await this.waitForAddress(child);
    } catch (error) {
      child.kill('SIGKILL');
      await this.ended;
      this.child = undefined;
      throw error;
    }
    this.startMs = performance.now() - began;
  }

  waitForAddress(child) {
    return new Promise((resolve, reject) => {
      let out = '';
      const give = (fail) => { clearTimeout(timer); fail ? reject(fail) : undefined; };
      const timer = setTimeout(() => give(new Error(`the server did not start: ${out}${this.stderr}`)), START_MS);
      child.stdout.setEncoding('utf8').on('data', (text) => {
        out += text;
        const found = out.match(/Waymark listens on (http:\/\/\S+)/);
        if (found) { give(); resolve(found[1]); }
      });
      child.once('error', give);
      child.once('exit', (code) => give(new Error(`the server ended with ${code}: ${out}${this.stderr}`)));
    });
  }

  // SIGTERM, then a clean end is asked for: status 0, and nothing that a sanitizer had to say.
  async stop() {
    if (this.child) {
      this.child.kill('SIGTERM');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
      const { code, signal } = await this.ended;
      clearTimeout(timer);
      this.child = undefined;
      this.closeConnections();
      assert.deepEqual({ code, signal }, { code: 0, signal: null }, this.stderr.slice(-8000));
    }
    this.checkSanitizers();
  }

  // For the end of a test file: stops, and removes what it had.
  async remove() {
    try {
      await this.stop();
    } finally {
      this.abandon();
    }
  }

  async kill9() {
    this.child.kill('SIGKILL');
    await this.ended;
    this.child = undefined;
    this.checkSanitizers();
    this.closeConnections();
  }

  async restart() {
    await this.stop();
    await this.serve();
  }

  closeConnections() {
    this.agent.destroy();
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
    for (const client of this.clients ?? []) client.agent = this.agent;
  }

  checkSanitizers() {
    assert.ok(!/ERROR: (Address|Leak|Thread)Sanitizer|runtime error:/.test(this.stderr), this.stderr.slice(-8000));
  }

  // At once and without waiting; also when the test process ends.
  abandon() {
    if (!alive.delete(this)) return;
    if (this.child) this.child.kill('SIGKILL');
    this.agent.destroy();
    fs.rmSync(this.folder, { recursive: true, force: true });
    if (!this.databaseName) return;
    try {
      psql(this.adminUrl, `DROP DATABASE IF EXISTS ${this.databaseName} WITH (FORCE)`);
    } catch {
      // the cluster may be gone with its test
    }
  }

  remember(client) {
    (this.clients ??= []).push(client);
    return client;
  }

  client(token, details) {
    return this.remember(new Client(this, token ? { Authorization: `Bearer ${token}` } : {}, { token, ...details }));
  }

  get anonymous() {
    return this.client();
  }

  // A personal token; options: days, scope (read, checkin, full).
  async token(email, { days, scope } = {}) {
    const words = ['token', email];
    if (days) words.push('--days', String(days));
    if (scope) words.push('--scope', scope);
    const made = await this.cli(...words);
    assert.equal(made.status, 0, made.err);
    return made.out.trim();
  }

  // The secret of a one-time sign-in link.
  async linkSecret(email) {
    const made = await this.cli('link', email);
    assert.equal(made.status, 0, made.err);
    return made.out.trim().split('#')[1];
  }

  // A browser that has signed in by a one-time link.
  async browserSession(email) {
    const browser = this.remember(new Client(this, { 'Sec-Fetch-Site': 'same-origin' }));
    const reply = await browser.post('/sign-in/link', { secret: await this.linkSecret(email) });
    assert.equal(reply.status, 200, reply.text);
    browser.headers.Cookie = reply.headers['set-cookie'][0].split(';')[0];
    return Object.assign(browser, { id: reply.body.id, name: reply.body.name, email });
  }

  // Somebody joins. manager and team: an id, or what person() and a POST gave. roles: ['people_operations', 'operator'].
  // scope 'none' makes no token. Resolves to a client with id, name, email and token.
  async person({ name, email, manager, team, lead = false, roles, scope = 'full', ...more }) {
    email ??= `${name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^A-Za-z0-9]+/g, '.').toLowerCase()}@example.org`;
    const body = { name, email, ...more };
    if (manager) body.manager_id = manager.id ?? manager;
    const made = await this.admin.post('/people', body);
    assert.equal(made.status, 201, made.text);
    const { id } = made.body;
    if (team) {
      const joined = await this.admin.post(`/teams/${team.id ?? team}/members`, { person_id: id, role: lead ? 'lead' : 'member' });
      assert.equal(joined.status, 201, joined.text);
    }
    if (roles) {
      const held = { people_operations: roles.includes('people_operations'), operator: roles.includes('operator') };
      const given = await this.admin.put(`/people/${id}/roles`, held);
      assert.equal(given.status, 200, given.text);
    }
    const token = scope === 'none' ? undefined : await this.token(email, { scope });
    return this.client(token, { id, name, email });
  }

  async team(name, more = {}) {
    const made = await this.admin.post('/teams', { name, ...more });
    assert.equal(made.status, 201, made.text);
    return made.body;
  }

  // SQL on the database behind the server's back: for looking, and for tampering. Rows as text, columns joined by '|'.
  sql(statement) {
    if (this.postgres) return psql(this.databaseUrl, statement);
    return execFileSync('sqlite3', ['-batch', '-bail', '-cmd', '.timeout 20000', this.databaseFile, statement],
      { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
  }
}

// The clock of the servers under test: real time and an offset that the test sets.
class Clock {
  constructor(file) {
    this.file = file;
    this.offset = 0;
  }

  write() {
    fs.writeFileSync(`${this.file}.new`, String(this.offset));
    fs.renameSync(`${this.file}.new`, this.file);
  }

  now() {
    return new Date(Date.now() + this.offset);
  }

  today() {
    return this.now().toISOString().slice(0, 10);
  }

  // The day that lies `days` from today, as YYYY-MM-DD.
  day(days = 0) {
    return new Date(this.now().getTime() + days * 86400000).toISOString().slice(0, 10);
  }

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
    this.offset += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    this.write();
  }

  set(iso) {
    this.offset = new Date(iso).getTime() - Date.now();
    this.write();
  }
}

// Runs a program to its end.
export function run(words, { stdin, env = {}, cwd, timeout = 120000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(words[0], words.slice(1), { env: cleanEnvironment(env), cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    const out = [], err = [];
    child.stdout.on('data', (part) => out.push(part));
    child.stderr.on('data', (part) => err.push(part));
    child.on('error', (error) => { clearTimeout(timer); reject(error); });
    child.stdin.on('error', () => {}); // it may end without reading
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      const text = { out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') };
      if (/ERROR: (Address|Leak|Thread)Sanitizer|runtime error:/.test(text.err)) reject(new Error(text.err));
      else resolve({ status, signal, ...text });
    });
    child.stdin.end(stdin);
  });
}

// A server that has been set up and serves; `admin` is its first person (people operations and operator). options: name,
// env, flags, prefix, program; postgres: true or false, whatever the run is on; at: the instant at which its clock begins;
// init: false leaves the data empty and starts nothing.
export async function startServer({ at, init = true, ...options } = {}) {
  const server = new Server(options);
  if (at) server.clock.set(at);
  if (!init) return server;
  await server.init();
  await server.serve();
  const token = await server.token('ada@example.org');
  server.admin = server.client(token);
  const me = await server.admin.get('/me');
  assert.equal(me.status, 200, me.text);
  Object.assign(server.admin, { id: me.body.id, name: me.body.name, email: me.body.email });
  return server;
}

// For files that need several servers: start(name, options) of what it gives is startServer, and `after` (node:test's) removes them all.
export function severalServers(after) {
  const servers = [];
  after(() => Promise.all(servers.map((server) => server.remove())));
  return async (name, options = {}) => {
    const server = await startServer({ name, ...options });
    servers.push(server);
    return server;
  };
}

// Another server process on the same PostgreSQL database (and clock) as `server`.
export async function startSibling(server, options = {}) {
  assert.ok(server.postgres, 'SQLite has one server');
  const sibling = new Server({ name: 'sibling', ...options, postgres: false });
  Object.assign(sibling, { postgres: true, databaseUrl: server.databaseUrl, clockFile: server.clockFile, clock: server.clock });
  await sibling.serve();
  sibling.admin = sibling.client(server.admin.token, { id: server.admin.id });
  return sibling;
}
