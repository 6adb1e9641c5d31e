// Teams in a tree, with leads; belonging begins and ends by date.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { all, expect, faults, numberCriterion, ok, problem, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'team', at: '2026-03-11T10:00:00Z' });
after(() => server.remove());
const { admin, clock } = server;

test('a team shows what is above it, who leads it and how large it is', async () => {
  const top = await server.team('Expedition', { purpose: 'Going far' });
  const middle = await server.team('North', { parent_id: top.id });
  const low = await server.team('Sledges', { parent_id: middle.id });
  const lead = await server.person({ name: 'Lena Lead', team: low, lead: true });
  await server.person({ name: 'Max Member', team: low });
  const shown = await ok(lead.get(`/teams/${low.id}`));
  assert.deepEqual(shown.parents, [{ id: top.id, name: 'Expedition' }, { id: middle.id, name: 'North' }]);
  assert.deepEqual(shown.leads, [{ id: lead.id, name: 'Lena Lead' }]);
  assert.deepEqual([shown.members, shown.teams, shown.can], [2, 0, ['edit', 'close']]);
  assert.deepEqual([(await ok(lead.get(`/teams/${top.id}`))).teams, (await ok(lead.get(`/teams/${top.id}`))).can], [1, []]);
  assert.deepEqual((await all(admin, '/teams?top=true')).map((t) => t.id), [top.id]);
  assert.deepEqual((await all(admin, `/teams?parent_id=${top.id}`)).map((t) => t.id), [middle.id]);
  assert.deepEqual((await all(admin, `/teams?person_id=${lead.id}`)).map((t) => t.id), [low.id]);
  assert.deepEqual((await all(admin, '/teams?q=far')).map((t) => t.id), [top.id]);
  assert.deepEqual((await ok(admin.get(`/people/${lead.id}`))).teams, [{ team_id: low.id, name: 'Sledges', role: 'lead' }]);
});

test('a team within itself or too deep is refused', async () => {
  const a = await server.team('A');
  const b = await server.team('B', { parent_id: a.id });
  await faults(admin.patch(`/teams/${a.id}`, { parent_id: b.id }, { match: a.version }), 'parent_id');
  await faults(admin.patch(`/teams/${a.id}`, { parent_id: a.id }, { match: a.version }), 'parent_id');
  await faults(admin.post('/teams', { name: 'C', parent_id: 999999 }), 'parent_id');
  let parent = b, refused;
  for (let i = 0; i < 40 && !refused; i++) {
    const reply = await admin.post('/teams', { name: `Deep ${i}`, parent_id: parent.id });
    if (reply.status === 422) refused = reply;
    else parent = expect(reply, 201).body;
  }
  assert.ok(refused, 'the depth has an end');
});

test('belonging has a beginning and an end', async () => {
  const team = await server.team('Belonging');
  const person = await server.person({ name: 'Belle Long', scope: 'none' });
  const joined = await ok(admin.post(`/teams/${team.id}/members`, { person_id: person.id, role: 'member' }), 201);
  assert.deepEqual([joined.name, joined.role, joined.starts_on, joined.ends_on], ['Belle Long', 'member', clock.today(), null]);
  await faults(admin.post(`/teams/${team.id}/members`, { person_id: 999999, role: 'guest' }), 'role');
  await faults(admin.post(`/teams/${team.id}/members`, { person_id: 999999, role: 'lead' }), 'person_id');
  clock.advance({ days: 3 });
  const lead = await ok(admin.patch(`/team-members/${joined.id}`, { role: 'lead' }));
  assert.deepEqual([lead.role, lead.starts_on], ['lead', clock.today()]);
  assert.equal((await all(admin, `/teams/${team.id}/members`)).length, 1);
  const again = await admin.post(`/teams/${team.id}/members`, { person_id: person.id, role: 'member' });
  assert.ok([201, 409, 422].includes(again.status), again.text);
  assert.equal((await all(admin, `/teams/${team.id}/members`)).length, 1, 'nobody belongs twice');
  const [now] = await all(admin, `/teams/${team.id}/members`);
  expect(await admin.delete(`/team-members/${now.id}`), 204);
  await problem(admin.delete(`/team-members/${now.id}`), 409);
  assert.deepEqual(await all(admin, `/teams/${team.id}/members`), []);
  assert.ok((await all(admin, `/events?person_id=${person.id}`)).some((e) => e.type === 'team.left'));
});

