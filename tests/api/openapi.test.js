// The printed description is a valid OpenAPI 3.1 document, describes every route, and what is served is what it says.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, ok, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'openapi' });
after(() => server.remove());
const { admin } = server;
const api = await ok(server.anonymous.get('/openapi.json'));
const operations = Object.entries(api.paths).flatMap(([at, methods]) =>
  Object.entries(methods).filter(([method]) => method !== 'parameters').map(([method, row]) => ({ at, method, row, name: `${method.toUpperCase()} ${at}` })));

// Every $ref leads somewhere.
function resolve(ref) {
  assert.match(ref, /^#\//);
  const found = ref.slice(2).split('/').reduce((at, key) => at?.[key], api);
  assert.ok(found, `${ref} leads nowhere`);
  return found;
}

function walk(node, visit) {
  if (node === null || typeof node !== 'object') return;
  visit(node);
  for (const value of Object.values(node)) walk(value, visit);
}

test('it is an OpenAPI 3.1 document in which every reference leads somewhere', () => {
  assert.match(api.openapi, /^3\.1\.\d+$/);
  assert.ok(api.info.title && api.info.version);
  walk(api, (node) => { if (typeof node.$ref === 'string') resolve(node.$ref); });
  const ids = operations.map(({ row }) => row.operationId);
  assert.equal(new Set(ids).size, ids.length, 'operation ids are unique');
  for (const scheme of operations.flatMap(({ row }) => row.security.flatMap(Object.keys))) assert.ok(api.components.securitySchemes[scheme], scheme);
});

test('every operation says who may, what it takes and what it gives', () => {
  for (const { at, method, row, name } of operations) {
    assert.match(row.summary, /[.?]$/, name);
    assert.match(row['x-permission'], /^[a-z_]+$/, name);
    const named = [...at.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
    const parameters = (row.parameters ?? []).map((p) => (p.$ref ? resolve(p.$ref) : p));
    assert.deepEqual(parameters.filter((p) => p.in === 'path').map((p) => p.name), named, `${name}: path parameters`);
    for (const p of parameters) assert.ok(p.schema && ['path', 'query', 'header'].includes(p.in), `${name}: ${p.name}`);
    const good = Object.keys(row.responses).filter((status) => /^2/.test(status));
    assert.equal(good.length >= 1, true, `${name}: no good answer`);
    if (method === 'get') assert.ok(!row.requestBody, name);
    if (method === 'patch' && at !== '/team-members/{id}') assert.ok(parameters.some((p) => p.name === 'If-Match'), name);
    if (method === 'post' && row['x-permission'] !== 'anyone') assert.ok(parameters.some((p) => p.name === 'Idempotency-Key') || row.security.every((s) => !s.token), name);
  }
});

// Enough of JSON Schema for what is printed: type, enum, properties, required, items, anyOf, oneOf, allOf, limits.
function check(schema, value, at) {
  if (schema.$ref) return check(resolve(schema.$ref), value, at);
  const fails = [];
  for (const part of schema.allOf ?? []) fails.push(...check(part, value, at));
  for (const choice of [schema.anyOf, schema.oneOf].filter(Boolean))
    if (!choice.some((part) => check(part, value, at).length === 0)) fails.push(`${at}: ${JSON.stringify(value)} fits none of its schemas`);
  const types = [schema.type ?? []].flat();
  const is = { null: value === null, boolean: typeof value === 'boolean', string: typeof value === 'string', number: typeof value === 'number',
    integer: Number.isInteger(value), array: Array.isArray(value), object: value !== null && typeof value === 'object' && !Array.isArray(value) };
  if (types.length && !types.some((type) => is[type])) return [...fails, `${at}: ${JSON.stringify(value)} is no ${types.join(' or ')}`];
  if (schema.enum && !schema.enum.includes(value)) fails.push(`${at}: ${value} is none of ${schema.enum}`);
  if (is.string && schema.format === 'date' && !/^\d{4}-\d\d-\d\d$/.test(value)) fails.push(`${at}: ${value} is no date`);
  if (is.string && schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) fails.push(`${at}: ${value} is no instant`);
  if (is.number && schema.minimum !== undefined && value < schema.minimum) fails.push(`${at}: ${value} is below ${schema.minimum}`);
  if (is.number && schema.maximum !== undefined && value > schema.maximum) fails.push(`${at}: ${value} is above ${schema.maximum}`);
  if (is.array && schema.items) value.forEach((item, i) => fails.push(...check(schema.items, item, `${at}[${i}]`)));
  if (is.object) {
    for (const name of schema.required ?? []) if (!(name in value)) fails.push(`${at}: ${name} is missing`);
    for (const [name, part] of Object.entries(schema.properties ?? {})) if (name in value) fails.push(...check(part, value[name], `${at}.${name}`));
    if (schema.additionalProperties === false) for (const name of Object.keys(value)) if (!(name in (schema.properties ?? {}))) fails.push(`${at}: ${name} is not described`);
  }
  return fails;
}

test('what is served is what is described', async () => {
  const boss = await server.person({ name: 'Doc Boss' });
  const team = await server.team('Describers');
  const me = await server.person({ name: 'Doc Ument', manager: boss, team });
  await ok(admin.put('/mission', { text: 'Say what you do.' }));
  const period = await ok(admin.post('/periods', { name: '2030', starts_on: '2030-01-01', ends_on: '2030-12-31' }), 201);
  const goal = await activeGoal(me, { supporter: boss });
  await ok(me.post(`/goals/${goal.id}/checkins`, { confidence: 'at_risk', values: [{ criterion_id: goal.criteria[0].id, value: 25.5 }] }), 201);
  await ok(me.post(`/goals/${goal.id}/steps`, { text: 'Write it down' }), 201);
  await ok(me.post(`/goals/${goal.id}/changes`, { reason: 'Better.', changes: { title: 'Described' } }), 201);
  const barrier = await ok(me.post(`/goals/${goal.id}/barriers`, { text: 'No paper.', kind: 'equipment', importance: 'low', urgency: 'high' }), 201);
  const need = await ok(me.post(`/goals/${goal.id}/needs`, { text: 'Paper.', due_on: server.clock.day(5), person_id: boss.id }), 201);
  const introduction = await ok(me.post(`/barriers/${barrier.id}/introductions`, { person_id: admin.id ?? boss.id, note: 'Please meet.' }), 201);
  await proposedGoal(me, { serves: [goal.id] });
  const point = await ok(me.post(`/people/${me.id}/contact-points`, { topic: 'docs', medium: 'chat', address: '@doc' }), 201);
  const imported = await ok(admin.post('/imports', { kind: 'people', text: 'name,email\nDoc Brought,brought@example.org\nNobody,\n' }), 201);
  await until(async () => (await ok(admin.get(`/imports/${imported.id}`))).state === 'done', { what: 'the import' });
  const series = await ok(me.post('/meeting-series', { kind: 'pair', person_ids: [boss.id], starts_on: server.clock.day(1), starts_minute: 600, minutes: 30 }), 201);
  await ok(me.post(`/meeting-series/${series.id}/agenda`, { text: 'Docs', goal_id: goal.id }), 201);
  await ok(me.post(`/meetings/${series.next_id}/actions`, { text: 'Describe it', due_on: server.clock.day(3) }), 201);
  const raised = await ok(me.post('/raised-items', { to_id: boss.id, goal_id: goal.id, what: 'Docs', importance: 'low', urgency: 'low', chosen: 'note' }), 201);
  const plan = await ok(admin.post('/changeovers', { kind: 'joins', name: 'Doc Later', email: 'later@example.org', day: server.clock.day(9), contact_points: [{ topic: 'docs', medium: 'chat', address: '@later' }] }), 201);
  const browser = await server.browserSession(me.email);
  const secret = (await ok(browser.post('/me/calendar'), 201)).url.split('/').at(-1);
  const ids = { 'raised-items': raised.id, changeovers: plan.id, 'meeting-series': series.id, meetings: series.next_id, imports: imported.id, people: me.id, teams: team.id, goals: goal.id, periods: period.id };
  let served = 0;
  Object.assign(ids, { 'contact-points': point.id, needs: need.id, barriers: barrier.id, introductions: introduction.id });
  for (const { at, row, name } of operations.filter(({ method }) => method === 'get')) {
    if (at.startsWith('/unsubscriptions')) continue; // takes a mail that was sent: notice-mail.test.js
    const address = at.replace('{id}', ids[at.split('/')[1]]).replace('{token}', secret);
    const client = row['x-permission'] === 'people_operations' ? admin : row.security.some((s) => s.token) ? me : browser;
    const reply = await client.get(['/search', '/contact-points'].includes(at) ? `${address}?q=doc` : address);
    assert.equal(reply.status, 200, `${name}: ${reply.text.slice(0, 300)}`);
    const schema = row.responses['200'].content?.['application/json']?.schema;
    if (!schema) continue;
    served++;
    const fails = check(schema, reply.body, name);
    assert.deepEqual(fails, []);
  }
  assert.ok(served > 25);
});

test('a reply that is a problem is what the schema of problems says', async () => {
  const reply = await admin.post('/goals', { title: '' });
  assert.deepEqual(check({ $ref: '#/components/schemas/Problem' }, reply.body, 'problem'), []);
});

test('the command prints what the server serves', async () => {
  const printed = await server.cli('describe', 'openapi');
  assert.equal(printed.status, 0, printed.err);
  assert.deepEqual(JSON.parse(printed.out), api);
  for (const what of ['everything', '']) assert.notEqual((await server.cli('describe', what)).status, 0);
});
