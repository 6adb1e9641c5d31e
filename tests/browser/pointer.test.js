// What a pointer does beside the keys: a column drawn to where it belongs, the map moved, goals drawn into their order.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit } from '../lib/browser.js';
import { draftGoal, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, admin, seat;

before(async () => {
  server = await startServer({ name: 'pointer' });
  ({ admin } = server);
  for (const title of ['Third things', 'Second things', 'First things']) await draftGoal(admin, { title });
  browser = await startBrowser();
  seat = await seatOf(browser, server, admin.email);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

test('a column is drawn to where it belongs', async () => {
  const { page } = seat;
  await visit(page, '/import');
  const odd = path.join(server.folder, 'drawn.csv');
  fs.writeFileSync(odd, 'who,where\nDrawn Ann,drawn@example.org\n');
  await page.getByLabel('A CSV file').setInputFiles(odd);
  await page.locator('.free-columns li', { hasText: 'who' }).dragTo(page.locator('.drop', { hasText: 'Name (needed)' }));
  await page.locator('.free-columns li', { hasText: 'where' }).dragTo(page.locator('.drop', { hasText: 'E-mail (needed)' }));
  assert.equal(await page.getByLabel('Name (needed)').inputValue(), '0');
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await page.getByRole('button', { name: 'Bring in 1 person' }).waitFor();
  seat.check();
});

test('a goal is drawn to its place in the order', async () => {
  const { page } = seat;
  await visit(page, `/people/${admin.id}`);
  const rows = page.locator('.ordered > li');
  await rows.filter({ hasText: 'First things' }).locator('.grip').dragTo(rows.first());
  await until(async () => (await ok(admin.get(`/goals?owner_id=${admin.id}&sort=priority`))).items[0].title === 'First things', { what: 'the order' });
  seat.check();
});

test('the map moves with the pointer', async () => {
  const { page } = seat;
  await visit(page, '/goals?view=map');
  const place = () => page.locator('.plane').evaluate((e) => e.style.transform);
  const before = await place(), view = await page.locator('.goal-map .view').boundingBox();
  await page.mouse.move(view.x + 40, view.y + view.height - 40);
  await page.mouse.down();
  await page.mouse.move(view.x + 160, view.y + view.height - 90, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction((was) => document.querySelector('.plane').style.transform !== was, before);
  seat.check();
});