test('leads keep their team and those below, and no other', async () => {
  const mine = await server.team('Mine'), other = await server.team('Other');
  const lead = await server.person({ name: 'Leo Lead', team: mine, lead: true });
  const inner = await ok(lead.post('/teams', { name: 'Inner', parent_id: mine.id }), 201);
  await problem(lead.patch(`/teams/${inner.id}`, { parent_id: other.id }, { match: inner.version }), 403);
  await problem(lead.patch(`/teams/${inner.id}`, { parent_id: null }, { match: inner.version }), 403);
  const renamed = await ok(lead.patch(`/teams/${inner.id}`, { name: 'Inner Ring', purpose: 'Near' }, { match: inner.version }));
  assert.equal(renamed.name, 'Inner Ring');
  assert.deepEqual((await ok(lead.get('/search?q=ring&kind=team'))).items.map((i) => i.id), [inner.id]);
});

test('a team is closed once nothing is under way in it', async () => {
  const team = await server.team('Closing');
  const inner = await server.team('Closing inner', { parent_id: team.id });
  const boss = await server.person({ name: 'Clo Boss' });
  const member = await server.person({ name: 'Clo Sing', team, manager: boss });
  await problem(admin.put(`/teams/${team.id}/closure`), 409);
  await ok(admin.put(`/teams/${inner.id}/closure`));
  const goal = await proposedGoal(member, { level: 'team', team_id: team.id, criteria: [numberCriterion] });
  await problem(admin.put(`/teams/${team.id}/closure`), 409);
  await ok(member.delete(`/goals/${goal.id}/proposal`));
  const closed = await ok(admin.put(`/teams/${team.id}/closure`));
  assert.deepEqual([closed.closed_on, closed.members, closed.can], [clock.today(), 0, []]);
  await problem(admin.put(`/teams/${team.id}/closure`), 409);
  await problem(admin.patch(`/teams/${team.id}`, { name: 'x' }, { match: closed.version }), 409);
  await problem(admin.post(`/teams/${team.id}/members`, { person_id: member.id, role: 'member' }), 409);
  assert.ok(!(await all(admin, '/teams')).some((t) => t.id === team.id));
  await faults(admin.post('/teams', { name: 'Below closed', parent_id: team.id }), 'parent_id');
});

test('the tree of teams: how many are within, the way from the top down, and those that were closed', async () => {
  const one = await server.person({ name: 'Tree Walker' });
  const top = await server.team('Tree Top');
  await ok(admin.post(`/teams/${top.id}/members`, { person_id: one.id, role: 'lead' }), 201);
  const inner = await ok(admin.post('/teams', { name: 'Tree Inner', parent_id: top.id }), 201);
  const gone = await ok(admin.post('/teams', { name: 'Tree Gone', parent_id: top.id }), 201);
  await ok(admin.put(`/teams/${gone.id}/closure`));
  const line = (await ok(one.get(`/teams/${inner.id}/line`))).items;
  assert.deepEqual(line.map((t) => [t.name, t.teams, t.members]), [['Tree Top', 1, 1], ['Tree Inner', 0, 0]]);
  assert.deepEqual((await all(one, `/teams?parent_id=${top.id}`)).map((t) => t.name), ['Tree Inner']);
  assert.deepEqual((await all(one, `/teams?parent_id=${top.id}&closed=true`)).map((t) => t.name), ['Tree Gone']);
  assert.ok((await all(one, '/teams?closed=true')).every((t) => t.closed_on));
  const shown = await ok(one.get(`/teams/${top.id}`));
  assert.deepEqual([shown.teams, shown.members], [1, 1]);
  await problem(one.get('/teams/999999/line'), 404);
});
