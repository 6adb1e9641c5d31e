// Needs: a part of a goal is marked as alone or together; what is needed is asked of a person or a team, accepted, changed or declined with
// a reason, given and received; late ones warn both sides once.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { activeGoal, all, draftGoal, faults, ok, problem, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'need', at: '2026-03-11T08:00:00Z' }); // a Wednesday
after(() => server.remove());
const { admin, clock } = server;

let n = 0;
async function cast() {
  const tag = ++n;
  const boss = await server.person({ name: `Boss ${tag}` });
  const me = await server.person({ name: `Me ${tag}`, manager: boss });
  const giver = await server.person({ name: `Giver ${tag}`, manager: boss });
  const goal = await activeGoal(me, { supporter: boss, title: `Goal ${tag}` });
  return { tag, boss, me, giver, goal };
}
async function team(lead, ...members) {
  const made = await ok(admin.post('/teams', { name: `Team ${n}`, purpose: 'Ships boats.' }), 201);
  for (const [person, role] of [[lead, 'lead'], ...members.map((m) => [m, 'member'])]) if (person) await ok(admin.post(`/teams/${made.id}/members`, { person_id: person.id, role }), 201);
  return made;
}
const body = (more) => ({ text: 'The soundings of the bay.', due_on: clock.day(7), ...more });
const ask = (client, goal, more) => ok(client.post(`/goals/${goal.id}/needs`, body(more)), 201);
const put = (client, need, what, words = {}) => client.put(`/needs/${need.id}/${what}`, words);
const lines = async (client) => {
  const home = await ok(client.get('/home'));
  return ['owe', 'waits_for_me', 'i_wait_for'].map((list) => home[list].filter((l) => l.about_id).map((l) => [l.kind, l.about_id, l.person_name]));
};
const told = async (client) => (await all(client, '/notices')).map((x) => x.kind).filter((kind) => kind.startsWith('need_')).reverse();

test('a part is marked as alone or together by the owner, at any time', async () => {
  const { me, boss, goal } = await cast();
  const [criterion] = goal.criteria;
  assert.equal(criterion.together, null);
  await ok(me.put(`/criteria/${criterion.id}/together`, { together: 'alone' }), 204);
  assert.equal((await ok(boss.get(`/goals/${goal.id}`))).criteria[0].together, 'alone');
  await problem(boss.put(`/criteria/${criterion.id}/together`, { together: null }), 403);
  await faults(me.put(`/criteria/${criterion.id}/together`, { together: 'perhaps' }), 'together');
  const step = await ok(me.post(`/goals/${goal.id}/steps`, { text: 'Ask around', together: 'together' }), 201);
  assert.equal(step.together, 'together');
  assert.equal((await ok(me.patch(`/steps/${step.id}`, { together: null }, { match: step.version }))).together, null);
  const draft = await draftGoal(me, { title: 'A draft' });
  await problem(boss.put(`/criteria/${draft.criteria?.[0]?.id ?? 999999}/together`, { together: 'alone' }), 404);
});

test('it is asked of a person, accepted with a goal of theirs, given and received; both Homes and both goals show it', async () => {
  const { me, giver, boss, goal } = await cast();
  const theirs = await activeGoal(giver, { supporter: boss, title: 'Sound the bay' });
  const need = await ask(me, goal, { person_id: giver.id, criterion_id: goal.criteria[0].id });
  assert.deepEqual([need.state, need.person_name, need.owner_id, need.late, need.can], ['asked', giver.name ?? need.person_name, me.id, false, ['edit', 'withdraw']]);
  assert.equal((await ok(me.get(`/goals/${goal.id}`))).criteria[0].together, 'together', 'what is asked of others is done together');
  assert.deepEqual((await ok(giver.get(`/needs/${need.id}`))).can, ['accept', 'suggest', 'decline']);
  assert.deepEqual((await ok(boss.get(`/needs/${need.id}`))).can, []);
  assert.deepEqual((await lines(giver))[1].map((l) => l.slice(0, 2)), [['need', need.id]]);
  assert.deepEqual((await lines(me))[2].map((l) => l.slice(0, 2)), [['need_asked', need.id]]);
  assert.equal((await ok(giver.get('/me'))).counts.waiting, 1);
  await problem(put(giver, need, 'giving'), 409);
  await problem(put(boss, need, 'acceptance'), 403);
  await problem(put(me, need, 'acceptance'), 403);
  await faults(put(giver, need, 'acceptance', { goal_id: goal.id }), 'goal_id');
  const accepted = await ok(put(giver, need, 'acceptance', { goal_id: theirs.id }));
  assert.deepEqual([accepted.state, accepted.with_goal_title], ['accepted', 'Sound the bay']);
  await problem(me.patch(`/needs/${need.id}`, { text: 'More.' }, { match: accepted.version }), 409);
  for (const of of [goal, theirs]) assert.deepEqual((await all(boss, `/goals/${of.id}/needs`)).map((x) => x.id), [need.id]);
  assert.deepEqual((await lines(giver))[0].map((l) => l.slice(0, 2)), [['give', need.id]]);
  assert.deepEqual((await lines(me))[2].map((l) => l.slice(0, 2)), [['needed', need.id]]);
  await ok(put(giver, need, 'giving', { words: 'In the chart room.' }));
  assert.deepEqual((await lines(me))[1].map((l) => l.slice(0, 2)), [['need_given', need.id]]);
  await faults(put(me, need, 'receipt', { came: false }), 'words');
  const missing = await ok(put(me, need, 'receipt', { came: false, words: 'The northern half.' }));
  assert.deepEqual([missing.state, missing.words], ['accepted', 'The northern half.']);
  await ok(put(giver, need, 'giving'));
  const came = await ok(put(me, need, 'receipt', { came: true, words: 'Thank you.' }));
  assert.deepEqual([came.state, came.can], ['came', []]);
  assert.deepEqual(came.way.map((a) => a.act), ['asked', 'accepted', 'given', 'missing', 'given', 'came']);
  await problem(put(giver, need, 'giving'), 409);
  assert.deepEqual(await told(giver), ['need_asked', 'need_missing', 'need_came']);
  assert.deepEqual(await told(me), ['need_accepted', 'need_given', 'need_given']);
  assert.deepEqual(await lines(me), [[], [], []]);
});

