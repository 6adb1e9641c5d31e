// The operator's commands: setting up, verifying, backing up and restoring, also while a server holds the data.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { all, expect, ok, problem, until } from '../lib/helpers.js';
import { binary, onPostgres, run, startServer } from '../lib/server.js';

const server = await startServer({ name: 'command' });
after(() => server.remove());
const { admin } = server;
const on = { sqlite: { skip: onPostgres && 'files are SQLite\'s' }, postgres: { skip: !onPostgres && 'on PostgreSQL only' } };

test('help names every command and setting; mistakes get a sentence and 64', async () => {
  const help = await run([binary, '--help']);
  assert.equal(help.status, 0);
  for (const word of ['serve', 'init', 'import', 'backup', 'restore', 'verify', 'describe', 'link', 'token', '--listen', '--data', '--database', '--proxy'])
    assert.ok(help.out.includes(word), word);
  assert.match((await run([binary, '--version'])).out, /^waymark \S+\n$/);
  assert.equal((await run([binary])).status, 64);
  const near = await run([binary, 'serv']);
  assert.deepEqual([near.status !== 0, /Did you mean "serve"/.test(near.err)], [true, true], near.err);
  const flag = await run([binary, 'serve', '--idle-seconds', 'never']);
  assert.notEqual(flag.status, 0);
  assert.match(flag.err, /--idle-seconds: "never" is not a whole number/);
  for (const words of [['token'], ['token', 'a@b.c', '--days', '0'], ['token', 'a@b.c', '--scope', 'all'], ['link'], ['backup'], ['import']])
    assert.equal((await server.cli(...words)).status, 64, words.join(' '));
});

