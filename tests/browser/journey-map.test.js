// The goals as tree and map: walked by keyboard alone, filtered in the address, shared, put at the head, on a phone and on paper.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { schemes, seatOf, sizes, startBrowser, violations, visit } from '../lib/browser.js';
import { activeGoal, ok, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, wm, mia, sam, top, north, south, mine, lone, emails;

before(async () => {
  browser = await startBrowser();
  wm = await startServer({ name: 'journey-map' });
  const ada = wm.admin;
  mia = await wm.person({ name: 'Mia Manager' });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
  await ok(ada.put('/mission', { text: 'Maps that people trust.' }));
  top = await activeGoal(ada, { level: 'organisation', title: 'Every map is true' });
  await activeGoal(ada, { level: 'organisation', title: 'Another summit' });
  north = await activeGoal(mia, { title: 'North is surveyed', serves: [top.id] });
  south = await activeGoal(mia, { title: 'South is surveyed', serves: [top.id] });
  mine = await activeGoal(sam, { supporter: mia, title: 'Peaks measured', serves: [north.id] });
  for (let i = 0; i < 30; i++) await proposedGoal(sam, { title: `Valley ${i} drawn`, serves: [south.id, north.id].slice(0, 1 + (i % 2)) });
  lone = await activeGoal(mia, { title: 'Lonely cairn' });
  emails = { sam: (await ok(sam.get('/me'))).email };
});
after(async () => {
  await browser?.close();
  await wm?.remove();
});

const item = (page, name) => page.getByRole('treeitem', { name });
const focusedKey = (page) => page.evaluate('document.activeElement.dataset.key ?? document.activeElement.tagName');
const current = (page) => page.locator('[role=treeitem][tabindex="0"]');
// To the tree, and in it down to this.
const walk = async ({ page, keys }, name) => {
  await keys.to(current(page));
  await keys.press('Home');
  const there = page.getByRole('treeitem', { name, selected: true });
  for (let i = 0; i < 60 && await there.count() === 0; i++) await keys.press('ArrowDown');
  await there.waitFor();
};
const rested = (page) => page.waitForLoadState('networkidle');

for (const view of ['tree', 'map']) {
  test(`the ${view} opens at my place and is walked by keyboard alone`, async () => {
    const seat = await seatOf(browser, wm, emails.sam), { page, keys } = seat;
    await visit(page, `/goals?view=${view}`);
    await item(page, /Peaks measured/).waitFor();
    assert.equal(await page.locator('[role=treeitem][tabindex="0"]').count(), 1, 'one stop for Tab');
    await keys.act(page.getByRole('button', { name: 'Skip to the goals' })); // past the views and the filters
    assert.equal(await focusedKey(page), String(mine.id), 'my own goal first');
    await keys.press('Home');
    await page.waitForFunction(() => document.activeElement.dataset.key === 'mission');
    await keys.press('ArrowDown');
    await page.waitForFunction((id) => document.activeElement.dataset.key === id, String(top.id));
    assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-expanded")'), 'true');
    await keys.press('ArrowLeft');
    await item(page, /North is surveyed/).waitFor({ state: 'detached' });
    assert.equal(await focusedKey(page), String(top.id), 'the focus stays');
    assert.match(page.url(), /open=/);
    await keys.press('ArrowRight');
    await item(page, /South is surveyed/).waitFor();
    await keys.type('sou');
    await page.waitForFunction((id) => document.activeElement.dataset.key === id, String(south.id));
    await keys.press('Space');
    await item(page, /Valley 0 drawn/).waitFor();
    await keys.press('End');
    await page.waitForFunction(() => document.activeElement.dataset.key === 'loose');
    await keys.press('ArrowRight');
    await item(page, /Lonely cairn/).waitFor();
    await keys.press('ArrowRight');
    await page.waitForFunction((id) => document.activeElement.dataset.key === id, String(lone.id));
    await keys.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Lonely cairn' }).waitFor();
    seat.check();
    await seat.context.close();
  });
}

test('a wide level is turned page by page', async () => {
  const seat = await seatOf(browser, wm, emails.sam), { page, keys } = seat;
  await visit(page, `/goals?open=${top.id},${south.id}`);
  const valleys = () => page.getByRole('treeitem', { name: /^Valley/ }).count();
  assert.equal(await valleys(), 24);
  await walk(seat, /and 6 more/);
  await keys.press('Enter');
  await item(page, /Back to the first ones/).waitFor();
  assert.equal(await valleys(), 6);
  await walk(seat, /Back to the first ones/);
  await keys.press('Enter');
  await item(page, /and 6 more/).waitFor();
  seat.check();
  await seat.context.close();
});

test('filters stand in the address and hold in every view; a link shows another person the same', async () => {
  const seat = await seatOf(browser, wm, emails.sam), { page, keys } = seat;
  await visit(page, '/goals');
  await keys.fill(page.getByLabel('Words'), 'peaks');
  await item(page, /Peaks measured/).waitFor();
  await item(page, /Another summit/).waitFor({ state: 'detached' });
  assert.match(page.url(), /q=peaks/);
  await keys.act(page.getByRole('link', { name: 'Map', exact: true }));
  await page.locator('.goal-map').waitFor();
  await item(page, /Peaks measured/).waitFor();
  assert.match(page.url(), /q=peaks/);
  await keys.act(page.getByRole('link', { name: 'List', exact: true }));
  await page.getByRole('link', { name: 'Peaks measured' }).waitFor();
  await keys.act(page.getByRole('link', { name: 'Clear filters' }));
  await keys.choose(page.getByLabel('Needs'), 'serves_nothing');
  await page.getByRole('link', { name: 'Lonely cairn' }).waitFor();
  // Sam's own place, as a link for Ada.
  await visit(page, '/goals?view=map');
  await item(page, /Peaks measured/).waitFor();
  await keys.act(page.getByRole('button', { name: 'Copy a link to this view' }));
  await page.waitForURL(/open=/);
  const link = new URL(page.url());
  const other = await seatOf(browser, wm, 'ada@example.org');
  await visit(other.page, link.pathname + link.search);
  await item(other.page, /Peaks measured/).waitFor();
  assert.equal(await other.page.locator('[aria-selected=true]').getAttribute('data-key'), String(mine.id));
  seat.check();
  await seat.context.close();
  await other.context.close();
});

test('on the map: opened, put at the head, moved and zoomed, printed', async () => {
  const seat = await seatOf(browser, wm, emails.sam), { page, keys } = seat;
  await visit(page, '/goals?view=map');
  await walk(seat, /North is surveyed/);
  const chosen = page.getByRole('region', { name: 'The chosen goal' });
  await keys.act(chosen.getByRole('link', { name: 'Put at the head' }));
  await page.getByRole('navigation', { name: 'The way up' }).getByRole('link', { name: 'Every map is true' }).waitFor();
  await item(page, /Every map is true/).waitFor({ state: 'detached' });
  await page.goBack();
  await item(page, /Every map is true/).waitFor();
  await rested(page);
  const place = () => page.locator('.plane').evaluate((e) => e.style.transform);
  const differs = (was) => page.waitForFunction((then) => document.querySelector('.plane').style.transform !== then, was);
  const before = await place();
  await keys.to(current(page));
  await keys.press('Shift+ArrowRight');
  await differs(before);
  const moved = await place();
  await keys.press('+');
  await differs(moved);
  const near = await place();
  await keys.act(page.getByRole('button', { name: 'Farther' }));
  await differs(near);
  await keys.to(current(page), { back: true });
  await keys.press('0');
  await page.emulateMedia({ media: 'print' });
  await page.waitForFunction(() => document.querySelectorAll('.printed-list p').length > 5);
  assert.equal(await page.locator('.goal-map').isVisible(), false);
  assert.equal(await page.locator('.map-printed svg').isVisible(), true);
  await page.emulateMedia({ media: 'screen' });
  seat.check();
  await seat.context.close();
});

test('axe-core finds nothing, in any size and theme', async () => {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const scheme of schemes) {
      const seat = await seatOf(browser, wm, emails.sam, { size: viewport, scheme }), wrong = [];
      for (const address of ['/goals?view=map', `/goals?view=tree&focus=${north.id}`, '/goals?view=map&q=valley', '/goals?view=map&q=nothingofthekind']) {
        await visit(seat.page, address);
        wrong.push(...(await violations(seat.page)).map((line) => `${size} ${scheme} ${address}: ${line}`));
        const wide = await seat.page.evaluate('document.scrollingElement.scrollWidth - innerWidth');
        if (wide > 0) wrong.push(`${size} ${address}: ${wide} pixels wider than the screen`);
      }
      assert.deepEqual(wrong, []);
      seat.check();
      await seat.context.close();
    }
  }
});
