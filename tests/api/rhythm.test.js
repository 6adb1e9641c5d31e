// The rhythm: who is reminded when, in their own zone and hours, around absences; who is told after that, each once; what people ask of
// themselves, and what others wish for.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, faults, ok, problem, until } from '../lib/helpers.js';
import { onPostgres, startServer, startSibling } from '../lib/server.js';

const server = await startServer({ name: 'rhythm', at: '2026-03-02T05:00:00Z' });
after(() => server.remove());
const { admin, clock } = server;

const REMINDERS = ['checkin_due', 'goal_stale', 'goal_stale_still'];
const told = async (client) => (await ok(client.get('/notices?limit=200'))).items.filter((n) => REMINDERS.includes(n.kind));
const looked = () => Number(server.sql('SELECT COALESCE(MIN(at), 0) FROM goal_nudges'));

/** Goes to an instant; the tokens of the tests go along. */
function at(iso) {
  server.sql("UPDATE tokens SET expires_at = 4102444800000");
  clock.set(iso);
}

/** Lets the job do what is due now. */
async function settle() {
  await ok(admin.put('/home/look'), 204);
  await until(async () => { const next = looked(); return next === 0 || next > clock.now().getTime(); }, { what: 'the reminders' });
}
/** From one look of the job to the next, up to an instant; `meanwhile` acts after each. */
async function walk(iso, meanwhile = async () => {}) {
  const end = new Date(iso).getTime();
  for (let next; (next = looked()) && next < end;) {
    at(new Date(next + 500).toISOString());
    await settle();
    await meanwhile();
  }
  at(iso);
}
const localTime = (at, zone) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(at)).replace(',', '');
const localDay = (at, zone) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at));

test('over two changes of the clocks in three zones: each check-in reminded of once, as their work begins', async () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'], people = [];
  for (const zone of zones) {
    const me = await server.person({ name: `Zone ${zone}`, zone });
    people.push({ me, zone, goal: await activeGoal(me, { title: `Goal in ${zone}`, due_on: '2026-12-31' }), seen: 0 });
  }
  const dutiful = async () => {
    for (const p of people) {
      const list = await told(p.me);
      if (list.length === p.seen) continue;
      p.seen = list.length;
      await ok(p.me.post(`/goals/${p.goal.id}/checkins`, { confidence: 'on_track' }), 201);
    }
  };
  const days = ['2026-03-09', '2026-03-30', '2026-10-26', '2026-11-02'];
  await walk('2026-03-10T12:00:00Z', dutiful);
  for (const [from, to] of [['2026-03-23T15:00:00Z', '2026-03-31T12:00:00Z'], ['2026-10-19T15:00:00Z', '2026-11-03T12:00:00Z']]) {
    at(from);
    await settle();
    for (const p of people) await ok(p.me.post(`/goals/${p.goal.id}/checkins`, { confidence: 'on_track' }), 201);
    for (const p of people) p.seen = (await told(p.me)).length;
    await walk(to, dutiful);
  }
  for (const { me, zone } of people) {
    const mine = (await told(me)).reverse().filter((n) => !['2026-03-23', '2026-10-19'].includes(localDay(n.at, zone)));
    assert.deepEqual(mine.map((n) => [n.kind, localDay(n.at, zone), localTime(n.at, zone)]), days.map((d) => ['checkin_due', d, 'Mon 09:00']), zone);
  }
  for (const { me, goal } of people) await ok(me.put(`/goals/${goal.id}/closure`, { outcome: 'partly', reason: 'The year ends.' }));
});

