// Without a network: Waymark opens, shows what was last seen and says of when; a check-in that was written waits, and is there once; who
// signs out leaves nothing behind.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, violations, visit } from '../lib/browser.js';
import { activeGoal, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, sam, goal, seat;

before(async () => {
  server = await startServer({ name: 'offline' });
  sam = await server.person({ name: 'Sam Staff', email: 'sam@example.org' });
  goal = await activeGoal(sam, { title: 'Answer customers sooner' });
  browser = await startBrowser();
  seat = await seatOf(browser, server, sam.email, { serviceWorkers: 'allow' });
  // Only now: the worker is there, and keeps what is seen from here on.
  await seat.page.evaluate(() => navigator.serviceWorker.ready);
  await seat.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const kept = () => seat.page.evaluate(async () => (await caches.has('answers')
  ? (await (await caches.open('answers')).keys()).map((r) => new URL(r.url).pathname) : []));
const offline = async (yes) => { await seat.context.setOffline(yes); };
const checkins = async () => (await ok(sam.get(`/goals/${goal.id}/checkins`))).items;

test('what was seen is there without a network, and says of when it is', async () => {
  const { page } = seat;
  const asked = new Set();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/v1/') && pathname !== '/api/v1/search' && request.method() === 'GET') asked.add(pathname);
  });
  await visit(page, '/');
  await visit(page, `/goals/${goal.id}`);
  await until(async () => { const there = await kept(); return [...asked].every((path) => there.includes(path)); }, { what: 'all that was shown is kept' });
  await offline(true);
  await page.goto('/');
  await page.getByText('You are offline. This is what Waymark last said').waitFor();
  await page.getByRole('heading', { name: 'My goals, in order' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goto(`/goals/${goal.id}`);
  await page.getByRole('heading', { level: 1, name: 'Answer customers sooner' }).waitFor();
  await offline(false);
});

test('a check-in that was written offline waits, and is there once', async () => {
  const { page } = seat;
  await visit(page, '/');
  await offline(true);
  await page.getByRole('button', { name: 'Check in: Answer customers sooner' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'On track' }).check();
  await dialog.locator('textarea').first().fill('Written on a train.');
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('Waymark cannot be reached just now.').waitFor();
  await page.goto('/'); // the tab was closed
  await page.getByRole('heading', { name: 'Begun and not sent' }).waitFor();
  await offline(false);
  await visit(page, '/');
  await page.getByRole('button', { name: 'Go on with the check-in: Answer customers sooner' }).click();
  const moved = dialog.locator('textarea').first();
  await moved.waitFor();
  assert.equal(await moved.inputValue(), 'Written on a train.');
  await moved.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Begun and not sent' }).waitFor({ state: 'detached' });
  assert.deepEqual((await checkins()).map((c) => c.moved), ['Written on a train.']);
});

test('an answer that was lost makes no second check-in', async () => {
  const { page } = seat;
  await visit(page, '/');
  // The server gets it; its answer does not arrive.
  await page.evaluate(() => {
    const real = window.fetch;
    window.fetch = async (...args) => {
      const reply = await real(...args);
      if (args[1]?.method !== 'POST') return reply;
      window.fetch = real;
      throw new TypeError('lost');
    };
  });
  await page.getByRole('button', { name: 'Check in: Answer customers sooner' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('textarea').first().fill('Said once.');
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('Waymark cannot be reached just now.').waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await checkins()).filter((c) => c.moved === 'Said once.').length, 1);
});

test('who signs in where another person is signed in finds nothing of theirs', async () => {
  const { page } = seat;
  const kim = await server.person({ name: 'Kim Colleague' });
  await visit(page, '/');
  await until(async () => (await kept()).length > 0);
  const enter = async (email) => page.evaluate(async (secret) => (await fetch('/api/v1/sign-in/link', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ secret }) })).status, await server.linkSecret(email));
  assert.equal(await enter(kim.email), 200);
  assert.deepEqual((await kept()).filter((path) => path.startsWith('/api/')), []);
  assert.equal(await enter(sam.email), 200);
});

test('another person at this device, and who signs out, find nothing of it', async () => {
  const { page } = seat;
  seat.expected = [401];
  await visit(page, '/');
  await until(async () => (await kept()).length > 0);
  await page.evaluate(() => fetch('/api/v1/sign-out', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }));
  await until(async () => (await kept()).length === 0);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await offline(true);
  await page.goto('/');
  await page.getByText(/cannot be reached/).first().waitFor();
  assert.equal(await page.getByText('Answer customers sooner').count(), 0);
  await offline(false);
});
