// Whom do I ask? By keyboard: a lead names somebody for a topic; others find them in the palette, and who stands in while they are away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit } from '../lib/browser.js';
import { ok } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, team, lead, expert, second, asker;

before(async () => {
  browser = await startBrowser();
  server = await startServer({ name: 'contact-ways' });
  team = await server.team('Money');
  lead = await server.person({ name: 'Lea Lead' });
  expert = await server.person({ name: 'Eve Expert' });
  second = await server.person({ name: 'Sam Second' });
  asker = await server.person({ name: 'Ann Asker' });
  await ok(server.admin.post(`/teams/${team.id}/members`, { person_id: lead.id, role: 'lead' }), 201);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

test('the lead names somebody for a topic, and who stands in', async () => {
  const seat = await seatOf(browser, server, lead.email), { page, keys } = seat;
  await visit(page, `/teams/${team.id}`);
  await keys.act(page.getByRole('button', { name: 'Name somebody for a topic' }));
  await keys.fill(page.getByLabel('For what'), 'Invoices');
  await keys.pick(page.getByRole('combobox', { name: 'Whom one asks' }), 'eve', 'Eve Expert');
  await page.getByText('Eve Expert is asked').waitFor();
  await page.waitForFunction((email) => document.querySelector('#f-contact-address').value === email, expert.email);
  await keys.pick(page.getByRole('combobox', { name: 'Who stands in?' }), 'sam', 'Sam Second');
  await page.getByText('Sam Second stands in').waitFor();
  await keys.act(page.getByRole('button', { name: 'Add', exact: true }));
  await page.locator('.contacts > li', { hasText: 'Invoices' }).waitFor();
  seat.check();
  await seat.context.close();
});

test('others ask the palette, and come to the person at this contact point; while they are away to who stands in', async () => {
  const seat = await seatOf(browser, server, asker.email), { page } = seat;
  const ask = async (words) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Where to, or what?' }).waitFor();
    await page.keyboard.type(words);
  };
  await visit(page, '/');
  await ask('whom do');
  await page.getByRole('option', { name: 'Whom do I ask about' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('invoi');
  await page.getByRole('option', { name: /^Invoices.*Eve Expert.*Money/ }).waitFor();
  await page.getByRole('option', { name: 'Raise something with Eve Expert' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/people/${expert.id}#contact-*`);
  await page.waitForFunction(() => document.activeElement?.id?.startsWith('contact-'));
  await ok(expert.post(`/people/${expert.id}/absences`, { starts_on: server.clock.day(-1), ends_on: server.clock.day(2) }), 201);
  await ask('invoices');
  await page.getByRole('option', { name: /^Invoices.*Eve Expert is away until .*: ask Sam Second/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/people/${second.id}`);
  await ask('who do I ask about zebras?');
  await page.getByText('Nobody is named for this.').waitFor();
  assert.equal(await page.getByRole('option').count(), 0);
  seat.check();
  await seat.context.close();
});
