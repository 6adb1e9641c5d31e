// Time together, in the browser: a one-to-one is planned, its agenda is filled from where things come to mind, notes are kept as one
// writes, what is agreed is done on Home, and what is open is on the next one's agenda.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit } from '../lib/browser.js';
import { activeGoal, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, mia, bea, asMia, asBea;

before(async () => {
  server = await startServer({ name: 'journey-meeting' });
  bea = await server.person({ name: 'Bea Boss', email: 'bea@example.org', zone: 'Europe/Berlin' });
  mia = await server.person({ name: 'Mia Martín', email: 'mia@example.org', manager: bea, zone: 'Europe/Berlin' });
  browser = await startBrowser();
  asMia = await seatOf(browser, server, 'mia@example.org');
  asBea = await seatOf(browser, server, 'bea@example.org');
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

async function pick(page, label, name) {
  const field = page.getByRole('combobox', { name: label });
  await field.fill(name.slice(0, 6));
  await page.getByRole('option', { name }).first().waitFor();
  await field.press('Enter');
}

test('a one-to-one, from planning to what is open next time', async () => {
  const goal = await activeGoal(mia, { supporter: bea, title: 'Guides that people finish' });
  const { page } = asMia;
  await visit(page, '/meetings');
  await page.getByRole('link', { name: 'Plan a meeting' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Plan a meeting' }).waitFor();
  await pick(page, 'Find somebody', 'Bea Boss');
  await page.getByLabel('Where: a room or a link').fill('https://meet.example.org/mia-bea');
  await page.getByLabel('The first thing to talk about').fill('How the first week went');
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.getByRole('heading', { level: 1, name: 'One-to-one with Bea Boss' }).waitFor();
  await page.getByText('How the first week went').waitFor();
  const at = page.url();

  // What comes to mind elsewhere goes to the next one.
  await visit(asBea.page, `/goals/${goal.id}`);
  await asBea.page.getByRole('button', { name: /one-to-one with Mia/ }).click();
  await asBea.page.getByLabel(/talk about with Mia/).fill('Is the second target too high?');
  await asBea.page.getByRole('button', { name: 'Add', exact: true }).click();
  await asBea.page.getByText('It is on the agenda').waitFor();

  // It is time: both write, and nothing of either is lost.
  const meeting = Number(at.split('/').at(-1));
  const { starts_at } = await ok(mia.get(`/meetings/${meeting}`));
  await ok(mia.put(`/meetings/${meeting}/time`, { starts_at: server.clock.now().toISOString() }));
  await visit(page, `/meetings/${meeting}`);
  await visit(asBea.page, `/meetings/${meeting}`);
  await asBea.page.getByText('Is the second target too high?').waitFor();
  asMia.expected = [412];
  asBea.expected = [412];
  await page.getByLabel('What all of us note').fill('The first week was good.');
  await until(async () => (await ok(mia.get(`/meetings/${meeting}`))).notes === 'The first week was good.', { what: 'the notes' });
  await asBea.page.getByLabel('What all of us note').fill('We keep the target.');
  await asBea.page.getByText('Somebody else wrote at the same time').or(asBea.page.getByText('Saved.')).first().waitFor();
  await until(async () => { const { notes } = await ok(mia.get(`/meetings/${meeting}`)); return notes.includes('first week') && notes.includes('keep the target'); }, { what: 'both' });
  await page.getByLabel('What I note for myself').fill('Ask about May.');
  await until(async () => (await ok(mia.get(`/meetings/${meeting}`))).private_notes === 'Ask about May.', { what: 'my own notes' });

  await page.getByRole('checkbox', { name: /How the first week went/ }).click();
  await page.getByRole('heading', { name: 'Talked about' }).waitFor();
  await page.getByLabel('What will be done').fill('Show the guide to five people');
  await page.getByRole('button', { name: 'Add', exact: true }).last().click();
  await page.getByRole('checkbox', { name: /Show the guide/ }).waitFor();
  await page.getByText('took place').first().waitFor();

  // What is open is on the next agenda, and what was agreed on Home, where it is done.
  await page.getByRole('navigation', { name: 'The meetings before and after' }).getByRole('link').last().click();
  await page.getByText('Is the second target too high?').waitFor();
  assert.equal(await page.getByText('How the first week went').count(), 0);
  await page.getByText('from an earlier meeting').waitFor();
  await visit(page, '/');
  await page.getByRole('heading', { name: "Today's meetings" }).waitFor();
  await page.getByRole('button', { name: 'Done: Show the guide to five people' }).click();
  await page.getByRole('heading', { name: 'Agreed in meetings' }).waitFor({ state: 'detached' });
  assert.ok(starts_at);
  asMia.check();
  asBea.check();
});

test('one is moved, one is skipped with a reason, and both can be taken back', async () => {
  const { page } = asMia;
  await visit(page, '/meetings');
  await page.locator('.meeting-line .title').nth(1).click();
  await page.getByRole('button', { name: 'Skip', exact: true }).click();
  await page.getByLabel('Why?').fill('A public holiday');
  await page.getByRole('button', { name: 'Skip it' }).click();
  await page.getByText('Skipped: A public holiday').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Skipped: A public holiday').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByLabel('Time').fill('15:45');
  await page.getByRole('button', { name: 'Move it' }).click();
  await page.locator('.lead').getByText('moved').waitFor();
  await page.locator('.lead').getByText(/3:45|15:45/).waitFor();
  asMia.check();
});
