// Every word that a person reads comes from the catalogues: in the pseudo-language all of them stand in brackets, and what stands
// outside is the organisation's own data, a number or a date. And in German nothing is wider than a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { entries } from '../../tools/catalogue.mjs';
import { openPage, seatOf, sizes, startBrowser, visit } from '../lib/browser.js';
import { startServer } from '../lib/server.js';

let browser, demo, person;

before(async () => {
  browser = await startBrowser();
  demo = await startServer({ name: 'language-demo', init: false, postgres: false });
  const made = await demo.cli('demo');
  assert.equal(made.status, 0, made.err);
  await demo.serve();
  person = demo.sql("SELECT p.email FROM people p JOIN goals g ON g.owner_id = p.id WHERE g.state = 'active' AND (p.roles % 2) = 1 LIMIT 1")
    || demo.sql("SELECT email FROM people WHERE (roles % 2) = 1 LIMIT 1");
});
after(async () => {
  await browser?.close();
  await demo?.remove();
});

const speak = (language) => demo.sql(`UPDATE people SET language = '${language}' WHERE email = '${person}'`);
const one = (sql) => demo.sql(`${sql} LIMIT 1`);

const spoken = () => ['/', '/nowhere', '/people', '/people?view=teams', '/people?view=line', '/people?q=a', '/account', '/search?q=a', '/goals', '/goals?view=map', '/goals?view=list',
  '/goals/new', '/import', '/invitations', '/care', '/periods', '/framework', `/people/${one('SELECT id FROM people ORDER BY id DESC')}`, `/teams/${one('SELECT id FROM teams ORDER BY id DESC')}`,
  `/goals/${one("SELECT id FROM goals WHERE state = 'active' AND children > 0 ORDER BY id")}`,
  `/goals/${one("SELECT id FROM goals WHERE state = 'proposed' ORDER BY id")}`];

// All that the server said is data, but its sentences, which have brackets of their own.
function gather(value, into) {
  if (typeof value === 'string') into.add(value.replaceAll(/\s+/g, ' ').trim());
  else if (value && typeof value === 'object') for (const v of Object.values(value)) gather(v, into);
}

// What the browser says by itself, in English: numbers with their names, dates, times.
const NATIVE = [/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\b/g, /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(day|sday|nesday|rsday|urday)?\b/g, /\b[AP]M\b/gi,
  /\b(in )?[\d,]+ (second|minute|hour|day|week|month|year)s?( ago)?\b/g, /\b(now|today|tomorrow|yesterday|(this|next|last) (second|minute|hour|week|month|year))\b/g,
  /\b[A-Z]\w+\/[\w/+-]+( [A-Z]\w+)*\b/g, /\b(UTC|GMT|Waymark|English|Deutsch)\b/g, /\((United (Kingdom|States)|Österreich|Schweiz)\)/g];

// Texts and spoken attributes of the page in the order of reading, without those in brackets: [where, text].
const outside = (root) => {
  const found = [];
  let depth = 0;
  const strip = (text) => {
    let out = '';
    for (const c of text) {
      if (c === '⟦') depth++;
      else if (c === '⟧') depth--;
      else if (depth === 0) out += c;
    }
    return out;
  };
  const attribute = (text) => {
    const before = depth;
    depth = 0;
    const rest = strip(text);
    depth = before;
    return rest;
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const rest = strip(node.data);
      if (rest.trim()) found.push([node.parentElement.tagName.toLowerCase(), rest]);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|CODE|KBD|PRE|NOSCRIPT)$/.test(node.tagName) || node.hidden || !node.checkVisibility()) return;
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description', 'aria-roledescription', 'aria-valuetext'])
      if (node.hasAttribute(name)) found.push([`${node.tagName.toLowerCase()} ${name}`, attribute(node.getAttribute(name))]);
    for (const child of node.childNodes) walk(child);
  };
  for (const at of document.querySelectorAll(root)) walk(at);
  return found;
};

/** What is left of a text when data, numbers and dates are taken out. */
function left(text, data) {
  let rest = text.replaceAll(/\s+/g, ' ').trim();
  if (data.has(rest) || /^\p{Lu}{1,2}$/u.test(rest)) return ''; // two capitals are the initials of a name
  for (const native of NATIVE) rest = rest.replaceAll(native, ' ');
  if (!/\p{L}/u.test(rest)) return '';
  for (const known of [...data].sort((a, b) => b.length - a.length)) if (known.length > 1 && rest.includes(known)) rest = rest.replaceAll(known, ' ');
  return /\p{L}/u.test(rest) ? rest.trim() : '';
}

