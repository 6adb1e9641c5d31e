// People operations' work, in the browser, by keyboard alone: somebody joins by an invitation, gets a line manager, a team and its lead, leaves with
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
const operations = ({ page, keys }) => keys.act(page.locator('summary', { hasText: 'People operations' }));

// Types into a picker and takes the one find with the keyboard.
const pick = ({ page, keys }, label, name) => keys.pick(page.getByRole('combobox', { name: label }), name.slice(0, 6), name);

test('somebody joins: added, invited, signed in with a password of their own', async () => {
  const { page, keys } = asAdmin;
  await visit(page, '/people');
  await keys.act(page.getByRole('link', { name: 'Somebody joins' }));
  asAdmin.expected = [422];
  await keys.fill(page.getByLabel('Name', { exact: true }), "Nia O'Neill");
  await keys.fill(page.getByLabel('E-mail'), 'ada@example.org'); // somebody has it
  await keys.act(page.getByRole('button', { name: 'See what will happen' }));
  await page.locator('#f-email-fault').waitFor(); // what was typed is still there
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), "Nia O'Neill");
  await keys.fill(page.getByLabel('E-mail'), 'nia@example.org');
  await keys.act(page.getByRole('button', { name: 'See what will happen' }));
  await keys.act(page.getByRole('button', { name: 'Add them and make their link' }));
  const link = new URL(await page.locator('.secret code').textContent());
  await keys.act(page.getByRole('link', { name: 'To their page' }));
  await page.waitForURL(/\/people\/\d+$/);
  nia = Number(page.url().split('/').at(-1));

  asNia = await openPage(browser, server);
  await asNia.page.goto(link.pathname + link.hash);
  asNia.expected = [422];
  await asNia.keys.fill(asNia.page.getByLabel('New password'), 'too short');
  await asNia.keys.act(asNia.page.getByRole('button', { name: 'Sign in' }));
  await asNia.page.locator('#f-password-fault').waitFor();
  await asNia.keys.fill(asNia.page.getByLabel('New password'), PASSWORD);
  await asNia.keys.act(asNia.page.getByRole('button', { name: 'Sign in' }));
  await asNia.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();

  const late = await openPage(browser, server);
  late.expected = [401, 403, 404, 410, 422];
  await late.page.goto(link.pathname + link.hash);
  await late.keys.act(late.page.getByRole('button', { name: 'Sign in' }));
  await late.page.getByRole('alert').waitFor(); // it works once
  await late.context.close();
  asAdmin.check();
  asNia.check();
});

test('a mover: the new line manager is found by name', async () => {
  const { page, keys } = asAdmin;
  await visit(page, `/people/${nia}`);
  await operations(asAdmin);
  await keys.act(page.getByRole('link', { name: 'Moves', exact: true }));
  await pick(asAdmin, /^Line manager/, lea.name);
  await keys.act(page.getByRole('button', { name: 'See what will happen' }));
  await page.getByText(`Nia O'Neill is supported by ${lea.name}`).waitFor();
  await keys.act(page.getByRole('button', { name: 'Do it' }));
  await page.getByText(`Supported by ${lea.name}, line manager`).waitFor();
  assert.equal((await person()).manager_id, lea.id);
  asAdmin.check();
});

test('a team is made, takes somebody in and gets its lead', async () => {
  const { page, keys } = asAdmin;
  await visit(page, '/people?view=teams');
  await keys.act(page.locator('summary', { hasText: 'A new team' }));
  await keys.fill(page.getByLabel('Name', { exact: true }), 'Field service');
  await keys.fill(page.getByLabel('Purpose'), 'Machines run again the same day.');
  await keys.act(page.getByRole('button', { name: 'Make the team' }));
  await page.waitForURL(/\/teams\/\d+$/);
  const team = Number(page.url().split('/').at(-1));
  await page.getByText('Machines run again the same day.').first().waitFor();
  await pick(asAdmin, 'Take somebody in', "Nia O'Neill");
  await page.getByRole('link', { name: "Nia O'Neill" }).first().waitFor();
  await keys.act(page.getByRole('button', { name: "Make lead: Nia O'Neill" }));
  await page.getByRole('button', { name: "No longer lead: Nia O'Neill" }).waitFor();
  assert.deepEqual((await ok(admin.get(`/teams/${team}/members`))).items.map((m) => [m.person_id, m.role]), [[nia, 'lead']]);
  await visit(page, `/people/${nia}`);
  await page.getByRole('listitem').filter({ hasText: 'Field service' }).getByText('leads').waitFor();
  asAdmin.check();
});

