// Raising something: the medium by the organisation's table, the record for the two alone, figures over groups.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, faults, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, ada, bo, cy;

before(async () => {
  wm = await startServer({ name: 'raise', at: '2026-03-11T10:00:00Z' }); // a Wednesday
  const { id, name, email } = wm.admin;
  ada = wm.admin = wm.client(await wm.token(email, { days: 365 }), { id, name, email });
  bo = await wm.person({ name: 'Bo Berg', zone: 'Asia/Tokyo' });
  cy = await wm.person({ name: 'Cy Clay' });
});
after(() => wm?.remove());

const advice = (to, ask = '') => ok(ada.get(`/people/${to.id}/medium?${ask}`));
const raised = (from, to, more = {}) => ok(from.post('/raised-items', { to_id: to.id, what: 'The tide tables', importance: 'low', urgency: 'low', chosen: 'note', ...more }), 201);

test('the table of the framework says which medium fits, with its reason', async () => {
  for (const [importance, urgency, medium] of [['low', 'low', 'note'], ['low', 'high', 'chat'], ['high', 'low', 'meeting'], ['high', 'high', 'now']]) {
    const a = await advice(cy, `importance=${importance}&urgency=${urgency}`);
    assert.equal(a.medium, medium);
    assert.match(a.reasons[0], /^\p{Lu}.*[.]$/u);
  }
});

test('bad news is never below a call', async () => {
  const a = await advice(cy, 'bad_news=true');
  assert.equal(a.medium, 'call');
  assert.match(a.reasons[0], /not for writing/);
  assert.equal((await advice(cy, 'bad_news=true&importance=high')).medium, 'meeting');
});

test('it says when the other is outside their working hours, and from when on they are there', async () => {
  assert.equal((await advice(cy)).works_now, true);
  const a = await advice(bo, 'importance=high&urgency=high'); // 19:00 in Tokyo
  assert.equal(a.works_now, false);
  assert.equal(a.works_from, '2026-03-12T00:00:00.000Z');
  assert.match(a.reasons.at(-1), /Ask yourself whether it can wait/);
  assert.doesNotMatch((await advice(bo)).reasons.join(' '), /working hours/, 'a note waits by itself');
});

test('people operations change the table with a reason, and it holds for the next thing raised', async () => {
  const before = await raised(ada, cy, { importance: 'low', urgency: 'high', chosen: 'chat' });
  assert.equal(before.suggested, 'chat');
  await faults(ada.put('/framework', { medium_low_high: 'telegraph', reason: 'Why not.' }), 'medium_low_high');
  await ok(ada.put('/framework', { medium_low_high: 'call', reason: 'The chat drowns.' }));
  assert.equal((await advice(cy, 'urgency=high')).medium, 'call');
  const after = await raised(ada, cy, { importance: 'low', urgency: 'high', chosen: 'chat' });
  assert.deepEqual([after.suggested, after.chosen], ['call', 'chat']);
  assert.equal((await ok(ada.get(`/raised-items/${before.id}`))).suggested, 'chat', 'what was advised then stays');
});

test('the two see it, are told, and say when it was talked over; nobody else', async () => {
  const goal = await activeGoal(ada);
  const item = await raised(ada, cy, { goal_id: goal.id, what: 'The ropes are short' });
  assert.equal(item.goal_title, goal.title);
  assert.ok((await ok(cy.get('/home'))).raised.some((r) => r.id === item.id));
  assert.ok((await ok(ada.get('/home'))).raised.some((r) => r.id === item.id));
  assert.ok((await ok(cy.get('/notices'))).items.some((n) => n.path === `/raised/${item.id}`));
  assert.deepEqual((await ok(bo.get('/raised-items'))).items, []);
  await problem(bo.get(`/raised-items/${item.id}`), 404);
  await problem(bo.put(`/raised-items/${item.id}/answer`), 404);
  const seen = (await all(bo, '/events')).filter((e) => e.subject === 'raised_item');
  assert.deepEqual(seen, [], 'not even that there was something');
  const told = (await all(cy, '/events')).find((e) => e.subject === 'raised_item' && e.subject_id === item.id);
  assert.equal(JSON.stringify(told).includes('ropes'), false, 'and what it was stays out of the log');

  wm.clock.advance({ hours: 5 });
  const done = await ok(cy.put(`/raised-items/${item.id}/answer`));
  assert.equal(done.answered_by, cy.id);
  assert.equal(Math.round((new Date(done.answered_at) - new Date(done.created_at)) / 3600000), 5);
  await problem(ada.put(`/raised-items/${item.id}/answer`), 409);
  await problem(ada.delete(`/raised-items/${item.id}`), 409);
  assert.ok(!(await ok(ada.get('/home'))).raised.some((r) => r.id === item.id));
  assert.ok(!(await all(cy, '/raised-items?open=true')).some((r) => r.id === item.id));
  assert.ok((await all(cy, '/raised-items')).some((r) => r.id === item.id));
});

