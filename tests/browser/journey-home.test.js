// A morning: what needs me is done from Home without leaving it, by keyboard alone; the palette leads anywhere; ? tells the keys.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, sizes, startBrowser, violations, visit } from '../lib/browser.js';
import { activeGoal, ok, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, boss, sam, asSam, asBoss, active, proposed;

before(async () => {
  server = await startServer({ name: 'journey-home' });
  boss = await server.person({ name: 'Bo Boss' });
  sam = await server.person({ name: 'Søren Staff', email: 'soren@example.org', manager: boss });
  active = await activeGoal(sam, { supporter: boss, title: 'Answer customers sooner' });
  proposed = await proposedGoal(sam, { title: 'Fewer forms at the counter' });
  server.clock.advance({ days: 16 });
  browser = await startBrowser();
  asSam = await seatOf(browser, server, sam.email);
  asBoss = await seatOf(browser, server, boss.email, { size: sizes.phone });
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const dialog = (page) => page.getByRole('dialog');
const checkins = async () => (await ok(sam.get(`/goals/${active.id}/checkins`))).items;

test('a check-in that is due is made from Home by keyboard, and its line goes away', async () => {
  const { page, keys } = asSam;
  await visit(page, '/');
  const due = page.locator('.home-line').getByRole('button', { name: 'Check in: Answer customers sooner' });
  await keys.to(due);
  await keys.press('Enter');
  await dialog(page).getByText('How sure are you to get there?').waitFor();
  assert.deepEqual(await violations(page), []);
  await keys.act(dialog(page).getByRole('radio', { name: 'On track' }), 'Space');
  await keys.press('Tab');
  await keys.type('Two more answered in a day.');
  await keys.press('Control+Enter');
  await dialog(page).waitFor({ state: 'detached' });
  await due.waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).pathname, '/');
  assert.equal((await checkins())[0].moved, 'Two more answered in a day.');
  asSam.check();
});

test('the supporter asks from Home on a phone, without leaving it', async () => {
  const { page, keys } = asBoss;
  asBoss.expected = [422];
  await visit(page, '/');
  await keys.act(page.getByRole('button', { name: 'Answer: Fewer forms at the counter' }));
  await keys.act(page.getByRole('button', { name: 'Ask', exact: true }));
  await page.getByRole('alert').first().waitFor(); // a question needs words
  assert.deepEqual(await violations(page), []);
  await keys.fill(page.getByLabel('A few words'), 'Which forms?');
  await keys.act(page.getByRole('button', { name: 'Ask', exact: true }));
  await page.getByRole('button', { name: 'Answer: Fewer forms at the counter' }).waitFor({ state: 'detached' });
  assert.equal((await ok(sam.get(`/goals/${proposed.id}`))).waits_for, sam.id);
  asBoss.check();
});

test('the owner replies from Home by keyboard, with the question in view', async () => {
  const { page, keys } = asSam;
  await visit(page, '/');
  await page.getByText('Which forms?').waitFor();
  await keys.act(page.getByRole('button', { name: 'Reply: Fewer forms at the counter' }), 'Enter');
  await keys.to(page.getByLabel('Your reply'));
  await keys.type('Those for moving house.');
  assert.deepEqual(await violations(page), []);
  await keys.press('Tab');
  await keys.press('Enter');
  await page.getByRole('button', { name: 'Reply: Fewer forms at the counter' }).waitFor({ state: 'detached' });
  assert.equal((await ok(sam.get(`/goals/${proposed.id}`))).answers[0].reply, 'Those for moving house.');
  await page.getByRole('heading', { name: 'My goals, in order' }).waitFor();
  asSam.check();
});

test('a long name leaves the search and the name of the organisation their room', async () => {
  const name = 'Maximiliane-Alexandra Freifrau von Hohenstein-Wolkenburg zu Ürümqi-Łódź';
  await server.person({ name, email: 'maxi@example.org' });
  for (const size of [sizes.desktop, { width: 1024, height: 768 }, sizes.phone]) {
    const { page, context } = await seatOf(browser, server, 'maxi@example.org', { size });
    const width = async (place) => (await place.boundingBox()).width;
    assert.ok(await width(page.getByRole('searchbox')) > 90, `the search at ${size.width}`);
    assert.ok(await width(page.locator('.brand')) > 90, `the organisation at ${size.width}`);
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), `nothing is wider than ${size.width}`);
    await context.close();
  }
});

test('the palette goes anywhere and does the common acts', async () => {
  const { page, keys } = asSam;
  await visit(page, '/account');
  const open = async (words) => {
    await keys.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Where to, or what?' });
    await field.waitFor();
    await keys.type(words);
  };
  await open('new go');
  assert.deepEqual(await violations(page), []);
  await keys.press('Enter');
  await page.waitForURL('**/goals/new');
  await open('bo bo');
  await page.getByRole('option', { name: 'Bo Boss' }).waitFor();
  await keys.press('Enter');
  await page.waitForURL(`**/people/${boss.id}`);
  await open('check in ans');
  await page.getByRole('option', { name: /^Check in: Answer/ }).waitFor();
  await keys.press('Enter');
  await dialog(page).getByText('How sure are you to get there?').waitFor();
  await keys.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await open('zzz');
  await page.getByText('Nothing fits.').waitFor();
  await keys.press('Enter'); // and nothing happens
  await keys.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.equal((await checkins()).length, 1);
  asSam.check();
});

test('single keys open the keys and search, not while one types, and can be switched off', async () => {
  const { page, keys } = asSam;
  await visit(page, '/goals');
  const link = page.getByRole('link', { name: 'Home' });
  await keys.to(link);
  await keys.press('?');
  await dialog(page).getByRole('heading', { name: 'Keys' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await keys.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.equal(await link.evaluate((a) => a === document.activeElement), true, 'the focus is where it was');
  await keys.press('/');
  await keys.type('what?');
  assert.equal(await page.getByRole('searchbox', { name: 'Search goals, people and teams' }).inputValue(), 'what?');
  await visit(page, '/account');
  await keys.act(page.getByRole('checkbox', { name: /Single keys/ }), 'Space');
  await keys.press('?');
  await keys.press('Control+k');
  await page.getByRole('combobox', { name: 'Where to, or what?' }).waitFor(); // this one stays
  assert.equal(await page.getByRole('heading', { name: 'Keys', exact: true }).count(), 0);
  asSam.check();
});
