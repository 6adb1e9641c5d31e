// A barrier that rises and is lifted: what a check-in says is in the way becomes a barrier by one act; nobody takes it up, so it goes to the
// next person once; they take it up on a phone with a date and lift it; and who is introduced writes in the note.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, sizes, startBrowser, violations, visit } from '../lib/browser.js';
import { activeGoal, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, top, boss, mia, expert, goal, asMia;

before(async () => {
  server = await startServer({ name: 'journey-barrier' });
  top = await server.person({ name: 'Tora Top' });
  boss = await server.person({ name: 'Bo Boss', manager: top });
  mia = await server.person({ name: 'Mia Staff', manager: boss });
  expert = await server.person({ name: 'Eva Expert', manager: top, skills: ['Harbour permits'] });
  goal = await activeGoal(mia, { supporter: boss, title: 'Chart the eastern shore' });
  await ok(mia.post(`/goals/${goal.id}/checkins`, { confidence: 'at_risk', in_the_way: 'The harbour permit is missing.' }), 201);
  browser = await startBrowser();
  asMia = await seatOf(browser, server, mia.email);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const barrier = async () => (await ok(mia.get(`/goals/${goal.id}/barriers`))).items[0];
const title = (page) => page.getByRole('heading', { level: 1, name: 'The harbour permit is missing.' });

test('what the check-in says becomes a barrier by one act, and is told better', async () => {
  const { page } = asMia;
  await visit(page, `/goals/${goal.id}`);
  await page.getByRole('button', { name: 'Ask for help with it' }).click();
  await page.getByText('Bo Boss has been asked to help.').waitFor();
  await page.getByRole('link', { name: 'The harbour permit is missing.' }).click();
  await title(page).waitFor();
  await page.getByRole('button', { name: 'Tell it better' }).click();
  await page.getByRole('checkbox', { name: 'Important' }).check();
  await page.getByRole('checkbox', { name: 'Urgent' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('If nobody takes it up, it goes to the next person').waitFor();
  assert.deepEqual(await violations(page), []);
  const b = await barrier();
  assert.deepEqual([b.importance, b.urgency, b.asked_id], ['high', 'high', boss.id]);
  asMia.check();
});

test('somebody whose skill it names is suggested with the reason, and introduced by one click', async () => {
  const { page } = asMia;
  await page.getByText('Knows about Harbour permits').waitFor();
  await page.getByRole('button', { name: 'Introduce Eva Expert' }).click();
  await page.getByText('Only the two of you read this note, and both can change it.').waitFor();
  asMia.check();
  await asMia.context.close();
  const asEva = await seatOf(browser, server, expert.email);
  await asEva.page.getByText('You were introduced to Mia Staff').waitFor();
  await asEva.page.getByRole('link', { name: 'The harbour permit is missing.' }).first().click();
  await asEva.page.getByRole('button', { name: 'Write in it' }).click();
  await asEva.page.getByLabel('Your note').fill('Ask at the pier office on Friday.');
  await asEva.page.getByRole('button', { name: 'Save' }).click();
  await asEva.page.getByText('Ask at the pier office on Friday.').waitFor();
  assert.deepEqual(await violations(asEva.page), []);
  asEva.check();
  await asEva.context.close();
});

test('nobody takes it up: it goes to the next person, who helps and lifts it on a phone', async () => {
  const { rises_at: rises } = await barrier();
  server.clock.set(rises);
  server.clock.advance({ minutes: 1 });
  await server.restart(); // the jobs run at once
  await until(async () => (await barrier()).asked_id === top.id, { what: 'the barrier rises' });
  const asTop = await seatOf(browser, server, top.email, { size: sizes.phone, scheme: 'dark' });
  const { page } = asTop;
  await page.getByText('Mia Staff asks you for help').waitFor();
  await page.getByRole('link', { name: 'The harbour permit is missing.' }).first().click();
  await title(page).waitFor();
  await page.getByText('It came to them because nobody before had found the time.').waitFor();
  await page.getByRole('button', { name: 'I help' }).click();
  await page.getByLabel('Until when do you mean to have helped?').fill(server.clock.day(3));
  await page.locator('form').getByRole('button', { name: 'I help' }).click();
  await page.getByText('Thank you. Mia Staff can see it.').waitFor();
  await page.getByText('promised until').first().waitFor();
  await page.getByRole('button', { name: 'It is lifted' }).click();
  await page.getByLabel('What helped?').fill('The pier office gave it.');
  await page.locator('form').getByRole('button', { name: 'It is lifted' }).click();
  await page.getByText('Lifted. The way is free.').waitFor();
  await page.getByText('The pier office gave it.').waitFor();
  assert.deepEqual(await violations(page), []);
  asTop.check();
  await asTop.context.close();
});

test('who waited sees it lifted, the promise kept, and its whole way', async () => {
  asMia = await seatOf(browser, server, mia.email); // the server has another address by now
  const { page } = asMia;
  await visit(page, `/barriers/${(await barrier()).id}`);
  await page.getByText('Promise kept').first().waitFor();
  await page.getByText('nobody had taken it up in time').waitFor();
  await visit(page, '/barriers?view=mine');
  await page.getByText('Nothing is in your way').waitFor();
  assert.deepEqual(await violations(page), []);
  asMia.check();
});
