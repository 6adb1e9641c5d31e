// Together with others, by keyboard: a part is marked, what it needs is asked of a person with a day; they suggest another day, the asker
// agrees, it is given, and the asker says that it came.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, sizes, startBrowser, violations, visit } from '../lib/browser.js';
import { activeGoal, ok } from '../lib/helpers.js';
import { Keyboard } from '../lib/keyboard.js';
import { startServer } from '../lib/server.js';

const WHAT = 'The soundings of the eastern bay';
let browser, server, mia, eva, goal, asMia, asEva;

before(async () => {
  server = await startServer({ name: 'journey-need' });
  const boss = await server.person({ name: 'Bo Boss' });
  mia = await server.person({ name: 'Mia Staff', manager: boss });
  eva = await server.person({ name: 'Eva Expert', manager: boss });
  goal = await activeGoal(mia, { supporter: boss, title: 'Chart the eastern shore' });
  await activeGoal(eva, { supporter: boss, title: 'Sound every bay' });
  browser = await startBrowser();
  for (const person of [mia, eva]) {
    const seat = await seatOf(browser, server, person.email, person === eva ? { size: sizes.phone, scheme: 'dark' } : {});
    seat.keys = new Keyboard(seat.page);
    if (person === mia) asMia = seat;
    else asEva = seat;
  }
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const button = (page, name) => page.getByRole('button', { name, exact: true });
const need = async () => (await ok(mia.get(`/goals/${goal.id}/needs`))).items[0];

test('a part is marked as mine, and what it needs is asked of somebody', async () => {
  const { page, keys } = asMia;
  await visit(page, `/goals/${goal.id}`);
  await keys.choose(page.getByLabel('How I do it'), 'Mine alone');
  await page.waitForFunction(() => document.querySelector('select[name^="how-"]')?.ariaBusy === 'false');
  assert.equal((await ok(mia.get(`/goals/${goal.id}`))).criteria[0].together, 'alone');
  await keys.act(button(page, 'Ask others for something'));
  await keys.fill(page.getByLabel('What is needed?'), WHAT);
  await keys.fill(page.getByLabel('By when?'), server.clock.day(5));
  await keys.pick(page.getByRole('combobox', { name: 'Who?' }), 'Eva', 'Eva Expert');
  assert.deepEqual(await violations(page), []);
  await keys.act(button(page, 'Ask for it'));
  await page.getByText('Eva Expert has been asked.').waitFor();
  await page.getByRole('link', { name: WHAT }).waitFor();
  asMia.check();
});

test('the other side finds it on Home, and suggests another day with a reason', async () => {
  const { page, keys } = asEva;
  await visit(page, '/');
  await page.getByText('Mia Staff needs something from you').waitFor();
  await keys.act(page.getByRole('link', { name: WHAT }));
  await keys.act(button(page, 'Suggest something else'));
  await keys.fill(page.getByLabel('By when can you?'), server.clock.day(8));
  await keys.fill(page.getByLabel('Why?'), 'The boat is away until Monday.');
  await keys.act(button(page, 'Suggest it'));
  await page.getByText('Mia Staff has been asked whether that is fine.').waitFor();
  assert.deepEqual(await violations(page), []);
  asEva.check();
});

test('the asker agrees; it is given; the asker says that it came', async () => {
  const { id } = await need();
  await visit(asMia.page, '/');
  await asMia.page.getByText('Eva Expert suggests something else for what you need').waitFor();
  await asMia.keys.act(asMia.page.getByRole('link', { name: WHAT }));
  await asMia.page.getByText('The boat is away until Monday.').first().waitFor();
  await asMia.keys.act(button(asMia.page, 'I agree'));
  await asMia.page.getByText('Agreed.').waitFor();
  assert.equal((await need()).due_on, server.clock.day(8));
  await visit(asEva.page, '/needs');
  await asEva.keys.act(asEva.page.getByRole('link', { name: WHAT }));
  await asEva.keys.act(button(asEva.page, 'It is given'));
  await asEva.keys.fill(asEva.page.getByLabel('Where is it, and what should one know?'), 'In the chart room.');
  await asEva.keys.act(asEva.page.locator('form').getByRole('button', { name: 'It is given' }));
  await asEva.page.getByText('Mia Staff has been told.').waitFor();
  await visit(asMia.page, `/needs/${id}`);
  await asMia.page.getByText('In the chart room.').waitFor();
  await asMia.keys.act(button(asMia.page, 'It came'));
  await asMia.keys.act(asMia.page.locator('form').getByRole('button', { name: 'It came' }));
  await asMia.page.getByText('Good. It is done.').waitFor();
  assert.deepEqual(await violations(asMia.page), []);
  await visit(asMia.page, `/goals/${goal.id}`);
  await asMia.keys.act(asMia.page.getByText('What was needed (1)'));
  await asMia.page.getByText('It came', { exact: true }).waitFor();
  for (const seat of [asMia, asEva]) seat.check();
});