async function listened(seat) {
  const data = new Set();
  data.heard = [];
  seat.page.on('response', (reply) => {
    if (reply.url().includes('/api/v1/') && reply.ok()) data.heard.push(reply.json().then((body) => gather(body, data), () => undefined));
  });
  return data;
}

async function words(page, root, data) {
  const wrong = [];
  await Promise.all(data.heard);
  for (const [where, text] of await page.evaluate(`(${outside})(${JSON.stringify(root)})`)) {
    const rest = left(text, data);
    if (rest) wrong.push(`<${where}> "${text.trim()}" leaves "${rest}"`);
  }
  return wrong;
}

test('in the pseudo-language no word stands outside of the brackets', async () => {
  speak('en-XA');
  const seat = await openPage(browser, demo);
  const data = await listened(seat);
  await seat.page.goto(`/sign-in#${await demo.linkSecret(person)}`);
  await seat.page.locator('form button').first().click();
  await seat.page.locator('main h1').waitFor();
  const wrong = [];
  for (const address of spoken()) {
    await visit(seat.page, address);
    wrong.push(...(await words(seat.page, 'body', data)).map((w) => `${address}: ${w}`));
  }
  await visit(seat.page, '/');
  for (const key of ['?', 'Control+k']) {
    await seat.page.keyboard.press(key);
    await seat.page.getByRole('dialog').waitFor().catch(async (e) => { throw new Error(`${key} opened nothing: ${seat.troubles}`, { cause: e }); });
    await seat.page.waitForLoadState('networkidle');
    wrong.push(...(await words(seat.page, 'dialog', data)).map((w) => `${key}: ${w}`));
    await seat.page.keyboard.press('Escape');
    await seat.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  assert.deepEqual([...new Set(wrong)], []);
  await seat.context.close();
});

test('before anybody is signed in, the pseudo-language brackets all words, too', async () => {
  const context = await browser.newContext({ baseURL: demo.url, locale: 'en-XA', serviceWorkers: 'block' });
  const page = await context.newPage();
  const data = await listened({ page });
  await visit(page, '/');
  assert.deepEqual(await words(page, 'body', data), []);
  await context.close();
});

// Texts of the page that are an English message which German says otherwise: its words did not come with its part.
const texts = `[...document.querySelectorAll('body *')].filter((e) => !['SCRIPT', 'STYLE'].includes(e.tagName)).flatMap((e) => [...e.childNodes])
  .filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data.trim())`;

test('in German nothing is wider than a phone, nothing is said in English, and the page says its language', async () => {
  const english = new Set(entries('de').filter(({ message, words: said }) => message !== said && message.includes(' ')).map((e) => e.message));
  speak('de-DE');
  const seat = await openPage(browser, demo, { size: sizes.phone });
  await seat.page.goto(`/sign-in#${await demo.linkSecret(person)}`);
  await seat.page.locator('form button').first().click();
  await seat.page.locator('main h1').waitFor();
  const wrong = [];
  for (const address of spoken()) {
    await visit(seat.page, address);
    const { language, wide, cut } = await seat.page.evaluate(`({ language: document.documentElement.lang, wide: document.scrollingElement.scrollWidth - innerWidth,
      cut: [...document.querySelectorAll('button, .button, h1, h2, label, summary')].filter((e) => e.checkVisibility() && e.clientWidth > 2 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow === 'hidden' && getComputedStyle(e).textOverflow !== 'ellipsis').map((e) => e.textContent) })`);
    if (language !== 'de') wrong.push(`${address}: says its language is ${language}`);
    if (wide > 0) wrong.push(`${address}: ${wide} pixels wider than the screen`);
    for (const text of await seat.page.evaluate(texts)) if (english.has(text)) wrong.push(`${address}: says "${text}"`);
    for (const text of cut) wrong.push(`${address}: "${text}" is cut`);
  }
  assert.deepEqual(wrong, []);
  seat.check();
  await seat.context.close();
});

test('a person who has not chosen reads what their browser asks for, and the choice is remembered', async () => {
  demo.sql(`UPDATE people SET language = NULL WHERE email = '${person}'`);
  const seat = await seatOf(browser, demo, person);
  assert.equal(await seat.page.evaluate('document.documentElement.lang'), 'en');
  await seat.page.keyboard.press('Control+k');
  await seat.page.getByRole('combobox', { name: 'Where to, or what?' }).fill('deutsch');
  await seat.page.keyboard.press('Enter');
  await seat.page.getByRole('heading', { level: 1, name: 'Was braucht mich?' }).waitFor();
  assert.equal(await seat.page.evaluate('document.documentElement.lang'), 'de');
  await seat.page.reload();
  await seat.page.getByRole('heading', { level: 1, name: 'Was braucht mich?' }).waitFor();
  seat.check();
  await seat.context.close();
});
