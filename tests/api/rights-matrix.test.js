// Walks the table of rights: every route, every role, in situations made anew. Who may not is told so and changes nothing.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { differences, dump } from '../lib/dump.js';
import { activeGoal, all, draftGoal, numberCriterion, ok, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';
import { matrix, roles } from './rights-matrix.js';

const server = await startServer({ name: 'rights' });
after(() => server.remove());
const { admin } = server;
const PASSWORD = 'seven stones by the gate';

// ---- the people of the table ----

const who = {};
who.managers_manager = await server.person({ name: 'Mona Top' });
who.line_manager = await server.person({ name: 'Lina Line', manager: who.managers_manager });
who.former_manager = await server.person({ name: 'Fred Former', manager: who.managers_manager });
who.supporter = await server.person({ name: 'Susi Support', manager: who.managers_manager });
const team = await server.team('Harbour');
who.team_lead = await server.person({ name: 'Tom Lead', manager: who.managers_manager, team, lead: true });
who.owner = await server.person({ name: 'Olaf Owner', manager: who.former_manager, team });
await ok(admin.put(`/people/${who.owner.id}/manager`, { manager_id: who.line_manager.id }));
who.person = await server.person({ name: 'Pia Person', manager: who.former_manager });
who.people_operations = await server.person({ name: 'Petra Ops', manager: who.managers_manager, roles: ['people_operations'] });
who.operator = await server.person({ name: 'Otto Operator', manager: who.managers_manager, roles: ['operator'] });
who.leaver = await server.person({ name: 'Lea Leaver', manager: who.managers_manager });
const leaverSession = await server.browserSession(who.leaver.email);
await ok(admin.put(`/people/${who.leaver.id}/departure`, { left_on: server.clock.today() }));
who.nobody = server.anonymous;
who.read_token = server.client(await server.token(who.owner.email, { scope: 'read' }), { id: who.owner.id });
who.checkin_token = server.client(await server.token(who.owner.email, { scope: 'checkin' }), { id: who.owner.id });

const ownerBrowser = await server.browserSession(who.owner.email);
await ok(ownerBrowser.put('/me/password', { password: PASSWORD }), 204);

// ---- situations: what the address is filled with, and what is sent ----

let made = 0;
const unique = (word) => `${word} ${++made}`;
const somebody = () => server.person({ name: unique('Passing'), manager: who.line_manager, scope: 'none' });
const chosen = { supporter_id: who.supporter.id, criteria: [numberCriterion] };

async function forTheOwner() {
  return draftGoal(who.line_manager, { title: unique('For Olaf'), owner_id: who.owner.id, criteria: [numberCriterion] });
}
const goals = {
  'a draft': () => draftGoal(who.owner, { title: unique('Draft'), ...chosen }),
  'a draft for the owner': forTheOwner,
  'a proposal': () => proposedGoal(who.owner, { title: unique('Proposal'), ...chosen }),
  'a proposal to the owner': async () => ok(who.line_manager.put(`/goals/${(await forTheOwner()).id}/proposal`)),
  'an active goal': () => activeGoal(who.owner, { title: unique('Active'), supporter: who.supporter, ...chosen }),
  'a goal without a choice': () => activeGoal(who.owner, { title: unique('Managed'), supporter: who.line_manager }),
  'a closed goal': async () => {
    const goal = await goals['an active goal']();
    return ok(who.owner.put(`/goals/${goal.id}/closure`, { outcome: 'partly', reason: 'The season is over.' }));
  },
};
const criterionOf = (situation) => async () => (await goals[situation]()).criteria[0];
const stepOf = (situation) => async () => ok(who.owner.post(`/goals/${(await goals[situation]()).id}/steps`, { text: 'First of all' }), 201);

const barrierBody = () => ({ text: unique('In the way'), kind: 'time', importance: 'low', urgency: 'low' });
const barrierOf = async () => ok(who.owner.post(`/goals/${(await goals['an active goal']()).id}/barriers`, barrierBody()), 201);

const needBody = (more) => ({ text: unique('Soundings'), due_on: server.clock.day(5), person_id: who.supporter.id, ...more });
const needOf = async (more) => ok(who.owner.post(`/goals/${(await goals['an active goal']()).id}/needs`, needBody(more)), 201);
const needActs = {
  'PATCH /needs/{id}': { text: 'Asked better.' },
  'PUT /needs/{id}/suggestion': { due_on: server.clock.day(9), words: 'Later.' },
  'PUT /needs/{id}/refusal': { words: 'The boat is away.' },
  'PUT /needs/{id}/receipt': { came: true },
};
const bodies = {
  'PATCH /goals/{id}': (g) => (g.state === 'draft' ? { title: unique('Renamed') } : { priority: 7 }),
  'PUT /goals/{id}/answer': () => ({ answer: 'question', text: 'Why now?' }),
  'PUT /goals/{id}/closure': () => ({ outcome: 'achieved', reason: 'Done.' }),
  'PUT /goals/{id}/reopening': () => ({ reason: 'It goes on.' }),
  'PUT /goals/{id}/owner': () => ({ owner_id: who.person.id, reason: 'A better place for it.' }),
  'POST /goals/{id}/changes': () => ({ reason: 'We know more now.', changes: { title: unique('Changed') } }),
  'POST /goals/{id}/criteria': () => numberCriterion,
  'POST /goals/{id}/plans': () => ({ days: '4', text: 'I write it before lunch' }),
  'PUT /goals/{id}/rhythm': () => ({ own_days: 3 }),
  'PUT /goals/{id}/rhythm-wish': () => ({ days: 1, reason: 'It helps me to plan.' }),
  'POST /goals/{id}/steps': () => ({ text: unique('Step') }),
  'POST /goals/{id}/barriers': () => barrierBody(),
  'POST /goals/{id}/needs': () => needBody(),
  'PATCH /barriers/{id}': () => ({ text: unique('Told better') }),
  'PUT /barriers/{id}/acceptance': () => ({ promised_on: server.clock.day(5) }),
  'PUT /barriers/{id}/asked': () => ({ person_id: who.team_lead.id, reason: 'Nearer to it.' }),
  'PUT /barriers/{id}/ending': () => ({ outcome: 'lifted' }),
  'POST /barriers/{id}/introductions': () => ({ person_id: who.person.id, note: 'Please meet.' }),
  'POST /goals/{id}/checkins': () => ({ confidence: 'on_track', moved: 'A little.' }),
};

// situation -> async (role, route) -> { id, body, match, client }
const situations = {
  '': () => ({}),
  'a password': () => ({ body: { email: who.owner.email, password: PASSWORD } }),
  'a link': async () => ({ body: { secret: await server.linkSecret(who.person.email) } }),
  'a door': () => ({ body: { as: 'people_operations' } }), // and this organisation is no demonstration
  'no calendar': () => ({ token: 'wmc_nobody-knows-this' }),
  'a session': async (role, route) => ({
    client: await session(role),
    body: { 'PUT /me/password': { password: PASSWORD, current: role === 'owner' ? PASSWORD : undefined }, 'POST /me/tokens': { name: 'x', scope: 'read', days: 1 } }[route],
    dropPassword: route === 'PUT /me/password' && role !== 'owner',
  }),
  "the owner's session": async (role) => {
    const ended = await server.browserSession(who.owner.email);
    const id = (await ok(ended.get('/me/sessions'))).items.find((s) => s.current).id;
    return { client: await session(role), id };
  },
  "the owner's token": async (role) => ({
    client: await session(role),
    id: (await ok((await server.browserSession(who.owner.email)).post('/me/tokens', { name: 'to end', scope: 'read', days: 1 }), 201)).id,
  }),
  'the organisation': async () => ({ body: { name: unique('Fernweh') }, match: (await ok(admin.get('/organisation'))).version }),
  'a mission': () => ({ body: { text: unique('We mark trails') } }),
  'a framework': () => ({ body: { answer_days: 1 + (++made % 60), reason: 'We try it.' } }),
  'a new period': () => ({ body: { name: unique('Season'), starts_on: '2030-01-01', ends_on: '2030-03-31' } }),
  'a period': async () => {
    const period = await ok(admin.post('/periods', { name: unique('Season'), starts_on: '2030-01-01', ends_on: '2030-03-31' }), 201);
    return { id: period.id, match: period.version, body: { name: unique('Renamed') } };
  },
  'a file of people': () => ({ body: { kind: 'people', text: `name,email\n${unique('Filed')},filed${++made}@example.org\n` } }),
  'an import': async () => {
    const { id } = await ok(admin.post('/imports', { kind: 'people', text: `name,email\n${unique('Filed')},filed${++made}@example.org\n` }), 201);
    await until(async () => (await ok(admin.get(`/imports/${id}`))).state === 'done', { what: 'the import' });
    return { id };
  },
  'a new person': () => ({ body: { name: unique('New'), email: `new${++made}@example.org` } }),
  'a planned move': async () => {
    const { id, version } = await ok(admin.post(`/people/${(await somebody()).id}/changeover`, { kind: 'moves', title: unique('Mate'), day: server.clock.day(9) }));
    return { id, match: version, body: { kind: 'moves', title: unique('Mate'), day: server.clock.day(8) } };
  },
  'a joiner': () => ({ body: { kind: 'joins', name: unique('Joiner'), email: `joiner${++made}@example.org`, invite: true } }),
  'the owner': async (role, route) => {
    const { version } = await ok(admin.get(`/people/${who.owner.id}`));
    return {
      id: who.owner.id, match: version,
      body: route.startsWith('POST') ? { topic: 'anything', medium: 'chat', address: unique('@olaf') } : { work_with_me: unique('Ask me') },
    };
  },
  'somebody': async (role, route) => ({
    id: (await somebody()).id,
    body: {
      'PUT /people/{id}/manager': { manager_id: who.supporter.id },
      'PUT /people/{id}/roles': { people_operations: true, operator: false },
      'POST /people/{id}/changeover': { kind: 'moves', title: unique('Mate') },
      'PUT /people/{id}/departure': { left_on: server.clock.today() },
    }[route],
  }),
  'somebody to invite': async () => ({ body: { person_ids: [(await somebody()).id] } }),
  'somebody invited': async () => {
    const { id } = await somebody();
    await ok(admin.post(`/people/${id}/invitation`), 201);
    return { id };
  },
  'somebody who left': async () => {
    const { id } = await somebody();
    await ok(admin.put(`/people/${id}/departure`, { left_on: server.clock.today() }));
    return { id };
  },
  "the owner's goals": async () => ({ id: who.owner.id, body: { goals: [(await goals['an active goal']()).id] } }),
  'something to raise': async () => ({ body: { to_id: (await somebody()).id, what: unique('Rain'), importance: 'low', urgency: 'low', chosen: 'note' } }),
  'raised with the owner': async () => ({ id: (await ok(who.supporter.post('/raised-items', { to_id: who.owner.id, what: unique('Rain'), importance: 'low', urgency: 'low', chosen: 'note' }), 201)).id }),
  "the owner's contact point": async () => {
    const point = await ok(admin.post(`/people/${who.owner.id}/contact-points`, { topic: unique('Boats'), medium: 'phone', address: '+49 1' }), 201);
    return { id: point.id, match: point.version, body: { topic: unique('Ships') }, clean: () => admin.delete(`/contact-points/${point.id}`) };
  },
  'a topic': () => ({ query: '?q=boats' }),
  'a topic for the team': async () => ({ id: team.id, body: { person_id: who.owner.id, topic: unique('Boats'), medium: 'phone', address: '+49 1' } }),
  "the team's, naming the owner": async () => {
    const point = await ok(admin.post(`/teams/${team.id}/contact-points`, { person_id: who.owner.id, topic: unique('Boats'), medium: 'phone', address: '+49 1' }), 201);
    return { id: point.id, match: point.version, body: { hours: unique('after') }, clean: () => admin.delete(`/contact-points/${point.id}`) };
  },
  'a new team at the top': () => ({ body: { name: unique('Top team') } }),
  'a new team within the team': () => ({ body: { name: unique('Inner team'), parent_id: team.id } }),
  'the team': async () => ({ id: team.id, body: { purpose: unique('Boats come in') }, match: (await ok(admin.get(`/teams/${team.id}`))).version }),
  'a team within the team': async () => {
    const inner = await server.team(unique('Inner'), { parent_id: team.id });
    return { id: inner.id, body: { purpose: 'Ropes' }, match: inner.version };
  },
  'somebody for the team': async () => ({ id: team.id, body: { person_id: (await somebody()).id, role: 'member' } }),
  'a membership': async () => {
    const member = await ok(admin.post(`/teams/${team.id}/members`, { person_id: (await somebody()).id, role: 'member' }), 201);
    return { id: member.id, body: { role: 'lead' } };
  },
  'a goal of their own': () => ({ body: goal({}) }),
  'a goal for the owner': () => ({ body: goal({ owner_id: who.owner.id }) }),
  'a goal of the team': () => ({ body: goal({ level: 'team', team_id: team.id }) }),
  'a goal of the organisation': () => ({ body: goal({ level: 'organisation' }) }),
  'a question': async () => {
    const { id } = await goals['a proposal']();
    await ok(who.supporter.put(`/goals/${id}/answer`, { answer: 'question', text: 'How?' }));
    return { id: (await ok(who.owner.get(`/goals/${id}/answers`))).items[0].id, body: { text: 'Like this.' } };
  },
  'a barrier': async (role, route) => {
    const b = await barrierOf();
    return { id: b.id, match: b.version, body: bodies[route]?.(b) };
  },
  'a need': async (role, route) => {
    const need = await needOf();
    if (route.endsWith('agreement')) await ok(who.supporter.put(`/needs/${need.id}/suggestion`, needActs['PUT /needs/{id}/suggestion']));
    if (route.endsWith('giving') || route.endsWith('receipt')) await ok(who.supporter.put(`/needs/${need.id}/acceptance`));
    const { version } = await ok(who.owner.get(`/needs/${need.id}`));
    return { id: need.id, match: version, body: needActs[route] };
  },
  'a need of the team': async () => ({ id: (await needOf({ person_id: null, team_id: team.id })).id }),
  'a need of a draft': async () => {
    const { id } = await goals['a proposal']();
    const need = await ok(who.owner.post(`/goals/${id}/needs`, needBody()), 201);
    await ok(who.owner.delete(`/goals/${id}/proposal`));
    return { id: need.id };
  },
  'a part of a goal': part(criterionOf('an active goal'), () => ({ together: 'alone' })),
  'an introduction': async () => {
    const b = await barrierOf();
    const i = await ok(who.owner.post(`/barriers/${b.id}/introductions`, { person_id: who.person.id, note: 'Please meet.' }), 201);
    return { id: i.id, match: i.version, body: { note: unique('Noted') } };
  },
  'a criterion of a draft': part(criterionOf('a draft'), () => ({ statement: unique('Said better') })),
  'a criterion for the owner': part(criterionOf('a draft for the owner'), () => ({ statement: unique('Said better') })),
  'a criterion of a goal': part(criterionOf('an active goal'), () => ({ statement: unique('Said better') })),
  'a step of a draft': part(stepOf('a draft'), () => ({ done: true })),
  'a step of a goal': part(stepOf('an active goal'), () => ({ done: true })),
  'an absence to come': () => ({ id: who.owner.id, body: { starts_on: server.clock.day(++made), ends_on: server.clock.day(made) } }),
  "the owner's absence": async () => ok(who.owner.post(`/people/${who.owner.id}/absences`, { starts_on: server.clock.day(++made), ends_on: server.clock.day(made) }), 201),
  'a look': () => ({}),
  'a forged link': () => ({ token: `1.${'x'.repeat(43)}` }),
  'a webhook': () => ({ body: { url: `https://hooks.example/${++made}`, format: 'slack' } }),
  'nothing': () => ({}),
  'a plan': async () => ok(who.owner.post(`/goals/${(await goals['an active goal']()).id}/plans`, { days: '4', text: 'I write it' }), 201),
  'notice settings': () => ({ body: { quiet: true, digest: false } }),
  'a reading': () => ({ body: { until: 1 } }),
  "the owner's notice": async () => {
    await goals['an active goal']();
    return { id: (await ok(who.owner.get('/notices?limit=1'))).items[0].id };
  },
  'a word': () => ({ query: '?q=olaf' }),
};
// ---- meetings: the owner and their line manager have a one-to-one, the team has a meeting ----

const weekly = () => ({ rrule: 'FREQ=WEEKLY', starts_on: server.clock.day(2), starts_minute: 600, minutes: 30 });
const pairOf = async (one, other) => ok(one.post('/meeting-series', { kind: 'pair', person_ids: [other.id], ...weekly() }), 201);
const theirPair = await pairOf(who.owner, who.line_manager);
const theirTeam = await ok(who.owner.post('/meeting-series', { kind: 'team', team_id: team.id, ...weekly() }), 201);
const ofSeries = (series) => async (role, route) => ({
  id: series.id, match: (await ok(who.owner.get(`/meeting-series/${series.id}`))).version,
  body: { PATCH: { place: unique('Room') }, POST: route.endsWith('people') ? { person_id: who.person.id } : { text: unique('To talk about') } }[route.split(' ')[0]],
});
const meetingOf = (series) => async (role, route) => {
  const { next_id: id } = await ok(who.owner.get(`/meeting-series/${series.id}`));
  const { version } = await ok(who.owner.get(`/meetings/${id}`));
  return {
    id, match: version,
    body: {
      'PATCH /meetings/{id}': { notes: unique('We said') }, 'PUT /meetings/{id}/private-notes': { text: unique('I think') },
      'PUT /meetings/{id}/time': { starts_at: new Date(server.clock.now().getTime() + 86400000 * 3 + ++made * 1000).toISOString() },
      'PUT /meetings/{id}/outcome': { outcome: 'skipped', reason: unique('A holiday') }, 'POST /meetings/{id}/actions': { text: unique('I ask') },
    }[route],
  };
};
const pairMeeting = meetingOf(theirPair);
Object.assign(situations, {
  'a new one-to-one': async () => ({ body: { kind: 'pair', person_ids: [(await somebody()).id], ...weekly() } }),
  'a time to meet': () => ({ body: { person_ids: [who.person.id], minutes: 30 } }),
  'a meeting of the team': () => ({ body: { kind: 'team', team_id: team.id, ...weekly() } }),
  'the one-to-one': ofSeries(theirPair),
  "the team's meeting": ofSeries(theirTeam),
  // The one-to-one that they have is ended for a moment, as two people have one at a time.
  'a one-to-one to end': async () => {
    await server.sql(`UPDATE meeting_series SET pair_low = NULL WHERE id = ${theirPair.id}`);
    const { id } = await pairOf(who.owner, who.line_manager);
    const clean = async () => {
      await who.owner.put(`/meeting-series/${id}/end`, { reason: 'Over.' });
      await server.sql(`UPDATE meeting_series SET pair_low = ${Math.min(who.owner.id, who.line_manager.id)} WHERE id = ${theirPair.id}`);
    };
    return { id, body: { reason: 'We meet otherwise.' }, clean };
  },
  'the owner for an agenda': () => ({ id: who.owner.id, body: { text: unique('To talk about') } }),
  'a meeting of the pair': pairMeeting,
  "a meeting of the team's": meetingOf(theirTeam),
  'a meeting that is skipped': async (role, route) => {
    const { id } = await pairMeeting(role, route);
    await ok(who.owner.put(`/meetings/${id}/outcome`, { outcome: 'skipped', reason: 'A holiday.' }));
    return { id, clean: () => who.owner.delete(`/meetings/${id}/outcome`) };
  },
  "an item of the pair's": async () => part(async () => ok(who.owner.post(`/meeting-series/${theirPair.id}/agenda`, { text: unique('Talk') }), 201), () => ({ text: unique('Other words') }))(),
  "an action of the pair's": async (role, route) => {
    const { id } = await pairMeeting(role, route);
    return part(async () => ok(who.owner.post(`/meetings/${id}/actions`, { text: unique('Act') }), 201), () => ({ done: true }))();
  },
});

for (const [name, make] of Object.entries(goals)) {
  situations[name] = async (role, route) => {
    const g = await make();
    return { id: g.id, match: g.version, body: bodies[route]?.(g) };
  };
}

function part(make, body) {
  return async () => {
    const row = await make();
    return { id: row.id, match: row.version, body: body() };
  };
}

function goal(more) {
  return { title: unique('A goal'), level: 'person', starts_on: server.clock.day(0), due_on: server.clock.day(30), ...more };
}

// Tokens stay tokens, nobody stays nobody; the others come with a browser.
async function session(role) {
  if (role === 'leaver') return leaverSession;
  return ['nobody', 'read_token', 'checkin_token'].includes(role) ? who[role] : server.browserSession(who[role].email);
}

// ---- the walk ----

const CODES = { '+': (s) => s >= 200 && s < 300, 1: (s) => s === 401, 2: (s) => s === 422, 3: (s) => s === 403, 4: (s) => s === 404, 9: (s) => s === 409 };

function attempt(role, route, situation) {
  const [method, path] = route.split(' ');
  const client = situation.client ?? who[role];
  const address = path.replace('{id}', situation.id).replace('{token}', situation.token) + (situation.query ?? '');
  const options = method === 'PATCH' || (method === 'PUT' && situation.match) ? { match: situation.match ?? 1 } : {};
  const body = method === 'GET' || method === 'DELETE' ? undefined : situation.body ?? {};
  return client.request(method, address, body, options);
}

const told = (role, route, on, reply) => `${role}, ${route}${on && ` on ${on}`}: ${reply.status} ${reply.text.slice(0, 500)}`;

async function refusedChangeNothing(route, on, codes) {
  const refused = roles.filter((role) => codes[role] !== '+');
  if (!refused.length) return;
  const shared = await situations[on](refused[0], route);
  const clients = {};
  for (const role of refused) clients[role] = 'client' in shared ? await session(role) : undefined;
  const before = dump(server);
  for (const role of refused) {
    const reply = await attempt(role, route, { ...shared, client: clients[role] });
    assert.ok(CODES[codes[role]](reply.status), told(role, route, on, reply));
    assert.match(reply.headers['content-type'], /problem\+json/);
  }
  const after = dump(server);
  assert.ok(before === after, `${route} on ${on} was refused and changed something:\n${before === after ? '' : differences(before, after)}`);
  await shared.clean?.();
}

async function allowedWorks(route, on, codes) {
  for (const role of roles.filter((r) => codes[r] === '+')) {
    const situation = await situations[on](role, route);
    const reply = await attempt(role, route, situation);
    assert.ok(CODES['+'](reply.status), told(role, route, on, reply));
    if (situation.dropPassword) server.sql(`DELETE FROM passwords WHERE person_id = ${who[role].id}`);
    await situation.clean?.();
  }
}

test('the table has every route of the API, and no other', async () => {
  const api = await ok(server.anonymous.get('/openapi.json'));
  const routes = [];
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, row] of Object.entries(methods)) if (row['x-permission']) routes.push(`${method.toUpperCase()} ${path}`);
  assert.ok(routes.length > 50);
  const listed = new Set(matrix.map(([route]) => route));
  assert.deepEqual(routes.filter((r) => !listed.has(r)), [], 'routes that the table does not have');
  assert.deepEqual([...listed].filter((r) => !routes.includes(r)), [], 'rows of routes that are not there');
});

