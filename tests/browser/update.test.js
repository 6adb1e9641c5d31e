// What changes while a tab is open. A new version of the program while a tab is open: the tab goes on with the parts it began with, the service worker takes the new
// shell, what was being written stays, and the next load is the new version.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit } from '../lib/browser.js';
import { activeGoal, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, front, sam, goal, seat;
let released = false, gone = false;

// In front of the server: from the release on another version of the worker comes, and later none of the parts of the version before.
// Nothing is kept by the browser itself.
function pass(request, reply) {
  const { method, headers, url } = request;
  if (gone && url.startsWith('/assets/')) { reply.writeHead(404).end(); return; }
  const plain = { ...headers, 'accept-encoding': 'identity' };
  request.pipe(http.request(new URL(url, server.url), { method, headers: plain }, async (answer) => {
    const kept = { ...answer.headers, 'cache-control': 'no-store' };
    if (url !== '/sw.js') { reply.writeHead(answer.statusCode, kept); answer.pipe(reply); return; }
    let text = '';
    for await (const part of answer) text += part;
    delete kept['content-length'];
    delete kept.etag;
    reply.writeHead(answer.statusCode, kept).end(released ? text.replaceAll(text.match(/[0-9a-f]{12}/)[0], 'fedcba987654') : text);
  }));
}

before(async () => {
  server = await startServer({ name: 'update' });
  sam = await server.person({ name: 'Sam Staff', email: 'sam@example.org' });
  goal = await activeGoal(sam, { title: 'Answer customers sooner' });
  front = http.createServer(pass).listen(0, '127.0.0.1');
  await once(front, 'listening');
  browser = await startBrowser();
  const seen = Object.create(server, { url: { value: `http://127.0.0.1:${front.address().port}` } });
  seat = await seatOf(browser, seen, sam.email, { serviceWorkers: 'allow' });
  await seat.page.evaluate(() => navigator.serviceWorker.ready);
  await seat.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});
after(async () => {
  await browser?.close();
  front?.close();
  front?.closeAllConnections();
  await server?.remove();
});

const shells = () => seat.page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('shell-')));

test('an open tab outlives a new version, and loses nothing', async () => {
  const { page } = seat, [before] = await shells();
  await visit(page, '/');
  await page.getByRole('button', { name: 'Check in: Answer customers sooner' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'On track' }).check();
  await dialog.getByLabel('What moved?').fill('Written before the update.');
  released = true;
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r.update()));
  await until(async () => (await shells()).includes('shell-fedcba987654'), { what: 'the new shell' });
  assert.ok((await shells()).includes(before), 'the parts of the open tab are still kept');
  gone = true;
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'People', exact: true }).click(); // a part that was not loaded yet
  await page.getByRole('heading', { level: 1, name: 'People and teams' }).waitFor();
  await page.goto('/');
  await page.getByRole('button', { name: 'Go on with the check-in: Answer customers sooner' }).click();
  const moved = dialog.getByLabel('What moved?');
  await moved.waitFor();
  assert.equal(await moved.inputValue(), 'Written before the update.');
  await moved.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await until(async () => (await ok(sam.get(`/goals/${goal.id}/checkins`))).items[0]?.moved === 'Written before the update.', { what: 'the check-in' });
  seat.check();
});

test('what two change at once comes together; of the same field the second chooses', async () => {
  const team = await server.team('Cartography', { purpose: 'Maps' });
  const other = await seatOf(browser, server, 'ada@example.org'), { page } = other;
  other.expected = [412];
  await visit(page, `/teams/${team.id}`);
  await page.getByText('Keep this team').click();
  const change = async (body) => ok(server.admin.patch(`/teams/${team.id}`, body, { match: (await ok(server.admin.get(`/teams/${team.id}`))).version }));
  const now = async () => { const { name, purpose } = await ok(server.admin.get(`/teams/${team.id}`)); return [name, purpose]; };
  await change({ name: 'Map makers' });
  await page.getByLabel('Purpose').fill('Maps that people trust');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await until(async () => (await now()).join() === 'Map makers,Maps that people trust', { what: 'both together' });
  await page.getByRole('heading', { level: 1, name: 'Map makers' }).waitFor();
  await page.getByText('Keep this team').click();
  await change({ purpose: 'Maps, and nothing else' });
  await page.getByLabel('Purpose').fill('Maps for the rain');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('alert').getByText('Maps, and nothing else').waitFor();
  assert.equal(await page.getByLabel('Purpose').inputValue(), 'Maps for the rain');
  await page.getByRole('button', { name: 'What I have here' }).click();
  await until(async () => (await now())[1] === 'Maps for the rain', { what: 'mine' });
  other.check();
  await other.context.close();
});

test('a profile and a period that two change at once show both; what was begun stays through it', async () => {
  const other = await seatOf(browser, server, 'ada@example.org'), { page } = other, { admin } = server;
  other.expected = [412];
  const me = await ok(admin.get('/me')), change = async (path, body) => ok(admin.patch(path, body, { match: (await ok(admin.get(path))).version }));
  await visit(page, '/account');
  const words = page.getByLabel('How to work with me');
  await words.fill('Call me in the morning');
  await change(`/people/${me.id}`, { work_with_me: 'Write to me', name: 'Ada Chief' });
  await page.reload(); // the draft knows what it began with, so that nothing of the other is written over unseen
  await page.getByText('What you had changed and not saved yet is still here.').waitFor();
  const save = page.locator('form', { has: words }).getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await page.getByRole('alert').getByText('Write to me').waitFor();
  await page.getByRole('button', { name: 'What is there' }).click();
  await until(async () => (await words.inputValue()) === 'Write to me', { what: 'theirs in the form' });
  const saved = await ok(admin.get('/me'));
  assert.deepEqual([saved.name, saved.work_with_me], ['Ada Chief', 'Write to me']);

  const period = await ok(admin.post('/periods', { name: '2031 Q1', starts_on: '2031-01-01', ends_on: '2031-03-31' }), 201);
  await visit(page, '/periods');
  await page.getByRole('button', { name: 'Change 2031 Q1' }).click();
  await page.getByLabel('Name').fill('Winter 2031');
  await change(`/periods/${period.id}`, { name: 'First quarter', ends_on: '2031-03-30' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('alert').getByText('First quarter').waitFor();
  await page.getByRole('button', { name: 'What I have here' }).click();
  await page.getByRole('button', { name: 'Change Winter 2031' }).waitFor();
  const kept = await ok(admin.get(`/periods/${period.id}`));
  assert.deepEqual([kept.name, kept.ends_on], ['Winter 2031', '2031-03-30']);

  // A reason for a change of the framework is still there when one comes back.
  await visit(page, '/framework');
  await page.getByRole('button', { name: 'Change', exact: true }).first().click();
  const limit = page.getByLabel('Active goals one person is advised to have at most');
  await limit.fill('4');
  await page.getByRole('button', { name: 'See what this will do' }).click();
  await page.getByLabel('Why does it change?').fill('Fewer at once');
  await page.reload();
  await page.getByRole('button', { name: 'Change', exact: true }).first().click();
  await page.getByText('What you began is still here.').waitFor();
  await page.getByRole('button', { name: 'See what this will do' }).click();
  assert.equal(await page.getByLabel('Why does it change?').inputValue(), 'Fewer at once');
  other.check();
  await other.context.close();
});