test('what one raised one can take back; what makes no sense is told field by field', async () => {
  const item = await raised(ada, cy);
  await problem(cy.delete(`/raised-items/${item.id}`), 403);
  await ok(ada.delete(`/raised-items/${item.id}`), 204);
  await problem(cy.get(`/raised-items/${item.id}`), 404);
  const body = { what: 'Tides', importance: 'low', urgency: 'low', chosen: 'note' };
  await faults(ada.post('/raised-items', { ...body, to_id: ada.id }), 'to_id');
  await faults(ada.post('/raised-items', { ...body, to_id: 99999 }), 'to_id');
  await faults(ada.post('/raised-items', { to_id: cy.id }), 'what', 'importance', 'urgency', 'chosen');
  const hidden = await draftGoal(cy);
  await faults(ada.post('/raised-items', { ...body, to_id: cy.id, goal_id: hidden.id }), 'goal_id');
});

test('pages of the list meet without gap, whoever raised it', async () => {
  for (let i = 0; i < 5; i++) await raised(i % 2 ? ada : cy, i % 2 ? cy : ada, { what: `Page ${i}` });
  const whole = await all(cy, '/raised-items');
  assert.deepEqual((await all(cy, '/raised-items', { limit: 2 })).map((r) => r.id), whole.map((r) => r.id));
  assert.deepEqual(whole.map((r) => r.id), whole.map((r) => r.id).sort((a, b) => b - a));
});

test('figures stand over full months and five people or more, and nobody is found by subtracting', async () => {
  wm.clock.set('2026-06-10T09:00:00Z');
  const people = [];
  for (let i = 0; i < 11; i++) people.push(await wm.person({ name: `Figure ${i}` }));
  for (const [i, p] of people.entries()) {
    const item = await raised(p, cy, { chosen: i < 3 ? 'chat' : 'note' });
    if (i < 6) await ok(p.put(`/raised-items/${item.id}/answer`));
    if (i < 6) await raised(p, cy, { importance: 'high', chosen: 'meeting' });
  }
  assert.deepEqual((await ok(ada.get('/raised-figures'))).rows, [], 'this month is not over');
  wm.clock.set('2026-07-01T09:00:00Z');
  let figures = await ok(ada.get('/raised-figures'));
  assert.deepEqual([figures.from, figures.until, figures.left_out], ['2026-04-01', '2026-06-30', false]);
  assert.deepEqual(figures.rows.map((r) => [r.suggested, r.items, r.followed, r.people]), [['note', 11, 8, 11], ['meeting', 6, 6, 6]]);
  assert.equal(figures.rows[0].hours, 0);
  assert.equal(figures.rows[1].hours, null);

  wm.clock.set('2026-06-20T09:00:00Z');
  for (const p of people.slice(0, 2)) await raised(p, cy, { urgency: 'high', importance: 'high', chosen: 'now' });
  wm.clock.set('2026-07-02T09:00:00Z');
  figures = await ok(ada.get('/raised-figures'));
  assert.equal(figures.left_out, true);
  assert.deepEqual(figures.rows.map((r) => r.suggested), ['note'], 'the least of the others goes with the two');
});
