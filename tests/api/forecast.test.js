// Forecasts through the API: what is said with few data, with a past, after the day; kept as it was given; and how it has held.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, numberCriterion, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, ada;

before(async () => {
  wm = await startServer({ name: 'forecast', at: '2026-03-02T10:00:00Z' });
  const { id, name, email } = wm.admin;
  ada = wm.admin = wm.client(await wm.token(email, { days: 365 }), { id, name, email }); // the tests take most of a year
});
after(() => wm?.remove());

const forecast = (g, who = ada) => ok(who.get(`/goals/${g.id}/forecast`));
const lasting = (days) => ({ starts_on: wm.clock.day(0), due_on: wm.clock.day(days) });
async function checkIn(g, value, more = {}) {
  const { criteria } = await ok(ada.get(`/goals/${g.id}`));
  return ok(ada.post(`/goals/${g.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: criteria[0].id, value }], ...more }), 201);
}
const close = (g, outcome = 'achieved') => ok(ada.put(`/goals/${g.id}/closure`, { outcome, reason: 'The time is over.' }));

test('with few data it says so instead of guessing', async () => {
  const goal = await activeGoal(ada, lasting(100));
  let f = await forecast(goal);
  assert.equal(f.state, 'no_checkin');
  assert.deepEqual([f.good, f.excellent, f.middle, f.given_on], [null, null, null, null]);
  assert.deepEqual(f.reasons, ['There is no check-in yet since the goal began, so nobody can tell.']);
  wm.clock.advance({ days: 10 });
  await checkIn(goal, 22);
  f = await forecast(goal);
  assert.equal(f.state, 'too_few');
  assert.match(f.reasons[0], /fewer than 3 check-ins, and fewer than 10 closed goals/);
  wm.clock.advance({ days: 10 });
  await checkIn(goal, 24);
  assert.equal((await forecast(goal)).state, 'too_few');
});

test('three check-ins of its own are enough to speak of, and the reasons say what it stands on', async () => {
  const goal = await activeGoal(ada, lasting(100));
  for (const value of [26, 31, 36]) {
    wm.clock.advance({ days: 20 });
    await checkIn(goal, value);
  }
  const f = await forecast(goal);
  assert.equal(f.state, 'given');
  assert.equal(f.checkins, 3);
  assert.equal(f.given_on, wm.clock.today());
  assert.ok(f.good > 0.5 && f.good <= 0.99, `${f.good}`);
  assert.ok(f.excellent < f.good && f.low < f.middle && f.middle < f.high);
  assert.match(f.reasons[0], /^It has come 80% of the way to good in 60% of its time\.$/);
  assert.ok(f.reasons.includes('Few goals have closed here so far, so this stands on its own check-ins.'));
  assert.equal(f.held_brier, null);

  const worse = await ok(ada.get(`/goals/${goal.id}`));
  await ok(ada.post(`/goals/${goal.id}/changes`, { reason: 'More is possible.', changes: { criteria: [{ id: worse.criteria[0].id, good: 80, excellent: 90 }] } }), 201);
  const changed = await forecast(goal);
  assert.ok(changed.good < f.good - 0.3, 'the way is measured by the terms of today');
  const given = await all(ada, `/goals/${goal.id}/forecasts`);
  assert.equal(given.length, 1, 'what is said last on a day stands for it');
  assert.equal(given[0].good, changed.good);
});

test('it says when it can no longer tell: long ago, past the day, closed', async () => {
  const goal = await activeGoal(ada, lasting(40));
  for (const value of [25, 28, 31]) {
    wm.clock.advance({ days: 6 });
    await checkIn(goal, value);
  }
  assert.equal((await forecast(goal)).state, 'given');
  wm.clock.advance({ days: 11 });
  assert.equal((await forecast(goal)).state, 'long_ago');
  assert.match((await forecast(goal)).reasons[0], /so long ago/);
  await checkIn(goal, 36);
  assert.equal((await forecast(goal)).state, 'given');
  wm.clock.advance({ days: 12 });
  assert.equal((await forecast(goal)).state, 'due');
  await close(goal);
  const closed = await forecast(goal);
  assert.equal(closed.state, 'inactive');
  assert.equal(closed.good, null);
  assert.ok((await all(ada, `/goals/${goal.id}/forecasts`)).length >= 2, 'what was said stays');
  assert.equal((await forecast(await draftGoal(ada))).state, 'inactive');
});

test('a draft keeps its forecast to those who may see it', async () => {
  const other = await wm.person({ name: 'Nobody Near' });
  const draft = await draftGoal(ada);
  await problem(other.get(`/goals/${draft.id}/forecast`), 404);
  await problem(other.get(`/goals/${draft.id}/forecasts`), 404);
});

test('it learns from goals that have closed, and shows how it has held', async () => {
  const goals = [];
  for (let i = 0; i < 16; i++) goals.push(await activeGoal(ada, { ...lasting(80), title: `Goal ${i}`, criteria: [numberCriterion] }));
  for (let turn = 1; turn <= 7; turn++) {
    wm.clock.advance({ days: 10 });
    for (const [i, g] of goals.entries()) await checkIn(g, 20 + Math.round(turn * (i % 4 ? 3 : 1.5)));
  }
  wm.clock.advance({ days: 10 });
  for (const [i, g] of goals.entries()) await close(g, i === 15 ? 'dropped' : i % 4 ? 'achieved' : 'missed');
  wm.clock.advance({ days: 1 });
  const goal = await activeGoal(ada, lasting(80)); // a commit wakes the job
  await until(async () => (await forecast(goal)).closed_goals === 16, { what: 'learning from 15 goals and the one before' });
  wm.clock.advance({ days: 20 });
  await checkIn(goal, 25);
  const f = await forecast(goal);
  assert.equal(f.state, 'given', 'one check-in is enough where the organisation has a past');
  assert.match(f.reasons.join(' '), /It has few check-ins yet.*goals here have usually come \d+% of their way\. Of the newest 16 goals that closed here, 11 reached good and 0 excellent\./);

  const held = await ok(ada.get('/forecast'));
  assert.deepEqual([held.level, held.stage, held.learnt_from], ['good', 'half', 16]);
  assert.equal(held.goals, 16, 'dropped goals are left out');
  assert.equal(held.steps.reduce((n, s) => n + s.goals, 0), 16);
  for (const s of held.steps) assert.ok(s.low <= s.was && s.was <= s.high && s.said >= s.from && s.said <= s.to, JSON.stringify(s));
  assert.ok(held.brier >= 0 && held.brier <= 1 && held.base_error >= 0);
  assert.ok(Math.abs(held.base - held.brier - held.better_than_base) < 0.00001);
  const late = await ok(ada.get('/forecast?stage=three_quarters&level=excellent'));
  assert.deepEqual([late.level, late.stage, late.reached], ['excellent', 'three_quarters', 0]);
  await problem(ada.get('/forecast?stage=never'), 422);

  const again = goals[0];
  await ok(ada.put(`/goals/${again.id}/reopening`, { reason: 'There is more to do.' }));
  assert.equal((await ok(ada.get('/forecast'))).goals, 15, 'a goal that goes on is not compared');
  await close(again, 'missed');
  assert.equal((await ok(ada.get('/forecast'))).goals, 16);
});

test('a goal whose score comes from others is forecast by the day', async () => {
  const parent = await activeGoal(ada, { ...lasting(60), counts_serving: true });
  const child = await activeGoal(ada, { ...lasting(60), serves: [parent.id] });
  wm.clock.advance({ days: 15 });
  await checkIn(child, 35);
  wm.clock.advance({ days: 1 });
  await checkIn(parent, 30);
  const first = await forecast(parent);
  assert.equal(first.state, 'given');
  await checkIn(child, 50); // on the same day, so that the next day's forecast is made once, whenever the job comes to it
  assert.equal((await forecast(parent)).given_on, first.given_on);
  wm.clock.advance({ days: 1 });
  await activeGoal(ada, lasting(30)); // a commit wakes the job
  await until(async () => (await forecast(parent)).given_on === wm.clock.today(), { what: 'the forecast of the next day' });
  const [now, before] = await all(ada, `/goals/${parent.id}/forecasts`);
  assert.deepEqual([now.score, before.score], [0.675, 0.4375]);
});

test('reasons are told in the reader\'s language', async () => {
  const goal = await activeGoal(ada, lasting(30));
  const reply = await ada.get(`/goals/${goal.id}/forecast`, { headers: { 'accept-language': 'de' } });
  assert.deepEqual(reply.body.reasons, ['Seit Beginn des Ziels gibt es noch keinen Check-in; das kann noch niemand sagen.']);
});
