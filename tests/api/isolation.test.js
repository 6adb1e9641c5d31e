// Isolation: said to the person alone, with two introductions; to others as counts over five or more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, faults, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, ada, team, quiet, mate, neighbour;
const renewed = async ({ email, id, name }) => wm.client(await wm.token(email, { days: 365 }), { id, name, email });

before(async () => {
  wm = await startServer({ name: 'isolation', at: '2026-03-02T10:00:00Z' });
  ada = wm.admin = await renewed(wm.admin);
  const above = await wm.team('House');
  team = await wm.team('Attic', { parent_id: above.id });
  const beside = await wm.team('Cellar', { parent_id: above.id });
  quiet = await renewed(await wm.person({ name: 'Quinn Quiet', team, manager: ada, department: 'Upstairs' }));
  mate = await renewed(await wm.person({ name: 'Mo Mate', team, department: 'Upstairs' }));
  neighbour = await renewed(await wm.person({ name: 'Nia Near', team: beside, department: 'Downstairs' }));
  await activeGoal(mate, { due_on: wm.clock.day(300), title: 'Dry beams' });
  await activeGoal(neighbour, { due_on: wm.clock.day(300), title: 'Full shelves' });
});
after(() => wm?.remove());

const isolation = (who) => ok(who.get('/isolation'));
const home = async (who) => (await ok(who.get('/home'))).alone;

test('whoever is new is not alone', async () => {
  assert.deepEqual(await isolation(quiet), { alone: false, weeks: 6, introductions: [] });
});

test('after the weeks of the framework it is said to the person, with two introductions and their reasons', async () => {
  wm.clock.advance({ days: 43 });
  const i = await isolation(quiet);
  assert.equal(i.alone, true);
  assert.deepEqual(i.introductions.map((x) => [x.person_name, x.goal_title, x.reason]), [
    ['Mo Mate', 'Dry beams', 'You are both in Attic; this is what they work on.'],
    ['Nia Near', 'Full shelves', 'They are in Cellar, a team beside yours.'],
  ]);
  await ok(ada.patch('/organisation', { name: 'Fernweh' }, { match: (await ok(ada.get('/organisation'))).version })); // a commit wakes the job
  await until(() => home(quiet), { what: 'the look of the week' });
  const german = await quiet.get('/isolation', { headers: { 'accept-language': 'de' } });
  assert.equal(german.body.introductions[1].reason, 'Im Team Cellar, gleich neben deinem.');
});

test('it can be put away, and comes back only after twelve weeks', async () => {
  await ok(quiet.put('/isolation/dismissal'), 204);
  assert.equal(await home(quiet), false);
  wm.clock.advance({ days: 83 });
  assert.equal(await home(quiet), false);
  wm.clock.advance({ days: 2 });
  assert.equal(await home(quiet), true);
});

test('a need that was asked, or a barrier that was told, is a word too', async () => {
  const goal = await activeGoal(mate, { due_on: wm.clock.day(200), title: 'New beams' });
  const before = (await isolation(quiet)).alone;
  const need = await ok(mate.post(`/goals/${goal.id}/needs`, { text: 'Wood.', due_on: wm.clock.day(9), person_id: quiet.id }), 201);
  assert.deepEqual([before, (await isolation(mate)).alone, (await isolation(quiet)).alone], [true, false, true], 'who asked has spoken, whoever has not answered has not');
  await ok(quiet.put(`/needs/${need.id}/refusal`, { words: 'All of it is wet.' }));
  assert.equal((await isolation(quiet)).alone, false);
  wm.clock.advance({ days: 43 });
  await until(async () => (await isolation(quiet)).alone, { what: 'the weeks have passed' });
  await ok(mate.post(`/goals/${goal.id}/barriers`, { text: 'Rain.', kind: 'other', importance: 'low', urgency: 'low', asked_id: quiet.id }), 201);
  assert.equal((await isolation(mate)).alone, false);
  wm.clock.advance({ days: 43 });
});

test('a word, a linked goal or a one-to-one that was held ends it', async () => {
  const item = await ok(quiet.post('/raised-items', { to_id: mate.id, what: 'Hello', importance: 'low', urgency: 'low', chosen: 'note' }), 201);
  assert.equal((await isolation(quiet)).alone, false);
  assert.equal((await isolation(mate)).alone, false, 'for both');
  await ok(quiet.delete(`/raised-items/${item.id}`), 204);
  assert.equal((await isolation(quiet)).alone, true);

  const served = (await ok(ada.get(`/goals?owner_id=${mate.id}`))).items[0];
  const goal = await activeGoal(quiet, { supporter: ada, serves: [served.id], due_on: wm.clock.day(100) });
  assert.equal((await isolation(quiet)).alone, false);
  await ok(quiet.put(`/goals/${goal.id}/closure`, { outcome: 'dropped', reason: 'Not now.' }));
  wm.clock.advance({ days: 43 });
  assert.equal((await isolation(quiet)).alone, true);

  const series = await ok(quiet.post('/meeting-series', { kind: 'pair', person_ids: [ada.id], starts_on: wm.clock.day(1), starts_minute: 600, minutes: 30 }), 201);
  wm.clock.advance({ days: 2 });
  assert.equal((await isolation(quiet)).alone, true, 'a meeting that was planned is none that was held');
  await ok(quiet.put(`/meetings/${series.next_id}/outcome`, { outcome: 'held' }));
  assert.equal((await isolation(quiet)).alone, false);
});

test('others see counts of the month over five or more; smaller groups stand together', async () => {
  await problem(mate.get('/isolation-figures'), 403);
  for (let i = 0; i < 6; i++) await wm.person({ name: `Yard ${i}`, department: 'Yard' });
  for (let i = 0; i < 5; i++) await wm.person({ name: `Roof ${i}`, department: 'Roof' });
  wm.clock.advance({ days: 60 });
  await ok(ada.patch('/organisation', { name: 'Fernweh & Co' }, { match: (await ok(ada.get('/organisation'))).version }));
  const month = `${wm.clock.today().slice(0, 7)}-01`;
  const figures = await until(async () => {
    const f = await ok(ada.get('/isolation-figures'));
    return f.from === month && f.groups.some((g) => g.department === 'Yard') && f;
  }, { what: 'the counts of the month' });
  // Upstairs has two, Downstairs one, and Ada none: fewer than five, so the least of the others goes with them.
  assert.deepEqual(figures.groups.map((g) => [g.department, g.people]), [['Yard', 6], [null, 9]]);
  assert.equal(figures.groups[0].alone, 6);
  for (const g of figures.groups) assert.ok(g.people >= 5 && g.alone <= g.people);

  const leaves = await wm.person({ name: 'Yard 7', department: 'Yard' });
  await ok(ada.put(`/people/${leaves.id}/departure`, { left_on: wm.clock.today() }));
  assert.deepEqual((await ok(ada.get('/isolation-figures'))).groups, figures.groups, 'nothing moves within the month');
});

test('the weeks are the framework\'s', async () => {
  await faults(ada.put('/framework', { isolation_weeks: 1, reason: 'Sooner.' }), 'isolation_weeks');
  await ok(ada.put('/framework', { isolation_weeks: 12, reason: 'Later.' }));
  assert.equal((await isolation(mate)).weeks, 12);
});
