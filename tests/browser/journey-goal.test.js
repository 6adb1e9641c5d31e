// A goal from its first draft to its end, in the browser, by keyboard alone: written, proposed, questioned, answered, active, checked in
// on with a draft that outlives its tab, changed with a reason, closed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit, watch } from '../lib/browser.js';
import { ok, until } from '../lib/helpers.js';
import { Keyboard } from '../lib/keyboard.js';
import { startServer } from '../lib/server.js';

let browser, server, boss, sam, asSam, asBoss, goal;

before(async () => {
  server = await startServer({ name: 'journey-goal' });
  boss = await server.person({ name: 'Bo Boss' });
  sam = await server.person({ name: 'Søren Staff', email: 'soren@example.org', manager: boss });
  browser = await startBrowser();
  asSam = await seatOf(browser, server, sam.email);
  asBoss = await seatOf(browser, server, boss.email);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const now = () => ok(sam.get(`/goals/${goal}`));

test('a goal is written and proposed', async () => {
  const { page, keys } = asSam;
  await visit(page, '/goals/new');
  await keys.fill(page.getByLabel('What do you want to reach?'), 'Answer customers sooner');
  await keys.fill(page.getByLabel('Why?'), 'They wait for us.');
  await keys.fill(page.getByLabel('Due'), server.clock.day(90));
  await keys.fill(page.getByLabel('What will you measure or observe?'), 'Answers within a day');
  await keys.fill(page.getByLabel('Start', { exact: true }), '20');
  await keys.fill(page.getByLabel('Good', { exact: true }), '40');
  await keys.fill(page.getByLabel('Excellent', { exact: true }), '50');
  await keys.act(page.getByRole('button', { name: /^Save/ }));
  await page.waitForURL(/\/goals\/\d+$/);
  goal = Number(page.url().split('/').at(-1));
  assert.equal((await now()).state, 'draft');
  await keys.act(page.getByRole('button', { name: /^Propose/ }));
  await until(async () => (await now()).state === 'proposed', { what: 'the proposal' });
  asSam.check();
});

test('the supporter asks, the owner replies, the supporter says aligned', async () => {
  const { page, keys } = asBoss;
  await visit(page, '/');
  await keys.act(page.getByRole('link', { name: 'Answer customers sooner' }).first());
  await page.getByRole('heading', { level: 1, name: 'Answer customers sooner' }).waitFor();
  await keys.fill(page.getByLabel('A few words'), 'Which customers?');
  await keys.act(page.getByRole('button', { name: 'Ask', exact: true }));
  await until(async () => (await now()).waits_for === sam.id, { what: 'the question' });
  await visit(asSam.page, `/goals/${goal}`);
  await asSam.page.getByText('Which customers?').waitFor();
  await asSam.keys.fill(asSam.page.getByLabel('Your reply'), 'Those who pay late.');
  await asSam.keys.act(asSam.page.getByRole('button', { name: 'Reply' }));
  await until(async () => (await now()).waits_for === boss.id, { what: 'the reply' });
  await visit(page, `/goals/${goal}`);
  await page.getByText('Those who pay late.').waitFor();
  await keys.act(page.getByRole('button', { name: 'Aligned' }));
  await until(async () => (await now()).state === 'active', { what: 'becoming active' });
  asSam.check();
  asBoss.check();
});

test('a check-in by keyboard alone; its draft outlives the tab', async () => {
  await visit(asSam.page, `/goals/${goal}`);
  const open = async () => {
    await asSam.keys.act(asSam.page.getByRole('button', { name: 'Check in', exact: true }));
    await asSam.page.getByRole('form', { name: 'Check in' }).waitFor();
  };
  await open();
  const value = asSam.page.getByLabel(/^Answers within a day/);
  assert.equal(await value.inputValue(), '20', 'prefilled with the last value');
  await asSam.keys.fill(value, '44');
  await asSam.keys.act(asSam.page.getByRole('radio', { name: 'On track' }), 'Space');
  await asSam.keys.fill(asSam.page.getByLabel('What moved?'), 'Two customers answered.');

  await asSam.page.close();
  const page = await asSam.context.newPage();
  watch(asSam, page);
  Object.assign(asSam, { page, keys: new Keyboard(page) });
  await visit(page, `/goals/${goal}`);
  await open();
  assert.equal(await page.getByLabel('What moved?').inputValue(), 'Two customers answered.');
  await asSam.keys.to(page.getByLabel('What moved?'));
  await asSam.keys.press('Control+Enter');
  const checkin = await until(async () => (await ok(sam.get(`/goals/${goal}/checkins`))).items[0], { what: 'the check-in' });
  assert.deepEqual([checkin.values[0].value, checkin.confidence, checkin.moved], [44, 'on_track', 'Two customers answered.']);
  await asSam.keys.stays('a check-in');
  asSam.check();
});

test('a check-in of tomorrow is refused beside its field, and what was written stays', async () => {
  const { page, keys } = asSam;
  asSam.expected = [422];
  await visit(page, `/goals/${goal}`);
  await keys.act(page.getByRole('button', { name: 'Check in', exact: true }));
  await keys.fill(page.getByLabel('What moved?'), 'Written too early.');
  await keys.act(page.getByText('It was on another day'));
  await page.getByLabel('Day', { exact: true }).evaluate((input) => input.removeAttribute('max'));
  await keys.fill(page.getByLabel('Day', { exact: true }), server.clock.day(2));
  await keys.act(page.getByRole('form', { name: 'Check in' }).getByRole('button', { name: 'Check in' }));
  await page.locator('#f-checked_on-fault').waitFor();
  assert.equal(await page.getByLabel('What moved?').inputValue(), 'Written too early.');
  assert.equal((await ok(sam.get(`/goals/${goal}/checkins`))).items.length, 1);
  await keys.act(page.getByRole('button', { name: 'Later', exact: true }));
  asSam.check();
});

test('a check-in is corrected by another, which takes its place; both can be seen', async () => {
  const { page, keys } = asSam;
  await visit(page, `/goals/${goal}`);
  await keys.act(page.getByRole('button', { name: /^Correct the check-in of/ }));
  const form = page.getByRole('form', { name: 'Check in' });
  assert.equal(await page.getByLabel('What moved?').inputValue(), 'Two customers answered.', 'begins with what was said');
  await keys.fill(form.getByLabel(/^Answers within a day/), '33');
  await keys.act(form.getByRole('button', { name: 'Correct it' }));
  await page.getByText('corrected since').waitFor();
  const { items } = await ok(sam.get(`/goals/${goal}/checkins`));
  assert.deepEqual(items.map((c) => [c.values[0].value, c.corrects_id !== null]).sort(), [[33, true], [44, false]]);
  assert.equal((await now()).criteria[0].value, 33);
  asSam.check();
});

test('the goal changes with a reason, and both versions are shown', async () => {
  const { page, keys } = asSam;
  await visit(page, `/goals/${goal}/edit`);
  await keys.fill(page.getByLabel('Why does it change?'), 'A customer left.');
  await keys.fill(page.getByLabel('Good', { exact: true }), '38');
  await keys.act(page.getByRole('button', { name: /^(Save|Change)/ }));
  await page.waitForURL(new RegExp(`/goals/${goal}$`));
  await page.getByText('A customer left.').first().waitFor();
  const criterion = (await now()).criteria[0];
  assert.deepEqual([criterion.good, criterion.original_good], [38, 40]);
  asSam.check();
});

test('the goal is closed, and its page says how it went', async () => {
  const { page, keys } = asSam;
  await visit(page, `/goals/${goal}`);
  await keys.act(page.getByRole('button', { name: 'Close this goal' }));
  await keys.act(page.getByLabel(/partly/i), 'Space');
  await keys.fill(page.getByLabel('What led to this?'), 'We learned whom to ask.');
  await keys.press('Escape'); // what was written is kept, and the focus is where it was
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.match(await keys.here(), /Close this goal/);
  await keys.press('Enter');
  assert.equal(await page.getByLabel('What led to this?').inputValue(), 'We learned whom to ask.');
  assert.equal(await page.getByLabel(/partly/i).isChecked(), true);
  await keys.act(page.getByRole('button', { name: 'Close the goal' }));
  await until(async () => (await now()).state === 'closed', { what: 'closing' });
  await page.getByText('We learned whom to ask.').first().waitFor();
  asSam.check();
});
