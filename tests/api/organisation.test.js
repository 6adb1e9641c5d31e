// The organisation, its mission, its framework and its periods: what everybody sees and people operations keep.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { all, faults, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'organisation', at: '2026-03-11T10:00:00Z' });
after(() => server.remove());
const { admin, clock } = server;
const person = await server.person({ name: 'Per Son' });

test('the organisation has a name and a zone', async () => {
  const before = await ok(person.get('/organisation'));
  assert.equal(before.name, 'Fernweh & Söhne');
  await faults(admin.patch('/organisation', { name: '', zone: 'Nowhere/Land' }, { match: before.version }), 'name', 'zone');
  await ok(admin.patch('/organisation', { zone: 'Pacific/Auckland' }, { match: before.version }));
  await problem(admin.patch('/organisation', { name: 'x' }, { match: before.version }), 412);
  assert.equal((await ok(admin.post('/people', { name: 'Zoned', email: 'zoned@example.org' }), 201)).zone, 'Pacific/Auckland');
});

test('the mission is there for all, with its history', async () => {
  assert.equal((await ok(person.get('/mission'))).text, null);
  await faults(admin.put('/mission', { text: '  ' }), 'text');
  const long = `${'Wege. '.repeat(3000)}Ende`;
  for (const [text, reason] of [['Trails for all.', undefined], [long, 'Said at length.'], ['Trails for everybody, 道標, 🥾.', 'Said better.']])
    await ok(admin.put('/mission', { text, reason }));
  await ok(admin.put('/mission', { text: 'Trails for everybody, 道標, 🥾.' }));
  const now = await ok(person.get('/mission'));
  assert.deepEqual([now.text, now.reason, now.author_name], ['Trails for everybody, 道標, 🥾.', 'Said better.', 'Ada Admin']);
  const history = await all(person, '/mission/history', { limit: 1 });
  assert.deepEqual(history.map((m) => m.reason), ['Said better.', 'Said at length.', null], 'the same words make no new version');
  assert.equal(history[1].text, long);
  await faults(admin.put('/mission', { text: 'x'.repeat(20001) }), 'text');
});

test('the framework changes with a reason and keeps its versions', async () => {
  const first = await ok(person.get('/framework'));
  assert.deepEqual([first.rhythm_days, first.grace_days, first.active_goal_limit, first.pace_on, first.pace_behind, first.answer_days, first.good_words, first.excellent_words],
    [7, 3, 5, 0.95, 0.75, 7, 'good', 'excellent']);
  await faults(admin.put('/framework', { rhythm_days: 14 }), 'reason');
  await faults(admin.put('/framework', { rhythm_days: 0, grace_days: 32, pace_on: 2.1, answer_days: 'soon', reason: 'x' }), 'rhythm_days', 'grace_days', 'pace_on', 'answer_days');
  await faults(admin.put('/framework', { pace_behind: 0.99, reason: 'x' }), 'pace_behind');
  const second = await ok(admin.put('/framework', { rhythm_days: 14, pace_on: 0.9, reason: 'Weekly is too often.' }));
  assert.deepEqual([second.rhythm_days, second.pace_on, second.grace_days], [14, 0.9, 3]);
  const same = await ok(admin.put('/framework', { rhythm_days: 14, reason: 'Again.' }));
  assert.equal(same.id, second.id);
  assert.deepEqual((await all(person, '/framework/history')).map((f) => f.rhythm_days), [14, 7]);
  const [event] = (await ok(person.get('/events?type=framework.changed'))).items;
  assert.deepEqual([event.old.rhythm_days, event.new.rhythm_days, event.reason], [7, 14, 'Weekly is too often.']);
});

test('framework changes at once do not lose each other', async () => {
  const fields = [{ answer_days: 11 }, { grace_days: 5 }, { active_goal_limit: 9 }, { good_words: 'solid' }, { excellent_words: 'brilliant' }];
  for (const reply of await Promise.all(fields.map((f) => admin.put('/framework', { ...f, reason: 'At once.' })))) assert.equal(reply.status, 200, reply.text);
  const now = await ok(person.get('/framework'));
  for (const [name, value] of fields.flatMap(Object.entries)) assert.equal(now[name], value);
});

test('periods have windows that follow each other', async () => {
  const period = await ok(admin.post('/periods', { name: '2026 Q2', starts_on: '2026-04-01', ends_on: '2026-06-30' }), 201);
  assert.deepEqual([period.drafting_on, period.reviewing_until, period.framework_id], ['2026-03-18', '2026-07-14', null]);
  await faults(admin.post('/periods', { name: '2026 q2', starts_on: '2026-04-01', ends_on: '2026-03-31', drafting_on: '2026-04-02', reviewing_until: '2026-03-01' }),
    'name', 'ends_on', 'drafting_on', 'reviewing_until');
  await faults(admin.post('/periods', { name: 'x', starts_on: 'soon' }), 'starts_on', 'ends_on');
  const changed = await ok(admin.patch(`/periods/${period.id}`, { ends_on: '2026-06-29' }, { match: period.version }));
  assert.deepEqual([changed.ends_on, changed.reviewing_until], ['2026-06-29', '2026-07-14']);
  await ok(admin.post('/periods', { name: '2025 Q4', starts_on: '2025-10-01', ends_on: '2025-12-31' }), 201);
  assert.deepEqual((await all(person, '/periods', { limit: 1 })).map((p) => p.name), ['2026 Q2', '2025 Q4']);
});

test('a finished period keeps the framework it ended with, and cannot be changed', async () => {
  const period = await ok(admin.post('/periods', { name: '2026 March', starts_on: '2026-03-01', ends_on: '2026-03-31' }), 201);
  const framework = await ok(person.get('/framework'));
  clock.set('2026-04-02T13:00:00Z');
  await server.restart(); // jobs run when a server starts
  const ended = await until(async () => {
    const now = await ok(person.get(`/periods/${period.id}`));
    return now.framework_id && now;
  });
  assert.equal(ended.framework_id, framework.id);
  await ok(admin.put('/framework', { rhythm_days: 21, reason: 'Spring.' }));
  assert.equal((await ok(person.get(`/periods/${period.id}`))).framework_id, framework.id);
  await problem(admin.patch(`/periods/${period.id}`, { name: 'Other' }, { match: ended.version }), 409);
});
