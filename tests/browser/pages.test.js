// Every page, with the demonstration organisation and with an empty one, on a desktop, a tablet and a phone, light, dark and with high
// contrast: axe-core finds nothing, nothing is wider than the screen, one heading says where one is, and the browser reports no error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { allSizes, arrive, openPage, seatOf, startBrowser, violations, visit } from '../lib/browser.js';
import { startServer } from '../lib/server.js';

let browser, demo, empty, operations;

before(async () => {
  browser = await startBrowser();
  demo = await startServer({ name: 'pages-demo', init: false, postgres: false });
  const made = await demo.cli('demo');
  assert.equal(made.status, 0, made.err);
  await demo.serve();
  operations = demo.sql("SELECT email FROM people WHERE name LIKE 'Bilal %'");
  empty = await startServer({ name: 'pages-empty', postgres: false });
});
after(async () => {
  await browser?.close();
  await demo?.remove();
  await empty?.remove();
});

const ids = (server) => Object.fromEntries(['goals', 'people', 'teams', 'meetings', 'barriers', 'needs'].map((table) => [table, server.sql(
  table === 'goals' ? "SELECT id FROM goals WHERE state = 'active' AND children > 0 ORDER BY id LIMIT 1" : table === 'meetings' ? "SELECT MAX(k.id) FROM meetings k JOIN meeting_members x ON x.series_id = k.series_id JOIN people p ON p.id = x.person_id WHERE p.name LIKE 'Bilal %'" : `SELECT MAX(id) FROM ${table}`)]));

function addresses(server) {
  const id = ids(server);
  const shown = ['/', '/goals', '/goals?view=mine', '/goals?view=list', '/goals/new', '/people', '/people?view=teams', '/account', '/framework', '/periods', '/care', '/care?list=without-goals', '/invitations', '/import', '/import?kind=goals', '/notices', '/forecast', '/isolation', '/raise', '/raise?with=2', '/raised', '/forecast?stage=three_quarters&level=excellent', '/search?q=a',
    '/nowhere', `/people/${id.people}`];
  shown.push('/meetings', '/meetings/new');
  if (id.goals) shown.push(`/goals/${id.goals}`);
  if (id.teams) shown.push(`/teams/${id.teams}`);
  if (id.meetings) shown.push(`/meetings/${id.meetings}`);
  return [...shown, '/barriers', '/needs', '/needs?view=all', ...(id.needs ? [`/needs/${id.needs}`] : []), '/barriers?view=all', ...(id.barriers ? [`/barriers/${id.barriers}`] : [])];
}

// What is wrong with the page at this address, a line each. It is loaded once and looked at in each size: how it lies there is CSS alone.
async function look(seat, address) {
  await arrive(seat.page, address);
  const { page } = seat, wrong = [];
  for (const [size, viewport] of Object.entries(allSizes)) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => new Promise((end) => { requestAnimationFrame(() => requestAnimationFrame(end)); }));
    wrong.push(...(await lookAt(page)).map((line) => `${address}, ${size}: ${line}`));
  }
  return wrong;
}

async function lookAt(page) {
  const wrong = await violations(page);
  // In the other looks nothing but the colours is another.
  for (const [name, scheme, theme] of [['dark', 'dark'], ['high contrast', 'light', 'contrast'], ['high contrast in the dark', 'dark', 'contrast']]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate((to) => { if (to) document.documentElement.dataset.theme = to; }, theme);
    wrong.push(...(await violations(page, 'color-contrast')).map((line) => `${name}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
  const headings = await page.locator('h1').count();
  if (headings !== 1) wrong.push(`${headings} headings of the first level`);
  const wide = await page.evaluate('document.scrollingElement.scrollWidth - innerWidth');
  if (wide > 0) wrong.push(`${wide} pixels wider than the screen`);
  return wrong;
}

// What opens over the page at this key and shows this role, and closes again.
async function lookOver({ page }, key, role) {
  await page.keyboard.press(key);
  await page.getByRole('dialog').getByRole(role).waitFor();
  const wrong = await violations(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return wrong.map((line) => `over the page, ${key}: ${line}`);
}

for (const [what, server, email] of [['demonstration', () => demo, () => operations], ['empty organisation', () => empty, () => 'ada@example.org']]) {
  test(`${what}, each page in each size`, async () => {
    const seat = await seatOf(browser, server(), email(), { reducedMotion: 'reduce' });
    seat.expected = [404]; // of the page that is nowhere
    const wrong = [];
    for (const address of addresses(server())) wrong.push(...await look(seat, address));
    for (const viewport of Object.values(allSizes)) {
      await seat.page.setViewportSize(viewport);
      for (const scheme of ['light', 'dark']) {
        await seat.page.emulateMedia({ colorScheme: scheme });
        wrong.push(...await lookOver(seat, 'Control+k', 'combobox'), ...await lookOver(seat, '?', 'heading'));
      }
    }
    assert.deepEqual(wrong, []);
    seat.check();
    await seat.context.close();
  });
}

test('what is for people operations says so to others, and a link that is none says that', async () => {
  const other = demo.sql("SELECT email FROM people WHERE roles = 0 AND left_on IS NULL ORDER BY id LIMIT 1");
  const seat = await seatOf(browser, demo, other, { reducedMotion: 'reduce' });
  seat.expected = [403, 404];
  const wrong = [];
  for (const address of ['/care', '/invitations', '/import', '/import/1', '/isolation', '/people/new', '/people/5/changeover', '/unsubscribe?link=x']) wrong.push(...await look(seat, address));
  assert.deepEqual(wrong, []);
  seat.check();
  await seat.context.close();
});

test('signing in', async () => {
  const seat = await openPage(browser, empty, { reducedMotion: 'reduce' });
  for (const address of ['/', '/sign-in#not-a-real-secret']) {
    assert.deepEqual(await look(seat, address), []);
    await seat.page.goto('about:blank');
  }
  seat.check();
  await seat.context.close();
});

test('the doors of the demonstration', async () => {
  const seat = await openPage(browser, demo, { reducedMotion: 'reduce' });
  assert.deepEqual(await look(seat, '/'), []);
  await seat.page.locator('.door').first().waitFor();
  seat.check();
  await seat.context.close();
});

test('the first Tab leads to a link past the navigation, and focus can be seen', async () => {
  const seat = await seatOf(browser, demo, operations);
  await visit(seat.page, '/goals');
  await seat.page.keyboard.press('Tab');
  const first = await seat.page.evaluate('({ href: document.activeElement.getAttribute("href"), outline: getComputedStyle(document.activeElement).outlineStyle })');
  assert.equal(first.href, '#main');
  assert.notEqual(first.outline, 'none');
  seat.check();
  await seat.context.close();
});
