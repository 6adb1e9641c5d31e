// Barriers: told of an active goal, asked of somebody, taken up with a date, handed on, lifted or not; rising once by the framework's
// days, in the zone and on the working days of the one who is asked.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, draftGoal, faults, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'barrier', at: '2026-03-11T08:00:00Z' }); // a Wednesday
after(() => server.remove());
const { admin, clock } = server;

let n = 0;
async function cast({ zone = 'UTC' } = {}) {
  const tag = ++n;
  const top = await server.person({ name: `Top ${tag}` });
  const boss = await server.person({ name: `Boss ${tag}`, manager: top, zone });
  const me = await server.person({ name: `Me ${tag}`, manager: boss });
  const other = await server.person({ name: `Other ${tag}`, manager: top });
  const goal = await activeGoal(me, { supporter: boss, title: `Goal ${tag}` });
  return { top, boss, me, other, goal };
}
const barrier = (more = {}) => ({ text: 'The harbour permit is missing.', kind: 'decision', importance: 'low', urgency: 'low', ...more });
const raise = (client, goal, more) => ok(client.post(`/goals/${goal.id}/barriers`, barrier(more)), 201);
const lines = async (client) => {
  const { owe, waits_for_me, i_wait_for } = await ok(client.get('/home'));
  const told = (list) => list.filter((l) => l.about_id).map((l) => [l.kind, l.about_id, l.person_id]);
  return { owe: told(owe), waits_for_me: told(waits_for_me), i_wait_for: told(i_wait_for) };
};
const runJobs = () => server.restart();

test('a barrier is asked of the supporter unless told, and is on both their Homes', async () => {
  const { boss, me, other, goal } = await cast();
  const b = await raise(me, goal);
  assert.deepEqual([b.state, b.asked_id, b.owner_id, b.goal_title, b.promise, b.ended_at], ['open', boss.id, me.id, goal.title, null, null]);
  assert.deepEqual(b.can, ['edit', 'hand_on', 'end', 'introduce']);
  assert.deepEqual((await ok(boss.get(`/barriers/${b.id}`))).can, ['accept', 'hand_on', 'end', 'introduce']);
  assert.deepEqual((await ok(other.get(`/barriers/${b.id}`))).can, ['accept'], 'whoever sees it may help');
  assert.deepEqual(await lines(boss), { owe: [], waits_for_me: [['barrier', b.id, me.id]], i_wait_for: [] });
  assert.deepEqual(await lines(me), { owe: [], waits_for_me: [], i_wait_for: [['asked', b.id, boss.id]] });
  assert.equal((await ok(boss.get('/me'))).counts.waiting, 1);
  assert.deepEqual((await all(other, `/goals/${goal.id}/barriers`)).map((x) => x.id), [b.id]);
  const told = await raise(me, goal, { asked_id: other.id });
  assert.equal(told.asked_id, other.id);
  assert.deepEqual((await all(me, `/barriers?asked_id=${other.id}`)).map((x) => x.id), [told.id]);
  assert.deepEqual((await all(me, `/barriers?owner_id=${me.id}&kind=decision`)).map((x) => x.id), [b.id, told.id]);
  assert.deepEqual((await all(me, `/barriers?owner_id=${me.id}&kind=money`)), []);
});