test('another day is suggested and agreed to; or it is asked better; or withdrawn', async () => {
  const { me, giver, goal } = await cast();
  const need = await ask(me, goal, { person_id: giver.id });
  await faults(put(giver, need, 'suggestion', { words: 'Busy.' }), 'due_on');
  await faults(put(giver, need, 'suggestion', { due_on: clock.day(10) }), 'words');
  await faults(put(giver, need, 'suggestion', { due_on: clock.day(-1), words: 'Busy.' }), 'due_on');
  const changed = await ok(put(giver, need, 'suggestion', { due_on: clock.day(10), text: 'The southern half.', words: 'The boat is away.' }));
  assert.deepEqual([changed.state, changed.offered_on, changed.offered_text, changed.text, changed.words], ['changed', clock.day(10), 'The southern half.', need.text, 'The boat is away.']);
  assert.deepEqual((await lines(me))[1].map((l) => l.slice(0, 2)), [['need_changed', need.id]]);
  await problem(put(giver, need, 'agreement'), 403);
  const agreed = await ok(put(me, need, 'agreement'));
  assert.deepEqual([agreed.state, agreed.due_on, agreed.text, agreed.offered_on], ['accepted', clock.day(10), 'The southern half.', null]);
  await problem(put(me, need, 'agreement'), 409);
  const second = await ask(me, goal, { person_id: giver.id });
  await ok(put(giver, second, 'suggestion', { due_on: clock.day(20), words: 'Later.' }));
  const seen = await ok(me.get(`/needs/${second.id}`));
  const better = await ok(me.patch(`/needs/${second.id}`, { due_on: clock.day(12) }, { match: seen.version }));
  assert.deepEqual([better.state, better.offered_on, better.due_on], ['asked', null, clock.day(12)]);
  await problem(me.patch(`/needs/${second.id}`, { due_on: clock.day(13) }, { match: seen.version }), 412);
  const gone = await ok(put(me, second, 'withdrawal', { words: 'Found it.' }));
  assert.deepEqual([gone.state, gone.ended_by, gone.words], ['withdrawn', me.id, 'Found it.']);
  assert.deepEqual(await told(giver), ['need_asked', 'need_agreed', 'need_asked', 'need_asked', 'need_withdrawn']);
});

test('it is declined with a reason, also what was accepted before', async () => {
  const { me, giver, goal } = await cast();
  const need = await ask(me, goal, { person_id: giver.id });
  await faults(put(giver, need, 'refusal'), 'words');
  await ok(put(giver, need, 'acceptance'));
  const declined = await ok(put(giver, need, 'refusal', { words: 'The boat has sunk.' }));
  assert.deepEqual([declined.state, declined.words], ['declined', 'The boat has sunk.']);
  assert.deepEqual(await told(me), ['need_accepted', 'need_declined']);
});

const askedOf = async (by, person) => (await all(by, `/needs?person_id=${person.id}`)).map((x) => x.id);

