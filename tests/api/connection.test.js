// Connections: slow clients are ended and hold nobody up; a stop lets what is under way end.
import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import { expect, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

function open(server) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname, () => resolve(socket));
    socket.answer = '';
    socket.on('data', (bytes) => { socket.answer += bytes; });
    socket.on('error', reject);
    socket.ended = new Promise((done) => socket.on('close', done));
  });
}

const head = (server, length) =>
  `PUT /api/v1/mission HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.admin.token}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

test('slow clients are ended and hold nobody up', async () => {
  const server = await startServer({ name: 'slow', flags: ['--request-seconds', '1', '--idle-seconds', '1'] });
  try {
    const slow = await Promise.all(Array.from({ length: 40 }, () => open(server)));
    slow.forEach((socket, i) => socket.write(i % 2 ? head(server, 100) : 'GET /api/v1/me HTT'));
    const drip = setInterval(() => slow.forEach((socket) => !socket.destroyed && socket.write(' ')), 100);
    const began = Date.now();
    for (let i = 0; i < 20; i++) await ok(server.admin.get('/me'));
    assert.ok(Date.now() - began < 1000, 'others are answered meanwhile');
    await Promise.all(slow.map((socket) => socket.ended));
    clearInterval(drip);
    assert.ok(Date.now() - began < 8000, 'each of them has been ended');
    // Ours was idle as long and is ended as well, perhaps just now: a request on it could be lost.
    server.closeConnections();
    assert.equal((await ok(server.admin.get('/mission'))).text, null);
  } finally {
    await server.remove();
  }
});

test('more connections than there is room for do not end those that are there', async () => {
  const server = await startServer({ name: 'many', flags: ['--connections', '8'] });
  try {
    server.agent.maxSockets = 2;
    await ok(server.admin.get('/me'));
    const many = (await Promise.allSettled(Array.from({ length: 30 }, () => open(server)))).flatMap((r) => r.value ?? []);
    await ok(server.admin.get('/me'));
    for (const socket of many) socket.destroy();
    await until(async () => (await server.client(server.admin.token).get('/me').catch(() => ({}))).status === 200);
  } finally {
    await server.remove();
  }
});

test('a request under way is answered before the server stops', async () => {
  const server = await startServer({ name: 'drain' });
  try {
    const body = JSON.stringify({ text: 'Said while stopping.' });
    const socket = await open(server);
    socket.write(head(server, Buffer.byteLength(body)).replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n'));
    await until(() => socket.answer.startsWith('HTTP/1.1 100 '), { what: 'the server reads the request' });
    socket.answer = '';
    socket.write(body.slice(0, 10));
    const stopped = server.stop();
    await until(async () => (await server.anonymous.get('/readyz', { absolute: true }).catch(() => ({ status: 0 }))).status !== 200);
    socket.write(body.slice(10));
    await socket.ended;
    assert.match(socket.answer, /^HTTP\/1\.1 200 /);
    await stopped;
    await server.serve();
    assert.equal((await ok(server.admin.get('/mission'))).text, 'Said while stopping.');
  } finally {
    await server.remove();
  }
});

test('an address that is taken is told in a sentence', async () => {
  const server = await startServer({ name: 'taken' });
  try {
    const { host } = new URL(server.url);
    const other = await startServer({ name: 'taken2', init: false });
    await other.init();
    const reply = await other.cli('serve', '--listen', host);
    assert.equal(reply.status, 1);
    assert.match(reply.err, new RegExp(`${host.split(':')[1]}`));
    await other.remove();
    expect(await server.admin.get('/me'), 200);
  } finally {
    await server.remove();
  }
});
