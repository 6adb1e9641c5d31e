// The manners of the API over HTTP, whatever the noun: statuses, problem documents, conditional requests, idempotent
// creation, pages.
import assert from 'node:assert/strict';
import net from 'node:net';
import test, { after } from 'node:test';
import { all, expect, faults, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'http' });
after(() => server.remove());
const { admin } = server;
const somebody = await server.person({ name: 'Some Body' });

test('an address that does not exist is 404, also with odd numbers', async () => {
  for (const path of ['/nothing', '/people/0', '/people/-1', '/people/01', '/people/abc', '/people/99999999999999999999', '/people/1/', '/people//1', '/people/999999'])
    await problem(admin.get(path), 404);
  await problem(admin.get('/api', { absolute: true }), 404);
  await problem(admin.get('/api/v2/me', { absolute: true }), 404);
});

test('an address that cannot be read plainly is 400', async () => {
  for (const path of ['/people/../me', '/people/%2e%2e/me', '/people/%zz', '/people/%00', '/people?q=%ff', '/people%2f1', '/people\\1'])
    await problem(admin.get(path), 400);
});

test('another method is 405 and Allow says which', async () => {
  for (const [method, path, allow] of [['PUT', '/people', 'GET, HEAD, POST'], ['DELETE', '/mission', 'GET, HEAD, PUT'], ['POST', '/me', 'GET, HEAD'], ['OPTIONS', '/me', 'GET, HEAD'], ['TRACE', '/me', 'GET, HEAD']]) {
    const reply = await admin.request(method, path);
    assert.equal(reply.status, 405, `${method} ${path}`);
    assert.equal(reply.headers.allow, allow);
  }
});

test('HEAD answers as GET does, without the body', async () => {
  for (const path of ['/me', '/people', '/mission', '/nothing']) {
    const [head, get] = [await admin.head(path), await admin.get(path)];
    assert.equal(head.status, get.status);
    assert.equal(head.text, '');
    for (const name of ['content-type', 'content-length', 'etag']) assert.equal(head.headers[name], get.headers[name], `${path} ${name}`);
  }
});

