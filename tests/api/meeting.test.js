// Series of meetings and what they give: planned ahead over daylight saving, moved, skipped, held; an agenda that goes on; notes,
// actions; and nobody but those who meet knows what was said.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { all, draftGoal, faults, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'meeting', at: '2026-03-02T08:00:00Z' }); // a Monday, before the clocks go forward
after(() => server.remove());
const { admin } = server;
const boss = await server.person({ name: 'Bea Boss', zone: 'Europe/Berlin' });
const me = await server.person({ name: 'Mia Me', manager: boss, zone: 'Europe/Berlin' });
const third = await server.person({ name: 'Tim Third', manager: boss, zone: 'America/New_York' });
const ops = await server.person({ name: 'Olga Ops', roles: ['people_operations', 'operator'] });

const series = (client, more) => ok(client.post('/meeting-series', { kind: 'pair', starts_on: '2026-03-03', starts_minute: 600, minutes: 30, rrule: 'FREQ=WEEKLY;BYDAY=TU', ...more }), 201);
const meetings = (client, id) => all(client, `/meetings?series_id=${id}`);
const at = (list) => list.map((m) => m.starts_at.slice(0, 16));

test('a one-to-one is planned eight weeks ahead, at its hour when the clocks change', async () => {
  const s = await series(me, { person_ids: [boss.id], place: 'https://meet.example.org/mia-bea' });
  assert.deepEqual([s.rrule, s.zone, s.people.map((p) => p.name)], ['FREQ=WEEKLY;BYDAY=TU', 'Europe/Berlin', ['Bea Boss', 'Mia Me']]);
  const list = await meetings(boss, s.id);
  assert.equal(list.length, 8);
  assert.deepEqual([at(list)[0], at(list)[4]], ['2026-03-03T09:00', '2026-03-31T08:00'], 'ten o’clock in Berlin before and after');
  assert.deepEqual([list[0].person_name, list[0].title, list[0].kind], ['Mia Me', null, 'pair']);
  assert.equal((await meetings(me, s.id))[0].person_name, 'Bea Boss');
  await problem(me.post('/meeting-series', { kind: 'pair', person_ids: [boss.id], starts_on: '2026-03-03', starts_minute: 0, minutes: 30 }), 409);
  server.clock.advance({ days: 21 });
  await server.restart();
  await until(async () => (await meetings(me, s.id)).length >= 10, { what: 'the job that makes meetings' });
  assert.ok((await meetings(me, s.id)).every((m, i, l) => i === 0 || m.starts_at > l[i - 1].starts_at));
  server.clock.advance({ days: -21 });
});

