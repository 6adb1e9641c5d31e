// The palette and the keys: the last places, what waits, proposing, the look, and the two letters that lead to the main pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit } from '../lib/browser.js';
import { draftGoal, numberCriterion, ok } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, boss, ida, seat, page;

before(async () => {
  browser = await startBrowser();
  server = await startServer({ name: 'palette' });
  boss = await server.person({ name: 'Bea Boss' });
  ida = await server.person({ name: 'Ida Ideas', manager: boss });
  seat = await seatOf(browser, server, ida.email);
  ({ page } = seat);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

async function open(words = '') {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Where to, or what?' }).waitFor();
  await page.keyboard.type(words);
}
const options = () => page.getByRole('option').allTextContents();

test('where one has just been comes first, and is forgotten with the session', async () => {
  const goal = await draftGoal(ida, { title: 'Fewer forms', criteria: [numberCriterion] });
  await visit(page, `/people/${boss.id}`);
  await visit(page, `/goals/${goal.id}`);
  assert.match(await page.title(), /^Fewer forms · /);
  await visit(page, '/');
  await open();
  await page.getByRole('option', { name: 'Propose: Fewer forms' }).waitFor();
  assert.deepEqual((await options()).slice(0, 2), ['Fewer formsRecently', 'Bea BossRecently']);
  await page.keyboard.press('Escape');
  await open('sign out');
  await page.keyboard.press('Enter');
  await page.locator('main.alone').waitFor();
  assert.equal(await page.evaluate("sessionStorage.getItem('recent')"), null);
  seat.check();
  await seat.context.close();
  seat = await seatOf(browser, server, ida.email);
  ({ page } = seat);
});

test('a draft is proposed from anywhere; what is missing is said', async () => {
  await open('propose few');
  await page.getByRole('option', { name: 'Propose: Fewer forms' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Proposed.', { exact: true }).waitFor();
  const [goal] = (await ok(ida.get(`/goals?owner_id=${ida.id}`))).items;
  assert.equal(goal.state, 'proposed');

  await draftGoal(ida, { title: 'No measure yet', criteria: [] });
  seat.expected = [422];
  await visit(page, '/');
  await open('propose no');
  await page.getByRole('option', { name: 'Propose: No measure yet' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('add a criterion').first().waitFor();
  seat.check();
  seat.expected = [];
});

test('the look is changed, and stays', async () => {
  await open('look high');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate('document.documentElement.dataset.theme'), 'contrast');
  await page.reload();
  await page.locator('main h1').waitFor();
  assert.equal(await page.evaluate('document.documentElement.dataset.theme'), 'contrast');
  assert.equal(await page.evaluate("getComputedStyle(document.body).backgroundColor"), 'rgb(255, 255, 255)');
  await open('look as');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate('document.documentElement.dataset.theme'), undefined);
});

test('g and a letter lead to the main pages, not while one types', async () => {
  await visit(page, '/');
  for (const [letter, address] of [['g', '/goals'], ['p', '/people'], ['t', '/people?view=teams'], ['n', '/goals/new'], ['h', '/']]) {
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await page.waitForURL((url) => url.pathname + url.search === address);
    await page.locator('h1').first().waitFor();
  }
  await page.keyboard.press('/');
  await page.keyboard.type('gp');
  assert.equal(new URL(page.url()).pathname, '/');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'gp');
  seat.check();
});

test('what is for people operations is offered to them alone', async () => {
  await page.keyboard.press('Escape');
  await open('invite');
  await page.getByText('Nothing fits.').waitFor();
  await page.keyboard.press('Escape');
  const ada = await seatOf(browser, server, 'ada@example.org');
  await ada.page.keyboard.press('Control+k');
  await ada.page.getByRole('combobox', { name: 'Where to, or what?' }).fill('invite');
  await ada.page.getByRole('option', { name: 'Invite people' }).waitFor();
  await ada.page.keyboard.press('Enter');
  await ada.page.waitForURL('**/invitations');
  ada.check();
  await ada.context.close();
});
