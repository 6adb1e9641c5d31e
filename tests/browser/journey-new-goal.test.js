// Writing a goal with guidance: by keyboard alone, with a hint on words without a measure, saved as one writes; two tabs come together;
// from a goal it shall serve and from one that has ended.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, sizes, startBrowser, violations, visit, watch } from '../lib/browser.js';
import { activeGoal, ok, until } from '../lib/helpers.js';
import { Keyboard } from '../lib/keyboard.js';
import { startServer } from '../lib/server.js';

let browser, server, boss, sam, seat, above;

before(async () => {
  server = await startServer({ name: 'journey-new-goal' });
  boss = await server.person({ name: 'Bo Boss' });
  sam = await server.person({ name: 'Søren Staff', email: 'soren@example.org', manager: boss });
  above = await activeGoal(boss, { title: 'Customers stay with us' });
  await activeGoal(sam, { supporter: boss, title: 'A sibling that is near', serves: [above.id] });
  browser = await startBrowser();
  seat = await seatOf(browser, server, sam.email);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const saved = (page) => page.getByText('Saved as a draft').first().waitFor();
const idOf = (page) => Number(page.url().match(/goals\/(\d+)/)[1]);

test('a goal that serves another is written and proposed by keyboard alone, and saved meanwhile', async () => {
  const { page, keys } = seat;
  await visit(page, `/goals/new?serves=${above.id}`);
  await page.getByText('A sibling that is near').waitFor();
  await keys.to(page.getByLabel('What do you want to reach?'));
  await keys.type('Improve our answers');
  await page.locator('mark', { hasText: 'Improve' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await keys.press('Control+a');
  await keys.type('Customers have an answer within 1 day');
  await page.locator('mark').first().waitFor({ state: 'detached' });
  await saved(page);
  const id = idOf(page);
  assert.deepEqual((await ok(sam.get(`/goals/${id}`))).serves, [above.id]);
  await keys.press('Tab');
  await keys.type('They wait for us.');
  for (const [label, text] of [['What will you measure or observe?', 'Answers within a day'], ['Start', '20'], ['Good', '40'], ['Excellent', '50']]) {
    await keys.to(page.getByLabel(label, { exact: true }));
    await keys.press('Control+a');
    await keys.type(text);
  }
  await until(async () => (await ok(sam.get(`/goals/${id}`))).criteria[0]?.excellent === 50, { what: 'the criterion is saved' });
  await keys.act(page.getByRole('button', { name: 'Propose to Bo Boss' }), 'Enter');
  await until(async () => (await ok(sam.get(`/goals/${id}`))).state === 'proposed', { what: 'the proposal' });
  seat.check();
});

test('what two tabs write comes together; only what both wrote is asked about', async () => {
  const { page, keys } = seat;
  seat.expected = [412];
  await visit(page, '/goals/new');
  await keys.fill(page.getByLabel('What do you want to reach?'), 'Fewer forms at the counter: 3 instead of 9');
  await saved(page);
  const id = idOf(page), other = await seat.context.newPage();
  watch(seat, other);
  await visit(other, `/goals/${id}/edit`);
  await new Keyboard(other).fill(other.getByLabel('Why?'), 'People stand in line.');
  await until(async () => (await ok(sam.get(`/goals/${id}`))).why === 'People stand in line.');
  await keys.fill(page.getByLabel('What does it leave out?'), 'Forms of others.');
  await page.getByText('Both are together here now.').waitFor();
  await until(async () => (await ok(sam.get(`/goals/${id}`))).leaves_out === 'Forms of others.');
  assert.equal((await ok(sam.get(`/goals/${id}`))).why, 'People stand in line.');
  await other.close();
  seat.check();
});

test('a goal that is begun at a team is one of the team, and begun at the first steps one of the organisation', async () => {
  const team = await server.team('Front desk'), { page } = seat;
  await visit(page, `/goals/new?team=${team.id}`);
  assert.equal(await page.getByLabel('Level').inputValue(), 'team');
  assert.equal(await page.getByLabel('Team', { exact: true }).inputValue(), String(team.id));
  await visit(page, '/goals/new?level=organisation');
  assert.equal(await page.getByLabel('Level').inputValue(), 'organisation');
  seat.check();
});

test('a goal begins again from one that has ended, on a phone', async () => {
  const ended = await activeGoal(sam, { supporter: boss, title: 'Publish 12 guides' });
  await ok(sam.put(`/goals/${ended.id}/closure`, { outcome: 'partly', reason: 'Eight are there.' }));
  const phone = await seatOf(browser, server, sam.email, { size: sizes.phone, scheme: 'dark' });
  await visit(phone.page, `/goals/${ended.id}`);
  await phone.keys.act(phone.page.getByRole('link', { name: 'Start again from this one' }));
  const title = phone.page.getByLabel('What do you want to reach?');
  await title.waitFor();
  assert.equal(await title.inputValue(), 'Publish 12 guides');
  assert.equal(await phone.page.getByLabel('Good', { exact: true }).inputValue(), '40');
  assert.deepEqual(await violations(phone.page), []);
  assert.ok(await phone.page.evaluate('document.scrollingElement.scrollWidth <= innerWidth'), 'nothing is wider than the screen');
  phone.check();
});
