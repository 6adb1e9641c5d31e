// People operations' first day: the first steps, 290 people from a file with three bad lines that are mended, invitations, somebody who
// comes in by theirs, the first goal of the organisation; and later a joiner, a mover and a leaver. On both databases.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openPage, schemes, seatOf, startBrowser, violations, visit } from '../lib/browser.js';
import { tree } from '../lib/data.js';
import { activeGoal, all, ok, until } from '../lib/helpers.js';
import { parseCsv, toCsv } from '../lib/okrs.js';
import { startServer } from '../lib/server.js';

const COLUMNS = ['id', 'name', 'email', 'title', 'department', 'manager_id', 'hire_date'];
let browser, server, admin, seat, rows, links;

before(async () => {
  server = await startServer({ name: 'journey-operations' });
  ({ admin } = server);
  browser = await startBrowser();
  seat = await seatOf(browser, server, 'ada@example.org');
  ({ rows } = tree());
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const press = async (name) => { const button = seat.page.getByRole('button', { name }); await button.focus(); await seat.page.keyboard.press('Enter'); };
const follow = async (name) => { const link = seat.page.getByRole('link', { name }).first(); await link.focus(); await seat.page.keyboard.press('Enter'); };
const step = (name) => seat.page.locator('.first-steps li', { hasText: name });
const file = (name, text) => { const at = path.join(server.folder, name); fs.writeFileSync(at, text); return at; };

async function bringIn(at, n) {
  const { page } = seat;
  await page.getByLabel('A CSV file').setInputFiles(at);
  await press('See what would happen');
  await press(`Bring in ${n} people`);
  await page.getByRole('heading', { name: 'It is done' }).waitFor({ timeout: 60000 });
}

test('a new organisation shows its first steps, and the mission and a period are written by keyboard', async () => {
  const { page } = seat;
  await visit(page, '/');
  await follow('Care');
  await page.getByRole('heading', { name: 'The first steps' }).waitFor();
  await follow('Write the mission');
  await press('Write it');
  await page.getByLabel('The mission', { exact: true }).focus();
  await page.keyboard.type('Bicycles that last.');
  await press('Save');
  await page.getByText('Bicycles that last.').first().waitFor();
  await visit(page, '/periods');
  await press('New period');
  await page.getByLabel('Name').fill('First season');
  await page.getByLabel('First active day').fill(server.clock.day(-1));
  await page.getByLabel('Last active day').fill(server.clock.day(90));
  await press('Save');
  await page.locator('.timeline').waitFor();
  await visit(page, '/care');
  assert.equal(await step('Write the mission').getAttribute('class'), 'done');
  assert.equal(await step('Make the first period').getAttribute('class'), 'done');
  seat.check();
});

test('290 people come in, three bad lines are mended in the downloaded file', async () => {
  const { page } = seat;
  const bad = rows.map((row, i) => ({ ...row, ...(i === 10 && { email: 'no address' }), ...(i === 20 && { name: '' }), ...(i === 30 && { hire_date: '31.02.2020' }) }));
  await follow('Bring people in');
  await bringIn(file('staff.csv', toCsv(COLUMNS, bad)), rows.length - 3);
  const waiting = page.waitForEvent('download');
  await press('Download the refused lines');
  const refused = path.join(server.folder, 'refused.csv');
  await (await waiting).saveAs(refused);
  const lines = parseCsv(fs.readFileSync(refused, 'utf8').replace('\ufeff', ''));
  assert.ok(lines.length === 3 && lines.every((l) => l.reason.length > 5), JSON.stringify(lines));
  const mended = lines.map((l) => rows.find((r) => r.id === l.id));
  await follow('Bring in another file');
  await page.getByLabel('A CSV file').waitFor();
  await bringIn(file('mended.csv', toCsv(COLUMNS, mended)), 3);
  assert.equal((await all(admin, '/people')).filter((p) => p.external_id).length, rows.length);
  seat.check();
});

test('everybody is invited at once, and one of them comes in and sees the first goal active', async () => {
  const { page } = seat;
  await follow('Invite them');
  await press('Invite everybody who was never here');
  await page.getByRole('heading', { name: `${rows.length} links are made` }).waitFor();
  assert.deepEqual(await violations(page), []);
  const waiting = page.waitForEvent('download');
  await press('Download them as CSV');
  const saved = path.join(server.folder, 'links.csv');
  await (await waiting).saveAs(saved);
  links = parseCsv(fs.readFileSync(saved, 'utf8').replace('\ufeff', ''));
  assert.deepEqual([links.length, Object.keys(links[0])], [rows.length, ['name', 'email', 'link']]);
  await activeGoal(admin, { level: 'organisation', title: 'Every bicycle outlives its rider' });
  const chosen = links.find((l) => l.email === rows[1].email);
  const newcomer = await openPage(browser, server);
  await newcomer.page.goto(`/sign-in#${chosen.link.split('#')[1]}`);
  await newcomer.page.getByRole('button', { name: 'Sign in' }).click();
  await newcomer.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
  await visit(newcomer.page, '/goals');
  await newcomer.page.getByText('Every bicycle outlives its rider').first().waitFor();
  assert.equal(await newcomer.page.getByRole('link', { name: 'Care' }).count(), 0);
  newcomer.check();
  await newcomer.context.close();
  await visit(page, '/care');
  assert.equal(await page.getByRole('heading', { name: 'The first steps' }).count(), 0, 'it runs');
  seat.check();
});

test('somebody joins, moves with a goal handed over, and leaves; each is said before it is done', async () => {
  const { page } = seat;
  await follow('Somebody joins');
  await page.getByLabel('Name').fill('Jo Joiner');
  await page.getByLabel('E-mail').fill('jo@example.org');
  await page.getByRole('combobox', { name: 'Line manager' }).fill(rows[1].name.split(' ')[0]);
  await page.getByRole('option', { name: new RegExp(rows[1].name) }).first().click();
  await page.getByLabel('For what').fill('Wheels');
  await page.getByLabel('Where', { exact: true }).fill('+49 30 77');
  await press('See what will happen');
  await page.getByText(`Jo Joiner is supported by ${rows[1].name}`).waitFor();
  await page.getByText('new: Wheels, Phone: +49 30 77').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal((await all(admin, '/people?q=Joiner')).length, 0, 'it was only said');
  await press('Add them and make their link');
  await page.getByRole('heading', { name: 'Jo Joiner is here' }).waitFor();
  const jo = (await all(admin, '/people?q=Joiner'))[0];
  assert.ok(jo.manager_id);
  const token = server.client(await server.token('jo@example.org'), { id: jo.id });
  await activeGoal(token, { title: 'Wheels run true', supporter: server.client(await server.token(rows[1].email)) });

  await visit(page, `/people/${jo.id}/changeover`);
  await page.getByLabel('Title').fill('Wheelwright');
  await page.getByLabel('Wheels Phone').uncheck();
  await press('Give to somebody: Wheels run true');
  await page.getByRole('combobox', { name: 'Who gets “Wheels run true”?' }).fill(rows[2].name.split(' ')[0]);
  await page.getByRole('option', { name: new RegExp(rows[2].name) }).first().click();
  await press('See what will happen');
  await page.getByText(`“Wheels run true” goes to ${rows[2].name}`).waitFor();
  assert.deepEqual(await violations(page), []);
  await press('Do it');
  await page.getByRole('heading', { level: 1, name: 'Jo Joiner' }).waitFor();
  await until(async () => (await ok(admin.get(`/people/${jo.id}`))).title === 'Wheelwright', { what: 'the move' });
  assert.equal((await ok(admin.get(`/people/${jo.id}`))).contact_points.length, 0);

  await visit(page, `/people/${jo.id}/changeover?kind=leaves`);
  await page.getByRole('combobox', { name: 'Who answers in their stead' }).fill(rows[2].name.split(' ')[0]);
  await page.getByRole('option', { name: new RegExp(rows[2].name) }).first().click();
  await press('See what will happen');
  await page.getByText(`${rows[2].name} answers in the stead of Jo Joiner`).waitFor();
  await page.getByText('cannot sign in any more').waitFor();
  await press('Note that Jo Joiner leaves');
  await until(async () => (await ok(admin.get(`/people/${jo.id}`))).left_on !== null, { what: 'the leaving' });
  await page.getByText('What they did stays').first().waitFor();
  await page.getByText(`${rows[2].name} answers in their stead.`).waitFor();
  seat.check();
});

test('each page of people operations is clean in both themes at three sizes', async () => {
  const { page } = seat;
  const person = (await all(admin, '/people'))[3].id, order = (await all(admin, '/imports'))[0].id;
  const pages = ['/care', '/care?list=serves-nothing', '/care?list=without-goals', '/invitations', '/import', `/import/${order}`, '/periods', '/framework', '/people/new', `/people/${person}/changeover`, `/people/${person}/changeover?kind=leaves`];
  for (const size of [{ width: 1280, height: 800 }, { width: 768, height: 1024 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const at of pages) {
        await visit(page, at);
        assert.deepEqual(await violations(page), [], `${at}, ${scheme}, ${size.width}`);
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${at} is too wide at ${size.width}`);
      }
    }
  }
  seat.check();
});
