// People operations' first day, by keyboard alone: the first steps, 290 people from a file with three bad lines that are mended, invitations, somebody who
// comes in by theirs, the first goal of the organisation; and later a joiner, a mover and a leaver. On both databases.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openPage, schemes, seatOf, startBrowser, violations, visit } from '../lib/browser.js';
import { tree } from '../lib/data.js';
import { activeGoal, all, ok, until } from '../lib/helpers.js';
import { Keyboard } from '../lib/keyboard.js';
import { parseCsv, toCsv } from '../lib/okrs.js';
import { startServer } from '../lib/server.js';

const COLUMNS = ['id', 'name', 'email', 'title', 'department', 'manager_id', 'hire_date'];
let browser, server, admin, seat, keys, rows, links;

before(async () => {
  server = await startServer({ name: 'journey-operations' });
  ({ admin } = server);
  browser = await startBrowser();
  seat = await seatOf(browser, server, 'ada@example.org');
  keys = new Keyboard(seat.page);
  ({ rows } = tree());
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const press = (name) => keys.act(seat.page.getByRole('button', { name }));
const follow = (name, options) => keys.act(seat.page.getByRole('link', { name }), 'Enter', options);
const heading = (name, level) => seat.page.getByRole('heading', { name, level });
const step = (name) => seat.page.locator('.first-steps li', { hasText: name });
const file = (name, text) => { const at = path.join(server.folder, name); fs.writeFileSync(at, text); return at; };

async function bringIn(at, n, map) {
  const { page } = seat;
  await keys.file(page.getByLabel('A CSV file'), at);
  await heading('Which column is what?').waitFor();
  await map?.();
  await press('See what would happen');
  await press(`Bring in ${n} people`);
  await heading('It is done').waitFor({ timeout: 60000 });
  await keys.stays('an import');
}

async function saved(name, as) {
  const waiting = seat.page.waitForEvent('download');
  await press(name);
  const at = path.join(server.folder, as);
  await (await waiting).saveAs(at);
  return parseCsv(fs.readFileSync(at, 'utf8').replace('\ufeff', ''));
}

test('a new organisation shows its first steps; the mission and a period are written', async () => {
  const { page } = seat;
  await visit(page, '/');
  await page.getByRole('heading', { name: 'The first steps' }).waitFor(); // on Home already
  assert.deepEqual(await violations(page), []);
  await follow('Care');
  await heading('The first steps').waitFor();
  await follow('Write the mission');
  await press('Write it');
  await keys.stays('opening a form');
  assert.match(await keys.here(), /The mission/, 'a form that opens has the focus');
  await keys.type('Bicycles that last.');
  await press('Save');
  await page.getByText('Bicycles that last.').first().waitFor();
  await keys.stays('the mission');
  await follow('Periods');
  await press('New period');
  await page.getByLabel('Name').waitFor();
  await keys.stays('opening a form');
  assert.match(await keys.here(), /Name/);
  await keys.type('First season');
  await keys.date(page.getByLabel('First active day'), server.clock.day(-1));
  await keys.date(page.getByLabel('Last active day'), server.clock.day(90));
  await press('Save');
  await page.locator('.timeline').waitFor();
  await keys.stays('a period');
  await keys.palette('care', /^What needs care/);
  await heading('The first steps').waitFor();
  assert.equal(await step('Write the mission').getAttribute('class'), 'done');
  assert.equal(await step('Make the first period').getAttribute('class'), 'done');
  seat.check();
});

test('290 people come in, their columns are said, three bad lines are mended in the downloaded file', async () => {
  const { page } = seat;
  const bad = rows.map((row, i) => ({ ...row, ...(i === 10 && { email: 'no address' }), ...(i === 20 && { name: '' }), ...(i === 25 && { hire_date: '31.02.2020' }) }));
  await follow('Bring people in');
  // Their names for the columns; what Waymark does not guess is chosen, where a pointer would draw it.
  const text = toCsv(COLUMNS, bad).replace(COLUMNS.join(','), 'id,name,contact address,title,area of work,manager_id,hire_date');
  await bringIn(file('staff.csv', text), rows.length - 3, async () => {
    assert.equal(await page.getByRole('button', { name: 'See what would happen' }).isDisabled(), true);
    await keys.choose(page.getByLabel('E-mail (needed)'), 'contact address');
    await keys.choose(page.getByLabel(/^Department/), 'area of work');
  });
  const lines = await saved('Download the refused lines', 'refused.csv');
  assert.ok(lines.length === 3 && lines.every((l) => l.reason.length > 5), JSON.stringify(lines));
  const mended = lines.map((l) => rows.find((r) => r.id === l.id));
  await follow('Bring in another file');
  await bringIn(file('mended.csv', toCsv(COLUMNS, mended)), 3);
  const people = (await all(admin, '/people')).filter((p) => p.external_id);
  assert.equal(people.length, rows.length);
  assert.ok(people.some((p) => p.department), 'the chosen column came in');
  seat.check();
});

test('everybody is invited at once, and one of them comes in and sees the first goal active', async () => {
  const { page } = seat;
  await follow('Invite them', { back: true });
  await press('Invite everybody who was never here');
  await heading(`${rows.length} links are made`).waitFor();
  assert.deepEqual(await violations(page), []);
  links = await saved('Download them as CSV', 'links.csv');
  assert.deepEqual([links.length, Object.keys(links[0])], [rows.length, ['name', 'email', 'link']]);
  await press('I have them');
  await heading(`${rows.length} links are made`).waitFor({ state: 'detached' });
  await keys.stays('closing the links');
  await keys.palette('care', /^What needs care/);
  await follow('Write the first goal of the organisation');
  await keys.fill(page.getByLabel('What do you want to reach?'), 'Every bicycle outlives its rider');
  await keys.fill(page.getByLabel('Why?'), 'Few things are thrown away so gladly.');
  for (const [label, words] of [['What will you measure or observe?', 'Bicycles that come back after ten years'], ['Start', '2'], ['Good', '20'], ['Excellent', '30']]) {
    await keys.fill(page.getByLabel(label, { exact: true }), words);
  }
  await press('Start');
  await heading('Every bicycle outlives its rider', 1).waitFor();
  const [first] = await all(admin, '/goals?level=organisation');
  assert.deepEqual([first.state, first.level, first.title], ['active', 'organisation', 'Every bicycle outlives its rider']);
  const chosen = links.find((l) => l.email === rows[1].email);
  const newcomer = await openPage(browser, server);
  const theirs = new Keyboard(newcomer.page);
  await newcomer.page.goto(`/sign-in#${chosen.link.split('#')[1]}`);
  await theirs.fill(newcomer.page.getByLabel('New password'), 'eight wheels and a saddle');
  await theirs.press('Enter');
  await newcomer.page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
  await theirs.stays('signing in');
  await theirs.go('g', 'Goals');
  await newcomer.page.getByText('Every bicycle outlives its rider').first().waitFor();
  assert.equal(await newcomer.page.getByRole('link', { name: 'Care' }).count(), 0);
  newcomer.check();
  await newcomer.context.close();
  await keys.palette('care', /^What needs care/);
  await heading('Care', 1).waitFor();
  await page.waitForLoadState('networkidle');
  assert.equal(await heading('The first steps').count(), 0, 'it runs');
  seat.check();
});

test('somebody joins, moves with a goal handed over, and leaves; each is said before it is done', async () => {
  const { page } = seat;
  await follow('Somebody joins');
  await keys.fill(page.getByLabel('Name'), 'Jo Joiner');
  await keys.fill(page.getByLabel('E-mail'), 'jo@example.org');
  await keys.pick(page.getByRole('combobox', { name: 'Line manager' }), rows[1].name, new RegExp(rows[1].name));
  await keys.stays('picking somebody');
  await keys.fill(page.getByLabel('For what'), 'Wheels');
  await keys.fill(page.getByLabel('Where', { exact: true }), '+49 30 77');
  await press('See what will happen');
  await page.getByText(`Jo Joiner is supported by ${rows[1].name}`).waitFor();
  await page.getByText('new: Wheels, Phone: +49 30 77').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.equal((await all(admin, '/people?q=Joiner')).length, 0, 'it was only said');
  await press('Add them and make their link');
  await heading('Jo Joiner is here').waitFor();
  await keys.stays('adding somebody');
  const jo = (await all(admin, '/people?q=Joiner'))[0];
  assert.ok(jo.manager_id);
  const token = server.client(await server.token('jo@example.org'), { id: jo.id });
  await activeGoal(token, { title: 'Wheels run true', supporter: server.client(await server.token(rows[1].email)) });

  await keys.palette('joiner', /^Jo Joiner/);
  await heading('Jo Joiner', 1).waitFor();
  await keys.act(page.locator('summary', { hasText: 'People operations' }));
  await follow('Moves');
  await keys.fill(page.getByLabel('Title'), 'Wheelwright');
  await keys.act(page.getByLabel('Wheels Phone'), 'Space');
  await press('Give to somebody: Wheels run true');
  await keys.pick(page.getByRole('combobox', { name: 'Who gets “Wheels run true”?' }), rows[2].name, new RegExp(rows[2].name), { back: true });
  await keys.stays('giving a goal');
  await press('See what will happen');
  await page.getByText(`“Wheels run true” goes to ${rows[2].name}`).waitFor();
  assert.deepEqual(await violations(page), []);
  await press('Do it');
  await heading('Jo Joiner', 1).waitFor();
  await until(async () => (await ok(admin.get(`/people/${jo.id}`))).title === 'Wheelwright', { what: 'the move' });
  assert.equal((await ok(admin.get(`/people/${jo.id}`))).contact_points.length, 0);

  await keys.act(page.locator('summary', { hasText: 'People operations' }));
  await follow('Leaves');
  await keys.pick(page.getByRole('combobox', { name: 'Who answers in their stead' }), rows[2].name, new RegExp(rows[2].name));
  await press('See what will happen');
  await page.getByText(`${rows[2].name} answers in the stead of Jo Joiner`).waitFor();
  await page.getByText('cannot sign in any more').waitFor();
  await press('Note that Jo Joiner leaves');
  await until(async () => (await ok(admin.get(`/people/${jo.id}`))).left_on !== null, { what: 'the leaving' });
  await page.getByText('What they did stays').first().waitFor();
  await page.getByText(`${rows[2].name} answers in their stead.`).waitFor();
  await keys.stays('a leaving');
  seat.check();
});

test('a leaving is planned, changed and called off; it is said that it is for a later day', async () => {
  const { page } = seat;
  const somebody = (await all(admin, '/people'))[5];
  await visit(page, `/people/${somebody.id}/changeover?kind=leaves`);
  await page.getByLabel('Last day').fill(server.clock.day(30));
  if (!somebody.manager_id) throw new Error('this person has a line manager');
  await press('See what will happen');
  await page.getByText(/It will be done when .* has ended/).waitFor();
  assert.deepEqual(await violations(page), []);
  await press('Plan it');
  await page.getByRole('heading', { level: 1, name: somebody.name }).waitFor();
  assert.equal((await ok(admin.get(`/people/${somebody.id}`))).left_on, null);
  await page.locator('summary', { hasText: 'People operations' }).click();
  await page.getByText(`${somebody.name} leaves; the last day is`).waitFor();
  await visit(page, '/care');
  await follow(`Change: ${somebody.name} leaves`);
  assert.equal(await page.getByLabel('Last day').inputValue(), server.clock.day(30));
  await page.getByLabel('Last day').fill(server.clock.day(40));
  await press('See what will happen');
  await press('Plan it');
  const plans = () => ok(admin.get('/changeovers'));
  await until(async () => (await plans()).items[0]?.day === server.clock.day(40), { what: 'the other day' });
  await visit(page, '/care');
  await press(`Call off: ${somebody.name} leaves`);
  await page.getByText('Called off').waitFor();
  assert.equal((await plans()).items.length, 0);
  await press('Undo');
  await page.getByRole('button', { name: `Call off: ${somebody.name} leaves` }).waitFor();
  assert.equal((await plans()).items[0].day, server.clock.day(40));
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
