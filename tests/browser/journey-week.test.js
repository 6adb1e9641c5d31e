// A person's week and a manager's week in the demonstration, by keyboard alone: in by one click, what needs me, a check-in, a reply,
// an acceptance, the way up to the mission, the map; and for the manager who waits, an offer of help, a question, a team.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBrowser, violations } from '../lib/browser.js';
import { startServer } from '../lib/server.js';

let browser, server;
const seats = {};

before(async () => {
  server = await startServer({ name: 'journey-week', init: false });
  const made = await server.cli('demo');
  assert.equal(made.status, 0, made.err);
  await server.serve();
  browser = await startBrowser();
  for (const as of ['person', 'manager']) seats[as] = await openPage(browser, server);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const focused = (place) => place.evaluate((node) => node === document.activeElement);

// Tab, until this is focused, as a person would.
async function tabTo(page, place, most = 150) {
  await place.waitFor();
  for (let i = 0; i < most; i++) {
    if (await focused(place)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${place} is not reached by Tab`);
}
async function press(page, place, key = 'Enter') {
  await tabTo(page, place);
  await page.keyboard.press(key);
}
const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const link = (page, name) => page.getByRole('link', { name });
const heading = (page, name) => page.getByRole('heading', { level: 1, name });
const goal = (column, title) => server.sql(`SELECT ${column} FROM goals WHERE title = '${title}'`);
const home = async (page) => {
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await heading(page, 'What needs me?').waitFor();
};

async function enter(as, door) {
  const { page } = seats[as];
  await page.goto('/');
  await heading(page, 'Look around').waitFor();
  assert.deepEqual(await violations(page), []);
  await press(page, button(page, door));
  await heading(page, 'What needs me?').waitFor();
  return page;
}

const SHADING = 'Shading that reads in rain and by torchlight';

test("a person's week: in by one click, a check-in that is due", async () => {
  const page = await enter('person', /^A person Freja/);
  await press(page, page.getByRole('listitem').filter({ hasText: 'A check-in is due' }).getByRole('button', { name: `Check in: ${SHADING}` }));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Walkers of 20/).waitFor();
  await tabTo(page, dialog.getByLabel(/^Walkers of 20/));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('17');
  await tabTo(page, dialog.getByRole('radio', { name: 'At risk' }));
  await page.keyboard.press('ArrowLeft'); // on track now
  assert.equal(await dialog.getByRole('radio', { name: 'On track' }).isChecked(), true);
  await tabTo(page, dialog.getByLabel('What moved?'));
  await page.keyboard.type('Seventeen of twenty, in the rain.');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(server.sql(`SELECT moved FROM checkins WHERE goal_id = ${goal('id', SHADING)} ORDER BY id DESC LIMIT 1`), 'Seventeen of twenty, in the rain.');
});

test("a person's week: a reply, and a goal that is accepted", async () => {
  const { page } = seats.person;
  await press(page, button(page, 'Reply: Colours for those who see few of them'));
  await tabTo(page, page.getByLabel('Your reply'));
  await page.keyboard.type('Gladly, next Tuesday.');
  await press(page, button(page, 'Send'));
  await button(page, 'Reply: Colours for those who see few of them').waitFor({ state: 'detached' });
  const talk = "Show the wet test at the cartographers'' day";
  await press(page, button(page, "Answer: Show the wet test at the cartographers' day"));
  await press(page, button(page, 'Accept'));
  await button(page, "Answer: Show the wet test at the cartographers' day").waitFor({ state: 'detached' });
  assert.equal(goal('state', talk), 'active');
});

test("a person's week: why my goal is there, and where it lies on the map", async () => {
  const { page } = seats.person;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Where to, or what?' }).waitFor();
  await page.keyboard.type('shading that reads');
  await page.getByRole('option', { name: new RegExp(`^${SHADING}`) }).first().waitFor(); // the find, not only the check-in of that name
  const option = page.getByRole('option').and(page.locator('[aria-selected="true"]'));
  for (let i = 0; i < 10 && !(await option.textContent()).startsWith(SHADING); i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, SHADING).waitFor();
  await page.getByText('Everybody can find the way, and walk it their own way.').waitFor();
  await press(page, link(page, 'Ground that reads in rain and by torchlight').first());
  await heading(page, 'Ground that reads in rain and by torchlight').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await heading(page, 'Goals').waitFor();
  await page.getByText(SHADING).first().waitFor(); // the tree is opened at my place
  assert.deepEqual(await violations(page), []);
  seats.person.check();
});

test("a manager's week: who waits is answered, with help and with a question", async () => {
  const page = await enter('manager', /^A manager Chiara/);
  const glacier = 'Glacier edges drawn with their year', ice = 'Ice that carries, and ice that does not';
  await press(page, button(page, `Answer: ${glacier}`));
  await tabTo(page, page.getByLabel('A few words'));
  await page.keyboard.type('Take two days of mine for the old photographs.');
  await press(page, button(page, 'Offer help'));
  await button(page, `Answer: ${glacier}`).waitFor({ state: 'detached' });
  assert.equal(goal('state', glacier), 'active');
  await press(page, button(page, `Answer: ${ice}`));
  await tabTo(page, page.getByLabel('A few words'));
  await page.keyboard.type('Who walks on the ice to measure it?');
  await press(page, button(page, 'Ask'));
  await button(page, `Answer: ${ice}`).waitFor({ state: 'detached' });
  assert.equal(server.sql(`SELECT p.name FROM goals g JOIN people p ON p.id = g.waits_for WHERE g.title = '${ice}'`), 'Satu Lehtinen');
});

test("a manager's week: a team is read, and the other eyes are one click away", async () => {
  const { page } = seats.manager;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Where to, or what?' }).waitFor();
  await page.keyboard.type('alps and north');
  const option = page.getByRole('option').and(page.locator('[aria-selected="true"]'));
  await page.getByRole('option', { name: 'Alps and North' }).first().waitFor();
  for (let i = 0; i < 10 && !(await option.textContent()).startsWith('Alps and North'); i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, 'Alps and North').waitFor();
  await page.getByText('From Skye to the Tatra: true before each season.').waitFor();
  assert.deepEqual(await violations(page), []);
  await home(page);
  await press(page, button(page, 'As people operations'));
  await page.getByText('You look around as Bilal Rahman').waitFor();
  seats.manager.check();
});