test('a team’s need that nobody leads waits for each who is in it, and is told to them', async () => {
  const { me, giver, goal } = await cast();
  const mate = await server.person({ name: 'Mate Alone' }), crew = await server.team(`Crew ${mate.id}`);
  for (const person of [giver, mate]) await ok(admin.post(`/teams/${crew.id}/members`, { person_id: person.id, role: 'member' }), 201);
  const need = await ask(me, goal, { team_id: crew.id });
  for (const person of [giver, mate]) {
    assert.ok((await told(person)).includes('need_asked'));
    assert.deepEqual((await lines(person))[1].map((l) => l.slice(0, 2)), [['team_need', need.id]]);
    assert.equal((await ok(person.get('/home'))).waits_count, 1);
    assert.deepEqual(await askedOf(me, person), [need.id], 'anybody sees the same list');
  }
  await ok(put(mate, need, 'acceptance'));
  assert.equal((await ok(giver.get('/home'))).waits_count, 0);
  assert.deepEqual([await askedOf(giver, giver), await askedOf(giver, mate)], [[], [need.id]]);
});

test('a team’s need goes to its lead, anybody in it may take it, its lead may decline', async () => {
  const { me, giver, boss, goal } = await cast();
  const mate = await server.person({ name: 'Mate' });
  const boats = await team(boss, giver, mate);
  const need = await ask(me, goal, { team_id: boats.id });
  assert.deepEqual([need.person_id, need.team_id], [null, boats.id]);
  assert.deepEqual(await told(boss), ['need_asked']);
  assert.deepEqual(await told(giver), []);
  assert.deepEqual((await lines(boss))[1].map((l) => l.slice(0, 2)), [['team_need', need.id]]);
  assert.deepEqual([await askedOf(boss, boss), await askedOf(boss, giver)], [[need.id], []], 'it waits for the lead');
  assert.deepEqual((await ok(giver.get(`/needs/${need.id}`))).can, ['accept', 'suggest']);
  await problem(put(giver, need, 'refusal', { words: 'No.' }), 403);
  assert.deepEqual((await all(me, `/needs?team_id=${boats.id}`)).map((x) => x.id), [need.id]);
  const taken = await ok(put(giver, need, 'acceptance'));
  assert.deepEqual([taken.person_id, taken.team_id], [giver.id, boats.id]);
  await problem(put(mate, need, 'acceptance'), 403);
  assert.deepEqual((await all(me, `/needs?person_id=${giver.id}&state=accepted`)).map((x) => x.id), [need.id]);
  await ok(admin.put(`/people/${giver.id}/departure`, { left_on: clock.today() }));
  const back = await ok(me.get(`/needs/${need.id}`));
  assert.deepEqual([back.state, back.person_id], ['asked', null], 'back to the team, which has promised nothing');
  const declined = await ok(put(boss, need, 'refusal', { words: 'Nobody is free.' }));
  assert.equal(declined.state, 'declined');
  const other = await ask(me, goal, { team_id: boats.id });
  await ok(admin.put(`/teams/${boats.id}/closure`, {}), 200);
  assert.equal((await ok(me.get(`/needs/${other.id}`))).state, 'declined');
});

test('late ones warn both sides once, and a new day begins anew', async () => {
  const { me, giver, goal } = await cast();
  const need = await ask(me, goal, { person_id: giver.id, due_on: clock.day(1) });
  await ok(put(giver, need, 'acceptance'));
  const kept = await ask(me, goal, { person_id: giver.id, due_on: clock.day(1) });
  await ok(put(giver, kept, 'acceptance'));
  await ok(put(giver, kept, 'giving'));
  clock.set('2026-03-13T00:00:30Z');
  await server.restart();
  await until(async () => (await told(me)).includes('need_late'));
  assert.equal((await ok(me.get(`/needs/${need.id}`))).late, true);
  assert.deepEqual((await all(me, '/needs?late=true')).map((x) => x.id), [need.id]);
  clock.set('2026-03-14T08:00:00Z');
  await server.restart();
  const late = async (client) => (await told(client)).filter((kind) => kind === 'need_late').length;
  assert.deepEqual([await late(me), await late(giver)], [1, 1]);
  await ok(put(giver, need, 'suggestion', { due_on: clock.day(2), words: 'Two more days.' }));
  await ok(put(me, need, 'agreement'));
  assert.equal((await ok(me.get(`/needs/${need.id}`))).late, false);
  clock.set('2026-03-17T00:01:00Z');
  await server.restart();
  await until(async () => (await late(me)) === 2);
  assert.deepEqual([await late(giver), (await all(me, '/events?type=need.late')).length], [2, 2]);
});

