// The disk is full: reads go on, writes answer 507 and change nothing, and when there is room again they work by themselves.
// The limit on the size of a file is the disk here: the system refuses a longer one just as a full disk would.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import test from 'node:test';
import { plain } from '../lib/faults.js';
import { expect, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const limit = (server, bytes) => execFileSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}:unlimited`]);
const sizes = (server) => ['', '-wal'].map((end) => fs.statSync(server.databaseFile + end).size);

test('a full disk stops writes with a clear answer, and nothing else', async () => {
  const server = await startServer({ name: 'disk-full', postgres: false, program: plain });
  try {
    const { admin } = server;
    const purpose = 'What this team is for. '.repeat(100);
    await ok(admin.post('/teams', { name: 'Before', purpose }), 201);
    limit(server, Math.max(...sizes(server)) + 20000);
    const names = [];
    let full;
    for (let i = 0; i < 2000 && !full; i++) {
      const reply = await admin.post('/teams', { name: `Team ${i}`, purpose }, { key: `team-${i}` });
      if (reply.status === 507) full = reply;
      else names.push(expect(reply, 201).body.name);
    }
    assert.ok(full, 'the disk was never full');
    assert.match(full.headers['content-type'], /^application\/problem\+json/);
    assert.match(full.body.detail, /^\p{Lu}.*[.!]$/su);

    // Many at once share a commit, and each is told the truth; a short one may still find room.
    const together = await Promise.all(Array.from({ length: 64 }, (_, i) => admin.post('/teams', { name: `Together ${i}`, purpose })));
    for (const reply of together) {
      if (reply.status === 201) names.push(reply.body.name);
      else expect(reply, 507);
    }
    for (const path of ['/me', '/home', '/goals', '/search?q=before', '/teams']) await ok(admin.get(path));
    expect(await admin.get('/healthz', { absolute: true }), 200);

    limit(server, 'unlimited');
    const again = await until(async () => {
      const reply = await admin.post('/teams', { name: 'Team after', purpose }, { key: 'team-after' });
      return reply.status === 201 && reply;
    }, { what: 'a write with room again' });
    names.push(again.body.name);
    const kept = server.sql("SELECT name FROM teams WHERE name LIKE 'Team %' OR name LIKE 'Together %' ORDER BY id").split('\n');
    assert.deepEqual(kept.sort(), names.sort(), 'what was acknowledged is there, and nothing else');
    const verified = await server.cli('verify');
    assert.equal(verified.status, 0, verified.out + verified.err);
    await server.restart();
    await ok(admin.get('/home'));
  } finally {
    await server.remove();
  }
});
