// Chromium for the tests of the interface: a page of a person who has signed in by a real one-time link, watched for every
// error that the browser reports.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { chromium } from 'playwright-core';
import { Keyboard } from './keyboard.js';
import { root } from './server.js';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
export const allSizes = { ...sizes, tablet: { width: 768, height: 1024 } };
export const schemes = ['light', 'dark'];

export const startBrowser = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

// A browser of somebody's own: { page, keys, context, troubles }; keys walks it by keyboard. troubles gathers what went wrong; check() says it.
// The service worker stays out of tests that are not about it.
export async function openPage(browser, server, { size = sizes.desktop, scheme = 'light', serviceWorkers = 'block', ...more } = {}) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, serviceWorkers, ...more, baseURL: server.url, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  context.setDefaultTimeout(10000);
  const page = await context.newPage();
  const seat = { context, page, keys: new Keyboard(page), troubles: [] };
  watch(seat, page);
  seat.check = () => assert.deepEqual(seat.troubles, [], 'the browser reports no error');
  return seat;
}

// Of the server's refusals only two are no trouble: that nobody is signed in yet, and what a test says it expects.
export function watch(seat, page) {
  page.on('pageerror', (error) => seat.troubles.push(String(error)));
  page.on('console', (message) => {
    const refused = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !refused) seat.troubles.push(message.text());
  });
  page.on('response', (reply) => {
    const { pathname } = new URL(reply.url());
    const known = reply.status() === 401 && pathname === '/api/v1/me';
    if (reply.status() >= 400 && !known && !seat.expected?.includes(reply.status())) seat.troubles.push(`${reply.status()} ${pathname}`);
  });
}

export async function signIn(seat, server, email) {
  await seat.page.goto(`/sign-in#${await server.linkSecret(email)}`);
  await seat.keys.act(seat.page.getByRole('button', { name: 'Sign in' }));
  await seat.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
  return seat;
}

// A signed-in page in one step.
export async function seatOf(browser, server, email, options) {
  return signIn(await openPage(browser, server, options), server, email);
}

// Opens an address and waits until the page has its heading and asks the server for nothing more.
export async function visit(page, address) {
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
}

// The same without the half second that networkidle waits: nothing is under way, and nothing begins within two frames. For many pages in a row.
export async function arrive(page, address) {
  const under = new Set(), ended = (request) => under.delete(request), begun = (request) => under.add(request);
  page.on('request', begun).on('requestfinished', ended).on('requestfailed', ended);
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  for (let still = 0; still < 2; still = under.size ? 0 : still + 1) {
    await page.evaluate(() => new Promise((end) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(end))); }));
    await page.waitForFunction(() => !document.querySelector('main .loading, main [aria-busy="true"]'));
  }
  page.off('request', begun).off('requestfinished', ended).off('requestfailed', ended);
}

const axe = fs.readFileSync(`${root}/node_modules/axe-core/axe.min.js`, 'utf8');

// What axe-core finds against the page as it is shown now, a line each; by these rules only, when they are named.
export async function violations(page, ...rules) {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe);
  const found = await page.evaluate((only) => globalThis.axe.run({ resultTypes: ['violations'], ...(only.length ? { runOnly: only } : {}) }), rules);
  return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target} (${node.failureSummary.split('\n')[1]?.trim()})`));
}