test('a goal that closes ends its needs; a new owner is not asked of their own; a leaver’s go on', async () => {
  const { me, giver, boss, goal } = await cast();
  const need = await ask(me, goal, { person_id: giver.id });
  const second = await ask(me, goal, { person_id: boss.id });
  await ok(put(giver, need, 'acceptance'));
  await ok(admin.put(`/people/${giver.id}/departure`, { left_on: clock.today() }));
  const on = await ok(me.get(`/needs/${need.id}`));
  assert.deepEqual([on.person_id, on.state], [boss.id, 'asked'], 'their line manager, who has promised nothing');
  const third = await server.person({ name: 'Third' });
  await ok(me.put(`/goals/${goal.id}/owner`, { owner_id: third.id, reason: 'Swapped.' }));
  assert.equal((await ok(third.get(`/needs/${need.id}`))).owner_id, third.id);
  await ok(third.put(`/goals/${goal.id}/owner`, { owner_id: boss.id, reason: 'Swapped.' }));
  assert.equal((await ok(me.get(`/needs/${second.id}`))).state, 'gone');
  await ok(boss.put(`/goals/${goal.id}/closure`, { outcome: 'dropped', reason: 'Another way.' }));
  assert.deepEqual((await ok(me.get(`/goals/${goal.id}/needs`))).items.map((x) => x.state), ['gone', 'gone']);
});

test('who may not see the goal never sees the need; whom it is asked of keeps its words', async () => {
  const { me, giver, goal, tag } = await cast();
  const stranger = await server.person({ name: `Stranger ${tag}` });
  const draft = await draftGoal(me, { title: 'Hidden' });
  await problem(me.post(`/goals/${draft.id}/needs`, body({ person_id: giver.id })), 409);
  await problem(stranger.post(`/goals/${draft.id}/needs`, body({ person_id: giver.id })), 404);
  await problem(stranger.post(`/goals/${goal.id}/needs`, body({ person_id: giver.id })), 403);
  await faults(me.post(`/goals/${goal.id}/needs`, { text: '' }), 'text', 'due_on');
  await faults(me.post(`/goals/${goal.id}/needs`, body()), 'person_id');
  await faults(me.post(`/goals/${goal.id}/needs`, body({ person_id: me.id })), 'person_id');
  await faults(me.post(`/goals/${goal.id}/needs`, body({ team_id: 999999 })), 'team_id');
  await faults(me.post(`/goals/${goal.id}/needs`, body({ person_id: giver.id, due_on: clock.day(-1), criterion_id: 999999 })), 'due_on', 'criterion_id');
  const proposed = await proposedGoal(me, { title: 'Back to draft' });
  const need = await ask(me, proposed, { person_id: giver.id, criterion_id: proposed.criteria[0].id });
  await ok(stranger.get(`/needs/${need.id}`));
  await ok(me.delete(`/goals/${proposed.id}/proposal`));
  await problem(stranger.get(`/needs/${need.id}`), 404);
  await problem(stranger.get(`/goals/${proposed.id}/needs`), 404);
  assert.deepEqual(await all(stranger, `/needs?person_id=${giver.id}`), []);
  const seen = await ok(giver.get(`/needs/${need.id}`));
  assert.deepEqual([seen.text, seen.goal_title], [need.text, null]);
  assert.deepEqual((await all(giver, `/needs?person_id=${giver.id}`)).map((x) => x.goal_title), [null]);
  assert.deepEqual((await lines(giver))[1], [], 'Home waits until it is proposed again');
  await ok(me.delete(`/criteria/${proposed.criteria[0].id}`), 204);
  assert.equal((await ok(me.get(`/needs/${need.id}`))).criterion_id, null);
  await ok(me.delete(`/goals/${proposed.id}`), 204);
  await problem(giver.get(`/needs/${need.id}`), 404);
});

test('the agendas of both sides show it: with the asker, with the giver, of the team that is asked', async () => {
  const { me, giver, boss, goal } = await cast();
  const boats = await team(boss, giver);
  const meet = (client, more) => ok(client.post('/meeting-series', { starts_on: clock.today(), starts_minute: 1200, minutes: 30, rrule: 'FREQ=WEEKLY', ...more }), 201);
  const asker = await meet(me, { kind: 'pair', person_ids: [boss.id] }), other = await server.person({ name: 'Other' });
  const givers = await meet(giver, { kind: 'pair', person_ids: [other.id] }), teams = await meet(giver, { kind: 'team', team_id: boats.id });
  const texts = async (client, series) => (await ok(client.get(`/meetings/${(await ok(client.get(`/meeting-series/${series.id}`))).next_id}/changes`))).needs.map((x) => x.text);
  const need = await ask(me, goal, { person_id: giver.id, text: 'From the person.' });
  await ask(me, goal, { team_id: boats.id, text: 'From the team.', due_on: clock.day(9) });
  assert.deepEqual(await texts(me, asker), ['From the person.', 'From the team.'], 'soonest first');
  assert.deepEqual(await texts(other, givers), ['From the person.']);
  assert.deepEqual(await texts(giver, teams), ['From the person.', 'From the team.']);
  await ok(put(me, need, 'withdrawal'));
  assert.deepEqual(await texts(other, givers), []);
});