test('rules by month, by day and once; what is no rule is refused', async () => {
  const once = await series(me, { person_ids: [third.id, boss.id], kind: 'group', title: 'Kick-off', rrule: null });
  assert.equal((await meetings(third, once.id)).length, 1);
  const quarterly = await series(me, { person_ids: [third.id], kind: 'group', title: 'Look back', rrule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR' });
  assert.deepEqual([quarterly.starts_on, at(await meetings(me, quarterly.id))], ['2026-03-27', ['2026-03-27T09:00']]);
  const far = await series(me, { person_ids: [third.id], kind: 'group', title: 'Far', rrule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1' });
  assert.deepEqual(at(await meetings(me, far.id)), ['2026-12-01T09:00'], 'the next one is planned, however far');
  const wrong = (rrule) => faults(me.post('/meeting-series', { kind: 'group', title: 'x', person_ids: [third.id], starts_on: '2026-03-03', starts_minute: 600, minutes: 30, rrule }), 'rrule');
  for (const rrule of ['FREQ=HOURLY', 'WEEKLY', 'FREQ=WEEKLY;COUNT=3', 'FREQ=WEEKLY;UNTIL=20270101', 'FREQ=DAILY;BYHOUR=3', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=WEEKLY\nDTSTART:x', 'FREQ=WEEKLY;INTERVAL=0']) await wrong(rrule);
});

test('a meeting in the hour that the clocks leave out', async () => {
  const s = await series(third, { person_ids: [me.id], kind: 'group', title: 'Night', zone: 'America/New_York', rrule: 'FREQ=DAILY', starts_on: '2026-03-07', starts_minute: 150, until_on: '2026-03-09' });
  assert.deepEqual(at(await meetings(me, s.id)), ['2026-03-07T07:30', '2026-03-08T07:30', '2026-03-09T06:30'], 'as RFC 5545 counts it');
});

test('whom one can meet, and what must be said', async () => {
  const body = { starts_on: '2026-03-03', starts_minute: 600, minutes: 30 };
  await faults(me.post('/meeting-series', { kind: 'pair', ...body }), 'person_ids');
  await faults(me.post('/meeting-series', { kind: 'pair', person_ids: [me.id], ...body }), 'person_ids');
  await faults(me.post('/meeting-series', { kind: 'pair', person_ids: [999999], ...body }), 'person_ids');
  await faults(me.post('/meeting-series', { kind: 'group', person_ids: [third.id], ...body }), 'title');
  await faults(me.post('/meeting-series', { kind: 'pair', person_ids: [third.id], ...body, starts_on: '2026-02-20' }), 'starts_on');
  await faults(me.post('/meeting-series', { kind: 'pair', person_ids: [third.id], ...body, minutes: 4, starts_minute: 1440 }), 'minutes', 'starts_minute');
  const team = await server.team('Elsewhere');
  await faults(me.post('/meeting-series', { kind: 'team', team_id: team.id, ...body }), 'team_id');
});

test('what is open is on the next agenda, whether the last was held, moved or skipped', async () => {
  const s = (await ok(me.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  const [first, second, third_] = await meetings(me, s.id);
  const add = (client, text) => ok(client.post(`/meeting-series/${s.id}/agenda`, { text }), 201);
  const a = await add(me, 'The budget'), b = await add(boss, 'Holidays'), c = await ok(boss.post(`/people/${me.id}/agenda`, { text: 'The offer' }), 201);
  const agenda = async (id) => (await ok(me.get(`/meetings/${id}`))).agenda.map((i) => i.text);
  assert.deepEqual(await agenda(first.id), ['The budget', 'Holidays', 'The offer']);
  await ok(me.patch(`/agenda-items/${c.id}`, { position: 1 }, { match: c.version }));
  assert.deepEqual(await agenda(first.id), ['The offer', 'The budget', 'Holidays']);
  server.clock.set('2026-03-03T09:10:00Z');
  await ok(me.patch(`/agenda-items/${a.id}`, { done: true }, { match: 1 }));
  const held = await ok(boss.get(`/meetings/${first.id}`));
  assert.deepEqual([held.state, held.talked_about.map((i) => i.text), held.agenda.map((i) => i.text)], ['held', ['The budget'], ['The offer', 'Holidays']]);
  await faults(me.put(`/meetings/${second.id}/outcome`, { outcome: 'skipped' }), 'reason');
  const skipped = await ok(me.put(`/meetings/${second.id}/outcome`, { outcome: 'skipped', reason: 'I am away.' }));
  assert.deepEqual([skipped.state, skipped.reason], ['skipped', 'I am away.']);
  await problem(me.put(`/meetings/${third_.id}/outcome`, { outcome: 'held' }), 409);
  const moved = await ok(me.put(`/meetings/${third_.id}/time`, { starts_at: '2026-03-18T14:00:00Z', minutes: 45, reason: 'A workshop' }));
  assert.deepEqual([moved.starts_at.slice(0, 16), moved.minutes, moved.planned_on], ['2026-03-18T14:00', 45, '2026-03-17']);
  assert.deepEqual(await agenda(third_.id), ['The offer', 'Holidays']);
  assert.equal((await ok(me.delete(`/meetings/${second.id}/outcome`))).state, 'planned');
  await problem(me.put(`/meetings/${first.id}/time`, { starts_at: '2026-03-18T14:00:00Z' }), 409);
  assert.equal((await ok(me.delete(`/agenda-items/${b.id}`), 204)), undefined);
  await problem(me.patch(`/agenda-items/${b.id}`, { text: 'x' }, { match: 1 }), 404);
  await problem(third.post(`/people/${boss.id}/agenda`, { text: 'Hello' }), 409);
});

test('notes of all, with care for who writes at the same time; notes of each alone; actions on Home', async () => {
  const s = (await ok(me.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  const [first] = await meetings(me, s.id);
  const { version } = await ok(me.get(`/meetings/${first.id}`));
  const noted = await ok(me.patch(`/meetings/${first.id}`, { notes: 'We agreed.' }, { match: version }));
  await problem(boss.patch(`/meetings/${first.id}`, { notes: 'Mine' }, { match: version }), 412);
  await ok(boss.patch(`/meetings/${first.id}`, { notes: 'We agreed. Both.' }, { match: noted.version }));
  await ok(me.put(`/meetings/${first.id}/private-notes`, { text: 'Ask again in May.' }));
  assert.equal((await ok(me.get(`/meetings/${first.id}`))).private_notes, 'Ask again in May.');
  assert.equal((await ok(boss.get(`/meetings/${first.id}`))).private_notes, null);
  await faults(boss.post(`/meetings/${first.id}/actions`, { text: 'Write', owner_id: third.id }), 'owner_id');
  const act = await ok(boss.post(`/meetings/${first.id}/actions`, { text: 'Write the offer', owner_id: me.id, due_on: '2026-03-10' }), 201);
  await ok(me.post(`/meetings/${first.id}/actions`, { text: 'Later' }), 201);
  const home = await ok(me.get('/home'));
  assert.deepEqual(home.actions.map((a) => a.text), ['Write the offer', 'Later']);
  assert.deepEqual(home.meetings.map((m) => m.person_name), ['Bea Boss', null], 'today, and the kick-off');
  assert.deepEqual((await ok(boss.get('/home'))).actions, []);
  await ok(me.patch(`/meeting-actions/${act.id}`, { done: true }, { match: act.version }));
  assert.deepEqual((await ok(me.get('/home'))).actions.map((a) => a.text), ['Later']);
  assert.deepEqual((await all(me, '/meeting-actions')).map((a) => a.text), ['Later']);
});

test('a new rhythm goes on with what was written for meetings to come', async () => {
  const s = (await ok(me.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  const before = await meetings(me, s.id);
  const coming = before.filter((m) => m.starts_at > '2026-03-04');
  const prepared = await ok(me.patch(`/meetings/${coming[0].id}`, { notes: 'Prepared' }, { match: coming[0].version }));
  const last = coming.at(-1);
  await ok(me.patch(`/meetings/${last.id}`, { notes: 'Far ahead' }, { match: last.version }));
  const changed = await ok(me.patch(`/meeting-series/${s.id}`, { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', starts_on: '2026-03-05', starts_minute: 540 }, { match: s.version }));
  assert.equal(changed.rrule, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH');
  const now = await meetings(me, s.id);
  const planned = now.filter((m) => m.state === 'planned');
  assert.deepEqual(at(planned).slice(0, 3), ['2026-03-05T08:00', '2026-03-19T08:00', '2026-04-02T07:00']);
  assert.equal(planned[0].id, prepared.id, 'with what was prepared for it');
  assert.equal((await ok(me.get(`/meetings/${prepared.id}`))).notes, 'Prepared');
  assert.deepEqual(now.filter((m) => m.state === 'skipped').map((m) => m.id), [last.id], 'what was written for one that is no more is not lost');
  const renamed = await ok(me.patch(`/meeting-series/${s.id}`, { place: 'Room 4' }, { match: changed.version }));
  assert.deepEqual([renamed.place, at((await meetings(me, s.id)).filter((m) => m.state === 'planned'))], ['Room 4', at(planned)]);
});

test('nobody else learns of it: not by number, list, event, search or Home', async () => {
  const s = (await ok(me.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  const [first] = await meetings(me, s.id);
  for (const other of [third, ops, admin]) {
    await problem(other.get(`/meeting-series/${s.id}`), 404);
    await problem(other.get(`/meetings/${first.id}`), 404);
    assert.deepEqual(await all(other, `/meetings?series_id=${s.id}`), []);
    assert.ok(!(await ok(other.get('/meeting-series'))).items.some((x) => x.id === s.id));
    const events = await all(other, '/events');
    assert.ok(!events.some((e) => e.subject === 'meeting_series' && e.subject_id === s.id));
    assert.ok(!JSON.stringify(events).includes('offer'));
    assert.deepEqual((await ok(other.get('/search?q=offer'))).items, []);
  }
  const mine = await all(boss, '/events');
  assert.ok(mine.some((e) => e.type === 'meeting.skipped' && e.reason === 'I am away.'));
  assert.ok(!JSON.stringify(mine).includes('Write the offer'), 'what was said is in no event');
});

test('a draft on the agenda keeps its title from those who may not see it', async () => {
  const s = (await ok(me.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  const draft = await draftGoal(me, { title: 'A secret draft' });
  await ok(me.post(`/meeting-series/${s.id}/agenda`, { text: 'My idea', goal_id: draft.id }), 201);
  await faults(boss.post(`/meeting-series/${s.id}/agenda`, { text: 'Whose?', goal_id: draft.id }), 'goal_id');
  const of = async (client) => (await all(client, `/meeting-series/${s.id}/agenda`)).at(-1);
  assert.equal((await of(me)).goal_title, 'A secret draft');
  assert.deepEqual([(await of(boss)).goal_title, (await of(boss)).goal_id], [null, null]);
});

test('a team meets who belongs to it today; a group can be left', async () => {
  const team = await server.team('Harbour');
  await ok(admin.post(`/teams/${team.id}/members`, { person_id: me.id, role: 'lead' }), 201);
  const member = await ok(admin.post(`/teams/${team.id}/members`, { person_id: third.id, role: 'member' }), 201);
  const s = await series(me, { kind: 'team', team_id: team.id, person_ids: undefined });
  assert.equal((await meetings(third, s.id))[0].team_name, 'Harbour');
  await ok(admin.delete(`/team-members/${member.id}`), 204);
  await problem(third.get(`/meeting-series/${s.id}`), 404);
  await problem(me.delete(`/meeting-series/${s.id}/me`), 409);
  const group = (await ok(third.get('/meeting-series'))).items.find((x) => x.title === 'Kick-off');
  await ok(me.post(`/meeting-series/${group.id}/people`, { person_id: ops.id }), 201);
  await ok(me.delete(`/meeting-series/${group.id}/me`), 204);
  await problem(me.get(`/meeting-series/${group.id}`), 404);
  assert.deepEqual((await ok(ops.get(`/meeting-series/${group.id}`))).people.map((p) => p.name), ['Bea Boss', 'Olga Ops', 'Tim Third']);
});

test('an end takes away what was planned; a new one-to-one goes on with what is open', async () => {
  const s = (await ok(me.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  const open = (await all(me, `/meeting-series/${s.id}/agenda`)).map((i) => i.text);
  assert.ok(open.length >= 2);
  await ok(me.put(`/meeting-series/${s.id}/end`, { reason: 'We meet otherwise.' }));
  await problem(me.post(`/meeting-series/${s.id}/agenda`, { text: 'x' }), 409);
  assert.ok((await meetings(me, s.id)).every((m) => m.state !== 'planned' || m.starts_at <= server.clock.now().toISOString()));
  const next = await series(boss, { person_ids: [me.id], starts_on: '2026-03-10' });
  assert.deepEqual((await all(me, `/meeting-series/${next.id}/agenda`)).map((i) => i.text), open);
});

test('who leaves: one-to-ones end, groups go on and find somebody else to keep them', async () => {
  const gone = await server.person({ name: 'Gero Gone', manager: boss });
  const pair = await series(gone, { person_ids: [me.id] });
  const group = await series(gone, { kind: 'group', title: 'Readers', person_ids: [me.id, boss.id] });
  const [meeting] = await meetings(me, group.id);
  await ok(gone.post(`/meetings/${meeting.id}/actions`, { text: 'Bring the book' }), 201);
  await ok(admin.put(`/people/${gone.id}/departure`, { left_on: server.clock.today() }));
  const ended = await ok(me.get(`/meeting-series/${pair.id}`));
  assert.deepEqual([ended.ended_at !== null, (await meetings(me, pair.id)).length, ended.end_reason], [true, 0, 'Gero Gone has left.']);
  const goes = await ok(me.get(`/meeting-series/${group.id}`));
  assert.deepEqual([goes.ended_at, goes.people.map((p) => p.name), [me.id, boss.id].includes(goes.organiser_id)], [null, ['Bea Boss', 'Mia Me'], true]);
  assert.deepEqual((await ok(boss.get('/home'))).actions.map((a) => a.text), ['Bring the book']);
});
