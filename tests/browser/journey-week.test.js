// A person's week and a manager's week in the demonstration, by keyboard alone: in by one click, what needs me, a check-in, a reply, an
// acceptance, my goals in order, the way up to the mission, the map; and for the manager who waits, an offer of help, a question, a team.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBrowser, violations } from '../lib/browser.js';
import { until } from '../lib/helpers.js';
import { Keyboard } from '../lib/keyboard.js';
import { startServer } from '../lib/server.js';

const A_MINUTE = 120; // key strokes: two a second

let browser, server;
const seats = {};

before(async () => {
  server = await startServer({ name: 'journey-week', init: false });
  const made = await server.cli('demo');
  assert.equal(made.status, 0, made.err);
  await server.serve();
  browser = await startBrowser();
  for (const as of ['person', 'manager']) {
    seats[as] = await openPage(browser, server);
    seats[as].keys = new Keyboard(seats[as].page);
  }
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const link = (page, name) => page.getByRole('link', { name });
const heading = (page, name) => page.getByRole('heading', { level: 1, name });
const goal = (column, title) => server.sql(`SELECT ${column} FROM goals WHERE title = '${title}'`);

async function enter(as, door) {
  const { page, keys } = seats[as];
  await page.goto('/');
  await heading(page, 'Look around').waitFor();
  assert.deepEqual(await violations(page), []);
  await keys.act(button(page, door));
  await heading(page, 'What needs me?').waitFor();
  return seats[as];
}

const SHADING = 'Shading that reads in rain and by torchlight', GROUND = 'Ground that reads in rain and by torchlight';

test("a person's week: in by one click, a check-in that is due", async () => {
  const { page, keys } = await enter('person', /^A person Freja/);
  await keys.act(page.getByRole('listitem').filter({ hasText: 'A check-in is due' }).getByRole('button', { name: `Check in: ${SHADING}` }));
  const dialog = page.getByRole('dialog');
  await keys.fill(dialog.getByLabel(/^Walkers of 20/), '17');
  await keys.to(dialog.getByRole('radio', { name: 'At risk' }));
  await keys.press('ArrowLeft'); // on track now
  assert.equal(await dialog.getByRole('radio', { name: 'On track' }).isChecked(), true);
  await keys.fill(dialog.getByLabel('What moved?'), 'Seventeen of twenty, in the rain.');
  await keys.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await keys.stays('a check-in');
  assert.equal(server.sql(`SELECT moved FROM checkins WHERE goal_id = ${goal('id', SHADING)} ORDER BY id DESC LIMIT 1`), 'Seventeen of twenty, in the rain.');
});

test("a person's week: a reply, and a goal that is accepted", async () => {
  const { page, keys } = seats.person;
  await keys.act(button(page, 'Reply: Colours for those who see few of them'));
  await keys.fill(page.getByLabel('Your reply'), 'Gladly, next Tuesday.');
  await keys.act(button(page, 'Send'));
  await button(page, 'Reply: Colours for those who see few of them').waitFor({ state: 'detached' });
  await keys.stays('a reply');
  const talk = "Show the wet test at the cartographers'' day";
  await keys.act(button(page, "Answer: Show the wet test at the cartographers' day"));
  await keys.act(button(page, 'Accept'));
  await button(page, "Answer: Show the wet test at the cartographers' day").waitFor({ state: 'detached' });
  await keys.stays('an acceptance');
  assert.equal(goal('state', talk), 'active');
});

test("a person's week: my goals in order, the most important first", async () => {
  const { page, keys } = seats.person;
  await keys.act(link(page, 'Put them in order'));
  await page.locator('.ordered').waitFor();
  const order = () => page.locator('.ordered .title').allTextContents();
  const before = await order();
  assert.ok(before.length > 1, before.join());
  await keys.act(button(page, `Move down: ${before[0]}`));
  await page.getByText(`${before[0]} is now number 2`).waitFor();
  await keys.stays('a move');
  await keys.press(before.length === 2 ? 'Enter' : 'Shift+Tab'); // the focus went with it: up again is the stop before
  if (before.length > 2) await keys.press('Enter');
  await page.getByText(`${before[0]} is now number 1`).waitFor();
  assert.deepEqual(await order(), before);
  await keys.act(button(page, `Move up: ${before[1]}`));
  await page.getByText(`${before[1]} is now number 1`).waitFor();
  const first = () => server.sql(`SELECT g.title FROM goals g JOIN people p ON p.id = g.owner_id WHERE p.name LIKE 'Freja%' AND g.state <> 'closed' ORDER BY g.priority, g.id LIMIT 1`);
  await until(() => first() === before[1], { what: 'the order' });
});

test("a person's week: why my goal is there, and where it lies in the tree and on the map", async () => {
  const { page, keys } = seats.person;
  await keys.palette('shading that reads', new RegExp(`^${SHADING}`));
  await heading(page, SHADING).waitFor();
  await page.getByText('Everybody can find the way, and walk it their own way.').waitFor();
  await keys.act(link(page, 'Show it on the map'), 'Enter', { back: true }); // the way up stands above the heading
  await page.getByRole('treeitem', { name: SHADING, selected: true }).waitFor();
  await page.goBack();
  await heading(page, SHADING).waitFor();
  await keys.act(link(page, GROUND), 'Enter', { back: true });
  await heading(page, GROUND).waitFor();
  await keys.go('g', 'Goals');
  await page.getByText(SHADING).first().waitFor(); // the tree is opened at my place
  assert.deepEqual(await violations(page), []);

  await keys.act(page.getByRole('link', { name: 'Map', exact: true }));
  const card = page.getByRole('treeitem', { selected: true });
  await card.waitFor();
  await keys.to(card);
  await keys.type('shading');
  await page.getByRole('treeitem', { name: SHADING, selected: true }).waitFor();
  await keys.press('ArrowLeft'); // to what it serves
  await page.getByRole('treeitem', { name: GROUND, selected: true }).waitFor();
  await keys.stays('a step on the map');
  assert.ok(await page.getByRole('treeitem', { selected: true }).evaluate((at) => {
    const box = at.getBoundingClientRect();
    return at === document.activeElement && box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
  }), 'the map follows');
  await keys.press('+');
  await keys.press('0');
  assert.deepEqual(await violations(page), []);
  await keys.press('Enter');
  await heading(page, GROUND).waitFor();
  seats.person.check();
});

test('a check-in takes under a minute, from the page of the people, by keyboard alone', async () => {
  const { page, keys } = seats.person;
  await keys.go('p', 'People');
  keys.strokes = 0;
  await keys.palette('check in shad', `Check in: ${SHADING}`);
  const dialog = page.getByRole('dialog', { name: `Check in: ${SHADING}` });
  await keys.fill(dialog.getByLabel(/^Walkers of 20/), '18');
  await keys.fill(dialog.getByLabel('What moved?'), 'One more, at night.');
  const said = 'One more, at night.'.length;
  await keys.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await heading(page, 'People').waitFor();
  await keys.stays('a check-in');
  assert.ok(keys.strokes - said < 35 && keys.strokes < A_MINUTE, `${keys.strokes} key strokes`);
  assert.equal(server.sql(`SELECT moved FROM checkins WHERE goal_id = ${goal('id', SHADING)} ORDER BY id DESC LIMIT 1`), 'One more, at night.');

  // A dialog that is left gives the focus back to where it was taken from.
  await keys.to(page.getByLabel('Find somebody'));
  await keys.palette('check in shad', `Check in: ${SHADING}`);
  await dialog.waitFor();
  await keys.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.match(await keys.here(), /Find somebody/);
  seats.person.check();
});

test("a manager's week: who waits is answered, with help and with a question", async () => {
  const { page, keys } = await enter('manager', /^A manager Chiara/);
  const glacier = 'Glacier edges drawn with their year', ice = 'Ice that carries, and ice that does not';
  await keys.act(button(page, `Answer: ${glacier}`));
  await keys.fill(page.getByLabel('A few words'), 'Take two days of mine for the old photographs.');
  await keys.act(button(page, 'Offer help'));
  await button(page, `Answer: ${glacier}`).waitFor({ state: 'detached' });
  await keys.stays('an answer');
  assert.equal(goal('state', glacier), 'active');
  await keys.act(button(page, `Answer: ${ice}`));
  await keys.fill(page.getByLabel('A few words'), 'Who walks on the ice to measure it?');
  await keys.act(button(page, 'Ask'));
  await button(page, `Answer: ${ice}`).waitFor({ state: 'detached' });
  assert.equal(server.sql(`SELECT p.name FROM goals g JOIN people p ON p.id = g.waits_for WHERE g.title = '${ice}'`), 'Satu Lehtinen');
});

test("a manager's week: a team is read, and the other eyes are one click away", async () => {
  const { page, keys } = seats.manager;
  await keys.palette('alps and north', /^Alps and North/);
  await heading(page, 'Alps and North').waitFor();
  await page.getByText('From Skye to the Tatra: true before each season.').waitFor();
  assert.deepEqual(await violations(page), []);
  await keys.go('h', 'What needs me?');
  await keys.act(button(page, 'As people operations'));
  await page.getByText('You look around as Bilal Rahman').waitFor();
  seats.manager.check();
});