test('who does not check in is reminded once; then the supporter is told, then each in line, a leader by the same rule', async () => {
  at('2027-01-04T10:00:00Z');
  const top = await server.person({ name: 'Rise Top' }), boss = await server.person({ name: 'Rise Boss', manager: top });
  const lead = await server.person({ name: 'Rise Lead', manager: boss }), me = await server.person({ name: 'Rise Me', manager: lead });
  const mine = await activeGoal(me, { title: 'Quiet', supporter: lead }), theirs = await activeGoal(lead, { title: 'Leaders’', supporter: boss });
  await walk('2027-03-20T00:00:00Z');
  const of = async (client, goal) => (await told(client)).filter((n) => n.goal_id === goal.id).map((n) => [n.kind, localDay(n.at, 'UTC'), localTime(n.at, 'UTC')]);
  assert.deepEqual(await of(me, mine), [['checkin_due', '2027-01-11', 'Mon 09:00']]);
  assert.deepEqual(await of(lead, mine), [['goal_stale', '2027-01-15', 'Fri 09:00']]);
  assert.deepEqual(await of(boss, mine), [['goal_stale_still', '2027-01-22', 'Fri 09:00']]);
  assert.deepEqual(await of(top, mine), [['goal_stale_still', '2027-01-29', 'Fri 09:00']]);
  assert.deepEqual([await of(lead, theirs), await of(boss, theirs), await of(top, theirs)],
    [[['checkin_due', '2027-01-11', 'Mon 09:00']], [['goal_stale', '2027-01-15', 'Fri 09:00']], [['goal_stale_still', '2027-01-22', 'Fri 09:00']]]);
  assert.equal((await told(boss)).find((n) => n.goal_id === theirs.id).text, '“Leaders’” of Rise Lead has been quiet for a while. Perhaps you can help.');
  await ok(me.post(`/goals/${mine.id}/checkins`, { confidence: 'at_risk' }), 201);
  await walk('2027-04-02T00:00:00Z');
  assert.deepEqual((await of(me, mine)).map(([, day]) => day), ['2027-03-29', '2027-01-11'], 'after a check-in it begins anew');
  await ok(me.put(`/goals/${mine.id}/closure`, { outcome: 'achieved', reason: 'Done.' }));
  await ok(lead.put(`/goals/${theirs.id}/closure`, { outcome: 'achieved', reason: 'Done.' }));
});

test('who is away is asked for nothing; the stand-in is told in the place of who is away, else the next in line', async () => {
  at('2027-05-03T10:00:00Z');
  const top = await server.person({ name: 'Away Top' }), boss = await server.person({ name: 'Away Boss', manager: top }), other = await server.person({ name: 'Away Other' });
  const me = await server.person({ name: 'Away Me', manager: boss }), you = await server.person({ name: 'Away You', manager: boss });
  const mine = await activeGoal(me, { title: 'Rests', supporter: boss }), yours = await activeGoal(you, { title: 'Waits', supporter: boss });
  await ok(me.post(`/people/${me.id}/absences`, { starts_on: '2027-05-08', ends_on: '2027-05-23' }), 201);
  assert.equal((await ok(me.get(`/goals/${mine.id}/rhythm`))).checkin_due_at, '2027-05-24T09:00:00.000Z');
  const away = await ok(boss.post(`/people/${boss.id}/absences`, { starts_on: '2027-05-13', ends_on: '2027-05-18', stand_in_id: other.id }), 201);
  assert.equal(away.stand_in_name, 'Away Other');
  assert.equal((await ok(other.get('/notices'))).items[0].text, 'You stand in for Away Boss, who will be away.');
  await walk('2027-05-23T00:00:00Z');
  assert.deepEqual([await told(me), (await told(boss)).length], [[], 0]);
  assert.deepEqual((await told(other)).map((n) => [n.kind, n.goal_id, localDay(n.at, 'UTC')]), [['goal_stale', yours.id, '2027-05-14']]);
  assert.deepEqual((await told(top)).map((n) => [n.kind, n.goal_id, localDay(n.at, 'UTC')]), [['goal_stale_still', yours.id, '2027-05-21']]);
  at('2027-05-15T10:00:00Z');
  assert.deepEqual((await ok(you.get(`/people/${boss.id}`))).away, { until: '2027-05-18', stand_in: { id: other.id, name: 'Away Other' } });
  const [absence] = (await ok(you.get(`/people/${me.id}/absences`))).items;
  await ok(me.delete(`/absences/${absence.id}`), 204);
  assert.equal((await ok(me.get(`/goals/${mine.id}/rhythm`))).checkin_due_at, '2027-05-10T09:00:00.000Z');
});

