// Each database call of the main scenarios fails once, in turn: the answer is a clean problem that tells nothing of the inside,
// nothing has changed, and the next try works.
import assert from 'node:assert/strict';
import test from 'node:test';
import { differences, dump } from '../lib/dump.js';
import { databases, faulty } from '../lib/faults.js';
import { activeGoal, draftGoal, goalBody, numberCriterion, ok, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const CALLS_MOST = 150;

// Each makes what it needs and gives the act: { who, method, path, body }; keyless: nobody is signed in whose the key could be.
// `least`: fewer database calls would mean that the header reaches nothing.
const scenarios = {
  'Home': { least: 5, make: (at) => ({ who: at.sam, method: 'GET', path: '/home' }) },
  'a list of goals': { least: 2, make: (at) => ({ who: at.sam, method: 'GET', path: '/goals' }) },
  'search': { least: 3, make: (at) => ({ who: at.sam, method: 'GET', path: '/search?q=customers' }) },
  'a goal': { least: 4, make: async (at) => ({ who: at.sam, method: 'GET', path: `/goals/${(await activeGoal(at.sam, { supporter: at.boss })).id}` }) },
  'a why chain': { least: 3, make: async (at) => ({ who: at.sam, method: 'GET', path: `/goals/${(await draftGoal(at.sam)).id}/why` }) },
  'the mission': { least: 3, make: (at) => ({ who: at.admin, method: 'PUT', path: '/mission', body: { text: 'We answer.' } }) },
  'a new person': { least: 4, make: (at) => ({ who: at.admin, method: 'POST', path: '/people', body: { name: 'New Nora', email: 'nora@example.org', manager_id: at.boss.id } }) },
  'a new team': { least: 3, make: (at) => ({ who: at.admin, method: 'POST', path: '/teams', body: { name: 'Newcomers', purpose: 'To arrive.' } }) },
  'a new goal': { least: 4, make: (at) => ({ who: at.sam, method: 'POST', path: '/goals', body: goalBody(at.sam, { serves: [at.top.id] }) }) },
  'a criterion': { least: 4, make: async (at) => ({ who: at.sam, method: 'POST', path: `/goals/${(await draftGoal(at.sam)).id}/criteria`, body: numberCriterion }) },
  'a proposal': { least: 4, make: async (at) => ({ who: at.sam, method: 'PUT', path: `/goals/${(await draftGoal(at.sam, { criteria: [numberCriterion] })).id}/proposal`, body: {} }) },
  'an answer': { least: 4, make: async (at) => ({ who: at.boss, method: 'PUT', path: `/goals/${(await proposedGoal(at.sam)).id}/answer`, body: { answer: 'aligned' } }) },
  'a check-in that rolls up': {
    least: 8,
    make: async (at) => {
      const goal = await activeGoal(at.sam, { supporter: at.boss, serves: [at.top.id] });
      return { who: at.sam, method: 'POST', path: `/goals/${goal.id}/checkins`, body: { confidence: 'on_track', values: [{ criterion_id: goal.criteria[0].id, value: 33 }] } };
    },
  },
  'a change': {
    least: 5,
    make: async (at) => ({
      who: at.sam, method: 'POST', path: `/goals/${(await activeGoal(at.sam, { supporter: at.boss })).id}/changes`,
      body: { reason: 'A customer left.', changes: { title: 'Answer the rest sooner' } },
    }),
  },
  'closing': {
    least: 5,
    make: async (at) => ({
      who: at.sam, method: 'PUT', path: `/goals/${(await activeGoal(at.sam, { supporter: at.boss })).id}/closure`,
      body: { outcome: 'partly', reason: 'We learned a lot.' },
    }),
  },
  'a token': {
    least: 3,
    make: async (at) => ({ who: await at.server.browserSession('sam.staff@example.org'), method: 'POST', path: '/me/tokens', body: { name: 'script', scope: 'read', days: 7 } }),
  },
  'signing in': {
    least: 3,
    make: async (at) => ({ who: at.server.anonymous.with({ 'Sec-Fetch-Site': 'same-origin' }), method: 'POST', keyless: true, path: '/sign-in/link', body: { secret: await at.server.linkSecret('sam.staff@example.org') } }),
  },
  'somebody who leaves': {
    least: 8,
    make: async (at) => {
      const lars = await at.server.person({ name: 'Lars Leaver', manager: at.boss });
      await activeGoal(lars, { supporter: at.boss });
      return { who: at.admin, method: 'PUT', path: `/people/${lars.id}/departure`, body: { left_on: at.server.clock.today(), hand_over_to: at.boss.id } };
    },
  },
};

async function failEachCall(server, { who, method, path, body, keyless }, title) {
  const acts = method !== 'GET';
  const key = method === 'POST' && !keyless ? `fail-${title.replaceAll(' ', '-')}` : undefined;
  const before = dump(server);
  for (let n = 1; n <= CALLS_MOST; n++) {
    const reply = await who.request(method, path, body, { key, headers: { 'X-Waymark-Fail-Call': String(n) } });
    if (reply.status < 300) {
      assert.equal('idempotency-replayed' in reply.headers, false, 'what failed was not kept under its key');
      if (acts) assert.notEqual(dump(server), before);
      return n - 1;
    }
    const where = `${title}, call ${n}: ${reply.status} ${reply.text}`;
    assert.ok(reply.status === 500 || reply.status === 503, where);
    assert.match(reply.headers['content-type'], /^application\/problem\+json/, where);
    assert.match(reply.body.detail, /^\p{Lu}.*[.!?]$/su, where);
    assert.doesNotMatch(reply.text, /select|insert|sqlite|postgres|\.c\b/i, where);
    if (acts) assert.equal(differences(before, dump(server)), '', where);
  }
  throw new Error(`${title} still fails when call ${CALLS_MOST} does`);
}

for (const { name, postgres, skip } of databases) {
  test(`each database call fails once, on ${name}`, { skip }, async (t) => {
    const server = await startServer({ name: 'fail-call', postgres, program: faulty });
    try {
      const at = { server, admin: server.admin, boss: await server.person({ name: 'Bo Boss' }) };
      at.sam = await server.person({ name: 'Sam Staff', manager: at.boss });
      at.top = await activeGoal(server.admin, { level: 'organisation', title: 'Customers stay', counts_serving: true });
      for (const [title, { least, make }] of Object.entries(scenarios)) {
        await t.test(title, async () => {
          const calls = await failEachCall(server, await make(at), title);
          assert.ok(calls >= least, `${calls} calls failed; at least ${least} were expected`);
        });
      }
      assert.doesNotMatch(server.stderr, /Sam Staff|example\.org|Customers stay|customer left/, 'the log has no personal text');
      const verified = await server.cli('verify');
      assert.equal(verified.status, 0, verified.out + verified.err);
      await ok(server.admin.get('/me'));
    } finally {
      await server.remove();
    }
  });
}
