// After many acts in any order, what is kept on write (scores, sums, counts of neighbours) equals what is counted anew.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { draftGoal, ok } from '../lib/helpers.js';
import { invariantsHold } from '../lib/invariants.js';
import { startServer } from '../lib/server.js';

let wm, ada;
before(async () => { wm = await startServer({ name: 'goal-invariants' }); ada = wm.admin; });
after(() => wm?.remove());

// A small generator of its own, so that a failing run can be had again: its seed is in the test's name.
function random(seed) {
  let x = seed;
  return (n) => { x = (Math.imul(x, 1664525) + 1013904223) >>> 0; return Math.floor((x / 4294967296) * n); };
}

// One act; a refusal is fine (a circle, a wrong state), a broken server is not.
async function act(pick, made) {
  const any = () => made[pick(made.length)];
  const parents = () => Array.from({ length: pick(3) }, () => any()?.id).filter((id, i, all) => id && all.indexOf(id) === i);
  const allowed = (reply) => assert.ok([200, 201, 204, 404, 409, 412, 422].includes(reply.status), `${reply.status} ${reply.text}`);
  const g = any();
  const now = g && await ada.get(`/goals/${g.id}`);
  if (g && now.status === 404) return;
  switch (g ? pick(14) : 0) {
    case 0: case 1: {
      const criteria = [{ statement: 'x', kind: 'percent', good: 50, excellent: 100, weight: 1 + pick(3) }];
      const reply = await ada.post('/goals', { title: `G${made.length}`, why: 'w', level: 'person', starts_on: wm.clock.day(0), due_on: wm.clock.day(9), serves: parents(), counts_serving: pick(3) > 0 });
      allowed(reply);
      if (reply.status !== 201) return;
      await ok(ada.post(`/goals/${reply.body.id}/criteria`, criteria[0]), 201);
      made.push(reply.body);
      return;
    }
    case 2: case 3: case 4: return allowed(await ada.put(`/goals/${g.id}/proposal`));
    case 5: return allowed(await ada.post(`/goals/${g.id}/changes`, { reason: 'r', changes: { serves: parents() } }));
    case 6: return allowed(await ada.patch(`/goals/${g.id}`, { counts_serving: pick(2) === 1 }, { match: now.body.version }));
    case 7: return allowed(await ada.put(`/goals/${g.id}/closure`, { outcome: 'partly', reason: 'r' }));
    case 8: return allowed(await ada.put(`/goals/${g.id}/reopening`, { reason: 'r' }));
    case 9: return pick(4) ? undefined : allowed(await ada.delete(`/goals/${g.id}`));
    case 10: return allowed(await ada.post(`/goals/${g.id}/changes`, { reason: 'r', changes: { criteria: [{ id: now.body.criteria[0].id, good: 40 + pick(40) }] } }));
    case 11: return allowed(await ada.patch(`/goals/${g.id}`, { serves: parents() }, { match: now.body.version }));
    default: return allowed(await ada.post(`/goals/${g.id}/checkins`, { confidence: 'on_track', values: [{ criterion_id: now.body.criteria[0].id, value: pick(131) - 10 }] }));
  }
}

for (const seed of [1, 22, 333]) {
  test(`one after another, seed ${seed}`, async () => {
    const pick = random(seed), made = [];
    for (let i = 0; i < 220; i++) {
      await act(pick, made);
      if (i % 55 === 54) invariantsHold(wm);
    }
    assert.ok(made.length > 10);
  });
}

test('eight at once, seed 4444', async () => {
  const pick = random(4444), made = [];
  for (let i = 0; i < 25; i++) await act(pick, made);
  const workers = Array.from({ length: 8 }, async () => { for (let i = 0; i < 40; i++) await act(pick, made); });
  await Promise.all(workers);
  assert.ok(invariantsHold(wm) > 20);
});

test('a draft goes with everything that hangs on it', async () => {
  const draft = await draftGoal(ada, { criteria: [{ statement: 'x', kind: 'percent', good: 50, excellent: 100 }] });
  await ok(ada.delete(`/goals/${draft.id}`), 204);
  assert.equal(wm.sql(`SELECT count(*) FROM criteria WHERE goal_id = ${draft.id}`), '0');
  invariantsHold(wm);
});