test('the table has every role of the list, and every permission of the program is asked', async () => {
  for (const [route, on, row] of matrix) {
    assert.equal(row.split(' ').length, roles.length, `${route} on ${on}`);
    assert.ok(on in situations, `no situation "${on}"`);
  }
  for (const role of roles) assert.ok(role in who, `nobody is ${role}`);
  assert.ok(new Set(roles).size === roles.length && roles.length >= 12);
});

for (const [route, on, row] of matrix) {
  test(`${route}${on && ` on ${on}`}`, async () => {
    const codes = Object.fromEntries(row.split(' ').map((code, i) => [roles[i], code]));
    await refusedChangeNothing(route, on, codes);
    await allowedWorks(route, on, codes);
  });
}

test('what does not exist is 404 for everybody who is signed in', async () => {
  for (const [route] of matrix.filter(([r]) => r.includes('{id}') && !r.includes('/me/'))) {
    const status = (await attempt('people_operations', route, { id: 999999, match: 1, body: {} })).status;
    assert.ok([404, 422].includes(status), `${route}: ${status}`);
    const other = (await attempt('person', route, { id: 999999, match: 1, body: {} })).status;
    assert.ok([403, 404, 422].includes(other), `${route}: ${other}`);
  }
});

test('a draft is nowhere to be seen for others: lists, counts, search, why, served-by, events, home', async () => {
  const word = 'Xylophonquelle';
  const parent = await activeGoal(who.owner, { title: `${word} oben`, supporter: who.supporter, ...chosen });
  const before = await ok(who.person.get(`/goals/${parent.id}`));
  const draft = await draftGoal(who.owner, { title: `${word} verborgen`, serves: [parent.id], team_id: team.id, ...chosen });
  const child = await activeGoal(who.owner, { title: `${word} unten`, supporter: who.supporter, serves: [draft.id], ...chosen });
  const places = {
    list: async (c) => (await all(c, `/goals?q=${word}`)).map((g) => g.id),
    drafts: async (c) => (await all(c, '/goals?state=draft')).map((g) => g.id),
    ofOwner: async (c) => (await all(c, `/goals?owner_id=${who.owner.id}`)).map((g) => g.id),
    ofTeam: async (c) => (await all(c, `/goals?team_id=${team.id}`)).map((g) => g.id),
    ofParent: async (c) => (await all(c, `/goals?parent_id=${parent.id}`)).map((g) => g.id),
    supported: async (c) => (await all(c, `/goals?supporter_id=${who.supporter.id}`)).map((g) => g.id),
    servedBy: async (c) => (await all(c, `/goals/${parent.id}/served-by`)).map((g) => g.id),
    search: async (c) => (await ok(c.get(`/search?q=${word}&limit=200`))).items.filter((i) => i.kind === 'goal').map((i) => i.id),
    events: async (c) => (await all(c, '/events')).map((e) => e.goal_id),
    eventsOf: async (c) => (await all(c, `/events?goal_id=${draft.id}`)).map((e) => e.goal_id),
    why: async (c) => (await ok(c.get(`/goals/${child.id}/why`))).chain.map((g) => g.id),
    serves: async (c) => (await ok(c.get(`/goals/${child.id}`))).serves,
    servesGoals: async (c) => (await ok(c.get(`/goals/${child.id}`))).serves_goals.map((g) => g.id),
    servesInList: async (c) => (await all(c, `/goals?q=${word}`)).find((g) => g.id === child.id).serves,
    home: async (c) => Object.values(await ok(c.get('/home'))).flat().map((line) => line?.goal_id),
  };
  const owners = ['owner', 'read_token', 'checkin_token'];
  const signedIn = roles.filter((role) => !['nobody', 'leaver'].includes(role));
  for (const role of signedIn) {
    for (const [place, ids] of Object.entries(places)) {
      const sees = (await ids(who[role])).includes(draft.id);
      if (place === 'home' && owners.includes(role)) continue; // it shows the first twenty of many
      assert.equal(sees, owners.includes(role), `${role} ${sees ? 'sees' : 'does not see'} the draft in ${place}`);
    }
  }
  const now = await ok(who.person.get(`/goals/${parent.id}`));
  assert.equal(now.children, before.children, 'a draft is not counted');
  assert.equal((await ok(who.person.get(`/goals/${child.id}`))).serves_nothing, true);
  assert.equal((await ok(who.owner.get(`/goals/${child.id}`))).serves_nothing, false);
  assert.ok(!(await who.person.get(`/goals/${child.id}/why`)).text.includes('verborgen'));
});
