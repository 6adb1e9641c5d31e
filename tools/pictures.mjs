// `make pictures`: every page of the demonstration organisation, at two sizes, light and dark, into docs/pictures. What there is to
// see is one table below; `node tools/pictures.mjs 'goal|team'` takes only those whose name has one of these words.
import fs from 'node:fs';
import { openPage, schemes, sizes, startBrowser, visit } from '../tests/lib/browser.js';
import { startServer } from '../tests/lib/server.js';

const folder = 'docs/pictures';
const QUALITY = 72; // JPEG: the whole folder stays small, and text can be read

const goal = "title LIKE 'Shading that reads%'", team = "name = 'Alps and North'", person = "name LIKE 'Freja %'";
const id = (server, table, where) => server.sql(`SELECT id FROM ${table} WHERE ${where} ORDER BY id LIMIT 1`);

// name; as whom one looks (null: nobody yet); the address; what is done there before the picture is taken.
const pictures = [
  ['sign-in', null, () => '/sign-in'],
  ['home', 'person', () => '/'],
  ['home-manager', 'manager', () => '/'],
  ['goals', 'person', () => '/goals'],
  ['goals-map', 'person', () => '/goals?view=map'],
  ['goals-list', 'manager', () => '/goals?view=list'],
  ['goal', 'person', (at) => `/goals/${id(at, 'goals', goal)}`],
  ['goal-new', 'person', (at) => `/goals/new?serves=${id(at, 'goals', "title LIKE 'Ground that reads%'")}`],
  ['check-in', 'person', () => '/', (page) => page.getByRole('button', { name: /^Check in: Shading/ }).first().click()],
  ['palette', 'manager', () => '/', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').last().waitFor();
    await page.keyboard.type('wet');
    await page.getByRole('option').nth(2).waitFor();
  }],
  ['person', 'manager', (at) => `/people/${id(at, 'people', person)}`],
  ['meetings', 'person', () => '/meetings'],
  ['meeting', 'person', (at) => `/meetings/${at.sql("SELECT k.id FROM meetings k JOIN meeting_series s ON s.id = k.series_id JOIN people p ON p.id IN (s.pair_low, s.pair_high) WHERE p.name LIKE 'Freja %' AND k.state = 'planned' ORDER BY k.starts_at LIMIT 1")}`],
  ['meeting-new', 'manager', (at) => `/meetings/new?with=${id(at, 'people', person)}`],
  ['people', 'manager', () => '/people'],
  ['teams', 'manager', () => '/people?view=teams'],
  ['team', 'manager', (at) => `/teams/${id(at, 'teams', team)}`],
  ['needs', 'manager', () => '/needs?view=all'],
  ['need', 'person', (at) => `/needs/${id(at, 'needs', "text LIKE 'Photographs of%'")}`],
  ['barriers', 'manager', () => '/barriers?view=all'],
  ['barrier', 'person', (at) => `/barriers/${id(at, 'barriers', "text LIKE 'The wet-paper%'")}`],
  ['search', 'person', () => '/search?q=rain'],
  ['periods', 'people_operations', () => '/periods'],
  ['raise', 'person', (at) => `/raise?with=${id(at, 'people', person)}`],
  ['raised', 'manager', () => '/raised'],
  ['isolation', 'people_operations', () => '/isolation'],
  ['joiner', 'people_operations', () => '/people/new'],
  ['changeover', 'people_operations', (at) => `/people/${id(at, 'people', person)}/changeover`],
  ['forecasts', 'people_operations', () => '/forecast?stage=three_quarters'],
  ['framework', 'people_operations', () => '/framework'],
  ['care', 'people_operations', () => '/care'],
  ['invitations', 'people_operations', () => '/invitations'],
  ['import', 'people_operations', () => '/import'],
  ['notices', 'person', () => '/notices'],
  ['account', 'person', () => '/account'],
];

async function take(server, browser, size, scheme, as, list) {
  const seat = await openPage(browser, server, { size: sizes[size], scheme });
  const { page } = seat;
  if (as) {
    const reply = await seat.context.request.post('/api/v1/sign-in/demonstration', { data: { as } });
    if (!reply.ok()) throw new Error(await reply.text());
  }
  for (const [name, , address, act] of list) {
    await visit(page, address(server));
    if (as) await page.locator('.look-around button').first().waitFor();
    if (act) await act(page);
    await page.waitForLoadState('networkidle');
    await page.evaluate('document.fonts.ready');
    await page.screenshot({ path: `${folder}/${name}-${size}-${scheme}.jpg`, type: 'jpeg', quality: QUALITY, animations: 'disabled', caret: 'hide' });
  }
  await seat.context.close();
}

const word = process.argv[2] ?? '';
const wanted = pictures.filter(([name]) => new RegExp(word).test(name));
fs.mkdirSync(folder, { recursive: true });
if (!word) for (const file of fs.readdirSync(folder)) if (/\.(png|jpg)$/.test(file)) fs.rmSync(`${folder}/${file}`);
const server = await startServer({ name: 'pictures', init: false, postgres: false });
const browser = await startBrowser();
try {
  const made = await server.cli('demo');
  if (made.status !== 0) throw new Error(made.err);
  await server.serve();
  for (const size of Object.keys(sizes))
    for (const scheme of schemes)
      for (const as of new Set(wanted.map(([, as]) => as))) await take(server, browser, size, scheme, as, wanted.filter((p) => p[1] === as));
} finally {
  await browser.close();
  await server.remove();
}
const bytes = fs.readdirSync(folder).reduce((sum, file) => sum + fs.statSync(`${folder}/${file}`).size, 0);
console.log(`${folder}: ${Math.round(bytes / 1024)} KiB`);