test('settings come from flags, then the environment, then a file', async () => {
  const other = await startServer({ name: 'settings', init: false });
  try {
    await other.init();
    const file = path.join(other.folder, 'waymark.conf');
    fs.writeFileSync(file, '# a remark\nurl = https://from.file\nsession-days = 3\n');
    const link = async (env, ...flags) => (await other.cli('link', 'ada@example.org', '--config', file, ...flags, { env })).out;
    assert.match(await link({}), /^https:\/\/from\.file\/sign-in#/);
    assert.match(await link({ WAYMARK_URL: 'https://from.environment/' }), /^https:\/\/from\.environment\/sign-in#/);
    assert.match(await link({ WAYMARK_URL: 'https://from.environment' }, '--url', 'https://from.flag'), /^https:\/\/from\.flag\/sign-in#/);
    fs.writeFileSync(file, 'url = x\ncolour = red\n');
    const bad = await other.cli('link', 'ada@example.org', '--config', file);
    assert.notEqual(bad.status, 0);
    assert.match(bad.err, /waymark\.conf, line 2/);
  } finally {
    await other.remove();
  }
});

test('an organisation is set up once, and by words that make sense', async () => {
  const other = await startServer({ name: 'init', init: false });
  try {
    for (const words of [[], ['--name', 'X'], ['--name', 'X', '--admin', 'nobody'], ['--name', ' ', '--admin', 'a@b.c'], ['--name', 'X', '--admin', 'a@b.c', '--zone', 'Mars/Base']])
      assert.notEqual((await other.cli('init', ...words)).status, 0, words.join(' '));
    const made = await other.cli('init', '--name', 'Two Words', '--admin', 'Grace@Example.org', '--zone', 'Europe/Berlin');
    assert.equal(made.status, 0, made.err);
    const again = await other.cli('init', '--name', 'Again', '--admin', 'x@example.org');
    assert.notEqual(again.status, 0);
    assert.match(again.err, /already/);
    await other.serve();
    const secret = made.out.trim().split('#')[1];
    const me = await ok(other.anonymous.post('/sign-in/link', { secret }));
    assert.deepEqual([me.email, me.roles, me.zone, me.organisation.name], ['grace@example.org', ['people_operations', 'operator'], 'Europe/Berlin', 'Two Words']);
  } finally {
    await other.remove();
  }
});

test('who is not here gets no link and no token', async () => {
  for (const words of [['link', 'nobody@example.org'], ['token', 'nobody@example.org'], ['link', '']]) {
    const reply = await server.cli(...words);
    assert.equal(reply.status, 1);
    assert.match(reply.err, /nobody here/);
    assert.equal(reply.out, '');
  }
});

test('without data a command says so', on.sqlite, async () => {
  for (const folder of [path.join(server.folder, 'nothing'), server.folder]) {
    const reply = await run([binary, 'token', 'ada@example.org', '--data', folder]);
    assert.equal(reply.status, 1);
    assert.match(reply.err, /waymark init/);
  }
});

test('what needs the data alone is refused while a server holds it', on.sqlite, async () => {
  for (const words of [['serve', '--listen', '127.0.0.1:0'], ['init', '--name', 'X', '--admin', 'x@y.z'], ['restore', server.databaseFile]]) {
    const reply = await server.cli(...words);
    assert.equal(reply.status, 1, words.join(' '));
    assert.match(reply.err, /using/, reply.err);
  }
  await ok(admin.get('/me'));
});

test('commands reach the data while a server holds it, and without one', async () => {
  const before = await server.cli('verify');
  assert.deepEqual([before.status, /whole: \d+ events/.test(before.out)], [0, true], before.out + before.err);
  await server.stop();
  const without = await server.cli('verify');
  assert.equal(without.status, 0, without.out + without.err);
  const token = await server.token('ada@example.org');
  await server.serve();
  await ok(server.client(token).get('/me'));
});

test('the admin socket and the data are the owner\'s alone', on.sqlite, () => {
  for (const [name, mode] of [['', 0o700], ['waymark.sock', 0o600]])
    assert.equal(fs.statSync(path.join(server.data, name)).mode & 0o777, mode, name);
  assert.equal(fs.statSync(server.databaseFile).mode & 0o077, 0, 'the database is readable by others');
});

// ---- verify ----

async function sealed(s) {
  return until(async () => {
    const reply = await s.cli('verify');
    return / 0 waiting/.test(reply.out) && reply;
  }, { what: 'every event is sealed' });
}
const count = (s) => Number(s.sql('SELECT count(*) FROM event_seals'));

test('verify names the first broken link, whichever value of an event was changed', async () => {
  const other = await startServer({ name: 'tamper' });
  try {
    for (let i = 0; i < 12; i++) await ok(other.admin.post('/teams', { name: `Team ${i}` }), 201);
    await sealed(other);
    await other.stop();
    const links = count(other);
    for (const seq of [1, 7, links]) {
      for (const column of ['at', 'type', 'subject', 'subject_id', 'goal_id', 'person_id', 'actor_id', 'reason', 'old', 'new']) {
        const one = `FROM events WHERE id = (SELECT event_id FROM event_seals WHERE seq = ${seq})`;
        const number = /at$|id$/.test(column);
        const was = other.sql(`SELECT COALESCE(CAST(${column} AS TEXT), 'NULL') ${one}`);
        const set = (value) => other.sql(`UPDATE events SET ${column} = ${value} WHERE id = (SELECT id ${one})`);
        set(number ? '1234567' : "'tampered'");
        const reply = await other.cli('verify');
        assert.equal(reply.status, 1, `${column} of link ${seq}: ${reply.out}`);
        assert.match(reply.out, new RegExp(`broken at link ${seq}: .*changed`), column);
        set(number || was === 'NULL' ? was : `'${was.replaceAll("'", "''")}'`);
      }
    }
    assert.equal((await other.cli('verify')).status, 0);
  } finally {
    await other.remove();
  }
});

test('verify finds missing, moved and cut-off events', async () => {
  const spoil = {
    'an event is gone': 'DELETE FROM events WHERE id = (SELECT event_id FROM event_seals WHERE seq = 5)',
    'a link is gone': 'DELETE FROM event_seals WHERE seq = 5',
    'two links changed places': onPostgres
      ? 'UPDATE event_seals SET event_id = -event_id WHERE seq IN (5, 6); UPDATE event_seals SET event_id = -(SELECT event_id FROM event_seals s WHERE s.seq = 11 - event_seals.seq) WHERE seq IN (5, 6)'
      : 'UPDATE event_seals SET event_id = -event_id WHERE seq IN (5, 6); CREATE TEMP TABLE t AS SELECT seq, -event_id AS e FROM event_seals WHERE seq IN (5, 6); UPDATE event_seals SET event_id = (SELECT e FROM t WHERE t.seq = 11 - event_seals.seq) WHERE seq IN (5, 6)',
    'a hash changed': "UPDATE event_seals SET hash = replace(hash, substr(hash, 1, 1), CASE substr(hash, 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END) WHERE seq = 5",
  };
  for (const [what, sql] of Object.entries(spoil)) {
    const other = await startServer({ name: 'tamper2' });
    try {
      for (let i = 0; i < 4; i++) await ok(other.admin.post('/teams', { name: `Team ${i}` }), 201);
      await sealed(other);
      await other.stop();
      other.sql(sql);
      const reply = await other.cli('verify');
      assert.equal(reply.status, 1, `${what}: ${reply.out}`);
      assert.match(reply.out, /broken at link [56]\b/, what);
    } finally {
      await other.remove();
    }
  }
  const other = await startServer({ name: 'tamper3' });
  try {
    for (let i = 0; i < 4; i++) await ok(other.admin.post('/teams', { name: `Team ${i}` }), 201);
    const head = (await sealed(other)).out.match(/newest link is (\w+)/)[1];
    assert.equal((await other.cli('verify', '--head', head)).status, 0);
    await other.stop();
    other.sql(`DELETE FROM events WHERE id >= (SELECT event_id FROM event_seals WHERE seq = 8);
      DELETE FROM event_seals WHERE seq >= 8; UPDATE event_chain SET seq = 7, hash = (SELECT hash FROM event_seals WHERE seq = 7)`);
    const cut = await other.cli('verify', '--head', head);
    assert.equal(cut.status, 1, cut.out);
    assert.match(cut.out, /cut off/);
  } finally {
    await other.remove();
  }
});

test('events can be added and read, and nothing else', async () => {
  const [{ id }] = (await ok(admin.get('/events'))).items;
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) assert.ok([404, 405].includes((await admin.request(method, `/events/${id}`, {})).status));
});

// ---- backup and restore ----

test('a backup taken while people write holds all that was acknowledged before it, and can be restored', on.sqlite, async () => {
  const other = await startServer({ name: 'backup' });
  try {
    let writing = true, n = 0;
    const acknowledged = [];
    const writers = Array.from({ length: 8 }, async () => {
      while (writing) {
        const name = `Written ${++n}`;
        await ok(other.admin.post('/teams', { name }), 201);
        acknowledged.push(name);
      }
    });
    const files = [];
    for (let i = 0; i < 3; i++) {
      await until(() => acknowledged.length > (i + 1) * 60);
      const before = acknowledged.length;
      const file = path.join(other.folder, `backup${i}.db`);
      const reply = await other.cli('backup', file);
      assert.equal(reply.status, 0, reply.err);
      files.push({ file, before });
    }
    writing = false;
    await Promise.all(writers);
    const again = await other.cli('backup', files[0].file);
    assert.equal(again.status, 1);
    assert.match(again.err, /there already/);
    assert.equal(fs.statSync(files[0].file).mode & 0o077, 0, 'a backup is readable by others');
    await other.stop();
    fs.writeFileSync(`${files[0].file}-wal`, 'changes that are not in the file yet');
    const copied = await other.cli('restore', files[0].file);
    assert.deepEqual([copied.status, /-wal beside it/.test(copied.err)], [1, true], copied.err);
    fs.rmSync(`${files[0].file}-wal`);
    for (const { file, before } of files) {
      const restored = await other.cli('restore', file);
      assert.equal(restored.status, 0, restored.err);
      assert.match(restored.out, /kept as/);
      const verified = await other.cli('verify');
      assert.equal(verified.status, 0, verified.out);
      await other.serve();
      const names = new Set((await all(other.admin, '/teams')).map((t) => t.name));
      const lost = acknowledged.slice(0, before).filter((name) => !names.has(name));
      assert.deepEqual(lost, []);
      assert.ok(names.size <= n);
      await ok(other.admin.post('/teams', { name: 'After the restore' }), 201);
      await other.stop();
    }
    const kept = fs.readdirSync(other.data).filter((name) => /before-restore-\d+$/.test(name));
    assert.equal(kept.length, files.length);
  } finally {
    await other.remove();
  }
});

test('a backup is found from where the caller stands', on.sqlite, async () => {
  const reply = await server.cli('backup', 'here.db', { cwd: server.folder });
  assert.equal(reply.status, 0, reply.err);
  assert.ok(fs.existsSync(path.join(server.folder, 'here.db')));
  const nowhere = await server.cli('backup', path.join(server.folder, 'no/such/folder.db'));
  assert.equal(nowhere.status, 1);
});

test('what is no whole backup is not restored', on.sqlite, async () => {
  const other = await startServer({ name: 'restore' });
  try {
    await ok(other.admin.post('/teams', { name: 'Stays' }), 201);
    const good = path.join(other.folder, 'good.db'), cut = path.join(other.folder, 'cut.db'), text = path.join(other.folder, 'text.db');
    assert.equal((await other.cli('backup', good)).status, 0);
    const bytes = fs.readFileSync(good);
    fs.writeFileSync(cut, Buffer.concat([bytes.subarray(0, bytes.length / 2), Buffer.alloc(bytes.length / 4, 0x5a)]));
    fs.writeFileSync(text, 'This is no database.');
    await other.stop();
    for (const file of [cut, text, path.join(other.folder, 'missing.db')]) {
      const reply = await other.cli('restore', file);
      assert.equal(reply.status, 1, file);
      assert.match(reply.err, /Nothing has been changed/);
    }
    await other.serve();
    assert.equal((await ok(other.admin.get('/teams?q=Stays'))).items.length, 1);
  } finally {
    await other.remove();
  }
});

test('on PostgreSQL backup and restore point to its own tools', on.postgres, async () => {
  for (const words of [['backup', path.join(server.folder, 'x.db')], ['restore', path.join(server.folder, 'x.db')]]) {
    const reply = await server.cli(...words);
    assert.equal(reply.status, 1);
    assert.match(reply.err, /pg_/);
  }
});

test('a database of a newer Waymark is left alone', async () => {
  const other = await startServer({ name: 'newer' });
  try {
    await other.stop();
    other.sql("INSERT INTO schema_migrations (name, hash, applied_at) VALUES ('9999-tomorrow.sql', 'x', 0)");
    await assert.rejects(other.serve(), /newer Waymark.*9999-tomorrow/s);
    const reply = await other.cli('verify');
    assert.notEqual(reply.status, 0);
    assert.match(reply.err, /newer/);
    other.child = undefined;
  } finally {
    await other.remove();
  }
});

test('a token by command has the scope and the days that were asked for', async () => {
  const person = await server.person({ name: 'Com Mand', scope: 'none' });
  const reader = server.client(await server.token(person.email, { scope: 'read', days: 1 }));
  await ok(reader.get('/me'));
  await problem(reader.put('/home/look'), 403);
  server.clock.advance({ days: 1, seconds: 1 });
  await problem(reader.get('/me'), 401);
  expect(await server.admin.get('/me'), 200);
});
