// Finding a time: within everybody's working hours, besides what they have and when they are away; fair where no hour suits all.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { faults, ok } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'meeting-time', at: '2026-03-01T08:00:00Z' }); // a Sunday
after(() => server.remove());
const berta = await server.person({ name: 'Berta Berlin', zone: 'Europe/Berlin' });
const nick = await server.person({ name: 'Nick New York', zone: 'America/New_York' });
const tomo = await server.person({ name: 'Tomo Tokyo', zone: 'Asia/Tokyo' });
const find = async (client, more) => (await ok(client.post('/meeting-times', { minutes: 60, ...more }))).times;
const outside = (offer) => offer.people.filter((p) => p.outside !== 'no').map((p) => `${p.name.split(' ')[0]} ${p.outside}`);

test('two who share hours meet within them, at most twice a day, soonest first', async () => {
  const times = await find(berta, { person_ids: [nick.id] });
  assert.deepEqual(times.map((o) => o.starts_at.slice(0, 16)), ['2026-03-02T14:00', '2026-03-02T14:30', '2026-03-03T14:00', '2026-03-03T14:30', '2026-03-04T14:00', '2026-03-04T14:30']);
  assert.ok(times.every((o) => o.suits_all && outside(o).length === 0));
  assert.deepEqual(times[0].people.map((p) => [p.name, p.minute]), [['Berta Berlin', 900], ['Nick New York', 540]]);
});

test('what they have and when they are away is left out', async () => {
  await ok(berta.post('/meeting-series', { kind: 'pair', person_ids: [nick.id], starts_on: '2026-03-02', starts_minute: 900, minutes: 60 }), 201);
  await ok(nick.post(`/people/${nick.id}/absences`, { starts_on: '2026-03-03', ends_on: '2026-03-03' }), 201);
  const times = await find(berta, { person_ids: [nick.id] });
  assert.deepEqual(times.slice(0, 2).map((o) => o.starts_at.slice(0, 16)), ['2026-03-02T15:00', '2026-03-04T14:00']);
  assert.ok(!times.some((o) => o.starts_at.startsWith('2026-03-03')));
});

test('across three zones, nobody meets in the night', async () => {
  const times = await find(berta, { person_ids: [nick.id, tomo.id], minutes: 30, from_on: '2026-03-10' });
  assert.ok(times.length > 0 && times.every((o) => !o.suits_all && outside(o).length > 0));
  for (const o of times) for (const p of o.people) assert.ok(p.minute >= 7 * 60 && p.minute + 30 <= 22 * 60);
});

test('where no hour suits both, whoever met early or late least often is asked next', async () => {
  const [first] = await find(berta, { person_ids: [tomo.id], minutes: 30, from_on: '2026-03-03' });
  assert.deepEqual([first.suits_all, outside(first)], [false, ['Berta early']]);
  const at = new Date(first.starts_at);
  const s = await ok(berta.post('/meeting-series', { kind: 'pair', person_ids: [tomo.id], zone: 'UTC', starts_on: '2026-03-03', starts_minute: at.getUTCHours() * 60 + at.getUTCMinutes(), minutes: 30, rrule: 'FREQ=DAILY', until_on: '2026-03-05' }), 201);
  server.clock.set('2026-03-06T12:00:00Z'); // before Berlin's clocks change, which would make an hour for both
  const [next] = await find(berta, { series_id: s.id, minutes: 30 });
  assert.deepEqual(outside(next), ['Tomo late']);
  assert.deepEqual(next.people.map((p) => [p.name, p.lately]), [['Berta Berlin', 3], ['Tomo Tokyo', 0]]);
});

test('who may look, and for whom', async () => {
  await faults(tomo.post('/meeting-times', { person_ids: [nick.id] }), 'minutes');
  const pair = (await ok(berta.get('/meeting-series'))).items.find((x) => x.kind === 'pair');
  const stranger = await server.person({ name: 'Stella Stranger' });
  await faults(stranger.post('/meeting-times', { series_id: pair.id, minutes: 30 }), 'series_id');
  await faults(stranger.post('/meeting-times', { person_ids: [nick.id], minutes: 30, from_on: '2099-01-01' }), 'from_on');
  assert.deepEqual(await find(stranger, { person_ids: [nick.id], minutes: 1440 }), []);
});