test('a body that is too long is 413, told by its length or not', async () => {
  const long = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
  assert.equal((await admin.put('/mission', undefined, { raw: long })).status, 413);
  const status = await rawRequest([
    `PUT /api/v1/mission HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${admin.token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ...Array.from({ length: 40 }, () => `8000\r\n${'x'.repeat(0x8000)}\r\n`)]);
  assert.equal(status, 413);
  assert.equal((await ok(admin.get('/mission'))).text, null);
});

test('headers that are too long are 431', async () => {
  const reply = await admin.get('/me', { headers: { 'X-Long': 'x'.repeat(12000), 'X-Longer': 'y'.repeat(12000) } }).catch((error) => ({ status: error.code }));
  assert.equal(reply.status, 431);
});

test('what is no JSON by its type is 415', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])
    await problem(admin.put('/mission', undefined, { raw: '{"text":"We walk."}', headers: { 'Content-Type': type } }), 415);
  await ok(admin.put('/mission', undefined, { raw: '{"text":"We walk."}', headers: { 'Content-Type': 'application/json; charset=utf-8' } }));
  await problem(admin.put('/mission', undefined, { raw: '{"text":"We walk."}', headers: { 'Content-Encoding': 'gzip' } }), 415);
});

test('JSON that cannot be read is 400, with the line and the column', async () => {
  const bad = [
    ['{\n  "text": "a",\n  "reason" }', /line 3, column \d+/],
    ['{"text": "a", "text": "b"}', /line 1, column \d+.*twice/],
    ['{"text": "\\ud800"}', /line 1/],
    ['{"text": "a\\u0000b"}', /line 1/],
    [Buffer.from('7b2274657874223a22ff227d', 'hex'), /line 1|UTF-8/],
    ['{"text": "a"} x', /line 1/],
    [`${'['.repeat(40)}`, /line 1|deep/],
    ['{"text": 1e999}', /line 1|number/],
    ['[]', /object/], ['"text"', /object|line 1/], ['null', /object|line 1/],
  ];
  for (const [raw, detail] of bad) {
    const body = await problem(admin.put('/mission', undefined, { raw }), 400);
    assert.match(body.detail, detail, String(raw));
  }
  assert.equal((await ok(admin.get('/mission'))).text, 'We walk.');
});

test('every bad field is told at once, unknown ones among them', async () => {
  await faults(admin.post('/people', { name: ' ', email: 'nowhere', zone: 'Mars/Phobos', work_from: -1, hired_on: '2026-02-30', colour: 'red', id: 7, manager_id: 'x', skills: ['a', 2] }),
    'name', 'email', 'zone', 'work_from', 'hired_on', 'colour', 'id', 'manager_id', 'skills[1]');
  await faults(admin.post('/goals', { level: 'galaxy', starts_on: '2026-1-1' }), 'title', 'level', 'starts_on', 'due_on');
});

test('PATCH merges: what is absent stays, null clears', async () => {
  const before = await ok(admin.post('/people', { name: 'Merge Me', email: 'merge@example.org', title: 'Guide', department: 'Paths' }), 201);
  const patched = await ok(admin.patch(`/people/${before.id}`, { title: null, work_with_me: 'Call me.' }, { match: before.version }));
  assert.deepEqual([patched.title, patched.department, patched.work_with_me, patched.version], [null, 'Paths', 'Call me.', before.version + 1]);
  await faults(admin.patch(`/people/${before.id}`, { name: null }, { match: patched.version }), 'name');
  const same = await ok(admin.patch(`/people/${before.id}`, { department: 'Paths' }, { match: patched.version }));
  assert.equal(same.version, patched.version, 'what changes nothing makes no new version');
});

test('a change asks for the version that it changes: 428, 412', async () => {
  const before = await ok(admin.get(`/people/${somebody.id}`));
  await problem(admin.patch(`/people/${somebody.id}`, { title: 'One' }), 428);
  const reply = await expect(await admin.patch(`/people/${somebody.id}`, { title: 'One' }, { match: before.version }), 200);
  assert.match(reply.headers.etag, new RegExp(`^"${reply.body.version}-`));
  await problem(admin.patch(`/people/${somebody.id}`, { title: 'Two' }, { match: before.version }), 412);
  await ok(admin.patch(`/people/${somebody.id}`, { title: 'Three' }, { headers: { 'If-Match': reply.headers.etag } }));
  assert.equal((await ok(admin.get(`/people/${somebody.id}`))).title, 'Three');
});

test('of two changes of the same version at once one wins', async () => {
  const { version } = await ok(admin.get(`/people/${somebody.id}`));
  const replies = await Promise.all(Array.from({ length: 8 }, (_, i) => admin.patch(`/people/${somebody.id}`, { title: `At once ${i}` }, { match: version })));
  assert.deepEqual(replies.map((r) => r.status).sort(), [200, ...Array(7).fill(412)]);
  const won = replies.find((r) => r.status === 200).body.title;
  assert.equal((await ok(admin.get(`/people/${somebody.id}`))).title, won);
});

test('what the reader has is not sent again: 304', async () => {
  const first = await admin.get('/mission');
  const again = await admin.get('/mission', { headers: { 'If-None-Match': first.headers.etag } });
  assert.deepEqual([again.status, again.text], [304, '']);
  assert.equal(again.headers.etag, first.headers.etag);
  assert.equal((await admin.get('/mission', { headers: { 'If-None-Match': `W/"x", ${first.headers.etag}` } })).status, 304);
  await ok(admin.put('/mission', { text: 'We walk on.' }));
  assert.equal((await admin.get('/mission', { headers: { 'If-None-Match': first.headers.etag } })).status, 200);
});

test('the same key and body give the same answer and make one', async () => {
  const body = { name: 'Once Only', email: 'once@example.org' };
  const first = expect(await admin.post('/people', body, { key: 'once-1' }), 201);
  const again = expect(await admin.post('/people', body, { key: 'once-1' }), 201);
  assert.equal(again.text, first.text);
  assert.equal(again.headers.location, first.headers.location);
  assert.match(first.headers.etag, /^"1-/);
  assert.equal(again.headers.etag, first.headers.etag);
  assert.equal(again.headers['idempotency-replayed'], 'true');
  assert.equal((await ok(admin.get('/people?q=Once%20Only'))).items.length, 1);
  await problem(admin.post('/people', { ...body, name: 'Twice' }, { key: 'once-1' }), 422);
  await problem(admin.post('/teams', { name: 'Other' }, { key: 'once-1' }), 422);
});

test('a parameter that is given twice is refused by its name, on every address', async () => {
  for (const path of ['/people?limit=1&limit=2', '/goals?state=active&q=x&state=', '/mission?lang=a&lang=a', '/search?q=a&q=b', '/me?limit=1&%6Cimit=2']) {
    const { detail } = await problem(admin.get(path), 400);
    assert.match(detail, new RegExp(`^Please give ${path.match(/[?](\w+)/)[1]} once`), path);
  }
  await problem(admin.post('/people?x=1&x=1', { name: 'Twice', email: 'twice@example.org' }), 400);
  await ok(admin.get('/people?limit=1&q=a'));
});

test('a key belongs to the person who used it', async () => {
  const one = await ok(admin.post('/goals', { title: 'Mine', level: 'person', starts_on: '2026-01-01', due_on: '2026-12-31' }, { key: 'shared-key' }), 201);
  const other = await ok(somebody.post('/goals', { title: 'Mine', level: 'person', starts_on: '2026-01-01', due_on: '2026-12-31' }, { key: 'shared-key' }), 201);
  assert.notEqual(one.id, other.id);
});

test('a request that failed leaves its key free', async () => {
  await problem(admin.post('/people', { name: 'No Address' }, { key: 'mended' }), 422);
  await ok(admin.post('/people', { name: 'No Address', email: 'address@example.org' }, { key: 'mended' }), 201);
});

test('duplicates at the same moment make one', async () => {
  const body = { name: 'Raced', email: 'raced@example.org' };
  const replies = await Promise.all(Array.from({ length: 16 }, () => admin.post('/people', body, { key: 'raced-1' })));
  for (const reply of replies) assert.equal(expect(reply, 201).text, replies[0].text);
  assert.equal(replies.filter((r) => !r.headers['idempotency-replayed']).length, 1);
  assert.equal((await ok(admin.get('/people?q=Raced'))).items.length, 1);
});

test('a key is kept over a restart', async () => {
  const first = expect(await admin.post('/teams', { name: 'Kept' }, { key: 'kept-1' }), 201);
  await server.restart();
  assert.equal(expect(await admin.post('/teams', { name: 'Kept' }, { key: 'kept-1' }), 201).text, first.text);
  assert.equal((await ok(admin.get('/teams?q=Kept'))).items.length, 1);
});

test('a key that is none is 400', async () => {
  for (const key of ['a b', 'x'.repeat(201), 'ä'])
    await problem(admin.post('/teams', { name: 'Odd' }, { key: Buffer.from(key).toString('latin1') }), 400);
});

test('Location names what was made', async () => {
  const made = expect(await admin.post('/teams', { name: 'Located' }), 201);
  assert.equal(made.headers.location, `/api/v1/teams/${made.body.id}`);
  assert.equal((await ok(admin.get(made.headers.location, { absolute: true }))).name, 'Located');
});

test('lists come in pages: limit, next, Link', async () => {
  for (let i = 0; i < 45; i++) await ok(admin.post('/teams', { name: `Page ${String(i).padStart(2, '0')}`, purpose: 'pages' }), 201);
  assert.equal((await ok(admin.get('/teams?q=pages'))).items.length, 20);
  const first = expect(await admin.get('/teams?q=pages&limit=30'), 200);
  assert.equal(first.body.items.length, 30);
  const next = first.headers.link.match(/^<([^>]+)>; rel="next"$/)[1];
  const second = await ok(admin.get(next, { absolute: true }));
  assert.deepEqual([second.items.length, second.next], [15, null]);
  for (const limit of [1, 7, 45, 200]) {
    const names = (await all(admin, '/teams?q=pages', { limit })).map((t) => t.name);
    assert.deepEqual(names, Array.from({ length: 45 }, (_, i) => `Page ${String(i).padStart(2, '0')}`), `by ${limit}`);
  }
});

test('limits and orders that do not exist are told', async () => {
  for (const limit of ['0', '201', '-1', 'many', '1.5', '']) {
    if (limit) await faults(admin.get(`/teams?limit=${limit}`), 'limit');
    else await ok(admin.get(`/teams?limit=${limit}`));
  }
  await faults(admin.get('/teams?sort=colour'), 'sort');
  await faults(admin.get('/teams?colour=red'), 'colour');
});

test('a cursor of another list or order, or a damaged one, is 400', async () => {
  const { next } = await ok(admin.get('/teams?limit=1'));
  await problem(admin.get(`/people?cursor=${next}`), 400);
  for (const cursor of ['x', '%20', 'AAAA', next.slice(1), `${next}A`, `A${next.slice(1)}B`]) await problem(admin.get(`/teams?cursor=${cursor}`), 400);
  for (let i = 0; i < next.length - 1; i += 5) {
    const changed = next.slice(0, i) + (next[i] === 'A' ? 'B' : 'A') + next.slice(i + 1);
    await problem(admin.get(`/teams?cursor=${changed}`), 400);
  }
  const goals = await ok(admin.get('/goals?limit=1&sort=title'));
  if (goals.next) await problem(admin.get(`/goals?limit=1&sort=due_on&cursor=${goals.next}`), 400);
});

test('every reply carries the headers that keep a browser safe', async () => {
  for (const path of ['/me', '/nothing']) {
    const { headers } = await admin.get(path);
    assert.match(headers['content-security-policy'], /default-src 'self'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers['cache-control'], /no-cache|no-store/);
  }
});

test('health, readiness and figures are there without signing in', async () => {
  const nobody = server.anonymous;
  assert.equal((await nobody.get('/healthz', { absolute: true })).text, 'ok\n');
  assert.equal((await nobody.get('/readyz', { absolute: true })).text, 'ready\n');
  const figures = await until(async () => {
    const reply = await nobody.get('/metrics', { absolute: true });
    return reply.text.includes('waymark_requests_total') && reply;
  });
  assert.match(figures.headers['content-type'], /^text\/plain; version=0\.0\.4/);
  for (const line of figures.text.trim().split('\n')) assert.match(line, /^(# (HELP|TYPE) .+|[a-z_]+(\{.*\})? -?[0-9.e+-]+(Inf|NaN)?)$/);
  await ok(admin.get('/mission'));
  const counted = (await nobody.get('/metrics', { absolute: true })).text;
  assert.ok(/waymark_requests_total\{method="GET",route="\/mission",status="2xx"\} [1-9]/.test(counted), 'GET /mission is counted');
  assert.equal((await nobody.get('/metrics', { absolute: true, headers: { 'X-Forwarded-For': '203.0.113.7' } })).status, 403);
  assert.ok(!/Body|example\.org|Once|Raced/.test(figures.text + server.stderr), 'no personal text in figures or log');
});

// The status of a request sent byte by byte, outside node's own HTTP.
function rawRequest(parts) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(Number(port), hostname, async () => {
      for (const part of parts) {
        if (socket.destroyed || answer) break;
        if (!socket.write(part)) await new Promise((go) => { socket.once('drain', go); socket.once('close', go); });
      }
    });
    socket.on('data', (bytes) => {
      answer += bytes;
      const status = answer.match(/^HTTP\/1\.1 (\d{3})/);
      if (status) { resolve(Number(status[1])); socket.destroy(); }
    });
    socket.on('error', (error) => { if (!answer) reject(error); });
    socket.on('close', () => (answer ? resolve(Number(answer.match(/ (\d{3})/)?.[1])) : reject(new Error('no answer'))));
  });
}

test('requests that proxies and servers could read differently are refused', async () => {
  const ask = (lines, body = '') => rawRequest([`${lines.join('\r\n')}\r\n\r\n${body}`]);
  const signed = `Authorization: Bearer ${admin.token}`;
  assert.equal(await ask(['GET /api/v1/me HTTP/1.1', 'Host: x', signed]), 200);
  assert.equal(await ask(['GET /api/v1/me HTTP/1.1', signed]), 400, 'without Host');
  assert.equal(await ask(['GET /api/v1/me HTTP/1.1', 'Host: x', 'Host: y', signed]), 400, 'two hosts');
  assert.equal(await ask(['PUT /api/v1/mission HTTP/1.1', 'Host: x', signed, 'Content-Type: application/json', 'Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), 400, 'two lengths');
  assert.equal(await ask(['PUT /api/v1/mission HTTP/1.1', 'Host: x', signed, 'Content-Type: application/json', 'Content-Length: -1']), 400, 'a negative length');
  assert.equal(await ask(['PUT /api/v1/mission HTTP/1.1', 'Host: x', signed, 'Content-Type: application/json', 'Content-Length: 2', 'Content-Length: 3'], '{}'), 400, 'lengths that differ');
  const put = ['PUT /api/v1/mission HTTP/1.1', 'Host: x', signed, 'Content-Type: application/json'];
  const chunks = '0\r\n\r\n';
  for (const odd of ['Transfer-Encoding : chunked', 'Transfer-Encoding:\r\n chunked', 'content-length:\r\n 5', 'Transfer-Encoding: chunked ', 'Transfer-Encoding\t: chunked'])
    assert.equal(await ask([...put, odd], chunks), 400, JSON.stringify(odd));
  assert.equal(await ask(['PUT /api/v1/mission HTTP/1.0', ...put.slice(1), 'Transfer-Encoding: chunked'], chunks), 400, 'chunks in HTTP/1.0');
  for (const odd of ['X-One: a\rX-Two: b', 'X-One: a\x7fb', 'X One: a', ' X-One: a'])
    assert.equal(await ask(['GET /api/v1/me HTTP/1.1', 'Host: x', signed, odd]), 400, JSON.stringify(odd));
  assert.equal(await ask(['GET /api/v1/me HTTP/1.1', 'Host: x', signed, 'X-One: a\tb \u00e4']), 200);
});
