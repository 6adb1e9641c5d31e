// The goal's page in every state and with every kind of criterion, with long titles from real life: nothing for axe-core, nothing wider
// than the screen; and what can be undone there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { schemes, seatOf, sizes, startBrowser, violations, visit } from '../lib/browser.js';
import { okrs } from '../lib/data.js';
import { activeGoal, draftGoal, ok, problem, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, boss, sam, seat;
const goals = {};

before(async () => {
  server = await startServer({ name: 'goal-page' });
  boss = await server.person({ name: 'Bo Boss' });
  sam = await server.person({ name: 'Søren Staff', email: 'soren@example.org', manager: boss });
  const long = okrs().rows.map((row) => row.text).sort((a, b) => b.length - a.length);
  const criteria = [
    { statement: long[3].slice(0, 900), kind: 'number', unit: 'answers a month', start: 1200.5, good: 14000, excellent: 20000, good_means: long[4] },
    { statement: 'Hours until an answer', kind: 'number', unit: 'h', start: 50, good: 10, excellent: 0 },
    { statement: 'Upkeep', kind: 'currency', unit: 'EUR', start: 120000, good: 300000, excellent: 400000 },
    { statement: 'Share', kind: 'percent', start: 35, good: 80, excellent: 95 },
    { statement: 'The archive is moved', kind: 'done', excellent_means: long[5] },
    { statement: 'Signs', kind: 'milestones', milestones: [long[6].slice(0, 300), 'Ordered', 'Up', 'Walked'], start: 0, good: 3, excellent: 4 },
    { statement: 'Trust', kind: 'rubric', good_means: long[7], excellent_means: long[8] }];
  for (const state of ['draft', 'proposed', 'active', 'closed']) goals[state] = (await draftGoal(sam, { title: long[0], why: long[1], leaves_out: long[2], criteria })).id;
  for (const state of ['proposed', 'active', 'closed']) await ok(sam.put(`/goals/${goals[state]}/proposal`));
  for (const state of ['active', 'closed']) await travel(goals[state], long);
  await ok(sam.put(`/goals/${goals.closed}/closure`, { outcome: 'partly', reason: long[9] }));
  browser = await startBrowser();
  seat = await seatOf(browser, server, sam.email);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

// A goal under way: check-ins, a change of its terms, a question.
async function travel(id, long) {
  await ok(boss.put(`/goals/${id}/answer`, { answer: 'aligned' }));
  const { criteria: c } = await ok(sam.get(`/goals/${id}`));
  for (const [i, confidence] of ['on_track', 'at_risk', 'off_track'].entries()) {
    const values = [[0, 1200.5 + 4000 * i], [1, 50 - 12 * i], [3, 35 + 30 * i], [4, Math.min(i, 1)], [5, i], [6, 0]].map(([k, value]) => ({ criterion_id: c[k].id, value }));
    await ok(sam.post(`/goals/${id}/checkins`, { confidence, moved: long[20 + i], in_the_way: i ? long[30] : null, values }), 201);
  }
  const change = { due_on: server.clock.day(120), criteria: [{ id: c[0].id, good: 12000, excellent: 15000 }, { id: c[2].id, dropped: true }] };
  await ok(sam.post(`/goals/${id}/changes`, { reason: 'A customer left.', changes: change }), 201);
  await ok(boss.put(`/goals/${id}/answer`, { answer: 'question', text: long[31] }));
}

const all = { ...sizes, tablet: { width: 768, height: 1024 } };
for (const [size, viewport] of Object.entries(all)) {
  for (const scheme of schemes) {
    test(`every state is whole, ${size}, ${scheme}`, async () => {
      const { page } = seat, wrong = [];
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: scheme });
      const there = ['draft', 'proposed', 'active', 'closed'].map((s) => `/goals/${goals[s]}`);
      for (const address of [...there, `/goals/${goals.active}#check-in`, `/goals/${goals.draft}/edit`, `/goals/${goals.active}/edit`]) {
        await page.goto('about:blank');
        await visit(page, address);
        wrong.push(...(await violations(page)).map((line) => `${address}: ${line}`));
        const wide = await page.evaluate('document.scrollingElement.scrollWidth - innerWidth');
        if (wide > 0) wrong.push(`${address}: ${wide} pixels wider than the screen`);
      }
      assert.deepEqual(wrong, []);
      seat.check();
    });
  }
}

test('a long way up is folded, so that the goal stands in view, and opens by keyboard', async () => {
  const { page, keys } = seat;
  let above = null;
  for (const title of ['Top of the way', 'Second on the way', 'Third on the way', 'Fourth on the way', 'Fifth on the way', 'Foot of the way']) {
    above = await draftGoal(sam, { title, serves: above ? [above.id] : [] });
  }
  await page.setViewportSize(sizes.desktop);
  await visit(page, `/goals/${above.id}`);
  const way = page.getByRole('navigation', { name: 'Why this goal' });
  assert.deepEqual(await way.locator('.way-title').allTextContents(), ['Top of the way', 'Fifth on the way']);
  assert.ok((await page.getByRole('heading', { level: 1 }).boundingBox()).y < 500, 'the goal is in view');
  assert.deepEqual(await violations(page), []);
  await keys.act(page.getByRole('button', { name: '3 goals in between' }));
  await way.getByText('Third on the way').waitFor();
  assert.match(await keys.here(), /Second on the way/, 'the focus goes on with the first that was hidden');
  seat.check();
});

test('the chart says by keyboard why the terms changed, and in a table', async () => {
  const { page } = seat;
  await page.setViewportSize(sizes.desktop);
  await visit(page, `/goals/${goals.active}`);
  await page.getByRole('button', { name: 'Hours until an answer' }).click();
  await page.getByRole('img', { name: /^Changed on .*: A customer left\.$/ }).focus();
  await page.locator('.tip', { hasText: 'A customer left.' }).waitFor();
  await page.getByText('As a table').click();
  assert.equal(await page.getByRole('row').filter({ hasText: '38 h' }).count(), 1);
  assert.equal(await page.getByRole('row').filter({ hasText: 'A customer left.' }).count(), 1);
  seat.check();
});

test('steps are moved, and one that was removed comes back where it was', async () => {
  const { page } = seat;
  for (const text of ['Ask', 'Draw', 'Print']) await ok(sam.post(`/goals/${goals.active}/steps`, { text }), 201);
  const steps = async () => (await ok(sam.get(`/goals/${goals.active}`))).steps.map((s) => s.text);
  await visit(page, `/goals/${goals.active}`);
  await page.getByRole('button', { name: 'Move down: Ask' }).focus();
  await page.keyboard.press('Enter');
  await until(async () => (await steps()).join() === 'Draw,Ask,Print', { what: 'the move' });
  await page.getByRole('button', { name: 'Remove: Ask' }).click();
  await until(async () => (await steps()).length === 2, { what: 'the removal' });
  await page.getByRole('button', { name: /^Undo/ }).waitFor();
  await page.keyboard.press('Control+z');
  await until(async () => (await steps()).join() === 'Draw,Ask,Print', { what: 'the undo' });
  await page.getByRole('button', { name: 'Remove: Ask' }).waitFor();
  seat.check();
});

test('closing, taking back and throwing away are undone from what is said', async () => {
  const { page } = seat, id = goals.active;
  const state = async (of) => (await ok(sam.get(`/goals/${of}`))).state;
  const undo = () => page.getByRole('button', { name: /^Undo/ }).click();
  await visit(page, `/goals/${id}`);
  await page.getByRole('button', { name: 'Close this goal' }).click();
  const dialog = page.getByRole('dialog');
  assert.deepEqual(await violations(page), []);
  await dialog.getByLabel('Missed').check();
  await dialog.getByLabel('What led to this?').fill('By mistake.');
  await dialog.getByRole('button', { name: 'Close the goal' }).click();
  await until(async () => await state(id) === 'closed', { what: 'closing' });
  await undo();
  await until(async () => await state(id) === 'active', { what: 'the undo of closing' });

  await visit(page, `/goals/${goals.proposed}`);
  await page.getByRole('button', { name: 'Take the proposal back' }).click();
  await until(async () => await state(goals.proposed) === 'draft', { what: 'taking back' });
  await undo();
  await until(async () => await state(goals.proposed) === 'proposed', { what: 'the undo of taking back' });

  const before = await ok(sam.get(`/goals/${goals.draft}`));
  await visit(page, `/goals/${goals.draft}`);
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.waitForURL(/view=mine/);
  await problem(sam.get(`/goals/${goals.draft}`), 404);
  await undo();
  await page.waitForURL(/goals\/\d+$/);
  const back = await ok(sam.get(`/goals/${page.url().split('/').at(-1)}`));
  assert.deepEqual([back.title, back.why, back.criteria.map((c) => [c.statement, c.good, c.milestones])], [before.title, before.why, before.criteria.map((c) => [c.statement, c.good, c.milestones])]);
  seat.check();
});

test('a check-in takes a comma as well as a point, and says beside the field what is no number', async () => {
  const { page } = seat;
  seat.expected = [422];
  await visit(page, `/goals/${goals.active}#check-in`);
  const field = page.getByLabel('Hours until an answer (h)');
  await field.fill('few');
  await field.press('Control+Enter');
  await page.locator('.check-in .field .fault').waitFor();
  assert.equal(await page.evaluate('document.activeElement.value'), 'few', 'the field in question has the focus');
  await field.fill('12,5');
  await field.press('Control+Enter');
  await until(async () => (await ok(sam.get(`/goals/${goals.active}`))).criteria[1].value === 12.5, { what: 'the check-in' });
  seat.check();
});

test('a supporter answers one check-in, and the answer stands below it, with the reply', async () => {
  const id = (await activeGoal(sam, { title: 'Answered where it was said', supporter: boss })).id;
  for (const moved of ['The first week', 'The second week']) await ok(sam.post(`/goals/${id}/checkins`, { confidence: 'on_track', moved }), 201);
  const other = await seatOf(browser, server, (await ok(boss.get('/me'))).email);
  const { page } = other;
  await visit(page, `/goals/${id}`);
  const first = page.getByRole('listitem').filter({ hasText: 'The first week' });
  await first.getByRole('button', { name: /^Answer the check-in/ }).press('Enter');
  await page.keyboard.type('How did you begin?');
  await page.reload(); // what was typed is still there
  await first.getByRole('button', { name: /^Answer the check-in/ }).press('Enter');
  await first.getByRole('radio', { name: 'A question' }).check();
  assert.deepEqual(await violations(page), []);
  await first.getByLabel(/^Your answer to/).press('Control+Enter');
  await first.getByRole('listitem').getByText('How did you begin?').waitFor();
  assert.equal(await page.getByText('How did you begin?').count(), 1);
  other.check();
  await other.context.close();
  const mine = seat.page;
  await visit(mine, `/goals/${id}`);
  const asked = mine.getByRole('listitem').filter({ hasText: 'The first week' }).getByRole('listitem').filter({ hasText: 'How did you begin?' });
  await asked.getByLabel('Your reply').fill('With the easy ones.');
  await asked.getByRole('button', { name: 'Reply' }).click();
  await asked.locator('blockquote').getByText('With the easy ones.').waitFor();
  seat.check();
});
