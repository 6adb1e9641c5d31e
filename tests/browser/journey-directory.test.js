// Finding one's way among 1,474 people: somebody by a skill while typing, the reporting line and the teams by keyboard alone, and
// nothing that axe-core would find, in both themes and three sizes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, sizes, schemes, startBrowser, violations, visit } from '../lib/browser.js';
import { forest } from '../lib/data.js';
import { draftGoal, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, admin, seat, deepest;

before(async () => {
  server = await startServer({ name: 'directory' });
  ({ admin } = server);
  const people = forest();
  const reply = await server.cli('import', 'people', people.path);
  assert.equal(reply.status, 0, reply.err.slice(0, 2000));
  // Somebody at the lower end of the longest line.
  deepest = server.sql(`WITH RECURSIVE down(id, depth) AS (SELECT id, 0 FROM people WHERE manager_id IS NULL UNION ALL
    SELECT p.id, depth + 1 FROM down JOIN people p ON p.manager_id = down.id) SELECT p.id, p.email FROM down JOIN people p ON p.id = down.id ORDER BY depth DESC, p.id LIMIT 1`);
  const [id, email] = deepest.split('|');
  deepest = { id: Number(id), email };
  browser = await startBrowser();
  seat = await seatOf(browser, server, email);
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const current = (page) => page.evaluate(() => ({
  text: (document.activeElement.querySelector('.outline-row') ?? document.activeElement).innerText, level: Number(document.activeElement.getAttribute('aria-level')),
  role: document.activeElement.getAttribute('role'), expanded: document.activeElement.getAttribute('aria-expanded'),
}));

test('the reporting line opens at my place, and the arrow keys walk it', async () => {
  const { page, keys } = seat;
  const { items: line } = await ok(admin.get(`/people/${deepest.id}/line`));
  await visit(page, '/people?view=line');
  await page.getByRole('treeitem', { name: line.at(-1).name }).waitFor();
  await keys.to(page.getByRole('combobox', { name: 'Show the place of' }));
  await keys.press('Tab');
  let at = await current(page);
  assert.equal(at.role, 'treeitem');
  assert.equal(at.level, line.length);
  assert.ok(at.text.startsWith(line.at(-1).name));
  const opened = (is) => page.waitForFunction((v) => document.activeElement.getAttribute('aria-expanded') === v, is);
  for (let i = line.length - 2; i >= 0; i--) { // up to the top: left goes to the one above, left again closes that
    await keys.press('ArrowLeft');
    at = await current(page);
    assert.ok(at.text.startsWith(line[i].name), `${at.text} at ${i}`);
    assert.equal(at.expanded, 'true');
    await keys.press('ArrowLeft');
    await opened('false');
  }
  await keys.press('ArrowRight');
  await opened('true');
  await keys.press('ArrowRight'); // the first below
  at = await current(page);
  assert.equal(at.level, 2);
  await keys.press('Home');
  assert.equal((await current(page)).level, 1);
  await keys.press('End');
  at = await current(page);
  if (at.text.startsWith('Show more')) {
    const before = await page.getByRole('treeitem').count();
    await keys.press('Enter');
    await page.waitForFunction((n) => document.querySelectorAll('[role=treeitem]').length > n, before);
    await page.waitForFunction(() => document.activeElement.getAttribute('role') === 'treeitem' && !document.activeElement.matches('.outline-more'));
  }
  // The beginning of a name leads there, Enter to the person.
  await keys.press('Home');
  const { text } = await current(page);
  await keys.press('End');
  await keys.type(text.split('\n')[0].trim().toLowerCase());
  at = await current(page);
  assert.equal(at.text, text);
  await keys.press('Enter');
  await page.waitForURL(/\/people\/\d+$/);
  seat.check();
});

test('a place is found by name and has an address', async () => {
  const { page, keys } = seat;
  await visit(page, '/people?view=line');
  const { items: [other] } = await ok(admin.get('/people?without=manager&limit=1'));
  const field = page.getByRole('combobox', { name: 'Show the place of' });
  await keys.fill(field, other.name);
  await page.getByRole('option', { name: other.name }).first().waitFor();
  await keys.press('Enter');
  await page.waitForURL(/at=\d+/);
  await page.getByRole('treeitem', { name: other.name }).first().waitFor();
  await page.getByRole('link', { name: 'To my place' }).waitFor();
  seat.check();
});

test('the team tree shows teams within teams', async () => {
  const { page, keys } = seat;
  const top = await server.team('A walk through teams', { purpose: 'To be walked through' });
  const inner = await ok(admin.post('/teams', { name: 'The inner one', parent_id: top.id }), 201);
  await visit(page, `/people?view=teams&at=${inner.id}`);
  const row = page.getByRole('treeitem', { name: 'The inner one' });
  await row.waitFor();
  assert.equal(await row.getAttribute('aria-level'), '2');
  await keys.to(row);
  await keys.press('ArrowLeft');
  assert.match((await current(page)).text, /A walk through teams[\s\S]*1 team within/);
  seat.check();
});

test('somebody is found by a skill while typing, without Enter, and the address keeps it', async () => {
  const { page, keys } = seat;
  const one = await server.person({ name: 'Žofie Nováková', title: 'Cartographer', skills: ['Übersetzung', 'Tide tables'], zone: 'Asia/Tokyo' });
  await visit(page, '/people');
  await keys.fill(page.getByLabel('Find somebody'), 'tide');
  const card = page.getByRole('listitem').filter({ hasText: 'Žofie Nováková' });
  await card.getByText('Can help with Tide tables').waitFor();
  await card.getByText(/there$/).waitFor(); // the time where they are
  await page.waitForURL(/q=tide/);
  await keys.fill(page.getByLabel('Find somebody'), 'zofie ubersetz'); // accents folded
  await page.waitForURL(/q=zofie/);
  await card.waitFor();
  await keys.press('Enter');
  await page.waitForURL(new RegExp(`/people/${one.id}$`));
  await page.getByText(/^It is .* for Žofie Nováková, .* for you$/).waitFor();
  await page.goBack();
  await page.waitForURL(/q=zofie/);
  assert.equal(await page.getByLabel('Find somebody').inputValue(), 'zofie ubersetz');
  await visit(page, '/people?q=nobodyhasthisname');
  await page.getByText('Try the beginning of a name, a title, a team or a skill.').waitFor();
  seat.check();
});

test('my own goals are put in order by keyboard; others see the order and why each is there', async () => {
  const own = server.client(await server.token(deepest.email), { id: deepest.id });
  for (const title of ['Third things', 'Second things', 'First things']) await draftGoal(own, { title });
  const { page, keys } = seat;
  await visit(page, `/people/${deepest.id}`);
  const titles = () => page.locator('.ordered .title').allTextContents();
  assert.deepEqual(await titles(), ['Third things', 'Second things', 'First things']);
  await keys.act(page.getByRole('button', { name: 'Move up: First things' }), 'Enter');
  await page.getByText('First things is now number 2').waitFor();
  await keys.press('Enter'); // the focus stays with what was moved
  await page.getByText('First things is now number 1').waitFor();
  assert.deepEqual(await titles(), ['First things', 'Third things', 'Second things']);
  await keys.act(page.getByRole('button', { name: 'Move down: Third things' }));
  await until(async () => (await ok(own.get(`/goals?owner_id=${deepest.id}&sort=priority`))).items.map((g) => g.title[0]).join('') === 'FST', { what: 'the order' });
  await page.reload();
  await page.locator('.ordered .title').first().waitFor();
  assert.deepEqual(await titles(), ['First things', 'Second things', 'Third things']);
  seat.check();
});

for (const [size, viewport] of Object.entries({ ...sizes, tablet: { width: 768, height: 1024 } })) {
  test(`axe-core finds nothing, ${size}`, async () => {
    const wrong = [];
    for (const scheme of schemes) {
      const other = await seatOf(browser, server, deepest.email, { size: viewport, scheme });
      for (const address of ['/people?q=manager', '/people?view=line', '/people?view=teams', `/people/${deepest.id}`]) {
        await visit(other.page, address);
        wrong.push(...(await violations(other.page)).map((line) => `${scheme} ${address}: ${line}`));
        const wide = await other.page.evaluate('document.scrollingElement.scrollWidth - innerWidth');
        if (wide > 0) wrong.push(`${address}: ${wide} pixels wider than the screen`);
      }
      await other.context.close();
    }
    assert.deepEqual(wrong, []);
  });
}