test('the framework changes with a reason, and without one it does not', async () => {
  const { page, keys } = asAdmin;
  asAdmin.expected = [422];
  await visit(page, '/framework');
  await keys.act(page.getByRole('button', { name: 'Change', exact: true }));
  await keys.fill(page.getByLabel('Days from one check-in to the next'), '10');
  await keys.act(page.getByRole('button', { name: 'See what this will do' }));
  await page.getByRole('heading', { name: 'What this will do' }).waitFor();
  await page.getByText('the new rhythm from its next check-in on').waitFor();
  await keys.act(page.getByRole('button', { name: 'Change it' }));
  await page.locator('#f-framework-reason-fault').waitFor();
  await keys.fill(page.getByLabel('Why does it change?'), 'Two weeks were too long.');
  await keys.act(page.getByRole('button', { name: 'Change it' }));
  await page.getByText('Two weeks were too long.').first().waitFor();
  assert.equal((await ok(admin.get('/framework'))).rhythm_days, 10);
  asAdmin.check();
});

test('somebody else reads the framework and has nothing to change there', async () => {
  const { page, keys } = asNia;
  await visit(page, '/framework');
  await page.getByText('Days from one check-in to the next').first().waitFor();
  assert.equal(await page.getByRole('button', { name: /^(Change|Write|New)/ }).count(), 0);
  await visit(page, `/people/${lea.id}`);
  assert.equal(await page.locator('summary', { hasText: 'People operations' }).count(), 0);
  asNia.check();
});

test('a contact point is added and removed; others see it', async () => {
  const { page, keys } = asNia;
  await visit(page, '/account');
  await keys.fill(page.getByLabel('For what'), 'Urgent machines');
  await keys.choose(page.getByLabel('How', { exact: true }), 'phone');
  await keys.fill(page.getByLabel('Where', { exact: true }), '+49 30 1234');
  await keys.act(page.getByRole('button', { name: 'Add', exact: true }));
  await page.getByText('Urgent machines').waitFor();
  await visit(asAdmin.page, `/people/${nia}`);
  await asAdmin.page.getByText('Urgent machines').waitFor();
  await keys.act(page.getByRole('button', { name: 'Remove Urgent machines' }));
  await page.getByText('Urgent machines').waitFor({ state: 'detached' });
  assert.equal((await person()).contact_points.length, 0);
  asNia.check();
});

test('my profile: skills one at a time, a zone by its city, a language at once; what was not saved stays', async () => {
  const { page, keys } = asNia;
  await visit(page, '/account');
  await keys.fill(page.getByLabel('What I can help with'), 'Tide tables');
  await keys.act(page.getByLabel('What I can help with'));
  await keys.fill(page.getByLabel('What I can help with'), 'Greek, Knots, tide tables,');
  await keys.act(page.getByRole('button', { name: 'Remove Knots' }));
  await keys.fill(page.getByLabel('Time zone'), 'lisbon');
  await keys.press('Tab');
  assert.equal(await page.getByLabel('Time zone').inputValue(), 'Europe/Lisbon');
  await page.reload(); // nothing has been saved yet
  await page.getByText('What you had changed and not saved yet is still here.').waitFor();
  assert.equal(await page.getByLabel('Time zone').inputValue(), 'Europe/Lisbon');
  await keys.choose(page.getByLabel('Language'), 'Deutsch (Österreich)');
  await keys.act(page.getByRole('button', { name: 'Save', exact: true }));
  await page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
  const saved = await person();
  assert.deepEqual([saved.skills, saved.zone, saved.language], [['Tide tables', 'Greek'], 'Europe/Lisbon', 'de-AT']);
  assert.equal(await page.getByText('noch nicht gespeichert').count(), 0);
  // A language that was set over the API is kept, though it is none of the choices.
  await ok(admin.patch(`/people/${nia}`, { language: 'en-NZ' }, { match: saved.version }));
  await visit(page, '/account');
  assert.equal(await page.getByLabel('Language').inputValue(), 'en-NZ');
  await keys.fill(page.getByLabel('Name', { exact: true }), "Nia O'Neill-Ray");
  await keys.act(page.getByRole('button', { name: 'Save', exact: true }));
  await until(async () => (await person()).name === "Nia O'Neill-Ray", { what: 'the name' });
  assert.equal((await person()).language, 'en-NZ');
  await ok(admin.patch(`/people/${nia}`, { name: "Nia O'Neill", language: 'en-GB' }, { match: (await person()).version }));
  asNia.check();
});

