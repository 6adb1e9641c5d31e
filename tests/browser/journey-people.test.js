// People operations' work, in the browser: somebody joins by an invitation, gets a line manager, a team and its lead, leaves with
// a hand-over; the framework changes with a reason. And everybody's own account: contact points, sessions, a token shown once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, seatOf, startBrowser, visit } from '../lib/browser.js';
import { ok, proposedGoal, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const PASSWORD = 'four quiet words here';
let browser, server, admin, lea, asAdmin, asNia, nia;

before(async () => {
  server = await startServer({ name: 'journey-people' });
  ({ admin } = server);
  lea = await server.person({ name: 'Lea Brandão', email: 'lea@example.org' });
  browser = await startBrowser();
  asAdmin = await seatOf(browser, server, 'ada@example.org');
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const person = () => ok(admin.get(`/people/${nia}`));
const operations = (page) => page.locator('summary', { hasText: 'People operations' }).click();

// Types into a picker and takes the one find with the keyboard.
async function pick(page, label, name) {
  const field = page.getByRole('combobox', { name: label });
  await field.fill(name.slice(0, 6));
  await page.getByRole('option', { name }).first().waitFor();
  await field.press('Enter');
}

test('somebody joins: added, invited, signed in with a password of their own', async () => {
  const { page } = asAdmin;
  await visit(page, '/people');
  await page.locator('summary', { hasText: 'Somebody joins' }).click();
  asAdmin.expected = [422];
  await page.getByLabel('Name', { exact: true }).fill("Nia O'Neill");
  await page.getByLabel('E-mail').fill('ada@example.org'); // somebody has it
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('#f-email-fault').waitFor(); // what was typed is still there
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), "Nia O'Neill");
  await page.getByLabel('E-mail').fill('nia@example.org');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForURL(/\/people\/\d+$/);
  nia = Number(page.url().split('/').at(-1));
  await operations(page);
  await page.getByRole('button', { name: 'Make an invitation link' }).click();
  const link = new URL(await page.locator('.secret code').textContent());

  asNia = await openPage(browser, server);
  await asNia.page.goto(link.pathname + link.hash);
  asNia.expected = [422];
  await asNia.page.getByLabel('New password').fill('too short');
  await asNia.page.getByRole('button', { name: 'Sign in' }).click();
  await asNia.page.getByText(/at least 12/i).last().waitFor();
  await asNia.page.getByLabel('New password').fill(PASSWORD);
  await asNia.page.getByRole('button', { name: 'Sign in' }).click();
  await asNia.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();

  const late = await openPage(browser, server);
  late.expected = [401, 403, 404, 410, 422];
  await late.page.goto(link.pathname + link.hash);
  await late.page.getByRole('button', { name: 'Sign in' }).click();
  await late.page.getByRole('alert').waitFor(); // it works once
  await late.context.close();
  asAdmin.check();
  asNia.check();
});

test('a mover: the new line manager is found by name', async () => {
  const { page } = asAdmin;
  await visit(page, `/people/${nia}`);
  await operations(page);
  await pick(page, /^Line manager/, lea.name);
  await until(async () => (await person()).manager_id === lea.id, { what: 'the new line manager' });
  await page.getByText(`Supported by ${lea.name}, line manager`).waitFor();
  asAdmin.check();
});

test('a team is made, takes somebody in and gets its lead', async () => {
  const { page } = asAdmin;
  await visit(page, '/people?view=teams');
  await page.locator('summary', { hasText: 'A new team' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Field service');
  await page.getByLabel('Purpose').fill('Machines run again the same day.');
  await page.getByRole('button', { name: 'Make the team' }).click();
  await page.waitForURL(/\/teams\/\d+$/);
  const team = Number(page.url().split('/').at(-1));
  await page.getByText('Machines run again the same day.').first().waitFor();
  await pick(page, 'Take somebody in', "Nia O'Neill");
  await page.getByRole('link', { name: "Nia O'Neill" }).first().waitFor();
  await page.getByRole('button', { name: "Make lead: Nia O'Neill" }).click();
  await page.getByRole('button', { name: "No longer lead: Nia O'Neill" }).waitFor();
  assert.deepEqual((await ok(admin.get(`/teams/${team}/members`))).items.map((m) => [m.person_id, m.role]), [[nia, 'lead']]);
  await visit(page, `/people/${nia}`);
  await page.getByRole('listitem').filter({ hasText: 'Field service' }).getByText('leads').waitFor();
  asAdmin.check();
});

test('the framework changes with a reason, and without one it does not', async () => {
  const { page } = asAdmin;
  asAdmin.expected = [422];
  await visit(page, '/framework');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('Days from one check-in to the next').fill('10');
  await page.getByRole('button', { name: 'See what this will do' }).click();
  await page.getByRole('heading', { name: 'What this will do' }).waitFor();
  await page.getByText('the new rhythm from its next check-in on').waitFor();
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.locator('#f-framework-reason-fault').waitFor();
  await page.getByLabel('Why does it change?').fill('Two weeks were too long.');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('Two weeks were too long.').first().waitFor();
  assert.equal((await ok(admin.get('/framework'))).rhythm_days, 10);
  asAdmin.check();
});

test('somebody else reads the framework and has nothing to change there', async () => {
  const { page } = asNia;
  await visit(page, '/framework');
  await page.getByText('Days from one check-in to the next').first().waitFor();
  assert.equal(await page.getByRole('button', { name: /^(Change|Write|New)/ }).count(), 0);
  await visit(page, `/people/${lea.id}`);
  assert.equal(await page.locator('summary', { hasText: 'People operations' }).count(), 0);
  asNia.check();
});

test('a contact point is added and removed; others see it', async () => {
  const { page } = asNia;
  await visit(page, '/account');
  await page.getByLabel('For what').fill('Urgent machines');
  await page.getByLabel('How', { exact: true }).selectOption('phone');
  await page.getByLabel('Where', { exact: true }).fill('+49 30 1234');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Urgent machines').waitFor();
  await visit(asAdmin.page, `/people/${nia}`);
  await asAdmin.page.getByText('Urgent machines').waitFor();
  await page.getByRole('button', { name: 'Remove Urgent machines' }).click();
  await page.getByText('Urgent machines').waitFor({ state: 'detached' });
  assert.equal((await person()).contact_points.length, 0);
  asNia.check();
});

test('my profile: skills one at a time, a zone by its city, a language at once; what was not saved stays', async () => {
  const { page } = asNia;
  await visit(page, '/account');
  await page.getByLabel('What I can help with').fill('Tide tables');
  await page.getByLabel('What I can help with').press('Enter');
  await page.getByLabel('What I can help with').fill('Greek, Knots, tide tables,');
  await page.getByRole('button', { name: 'Remove Knots' }).click();
  await page.getByLabel('Time zone').fill('lisbon');
  await page.getByLabel('Time zone').press('Tab');
  assert.equal(await page.getByLabel('Time zone').inputValue(), 'Europe/Lisbon');
  await page.reload(); // nothing has been saved yet
  await page.getByText('What you had changed and not saved yet is still here.').waitFor();
  assert.equal(await page.getByLabel('Time zone').inputValue(), 'Europe/Lisbon');
  await page.getByLabel('Language').selectOption({ label: 'Deutsch (Österreich)' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
  const saved = await person();
  assert.deepEqual([saved.skills, saved.zone, saved.language], [['Tide tables', 'Greek'], 'Europe/Lisbon', 'de-AT']);
  assert.equal(await page.getByText('noch nicht gespeichert').count(), 0);
  // A language that was set over the API is kept, though it is none of the choices.
  await ok(admin.patch(`/people/${nia}`, { language: 'en-NZ' }, { match: saved.version }));
  await visit(page, '/account');
  assert.equal(await page.getByLabel('Language').inputValue(), 'en-NZ');
  await page.getByLabel('Name', { exact: true }).fill("Nia O'Neill-Ray");
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await until(async () => (await person()).name === "Nia O'Neill-Ray", { what: 'the name' });
  assert.equal((await person()).language, 'en-NZ');
  await ok(admin.patch(`/people/${nia}`, { name: "Nia O'Neill", language: 'en-GB' }, { match: (await person()).version }));
  asNia.check();
});

test('a session elsewhere is ended from here, and that browser is asked to sign in', async () => {
  const elsewhere = await openPage(browser, server);
  await elsewhere.page.goto('/');
  await elsewhere.page.getByLabel('E-mail').fill('nia@example.org');
  await elsewhere.page.getByLabel('Password').fill(PASSWORD);
  await elsewhere.page.getByRole('button', { name: 'Sign in' }).click();
  await elsewhere.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
  await visit(asNia.page, '/account');
  const line = asNia.page.getByRole('listitem').filter({ hasText: 'Elsewhere' });
  await line.getByRole('button', { name: 'End it' }).click();
  await line.waitFor({ state: 'detached' });
  elsewhere.expected = [401];
  await elsewhere.page.goto('/goals');
  await elsewhere.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await visit(asNia.page, '/account');
  await asNia.page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await elsewhere.context.close();
  asNia.check();
});

test('a token is shown once, works, and works no more when it has ended', async () => {
  const { page } = asNia;
  await visit(page, '/account');
  await page.getByLabel('What is it for?').fill('The monthly report');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = await page.locator('.secret code').textContent();
  assert.match(secret, /^wm_/);
  const asked = () => fetch(`${server.url}/api/v1/me`, { headers: { Authorization: `Bearer ${secret}` } });
  assert.equal((await (await asked()).json()).id, nia);
  await visit(page, '/account');
  await page.getByText('The monthly report').waitFor();
  assert.ok(!(await page.content()).includes(secret), 'the secret is not shown again');
  const line = page.getByRole('listitem').filter({ hasText: 'The monthly report' });
  await line.getByRole('button', { name: 'End it' }).click();
  await line.waitFor({ state: 'detached' });
  assert.equal((await asked()).status, 401);
  asNia.check();
});

test('a leaver: goals go on with another, history stays, nobody signs in any more', async () => {
  const own = server.client(await server.token('nia@example.org'), { id: nia });
  const goal = await proposedGoal(own, { title: 'Spare parts in the van' });
  const { page } = asAdmin;
  await visit(page, `/people/${nia}`);
  await operations(page);
  await pick(page, /^Goals go to/, lea.name);
  await page.getByText(`1 open goal goes to ${lea.name}`).waitFor();
  await page.getByLabel('Last day').fill(server.clock.day(0));
  await page.getByRole('button', { name: 'Note the leaving' }).click();
  await page.getByText(/^Nia O'Neill left on/).waitFor();
  assert.equal((await ok(lea.get(`/goals/${goal.id}`))).owner_id, lea.id);
  asNia.expected = [401];
  await asNia.page.goto('/goals');
  await asNia.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await asNia.page.getByLabel('E-mail').fill('nia@example.org');
  await asNia.page.getByLabel('Password').fill(PASSWORD);
  await asNia.page.getByRole('button', { name: 'Sign in' }).click();
  await asNia.page.getByRole('alert').first().waitFor();
  asAdmin.check();
});
