// A goal from its first draft to its end, in the browser: written, proposed, questioned, answered, active, checked in on by
// keyboard alone with a draft that outlives its tab, changed with a reason, closed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit, watch } from '../lib/browser.js';
import { ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, boss, sam, asSam, asBoss, goal;

before(async () => {
  server = await startServer({ name: 'journey-goal' });
  boss = await server.person({ name: 'Bo Boss' });
  sam = await server.person({ name: 'Søren Staff', email: 'soren@example.org', manager: boss });
  browser = await startBrowser();
  asSam = await seatOf(browser, server, sam.email);
  asBoss = await seatOf(browser, server, boss.email);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const now = () => ok(sam.get(`/goals/${goal}`));

test('a goal is written and proposed', async () => {
  const { page } = asSam;
  await visit(page, '/goals/new');
  await page.getByLabel('What do you want to reach?').fill('Answer customers sooner');
  await page.getByLabel('Why?').fill('They wait for us.');
  await page.getByLabel('Due').fill(server.clock.day(90));
  await page.getByLabel('What will you measure or observe?').fill('Answers within a day');
  await page.getByLabel('Start', { exact: true }).fill('20');
  await page.getByLabel('Good', { exact: true }).fill('40');
  await page.getByLabel('Excellent', { exact: true }).fill('50');
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.waitForURL(/\/goals\/\d+$/);
  goal = Number(page.url().split('/').at(-1));
  assert.equal((await now()).state, 'draft');
  await page.getByRole('button', { name: /^Propose/ }).click();
  await until(async () => (await now()).state === 'proposed', { what: 'the proposal' });
  asSam.check();
});

test('the supporter asks, the owner replies, the supporter says aligned', async () => {
  const { page } = asBoss;
  await visit(page, '/');
  await page.getByRole('link', { name: 'Answer customers sooner' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Answer customers sooner' }).waitFor();
  await page.getByLabel('A few words').fill('Which customers?');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await until(async () => (await now()).waits_for === sam.id, { what: 'the question' });
  await visit(asSam.page, `/goals/${goal}`);
  await asSam.page.getByText('Which customers?').waitFor();
  await asSam.page.getByLabel('Your reply').fill('Those who pay late.');
  await asSam.page.getByRole('button', { name: 'Reply' }).click();
  await until(async () => (await now()).waits_for === boss.id, { what: 'the reply' });
  await visit(page, `/goals/${goal}`);
  await page.getByText('Those who pay late.').waitFor();
  await page.getByRole('button', { name: 'Aligned' }).click();
  await until(async () => (await now()).state === 'active', { what: 'becoming active' });
  asSam.check();
  asBoss.check();
});

// Presses Tab until what has the focus is as wished.
async function tabTo(page, wished) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(wished)) return;
  }
  assert.fail(`Tab does not reach ${wished}`);
}
const focused = 'document.activeElement';

test('a check-in by keyboard alone; its draft outlives the tab', async () => {
  await visit(asSam.page, `/goals/${goal}`);
  let { page } = asSam;
  const open = async () => {
    await tabTo(page, `${focused}.tagName === 'BUTTON' && /^Check in/.test(${focused}.textContent)`);
    await page.keyboard.press('Enter');
    await page.getByRole('form', { name: 'Check in' }).waitFor();
  };
  await open();
  await tabTo(page, `/^f-v\\d+$/.test(${focused}.id)`);
  assert.equal(await page.evaluate(`${focused}.value`), '20', 'prefilled with the last value');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('44');
  await tabTo(page, `${focused}.name === 'confidence'`);
  await page.keyboard.press('Space');
  await tabTo(page, `${focused}.id === 'f-moved'`);
  await page.keyboard.type('Two customers answered.');

  await page.close();
  page = await asSam.context.newPage();
  watch(asSam, page);
  asSam.page = page;
  await visit(page, `/goals/${goal}`);
  await open();
  assert.equal(await page.getByLabel('What moved?').inputValue(), 'Two customers answered.');
  await tabTo(page, `${focused}.id === 'f-moved'`);
  await page.keyboard.press('Control+Enter');
  const checkin = await until(async () => (await ok(sam.get(`/goals/${goal}/checkins`))).items[0], { what: 'the check-in' });
  assert.deepEqual([checkin.values[0].value, checkin.confidence, checkin.moved], [44, 'on_track', 'Two customers answered.']);
  asSam.check();
});

test('a check-in of tomorrow is refused beside its field, and what was written stays', async () => {
  const { page } = asSam;
  asSam.expected = [422];
  await visit(page, `/goals/${goal}`);
  await page.getByRole('button', { name: 'Check in', exact: true }).click();
  await page.getByLabel('What moved?').fill('Written too early.');
  await page.getByText('It was on another day').click();
  await page.getByLabel('Day', { exact: true }).evaluate((input) => input.removeAttribute('max'));
  await page.getByLabel('Day', { exact: true }).fill(server.clock.day(2));
  await page.getByRole('form', { name: 'Check in' }).getByRole('button', { name: 'Check in' }).click();
  await page.locator('#f-checked_on-fault').waitFor();
  assert.equal(await page.getByLabel('What moved?').inputValue(), 'Written too early.');
  assert.equal((await ok(sam.get(`/goals/${goal}/checkins`))).items.length, 1);
  await page.getByRole('button', { name: 'Later', exact: true }).click();
  asSam.check();
});

test('a check-in is corrected by another, which takes its place; both can be seen', async () => {
  const { page } = asSam;
  await visit(page, `/goals/${goal}`);
  await page.getByRole('button', { name: /^Correct the check-in of/ }).click();
  const form = page.getByRole('form', { name: 'Check in' });
  assert.equal(await page.getByLabel('What moved?').inputValue(), 'Two customers answered.', 'begins with what was said');
  await form.getByLabel(/^Answers within a day/).fill('33');
  await form.getByRole('button', { name: 'Correct it' }).click();
  await page.getByText('corrected since').waitFor();
  const { items } = await ok(sam.get(`/goals/${goal}/checkins`));
  assert.deepEqual(items.map((c) => [c.values[0].value, c.corrects_id !== null]).sort(), [[33, true], [44, false]]);
  assert.equal((await now()).criteria[0].value, 33);
  asSam.check();
});

test('the goal changes with a reason, and both versions are shown', async () => {
  const { page } = asSam;
  await visit(page, `/goals/${goal}/edit`);
  await page.getByLabel('Why does it change?').fill('A customer left.');
  await page.getByLabel('Good', { exact: true }).fill('38');
  await page.getByRole('button', { name: /^(Save|Change)/ }).click();
  await page.waitForURL(new RegExp(`/goals/${goal}$`));
  await page.getByText('A customer left.').first().waitFor();
  const criterion = (await now()).criteria[0];
  assert.deepEqual([criterion.good, criterion.original_good], [38, 40]);
  asSam.check();
});

test('the goal is closed, and its page says how it went', async () => {
  const { page } = asSam;
  await visit(page, `/goals/${goal}`);
  await page.getByRole('button', { name: 'Close this goal' }).click();
  await page.getByLabel(/partly/i).check();
  await page.getByLabel('What led to this?').fill('We learned whom to ask.');
  await page.getByRole('button', { name: 'Close the goal' }).click();
  await until(async () => (await now()).state === 'closed', { what: 'closing' });
  await page.getByText('We learned whom to ask.').first().waitFor();
  asSam.check();
});