test('it is taken up with a date, and lifted; the promise is told to two people alone', async () => {
  const { boss, me, other, top, goal } = await cast();
  const b = await raise(me, goal);
  await faults(boss.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(-2) }), 'promised_on');
  await problem(me.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(2) }), 403);
  const helped = await ok(boss.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(2) }));
  assert.deepEqual([helped.state, helped.promised_on, helped.promise, helped.rises_at], ['helped', clock.day(2), 'open', null]);
  assert.deepEqual(await lines(boss), { owe: [['help', b.id, me.id]], waits_for_me: [], i_wait_for: [] });
  assert.deepEqual(await lines(me), { owe: [], waits_for_me: [], i_wait_for: [['helper', b.id, boss.id]] });
  await problem(other.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(2) }), 409);
  for (const stranger of [other, top, admin]) {
    const seen = await ok(stranger.get(`/barriers/${b.id}`));
    assert.deepEqual([seen.promised_on, seen.promise, seen.turns[0].promised_on, seen.turns[0].promise], [null, null, null, null]);
    const text = (await stranger.get(`/events?goal_id=${goal.id}`)).text;
    assert.ok(!text.includes('promise'), 'nor by the events');
  }
  assert.ok((await me.get(`/events?goal_id=${goal.id}`)).text.includes(`"promised_on":"${clock.day(2)}"`));
  await problem(other.put(`/barriers/${b.id}/ending`, { outcome: 'lifted' }), 403);
  const lifted = await ok(boss.put(`/barriers/${b.id}/ending`, { outcome: 'lifted', text: 'Called the harbour master.' }));
  assert.deepEqual([lifted.state, lifted.promise, lifted.ended_by, lifted.ended_text], ['lifted', 'kept', boss.id, 'Called the harbour master.']);
  assert.deepEqual(await lines(me), { owe: [], waits_for_me: [], i_wait_for: [] });
  await problem(boss.put(`/barriers/${b.id}/ending`, { outcome: 'lifted' }), 409);
  await problem(boss.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(2) }), 409);
  const types = (await all(me, `/events?goal_id=${goal.id}`)).map((e) => e.type).filter((type) => /^(barrier|promise)/.test(type));
  assert.deepEqual(types, ['barrier.lifted', 'barrier.accepted', 'promise.made', 'barrier.raised']);
});

test('it cannot be lifted: that needs a reason', async () => {
  const { boss, me, goal } = await cast();
  const b = await raise(me, goal);
  await faults(boss.put(`/barriers/${b.id}/ending`, { outcome: 'unliftable' }), 'text');
  const ended = await ok(boss.put(`/barriers/${b.id}/ending`, { outcome: 'unliftable', text: 'The law says so.' }));
  assert.deepEqual([ended.state, ended.ended_text, ended.promise], ['unliftable', 'The law says so.', null]);
});

test('it is handed on with a reason, never back to who had it; its owner may ask anybody again', async () => {
  const { boss, me, other, top, goal } = await cast();
  const b = await raise(me, goal);
  await faults(boss.put(`/barriers/${b.id}/asked`, { person_id: other.id }), 'reason');
  await faults(boss.put(`/barriers/${b.id}/asked`, { person_id: me.id, reason: 'x' }), 'person_id');
  await problem(top.put(`/barriers/${b.id}/asked`, { person_id: other.id, reason: 'x' }), 403);
  const on = await ok(boss.put(`/barriers/${b.id}/asked`, { person_id: other.id, reason: 'Knows the harbour.' }));
  assert.deepEqual([on.asked_id, on.turns.length, on.turns[1].reason, on.turns[1].given_by], [other.id, 2, 'Knows the harbour.', boss.id]);
  await faults(other.put(`/barriers/${b.id}/asked`, { person_id: boss.id, reason: 'You know better.' }), 'person_id');
  const again = await ok(me.put(`/barriers/${b.id}/asked`, { person_id: boss.id, reason: 'It is about money.' }));
  assert.equal(again.asked_id, boss.id);
  await problem(other.put(`/barriers/${b.id}/asked`, { person_id: top.id, reason: 'x' }), 403);
});

test('unhelped, it rises once: to the supporter, then to nobody more', async () => {
  const { top, boss, me, other, goal } = await cast();
  const b = await raise(me, goal, { asked_id: other.id, importance: 'high', urgency: 'high' });
  assert.equal(b.rises_at, '2026-03-12T17:00:00.000Z', 'one working day, until the end of work');
  const quiet = await raise(me, goal, { asked_id: boss.id, text: 'A second permit.', urgency: 'high' });
  assert.equal(quiet.rises_at, '2026-03-16T17:00:00.000Z', 'three working days, over the weekend');
  clock.set('2026-03-12T16:59:00Z');
  await runJobs();
  assert.equal((await ok(me.get(`/barriers/${b.id}`))).asked_id, other.id);
  clock.set('2026-03-12T17:00:30Z');
  await runJobs();
  const risen = await until(async () => { const x = await ok(me.get(`/barriers/${b.id}`)); return x.risen_at && x; });
  assert.deepEqual([risen.asked_id, risen.rises_at, risen.state], [boss.id, null, 'open']);
  assert.deepEqual(risen.turns.map((t) => [t.person_id, t.ended, t.given_by]), [[other.id, 'risen', me.id], [boss.id, null, null]]);
  clock.set('2026-04-30T12:00:00Z');
  await runJobs();
  const second = await until(async () => { const x = await ok(me.get(`/barriers/${quiet.id}`)); return x.risen_at && x; });
  assert.equal(second.asked_id, top.id, 'the supporter had it: the next in line');
  assert.equal((await ok(me.get(`/barriers/${b.id}`))).asked_id, boss.id, 'once, whatever the time');
  assert.equal((await all(me, '/events?type=barrier.risen')).filter((e) => e.goal_id === goal.id).length, 2);
  clock.set('2026-05-06T08:00:00Z');
});