test('an absence makes sense, and stays with the person', async () => {
  const me = await server.person({ name: 'Sense Me' }), path = `/people/${me.id}/absences`;
  const from = clock.day(10);
  await faults(me.post(path, {}), 'starts_on', 'ends_on');
  await faults(me.post(path, { starts_on: from, ends_on: clock.day(9) }), 'ends_on');
  await faults(me.post(path, { starts_on: from, ends_on: clock.day(900) }), 'ends_on');
  await faults(me.post(path, { starts_on: clock.day(-9), ends_on: clock.day(-8) }), 'ends_on');
  await faults(me.post(path, { starts_on: from, ends_on: from, stand_in_id: me.id }), 'stand_in_id');
  await faults(me.post(path, { starts_on: from, ends_on: from, stand_in_id: 999999 }), 'stand_in_id');
  await ok(me.post(path, { starts_on: from, ends_on: clock.day(12) }), 201);
  await faults(me.post(path, { starts_on: clock.day(12), ends_on: clock.day(14) }), 'starts_on');
});

test('a person asks more of themselves, never less than the framework; a wish of another is said to both and demands nothing', async () => {
  at('2027-06-07T10:00:00Z');
  const boss = await server.person({ name: 'Wish Boss' }), me = await server.person({ name: 'Wish Me', manager: boss }), stranger = await server.person({ name: 'Wish Stranger' });
  const goal = await activeGoal(me, { title: 'Closer', supporter: boss }), path = `/goals/${goal.id}/rhythm`;
  await faults(me.put(path, { own_days: 8 }), 'own_days');
  assert.deepEqual((({ days, own_days, framework_days, checkin_due_at }) => [days, own_days, framework_days, checkin_due_at])(await ok(me.put(path, { own_days: 2 }))), [2, 2, 7, '2027-06-09T09:00:00.000Z']);
  assert.equal((await ok(me.put(path, { own_days: null }))).days, 7);
  await faults(boss.put(`${path}-wish`, { days: 7, reason: 'Early.' }), 'days');
  const before = (await ok(me.get(path))).checkin_due_at;
  await ok(boss.put(`${path}-wish`, { days: 3, reason: 'I could plan better.' }));
  assert.deepEqual((await ok(me.get(path))).wishes.map((w) => [w.person_name, w.days, w.reason]), [['Wish Boss', 3, 'I could plan better.']]);
  assert.equal((await ok(boss.get(path))).wishes.length, 1);
  assert.deepEqual((await ok(stranger.get(path))).wishes, []);
  assert.equal((await ok(me.get(path))).checkin_due_at, before);
  assert.deepEqual((await ok(me.get('/notices'))).items[0].kind, 'rhythm_wish');
  const events = async (client) => (await ok(client.get('/events?limit=50'))).items.filter((e) => e.subject === 'rhythm_wish').length;
  assert.deepEqual([await events(me), await events(boss), await events(stranger)], [1, 1, 0]);
  await problem(me.put(`${path}-wish`, { days: 3, reason: 'Mine.' }), 409);
  await ok(boss.delete(`${path}-wish`), 204);
  await problem(boss.delete(`${path}-wish`), 404);
});

test('two servers on one database remind once', { skip: !onPostgres }, async () => {
  at('2027-08-02T10:00:00Z');
  const sibling = await startSibling(server);
  try {
    const me = await server.person({ name: 'Twice Me' }), goals = [];
    for (let i = 0; i < 12; i++) goals.push(await activeGoal(me, { title: `Goal ${i}` }));
    at('2027-08-09T09:00:01Z');
    await Promise.all([ok(admin.put('/home/look'), 204), ok(sibling.admin.put('/home/look'), 204)]);
    await settle();
    assert.deepEqual((await told(me)).map((n) => n.goal_id).sort((a, b) => a - b), goals.map((g) => g.id));
  } finally {
    await sibling.remove();
  }
});
