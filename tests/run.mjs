// Runs every test and ends with "N passed, N failed". With a word (make test T=goal) only files whose name has it.
//
// unit, replay     C programs under ASan and UBSan: tests/unit, and the corpora of tests/fuzz
// api              the real server: the sanitized one on SQLite, the ordinary one on a PostgreSQL that is started here
// faults, browser  what goes wrong on purpose; Chromium, whose files named journey* run on PostgreSQL too
//
// A file that runs no test has failed. Folders that have no test files are passed over.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const asan = 'build/asan/waymark', plain = 'build/waymark';
const PROGRAM_SECONDS = 120; // an input that hangs is a failure
const FILE_SECONDS = 900;    // under the sanitizers, with the other core busy
const SHOWN_LINES = 200;     // of one file's failures; the rest is more of the same

const word = process.argv[2] ?? '';
const files = (path, pattern) =>
  (existsSync(path) ? readdirSync(path).filter((f) => pattern.test(f) && f.includes(word)).sort() : []);
const unit = files('tests/unit', /\.c$/).map((f) => f.slice(0, -2));
const fuzz = files('tests/fuzz', /^fuzz_.*\.c$/).map((f) => f.slice(5, -2));
const [api, faults, browser] = ['api', 'faults', 'browser'].map((name) => files(`tests/${name}`, /\.test\.js$/));
const journeys = browser.filter((f) => f.startsWith('journey'));

const started = Date.now();
const suites = new Map(); // name: { passed, failed, ms }
const children = new Set();
// Everything temporary goes here, so that nothing stays behind whoever is killed. Root's tests run PostgreSQL as another user,
// who must get through.
const folder = mkdtempSync(join(tmpdir(), 'waymark-tests-'));
chmodSync(folder, 0o711);
const cluster = join(folder, 'postgres');

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const say = (text) => console.log(`[${seconds(Date.now() - started)}] ${text}`);

function finish() {
  const total = { passed: 0, failed: 0 };
  for (const [name, suite] of suites) {
    total.passed += suite.passed;
    total.failed += suite.failed;
    console.log(`${name.padEnd(20)} ${String(suite.passed).padStart(6)} passed ${String(suite.failed).padStart(4)} failed ${seconds(suite.ms).padStart(10)}`);
  }
  say('done');
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed ? 1 : 0);
}

function count(suite, name, ms, passed, failed, text) {
  if (passed + failed === 0) failed = 1;
  const sum = suites.get(suite) ?? { passed: 0, failed: 0, ms: 0 };
  suites.set(suite, { passed: sum.passed + passed, failed: sum.failed + failed, ms: sum.ms + ms });
  say(`${suite} ${name}: ${passed} passed, ${failed} failed (${seconds(ms)})`);
  if (!failed) return;
  const lines = text.trimEnd().split('\n');
  console.log(lines.slice(0, SHOWN_LINES).map((line) => `    ${line}`).join('\n'));
  if (lines.length > SHOWN_LINES) console.log(`    ... and ${lines.length - SHOWN_LINES} lines more`);
}

function stop(what, text) {
  count(what, '', 0, 0, 1, text);
  finish();
}

// With its own flags: those of the make that called us would tie it to that one's jobs.
function make(...goals) {
  const { MAKEFLAGS, MFLAGS, MAKELEVEL, ...env } = process.env;
  const result = spawnSync('make', ['--no-print-directory', 'WERROR=1', ...goals], { env, stdio: 'inherit' });
  if (result.status !== 0) stop('build', `make ${goals.join(' ')} failed`);
}

// Runs a program to its end: { status, text, ms }. In a process group of its own, so that what it started ends with it.
function run(command, args, env, patience) {
  return new Promise((done) => {
    const from = Date.now();
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let text = '';
    children.add(child);
    const timer = setTimeout(() => { text += `\nnot ok - ended after ${patience} s\n`; end(child); }, patience * 1000);
    child.stdout.on('data', (d) => { text += d; });
    child.stderr.on('data', (d) => { text += d; });
    child.on('error', (e) => { text += e.message; done({ status: 1, text, ms: Date.now() - from }); });
    child.on('close', (status) => {
      clearTimeout(timer);
      end(child);
      children.delete(child);
      done({ status: status ?? 1, text, ms: Date.now() - from });
    });
  });
}