test('those it concerns are told, each act once', async () => {
  const { boss, me, other, goal } = await cast();
  const told = async (client) => (await all(client, '/notices')).map((n) => n.kind).filter((kind) => /^(barrier|promise)/.test(kind)).reverse();
  const b = await raise(me, goal);
  await ok(boss.put(`/barriers/${b.id}/asked`, { person_id: other.id, reason: 'Knows the harbour.' }));
  await ok(other.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(1) }));
  clock.advance({ days: 3 });
  await runJobs();
  await until(async () => (await told(me)).includes('promise_late'));
  await ok(other.put(`/barriers/${b.id}/ending`, { outcome: 'lifted' }));
  assert.deepEqual(await told(boss), ['barrier_asked']);
  assert.deepEqual(await told(other), ['barrier_asked', 'promise_late']);
  assert.deepEqual(await told(me), ['barrier_moved', 'barrier_helped', 'promise_late', 'barrier_ended']);
  clock.set('2026-05-06T08:00:00Z');
});

test('the clock runs in the zone of the one who is asked, and what was taken up does not rise', async () => {
  const { boss, me, goal } = await cast({ zone: 'Asia/Tokyo' });
  const b = await raise(me, goal, { importance: 'high' });
  assert.equal(b.rises_at, '2026-05-13T08:00:00.000Z', 'five working days there, until 17:00');
  await ok(boss.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(3) }));
  clock.set('2026-05-20T08:00:00Z');
  await runJobs();
  const late = await until(async () => { const x = await ok(me.get(`/barriers/${b.id}`)); return x.promise === 'late' && x; });
  assert.deepEqual([late.asked_id, late.state], [boss.id, 'helped']);
  await until(async () => (await all(me, '/events?type=promise.late')).length === 1, { what: 'the late promise is noted' });
  await ok(boss.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(3) }));
  assert.equal((await ok(boss.get(`/barriers/${b.id}`))).promise, 'open', 'a new day is a new promise');
  const lifted = await ok(me.put(`/barriers/${b.id}/ending`, { outcome: 'lifted' }));
  assert.equal(lifted.promise, 'kept');
});

test('days away do not count, up to as many again; and it rises past who is away', async () => {
  clock.set('2026-05-06T08:00:00Z'); // a Wednesday
  const { top, boss, me, other, goal } = await cast();
  const away = async (who, starts_on, ends_on) => (await ok(who.post(`/people/${who.id}/absences`, { starts_on, ends_on }), 201)).id;
  const short = await away(other, '2026-05-07', '2026-05-08');
  const rises = async (b) => (await ok(me.get(`/barriers/${b.id}`))).rises_at.slice(0, 10);
  const pressing = await raise(me, goal, { asked_id: other.id, importance: 'high', urgency: 'high' });
  const urgent = await raise(me, goal, { asked_id: other.id, text: 'A second permit.', urgency: 'high' });
  assert.deepEqual([await rises(pressing), await rises(urgent)], ['2026-05-08', '2026-05-13'], 'one day there or two in all; three days there, after two away and the weekend');
  await ok(other.delete(`/absences/${short}`), 204);
  assert.deepEqual([await rises(pressing), await rises(urgent)], ['2026-05-07', '2026-05-11'], 'taken away, it does not count');
  await away(other, '2026-05-07', '2026-06-30');
  assert.deepEqual([await rises(pressing), await rises(urgent)], ['2026-05-08', '2026-05-14'], 'a long one holds it up by three days, not by weeks');
  assert.equal((await ok(me.get(`/barriers/${urgent.id}`))).version, urgent.version);
  await ok(other.patch(`/people/${other.id}`, { work_until: 1080 }, { match: (await ok(other.get('/me'))).version }));
  assert.match((await ok(me.get(`/barriers/${urgent.id}`))).rises_at, /T18:00/);
  await away(boss, '2026-05-14', '2026-05-15');
  clock.set('2026-05-14T18:00:30Z');
  await runJobs();
  const at = (b) => until(async () => { const x = await ok(me.get(`/barriers/${b.id}`)); return x.risen_at && x.asked_id; });
  assert.equal(await at(urgent), top.id, 'the supporter is away: to the next');
  clock.set('2026-05-21T08:00:00Z');
});

