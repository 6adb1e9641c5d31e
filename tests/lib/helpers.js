// Small verbs that many tests share.
import assert from 'node:assert/strict';

// The reply, once its status is as expected; else a failure that shows the reply.
export function expect(reply, status) {
  assert.equal(reply.status, status, `expected ${status}, got ${reply.status}: ${reply.text.slice(0, 2000)}`);
  return reply;
}

// The body of a reply that went well.
export async function ok(promise, status = 200) {
  return expect(await promise, status).body;
}

// A problem document (RFC 9457) of this status with a sentence for the person; resolves to it.
export async function problem(promise, status) {
  const reply = expect(await promise, status);
  assert.match(reply.headers['content-type'], /^application\/problem\+json/);
  assert.equal(reply.body.status, status);
  assert.equal(typeof reply.body.title, 'string');
  assert.match(reply.body.detail, /^\p{Lu}.*[.!?]$/su, 'the detail is a sentence');
  return reply.body;
}

// A 422 that names exactly these fields, in any order.
export async function faults(promise, ...names) {
  const body = await problem(promise, 422);
  assert.deepEqual((body.fields ?? []).map((f) => f.field).sort(), names.sort(), JSON.stringify(body));
  for (const f of body.fields ?? []) assert.match(f.detail, /^\p{Lu}.*[.!?]$/su, `${f.field}: a sentence`);
  return body;
}

// Every item of a list, over its pages.
export async function all(client, path, { limit = 200, most = 10000 } = {}) {
  const items = [];
  let cursor = null;
  do {
    const join = path.includes('?') ? '&' : '?';
    const at = `${path}${join}limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const page = await ok(client.get(at));
    assert.ok(page.items.length <= limit);
    items.push(...page.items);
    cursor = page.next;
    assert.ok(items.length <= most, `the list at ${path} does not end`);
  } while (cursor);
  return items;
}

// Waits until `test` gives something true, and gives it. For what a job does in its own time.
export async function until(test, { within = 10000, what = 'the condition' } = {}) {
  const end = Date.now() + within;
  for (;;) {
    const value = await test();
    if (value) return value;
    assert.ok(Date.now() < end, `${what} did not come true within ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const numberCriterion = { statement: 'Answers within a day', kind: 'number', unit: 'answers', start: 20, good: 40, excellent: 50 };

export function goalBody(client, more = {}) {
  const clock = client.server.clock;
  return {
    title: 'Answer customers sooner', why: 'They wait for us.', level: 'person',
    starts_on: clock.day(0), due_on: clock.day(90), ...more,
  };
}

// A draft of this client's; criteria: bodies of criteria, none unless told.
export async function draftGoal(client, { criteria = [], ...more } = {}) {
  const goal = await ok(client.post('/goals', goalBody(client, more)), 201);
  for (const body of criteria) await ok(client.post(`/goals/${goal.id}/criteria`, body), 201);
  return criteria.length ? ok(client.get(`/goals/${goal.id}`)) : goal;
}

export async function proposedGoal(client, { criteria = [numberCriterion], ...more } = {}) {
  const goal = await draftGoal(client, { criteria, ...more });
  return ok(client.put(`/goals/${goal.id}/proposal`));
}

// Drafted, measured, proposed and, when it then waits for a supporter, answered by `supporter` (a client).
export async function activeGoal(client, { supporter, ...more } = {}) {
  let goal = await proposedGoal(client, more);
  if (goal.state === 'proposed') {
    assert.ok(supporter, 'this goal waits for a supporter: please name one');
    await ok(supporter.put(`/goals/${goal.id}/answer`, { answer: 'aligned' }));
    goal = await ok(client.get(`/goals/${goal.id}`));
  }
  assert.equal(goal.state, 'active');
  return goal;
}