function end(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended, with all that it started
  }
}

async function programs(suite, list, env, args) {
  for (const name of list) {
    const { status, text, ms } = await run(`build/asan/${suite}/${name}`, args(name), env, PROGRAM_SECONDS);
    if (suite === 'replay') {
      count(suite, name, ms, status ? 0 : 1, status ? 1 : 0, text);
      continue;
    }
    const passed = (text.match(/^ok /gm) ?? []).length, failed = (text.match(/^not ok /gm) ?? []).length;
    count(suite, name, ms, passed, failed || (status ? 1 : 0), text);
  }
}

// The blocks of TAP that say what failed; without one, the end of what was said.
function failures(tap) {
  const lines = tap.split('\n');
  const kept = [];
  for (let i = 0; i < lines.length; i++) {
    if (!/^\s*not ok /.test(lines[i])) continue;
    const last = lines.findIndex((line, j) => j > i && /^\s*\.\.\.$/.test(line));
    kept.push(...lines.slice(i, Math.min(last < 0 ? i + 40 : last, i + 60)));
  }
  return kept.length ? kept.join('\n') : tap.slice(-8000);
}

async function nodeSuite(suite, path, list, env) {
  for (const file of list) {
    const { status, text, ms } = await run(process.execPath, ['--test', '--test-reporter=tap', join(path, file)], env, FILE_SECONDS);
    const number = (what) => Number(text.match(new RegExp(`^# ${what} (\\d+)`, 'm'))?.[1] ?? 0);
    const failed = number('fail') + number('cancelled');
    count(suite, file, ms, number('pass'), failed || (status ? 1 : 0), failures(text));
  }
}

function startPostgres() {
  const start = spawnSync('sh', ['tests/lib/postgres.sh', 'start', cluster], { encoding: 'utf8' });
  if (start.status !== 0) stop('postgresql', start.stderr || 'PostgreSQL did not start');
  return start.stdout.trim();
}

process.on('exit', () => {
  for (const child of children) end(child);
  if (existsSync(cluster)) spawnSync('sh', ['tests/lib/postgres.sh', 'stop', cluster]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

const real = api.length + faults.length + browser.length > 0;
if (unit.length + fuzz.length === 0 && !real) stop('files', `No test file has "${word}" in its name.`);
say('building');
if (real) make('build');
if (real || unit.length) make('SANITIZE=1', ...(real ? ['build'] : []), ...unit.map((f) => `build/asan/unit/${f}`));
if (fuzz.length) make('SANITIZE=1', ...fuzz.map((f) => `build/asan/replay/${f}`));

const shared = {
  TMPDIR: folder,
  ASAN_OPTIONS: 'detect_leaks=1:abort_on_error=1',
  UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
  ...((real || unit.length > 0) && { WAYMARK_TEST_POSTGRES_URL: startPostgres() }),
};
const sqlite = { ...shared, WAYMARK_BINARY: asan, WAYMARK_TEST_DATABASE: 'sqlite' };
const postgres = { ...shared, WAYMARK_BINARY: plain, WAYMARK_TEST_DATABASE: 'postgres' };

await programs('unit', unit, { ...shared, CMOCKA_MESSAGE_OUTPUT: 'TAP' }, () => []);
await programs('replay', fuzz, shared, (f) => [`tests/fuzz/corpus/${f}`]);
// One core each.
await Promise.all([
  nodeSuite('api sqlite', 'tests/api', api, sqlite),
  nodeSuite('api postgres', 'tests/api', api, postgres),
]);
await nodeSuite('faults', 'tests/faults', faults, { ...sqlite, WAYMARK_PLAIN_BINARY: plain });
await nodeSuite('browser', 'tests/browser', browser, { ...sqlite, WAYMARK_BINARY: plain });
await nodeSuite('browser postgres', 'tests/browser', journeys, postgres);
finish();