test('a session elsewhere is ended from here, and that browser is asked to sign in', async () => {
  const elsewhere = await openPage(browser, server);
  await elsewhere.page.goto('/');
  await elsewhere.keys.fill(elsewhere.page.getByLabel('E-mail'), 'nia@example.org');
  await elsewhere.keys.fill(elsewhere.page.getByLabel('Password'), PASSWORD);
  await elsewhere.keys.act(elsewhere.page.getByRole('button', { name: 'Sign in' }));
  await elsewhere.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
  await visit(asNia.page, '/account');
  const line = asNia.page.getByRole('listitem').filter({ hasText: 'Elsewhere' });
  await asNia.keys.act(line.getByRole('button', { name: 'End it' }));
  await line.waitFor({ state: 'detached' });
  elsewhere.expected = [401];
  await elsewhere.page.goto('/');
  await elsewhere.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await elsewhere.keys.fill(elsewhere.page.getByLabel('E-mail'), 'nia@example.org'); // what came for the session that ended is not shown to the next
  await elsewhere.keys.fill(elsewhere.page.getByLabel('Password'), PASSWORD);
  await elsewhere.keys.act(elsewhere.page.getByRole('button', { name: 'Sign in' }));
  await elsewhere.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
  await visit(asNia.page, '/account');
  await asNia.page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await elsewhere.context.close();
  asNia.check();
});

test('a token is shown once, works, and works no more when it has ended', async () => {
  const { page, keys } = asNia;
  await visit(page, '/account');
  await keys.fill(page.getByLabel('What is it for?'), 'The monthly report');
  await keys.act(page.getByRole('button', { name: 'Make a token' }));
  const secret = await page.locator('.secret code').textContent();
  assert.match(secret, /^wm_/);
  const asked = () => fetch(`${server.url}/api/v1/me`, { headers: { Authorization: `Bearer ${secret}` } });
  assert.equal((await (await asked()).json()).id, nia);
  await visit(page, '/account');
  await page.getByText('The monthly report').waitFor();
  assert.ok(!(await page.content()).includes(secret), 'the secret is not shown again');
  const line = page.getByRole('listitem').filter({ hasText: 'The monthly report' });
  await keys.act(line.getByRole('button', { name: 'End it' }));
  await line.waitFor({ state: 'detached' });
  assert.equal((await asked()).status, 401);
  asNia.check();
});

test('a leaver: goals go on with another, history stays, nobody signs in any more', async () => {
  const own = server.client(await server.token('nia@example.org'), { id: nia });
  const goal = await proposedGoal(own, { title: 'Spare parts in the van' });
  const { page, keys } = asAdmin;
  await visit(page, `/people/${nia}`);
  await operations(asAdmin);
  await keys.act(page.getByRole('link', { name: 'Leaves', exact: true }));
  await keys.act(page.getByRole('button', { name: 'See what will happen' }));
  await page.getByText(`“Spare parts in the van” goes to ${lea.name}`).waitFor();
  await keys.act(page.getByRole('button', { name: "Note that Nia O'Neill leaves" }));
  await page.getByText(/^Nia O'Neill left on/).waitFor();
  assert.equal((await ok(lea.get(`/goals/${goal.id}`))).owner_id, lea.id);
  asNia.expected = [401];
  await asNia.page.goto('/goals');
  await asNia.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await asNia.keys.fill(asNia.page.getByLabel('E-mail'), 'nia@example.org');
  await asNia.keys.fill(asNia.page.getByLabel('Password'), PASSWORD);
  await asNia.keys.act(asNia.page.getByRole('button', { name: 'Sign in' }));
  await asNia.page.getByRole('alert').first().waitFor();
  asAdmin.check();
});
