// Each page of the interface in Chromium, on generated organisations: from the navigation to the first useful picture, which is the
// page's heading with its data, nothing on it saying that it still loads. Then the goal map (bench/map.mjs).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sizes, startBrowser } from '../tests/lib/browser.js';
import { cli, fill, makeDatabase, othersNow, serve } from './organisation.mjs';
import { shape } from './generate.mjs';

export const PEOPLE = [290, 1474, 100000];
const TIMES = 5;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

// One who leads eight people and is led, and people operations.
const reader = (people) => shape(people).lowest + 1;
const operations = () => 1;

function addresses(people) {
  const id = reader(people);
  return [
    { name: 'Home', at: '/' },
    { name: 'Goals: the tree', at: '/goals' },
    { name: 'Goals: mine', at: '/goals?view=mine' },
    { name: 'Goals: a list', at: '/goals?view=list' },
    { name: 'A goal', at: `/goals/${(id - 1) * 5 + 1}` },
    { name: 'A new goal', at: '/goals/new' },
    { name: 'People', at: '/people' },
    { name: 'Teams', at: '/people?view=teams' },
    { name: 'A person', at: `/people/${id}` },
    { name: 'A team', at: '/teams/1' },
    { name: 'Search', at: '/search?q=customer' },
    { name: 'My account', at: '/account' },
    { name: 'Framework', at: '/framework' },
    { name: 'Periods', at: '/periods' },
    { name: 'Care', at: '/care', as: operations },
    { name: 'Invitations', at: '/invitations', as: operations },
    { name: 'Import', at: '/import', as: operations },
  ];
}

// Runs in the page before anything of its own: globalThis.usefulAt is when it was last seen to become useful, painted.
function watch() {
  const useful = () => !!document.querySelector('main h1')?.textContent.trim() && !document.querySelector('main .loading, main [aria-busy="true"]');
  let was = false;
  globalThis.usefulAt = 0;
  const look = () => {
    const now = useful();
    if (now === was) return;
    was = now;
    globalThis.usefulAt = 0;
    if (now) requestAnimationFrame(() => setTimeout(() => { if (was && !globalThis.usefulAt) globalThis.usefulAt = performance.now(); }));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class', 'aria-busy'] });
}

async function once(page, at) {
  await page.goto('/healthz'); // not about:blank, from where Chromium starts a process for the page, up to 250 ms that say nothing of it
  await page.goto(at);
  await page.waitForLoadState('networkidle'); // a page that goes on loading parts of itself was not there yet
  for (const until = Date.now() + 10000; !(await page.evaluate('globalThis.usefulAt'));) {
    if (Date.now() > until) throw new Error(`${at} never became useful`);
    await page.waitForTimeout(10);
  }
  return page.evaluate('globalThis.usefulAt');
}

const seat = (browser, url, state) => browser.newContext({ viewport: sizes.desktop, baseURL: url, locale: 'en-GB', timezoneId: 'Europe/Berlin', storageState: state });

async function signIn(browser, url, secret) {
  const context = await seat(browser, url), page = await context.newPage();
  await page.goto(`/sign-in#${secret}`);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
  const state = await context.storageState();
  await context.close();
  return { ...state, origins: [] };
}

// With a browser that has never been here, and with one that has.
async function measurePage(browser, url, state, at) {
  const first = [], again = [];
  let context;
  for (let i = 0; i < TIMES; i++) {
    await context?.close();
    context = await seat(browser, url, state);
    await context.addInitScript(watch);
    first.push(await once(await context.newPage(), at));
  }
  const page = context.pages()[0];
  for (let i = 0; i < TIMES; i++) again.push(await once(page, at));
  await context.close();
  return { first: median(first), again: median(again) };
}

async function organisation(folder, people, say, others) {
  fs.mkdirSync(path.join(folder, 'pages'), { recursive: true });
  const db = makeDatabase(path.join(folder, 'pages'), undefined, people);
  say(`Chromium, ${people} people: filling`);
  fill(db, say);
  const secret = (id) => cli('link', `p${id}@bench.example`, ...db.where).split('#')[1].trim();
  const [own, caring, mapping] = [reader(people), operations(), operations() + 1].map(secret);
  const server = await serve(db), browser = await startBrowser(), rows = [];
  try {
    const states = [await signIn(browser, server.url, own), await signIn(browser, server.url, caring)];
    for (const { name, at, as } of addresses(people)) {
      others.push(await othersNow());
      rows.push({ page: name, ...await measurePage(browser, server.url, states[as ? 1 : 0], at) });
      say(`  ${name}: ${rows.at(-1).first.toFixed(0)} ms the first time, ${rows.at(-1).again.toFixed(0)} ms again`);
    }
    const map = fs.existsSync('bench/map.mjs') && await (await import('./map.mjs')).measureMap(`${server.url}/sign-in#${mapping}`);
    if (map) say(`  map: first picture ${map.map.toFixed(0)} ms, longest frames ${map.opened.most.toFixed(0)}, ${map.full.most.toFixed(0)}, ${map.far.most.toFixed(0)} ms`);
    return { people, rows, map };
  } finally {
    await browser.close();
    await server.stop();
    if (!process.env.KEEP) fs.rmSync(path.dirname(db.file), { recursive: true });
  }
}

export async function measurePages(folder, people, say) {
  const found = { chromium: execFileSync('chromium', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(), organisations: [], others: [] };
  for (const n of people) found.organisations.push(await organisation(folder, n, say, found.others));
  return found;
}
