// Who can help with a barrier, where I can help, and the note of two people who were introduced.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, draftGoal, faults, ok, problem } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'barrier-help', at: '2026-03-11T08:00:00Z' });
after(() => server.remove());
const { admin, clock } = server;

const boss = await server.person({ name: 'Bea Boss' });
const person = (name, more = {}) => server.person({ name, manager: boss, ...more });
const barrier = (text, more = {}) => ({ text, kind: 'knowledge', importance: 'high', urgency: 'low', ...more });
const raise = async (client, goal, text, more) => ok(client.post(`/goals/${goal.id}/barriers`, barrier(text, more)), 201);
const helpers = async (client, b) => (await ok(client.get(`/barriers/${b.id}/helpers`))).items;
const told = (list) => list.map((h) => [h.person_name, h.reasons.map((r) => r.why)]);

const me = await person('Mia Me');
const above = await person('Abel Above');
const beside = await person('Bert Beside');
const direction = await activeGoal(above, { supporter: boss, title: 'Trails all along the coast' });
const mine = await activeGoal(me, { supporter: boss, title: 'Map the eastern shore', serves: [direction.id] });
const near = await activeGoal(beside, { supporter: boss, title: 'Map the western shore', serves: [direction.id] });

test('goals near this one, skills its words name, and a similar barrier lifted before; each says why', async () => {
  const skilled = await person('Sina Skilled', { skills: ['Drone surveys', 'Baking'] });
  const lifter = await person('Leo Lifter');
  const old = await raise(beside, near, 'The ranger office gives no permits for drones.', { asked_id: lifter.id });
  await ok(lifter.put(`/barriers/${old.id}/ending`, { outcome: 'lifted', text: 'A letter to the ranger office.' }));
  const b = await raise(me, mine, 'Permits for our drone survey are missing at the ranger office.');
  const list = await helpers(me, b);
  assert.deepEqual(told(list), [['Leo Lifter', ['lifted']], ['Sina Skilled', ['skill']], ['Abel Above', ['near']], ['Bert Beside', ['near']]]);
  assert.deepEqual(list.map((h) => h.reasons[0].text), [old.text, 'Drone surveys', direction.title, near.title]);
  assert.deepEqual([list[0].reasons[0].barrier_id, list[3].reasons[0].goal_id], [old.id, near.id]);
  assert.ok(!JSON.stringify(list).match(/weight|score|rank/), 'nobody is ranked');
  await problem(skilled.get(`/barriers/${b.id}/helpers`), 403);
});

test('who is full, asked already, introduced, gone, or the owner is not suggested', async () => {
  const full = await person('Fay Full', { skills: ['Tide tables'] });
  for (let i = 0; i < 5; i++) await activeGoal(full, { supporter: boss, title: `Goal ${i}` });
  const gone = await person('Gil Gone', { skills: ['Tide tables'] });
  await ok(admin.put(`/people/${gone.id}/departure`, { left_on: clock.today() }));
  const asked = await person('Ann Asked', { skills: ['Tide tables'] });
  const introduced = await person('Ida Introduced', { skills: ['Tide tables'] });
  const free = await person('Flo Free', { skills: ['Tide tables'] });
  const b = await raise(me, mine, 'Nobody can read the tide tables.', { asked_id: asked.id });
  await ok(me.post(`/barriers/${b.id}/introductions`, { person_id: introduced.id, note: 'You know tides.' }), 201);
  const names = (await helpers(me, b)).filter((h) => h.reasons.some((r) => r.why === 'skill')).map((h) => h.person_name);
  assert.deepEqual(names, [free.name]);
});

test("a draft nearby is no reason, and nobody learns of another one's draft", async () => {
  const secret = await person('Sam Secret');
  await draftGoal(secret, { title: 'Hidden shore', serves: [direction.id] });
  const b = await raise(me, mine, 'Something else altogether.');
  assert.ok(!(await me.get(`/barriers/${b.id}/helpers`)).text.includes('Hidden shore'));
  assert.ok(!told(await helpers(me, b)).some(([name]) => name === 'Sam Secret'));
});

