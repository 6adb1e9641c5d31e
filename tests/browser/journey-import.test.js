// People operations' first day, by keyboard alone: 290 people from a file with columns of its own and three bad lines; seen first, brought in, the
// refused lines downloaded, mended and brought in too; somebody is invited.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { seatOf, sizes, startBrowser, violations, visit } from '../lib/browser.js';
import { tree } from '../lib/data.js';
import { all, ok } from '../lib/helpers.js';
import { parseCsv, toCsv } from '../lib/okrs.js';
import { startServer } from '../lib/server.js';

const HEADER = { id: 'Employee ID', name: 'Full name', email: 'E-Mail', title: 'Job title', department: 'Team', manager_id: 'Reports to', hire_date: 'Start date' };
let browser, server, admin, seat, rows;

before(async () => {
  server = await startServer({ name: 'journey-import' });
  ({ admin } = server);
  browser = await startBrowser();
  seat = await seatOf(browser, server, 'ada@example.org');
  ({ rows } = tree());
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

// The file as another system would give it: semicolons, other names, a byte order mark.
function write(name, people) {
  const file = path.join(server.folder, name);
  const quote = (text) => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [Object.values(HEADER), ...people.map((p) => Object.keys(HEADER).map((key) => p[key] ?? ''))];
  fs.writeFileSync(file, `\ufeff${lines.map((l) => l.map(quote).join(';')).join('\r\n')}\r\n`);
  return file;
}
const count = async () => (await all(admin, '/people')).filter((p) => p.external_id).length;
const fact = (name) => seat.page.locator('dl.figures div', { hasText: name }).locator('dd').textContent();

test('the file is chosen, its columns are recognised, and what would happen is seen first', async () => {
  const { page, keys } = seat;
  await visit(page, '/people');
  await keys.act(page.getByRole('link', { name: 'Bring many people in from a file' }));
  await page.getByRole('heading', { level: 1, name: 'Bring people in' }).waitFor();
  const bad = rows.map((row, i) => ({ ...row, ...(i === 10 && { email: '=1+1@no address' }), ...(i === 20 && { name: '' }), ...(i === 25 && { hire_date: '31.02.2020' }) }));
  await keys.file(page.getByLabel('A CSV file'), write('staff.csv', bad));
  assert.equal(await page.getByLabel('Their number in your other system').inputValue(), '0');
  assert.equal(await page.getByLabel("Their line manager's number").inputValue(), '5');
  await page.getByText(rows[1].name).waitFor(); // how the first rows look
  await keys.act(page.getByRole('button', { name: 'See what would happen' }));
  await page.getByRole('heading', { name: 'What would happen' }).waitFor();
  assert.deepEqual([await fact('Would be new'), await fact('Refused')], [String(rows.length - 3), '3']);
  assert.deepEqual(await violations(page), []);
  assert.equal(await count(), 0);
  seat.check();
});

test('the good rows come in, and the refused ones are a file to mend', async () => {
  const { page, keys } = seat;
  const waiting = page.waitForEvent('download');
  await keys.act(page.getByRole('button', { name: 'Download the refused lines' }));
  const file = path.join(server.folder, 'refused.csv');
  await (await waiting).saveAs(file);
  const refused = parseCsv(fs.readFileSync(file, 'utf8').replace('\ufeff', ''));
  assert.deepEqual(refused.map((r) => r['Employee ID']), [10, 20, 25].map((i) => rows[i].id));
  assert.equal(refused[0][HEADER.email], "'=1+1@no address", 'no spreadsheet takes it for a formula');
  assert.ok(refused.every((r) => r.reason.length > 5), JSON.stringify(refused));
  await keys.act(page.getByRole('button', { name: `Bring in ${rows.length - 3} people` }));
  await page.getByRole('heading', { name: 'It is done' }).waitFor({ timeout: 30000 });
  assert.equal(await count(), rows.length - 3);
  assert.deepEqual(await violations(page), []);

  await keys.act(page.getByRole('link', { name: 'Bring in another file' }));
  const mended = refused.map((r) => Object.fromEntries(Object.entries(HEADER).map(([key, name]) => [key, rows.find((row) => row.id === r['Employee ID'])[key] ?? r[name]])));
  await keys.file(page.getByLabel('A CSV file'), write('mended.csv', mended));
  await keys.act(page.getByRole('button', { name: 'See what would happen' }));
  await keys.act(page.getByRole('button', { name: 'Bring in 3 people' }));
  await page.getByRole('heading', { name: 'It is done' }).waitFor();
  assert.equal(await count(), rows.length);
  seat.check();
});

test('the same file again mends what was missing, and then there is nothing to do', async () => {
  const { page, keys } = seat;
  const again = async () => {
    await visit(page, '/import');
    await keys.file(page.getByLabel('A CSV file'), write('again.csv', rows));
    await keys.act(page.getByRole('button', { name: 'See what would happen' }));
    await page.getByRole('heading', { name: 'What would happen' }).waitFor();
    return [await fact('Would be new'), await fact('Would be changed'), await fact('Refused')];
  };
  const late = rows.filter((row) => [10, 20, 25].some((i) => rows[i].id === row.manager_id)).length; // their manager was not there yet
  assert.deepEqual(await again(), ['0', String(late), '0']);
  if (late) {
    await keys.act(page.getByRole('button', { name: /^Bring in/ }));
    await page.getByRole('heading', { name: 'It is done' }).waitFor();
  }
  assert.deepEqual(await again(), ['0', '0', '0']);
  assert.equal(await page.getByRole('button', { name: /^Bring in/ }).count(), 0);
  seat.check();
});

test('a later import is taken back, and what was built on an earlier one is named', async () => {
  const { page, keys } = seat;
  await visit(page, '/import');
  await keys.file(page.getByLabel('A CSV file'), write('late.csv', [{ id: 'late1', name: 'Lately Come', email: 'late@example.org', department: 'Latecomers' }]));
  await keys.act(page.getByRole('button', { name: 'See what would happen' }));
  await keys.act(page.getByRole('button', { name: 'Bring in 1 person' }));
  await page.getByRole('heading', { name: 'It is done' }).waitFor({ timeout: 30000 });
  assert.equal(await count(), rows.length + 1);
  await keys.act(page.getByRole('button', { name: 'Take this import back …' }));
  await page.getByText('1 person goes again').waitFor();
  await page.getByText('1 team goes again').waitFor();
  await keys.act(page.getByRole('button', { name: 'Take it back' }));
  await page.getByRole('heading', { name: 'Taken back' }).waitFor();
  assert.equal(await count(), rows.length);

  await visit(page, '/import');
  await page.getByRole('heading', { name: 'Brought in before' }).waitFor();
  await keys.act(page.getByRole('link', { name: 'staff.csv' }));
  await keys.act(page.getByRole('button', { name: 'Take this import back …' }));
  await page.getByText('It cannot be taken back any more').waitFor();
  assert.deepEqual(await violations(page), []);
  seat.check();
});

test('a file in another encoding is read, a line keeps its number, and a spreadsheet is told how to be saved', async () => {
  const { page, keys } = seat;
  await visit(page, '/import');
  const file = (name, bytes) => { const at = path.join(server.folder, name); fs.writeFileSync(at, bytes); return at; };
  await keys.file(page.getByLabel('A CSV file'), file('book.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 20, 0])));
  await page.getByText('Please save it as CSV first').waitFor();
  const text = 'name;email;title\r\n\r\nSören Größe;soeren@example.org;"Zwei\r\nZeilen"\r\nNo Address;;x\r\n';
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  for (const [name, bytes] of [['latin.csv', Buffer.from(text, 'latin1')], ['wide.csv', wide], ['utf8.csv', Buffer.from(`\ufeff${text}`)]]) {
    await keys.file(page.getByLabel('A CSV file'), file(name, bytes));
    await page.getByText(name).waitFor();
    await keys.act(page.getByRole('button', { name: 'See what would happen' }));
    await page.getByRole('heading', { name: 'What would happen' }).waitFor();
    await page.getByRole('cell', { name: 'Sören Größe' }).waitFor();
    assert.equal(await page.getByRole('row', { name: /No Address/ }).getByRole('cell').first().textContent(), '5');
  }
  seat.check();
});

test('a file that is none, and columns that are missing, are told beside their field', async () => {
  const { page, keys } = seat;
  const empty = path.join(server.folder, 'empty.csv'), odd = path.join(server.folder, 'odd.csv');
  fs.writeFileSync(empty, 'name,email\n');
  await visit(page, '/import');
  await keys.file(page.getByLabel('A CSV file'), empty);
  await page.getByText('This file has no rows below its first line').waitFor();
  fs.writeFileSync(odd, toCsv(['who', 'where'], [{ who: 'Ann', where: 'ann@example.org' }]));
  await keys.file(page.getByLabel('A CSV file'), odd);
  await page.getByText('Please choose the columns that are needed.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'See what would happen' }).isDisabled(), true);
  await keys.choose(page.getByLabel('Name (needed)'), 'who');
  await keys.choose(page.getByLabel('E-mail (needed)'), 'where');
  await keys.act(page.getByRole('button', { name: 'See what would happen' }));
  await page.getByRole('button', { name: 'Bring in 1 person' }).waitFor();
  seat.check();
});

test('somebody who may not import finds no way to it, and is told so by address', async () => {
  const person = (await all(admin, '/people'))[5];
  const other = await seatOf(browser, server, person.email, { size: sizes.phone });
  await visit(other.page, '/people');
  assert.equal(await other.page.getByRole('link', { name: /from a file/ }).count(), 0);
  await visit(other.page, '/import');
  await other.page.getByText('People operations bring people in.').waitFor();
  assert.equal((await ok(admin.get('/me'))).roles.includes('people_operations'), true);
  other.check();
  await other.context.close();
});