test('it is told better with If-Match, and its clock follows its weight', async () => {
  const { me, boss, goal } = await cast();
  const b = await raise(me, goal);
  await problem(me.patch(`/barriers/${b.id}`, { urgency: 'high' }), 428);
  await problem(boss.patch(`/barriers/${b.id}`, { urgency: 'high' }, { match: b.version }), 403);
  const better = await ok(me.patch(`/barriers/${b.id}`, { urgency: 'high', text: 'Two permits are missing.' }, { match: b.version }));
  assert.ok(better.rises_at < b.rises_at);
  await problem(me.patch(`/barriers/${b.id}`, { urgency: 'low' }, { match: b.version }), 412);
  await faults(me.patch(`/barriers/${b.id}`, { asked_id: boss.id }, { match: better.version }), 'asked_id');
});

test('only active goals have barriers; what a check-in says becomes one once', async () => {
  const { me, other, goal } = await cast();
  const draft = await draftGoal(me, { title: 'A draft' });
  await problem(me.post(`/goals/${draft.id}/barriers`, barrier()), 409);
  await problem(other.post(`/goals/${draft.id}/barriers`, barrier()), 404);
  await problem(other.post(`/goals/${goal.id}/barriers`, barrier()), 403);
  await faults(me.post(`/goals/${goal.id}/barriers`, {}), 'text', 'kind', 'importance', 'urgency');
  await faults(me.post(`/goals/${goal.id}/barriers`, barrier({ criterion_id: 999999 })), 'criterion_id');
  await faults(me.post(`/goals/${goal.id}/barriers`, barrier({ asked_id: me.id })), 'asked_id');
  const checkin = await ok(me.post(`/goals/${goal.id}/checkins`, { confidence: 'at_risk', in_the_way: 'No boat.' }), 201);
  const [criterion] = goal.criteria;
  const b = await raise(me, goal, { text: 'No boat.', checkin_id: checkin.id, criterion_id: criterion.id });
  assert.deepEqual([b.checkin_id, b.criterion_id], [checkin.id, criterion.id]);
  await problem(me.post(`/goals/${goal.id}/barriers`, barrier({ checkin_id: checkin.id })), 409);
});

test('a goal that closes takes its barriers along', async () => {
  const { me, boss, goal } = await cast();
  const b = await raise(me, goal);
  await ok(me.put(`/goals/${goal.id}/closure`, { outcome: 'dropped', reason: 'Another way.' }));
  assert.equal((await ok(me.get(`/barriers/${b.id}`))).state, 'gone');
  assert.deepEqual(await lines(boss), { owe: [], waits_for_me: [], i_wait_for: [] });
  assert.deepEqual(await all(me, `/barriers?owner_id=${me.id}`), []);
});

test('who leaves hands on what was asked of them; a new owner is not asked of their own', async () => {
  const { me, boss, top, other, goal } = await cast();
  const b = await raise(me, goal, { asked_id: other.id });
  await ok(other.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(4) }));
  await ok(admin.put(`/people/${other.id}/departure`, { left_on: clock.today() }));
  const on = await ok(me.get(`/barriers/${b.id}`));
  assert.deepEqual([on.asked_id, on.state, on.promised_on], [top.id, 'open', null], 'their line manager, to whom nothing was promised');
  await ok(me.put(`/barriers/${b.id}/asked`, { person_id: boss.id, reason: 'Nearer.' }));
  await ok(me.put(`/goals/${goal.id}/owner`, { owner_id: boss.id, reason: 'Swapped.' }));
  const own = await ok(boss.get(`/barriers/${b.id}`));
  assert.equal(own.owner_id, boss.id);
  assert.notEqual(own.asked_id, boss.id);
});