test('where I can help: by my goals, my skills and what I lifted; never my own, nor what is taken up', async () => {
  const cook = await person('Cem Cook', { skills: ['Sourdough'] });
  const b = await raise(me, mine, 'The sourdough for the opening does not rise.');
  const fits = (await ok(cook.get('/barriers/for-me'))).items;
  assert.deepEqual(fits.map((f) => [f.barrier.id, f.reasons.map((r) => r.why)]), [[b.id, ['skill']]]);
  assert.ok((await ok(beside.get('/barriers/for-me'))).items.some((f) => f.barrier.id === b.id && f.reasons[0].why === 'near'));
  assert.deepEqual((await ok(me.get('/barriers/for-me'))).items.filter((f) => f.barrier.owner_id === me.id), []);
  await ok(cook.put(`/barriers/${b.id}/acceptance`, { promised_on: clock.day(1) }));
  assert.ok(!(await ok(beside.get('/barriers/for-me'))).items.some((f) => f.barrier.id === b.id));
  const done = await ok(cook.put(`/barriers/${b.id}/ending`, { outcome: 'lifted' }));
  assert.deepEqual(done.turns.map((t) => t.ended), ['taken_over', 'lifted']);
  const again = await raise(beside, near, 'Our sourdough opening is in danger too.');
  const [like] = (await ok(cook.get('/barriers/for-me'))).items;
  assert.deepEqual([like.barrier.id, like.reasons.map((r) => r.why)], [again.id, ['lifted', 'skill']]);
});

test('an introduction is a note that the two write in, and nobody else reads', async () => {
  const expert = await person('Eva Expert');
  const b = await raise(me, mine, 'A rare kind of trouble.');
  await faults(me.post(`/barriers/${b.id}/introductions`, { person_id: expert.id }), 'note');
  await faults(me.post(`/barriers/${b.id}/introductions`, { person_id: me.id, note: 'x' }), 'person_id');
  await problem(expert.post(`/barriers/${b.id}/introductions`, { person_id: expert.id, note: 'x' }), 403);
  const made = await ok(boss.post(`/barriers/${b.id}/introductions`, { person_id: expert.id, note: 'Mia, meet Eva: Zwetschge.' }), 201);
  assert.deepEqual([made.owner_id, made.person_id, made.introduced_by], [me.id, expert.id, boss.id]);
  await problem(me.post(`/barriers/${b.id}/introductions`, { person_id: expert.id, note: 'x' }), 409);
  const line = (await ok(expert.get('/home'))).waits_for_me.find((l) => l.kind === 'introduction');
  assert.deepEqual([line.about_id, line.person_id, line.note], [b.id, me.id, b.text]);
  const seen = await ok(expert.get(`/introductions/${made.id}`));
  await problem(expert.patch(`/introductions/${made.id}`, { note: 'x' }), 428);
  const noted = await ok(expert.patch(`/introductions/${made.id}`, { note: `${seen.note} Friday?` }, { match: seen.version }));
  assert.deepEqual([noted.note, noted.noted_by], ['Mia, meet Eva: Zwetschge. Friday?', expert.id]);
  await problem(me.patch(`/introductions/${made.id}`, { note: 'Lost' }, { match: seen.version }), 412);
  await ok(me.patch(`/introductions/${made.id}`, { note: `${noted.note} Yes.` }, { match: noted.version }));
  assert.deepEqual((await ok(expert.get('/home'))).waits_for_me.filter((l) => l.kind === 'introduction'), []);
  assert.equal((await ok(me.get(`/barriers/${b.id}`))).introductions.length, 1);
  for (const other of [boss, admin, beside]) {
    await problem(other.get(`/introductions/${made.id}`), 404);
    await problem(other.patch(`/introductions/${made.id}`, { note: 'x' }, { match: 3 }), 404);
    assert.deepEqual((await ok(other.get(`/barriers/${b.id}`))).introductions, []);
    for (const path of [`/events?goal_id=${mine.id}`, '/home', '/search?q=Zwetschge']) assert.ok(!(await other.get(path)).text.includes('Zwetschge'), path);
  }
  assert.deepEqual(await all(boss, '/events?type=introduction.noted'), [], 'what the two do with it is theirs');
  assert.equal((await all(me, '/events?type=introduction.noted')).length, 2);
});
