// The rhythm and what one is told of it, by keyboard alone: a plan, a wish, a quiet goal, an absence; what is told and how it is chosen;
// a mail's link on a phone, with nobody signed in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, seatOf, sizes, startBrowser, violations, visit } from '../lib/browser.js';
import { activeGoal, all, ok, until } from '../lib/helpers.js';
import { startReceiver } from '../lib/receiver.js';
import { startServer } from '../lib/server.js';
import { startMailServer } from '../lib/smtp.js';

const zone = 'Europe/Berlin';
let browser, smtp, server, mia, bo, eva, goal;

before(async () => {
  smtp = await startMailServer();
  server = await startServer({ name: 'journey-rhythm', at: '2026-03-11T10:00:00Z', flags: [...smtp.flags, '--webhooks-inside', 'yes'] });
  bo = await server.person({ name: 'Bo Boss', zone });
  eva = await server.person({ name: 'Eva Expert', manager: bo, zone });
  mia = await server.person({ name: 'Mia Staff', manager: bo, zone });
  goal = await activeGoal(mia, { supporter: bo, title: 'Chart the eastern shore', due_on: server.clock.day(90) });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.remove();
  smtp?.stop();
});

const button = (page, name) => page.getByRole('button', { name, exact: true });
const opened = (page, words) => page.locator('summary', { hasText: words });
const rhythm = (client) => client.get(`/goals/${goal.id}/rhythm`);
const mailsTo = (client) => smtp.mails.filter((m) => m.to[0] === client.email);
async function seated(person, options, work) {
  const seat = await seatOf(browser, server, person.email, options);
  await work(seat);
  seat.check();
  await seat.context.close();
}

test('an if-then plan stands on Home on its day, and is settled for today', async () => {
  await seated(mia, {}, async ({ page, keys }) => {
    await visit(page, `/goals/${goal.id}`);
    await keys.act(opened(page, 'Make a plan'));
    await keys.act(page.getByRole('checkbox', { name: 'Wed' }), 'Space');
    await keys.fill(page.getByLabel('and', { exact: true }), 'no draft exists');
    await keys.fill(page.getByLabel('then I', { exact: true }), 'I write it before lunch');
    assert.deepEqual(await violations(page), []);
    await keys.act(button(page, 'Keep the plan'));
    await page.getByText('It stands on Home when its day comes.').waitFor();
    await keys.go('h', 'What needs me?');
    await page.getByRole('heading', { name: 'What I planned for today' }).waitFor();
    await page.getByText('If no draft exists: I write it before lunch').waitFor();
    await keys.act(button(page, 'For today that is settled: I write it before lunch'));
    await page.getByText('If no draft exists: I write it before lunch').waitFor({ state: 'detached' });
    await keys.stays('settling a plan');
  });
  assert.equal((await all(mia, `/goals/${goal.id}/plans`)).length, 1, 'it comes again');
});

test('the supporter says that they would like to hear more often; the owner sees it, and decides', async () => {
  const { framework_days } = await ok(rhythm(mia));
  await seated(bo, { size: sizes.phone }, async ({ page, keys }) => {
    await visit(page, `/goals/${goal.id}`);
    await keys.act(opened(page, 'I would like to hear of it more often'));
    await keys.fill(page.getByLabel('Days from one check-in to the next', { exact: true }), '3');
    await keys.fill(page.getByLabel('What would it help you with?'), 'The boat is booked week by week.');
    await keys.act(button(page, 'Say so'));
    await page.getByText('Mia Staff sees your wish, and decides.').waitFor();
  });
  assert.equal((await ok(rhythm(mia))).days, framework_days, 'nothing is demanded');
  await seated(mia, {}, async ({ page, keys }) => {
    await visit(page, `/goals/${goal.id}`);
    await page.getByText('Bo Boss would like to hear of it every 3 days: “The boat is booked week by week.” You decide.').waitFor();
    await keys.act(opened(page, 'Check in more often'));
    await keys.fill(page.getByLabel('Days from one check-in to the next, for me'), '5');
    await keys.act(button(page, 'Save'));
    await page.getByText('A check-in every 5 days.').waitFor();
  });
  assert.deepEqual([(await ok(rhythm(bo))).days, (await ok(rhythm(bo))).wishes[0].days], [5, 3]);
});

test('a goal is quiet: its owner is reminded, then its supporter is told, who reads it and has read all', async () => {
  for (const [person, kind] of [[mia, 'checkin_due'], [bo, 'goal_stale']]) {
    server.clock.advance({ days: 8 });
    await ok(server.admin.put('/home/look'), 204);
    await until(async () => (await ok(person.get('/notices'))).items.some((n) => n.kind === kind), { what: `${person.name} is told` });
  }
  await seated(mia, { scheme: 'dark' }, async ({ page }) => {
    await visit(page, '/');
    await page.getByRole('listitem').filter({ hasText: 'A check-in is due' }).getByRole('button', { name: 'Check in: Chart the eastern shore' }).waitFor();
    assert.deepEqual(await violations(page), []);
  });
  await seated(bo, {}, async ({ page, keys }) => {
    await visit(page, '/');
    await keys.act(page.getByRole('link', { name: /^Notices/ }));
    await page.getByRole('heading', { level: 1, name: 'Notices' }).waitFor();
    const line = page.getByRole('link', { name: /Chart the eastern shore.* of Mia Staff has been quiet for a while/ });
    assert.deepEqual(await violations(page), []);
    await keys.act(line);
    await page.getByRole('heading', { level: 1, name: 'Chart the eastern shore' }).waitFor();
    await until(async () => (await ok(bo.get('/notices?unread=true'))).items.every((n) => n.kind !== 'goal_stale'), { what: 'it is read' });
    await page.goBack();
    await keys.act(button(page, 'Mark all as read'));
    await page.getByText('All read.').waitFor();
    await keys.act(page.getByRole('link', { name: 'Unread', exact: true }));
    await page.getByText('Everything is read').waitFor();
  });
  assert.equal((await ok(bo.get('/me'))).counts.notices, 0);
});

test('who says that they are away is asked for nothing, and others see who stands in', async () => {
  const from = server.clock.day(0), last = server.clock.day(6);
  await ok(mia.post(`/goals/${goal.id}/checkins`, { confidence: 'on_track', moved: 'The west is drawn.' }), 201);
  await seated(mia, { size: sizes.phone }, async ({ page, keys }) => {
    await visit(page, '/account');
    const absences = page.getByRole('region', { name: 'Absences' });
    await keys.fill(absences.getByLabel('First day away'), from);
    await keys.fill(absences.getByLabel('Last day away'), last);
    await keys.pick(absences.getByRole('combobox', { name: 'Who stands in?' }), 'eva', 'Eva Expert');
    await absences.getByText('Eva Expert stands in').waitFor();
    await keys.act(absences.getByRole('button', { name: 'Add', exact: true }));
    await page.getByText('Noted. Nothing is due meanwhile.').waitFor();
    await absences.getByRole('button', { name: /^Remove / }).waitFor();
    await keys.go('h', 'What needs me?');
    assert.equal(await page.getByText('A check-in is due').count(), 0);
  });
  await seated(bo, {}, async ({ page }) => {
    await visit(page, `/people/${mia.id}`);
    await page.getByText('Away until').getByRole('link', { name: 'Eva Expert' }).waitFor();
  });
  assert.equal((await all(mia, `/people/${mia.id}/absences`))[0].stand_in_id, eva.id);
  assert.ok((await ok(mia.get(`/goals/${goal.id}`))).checkin_due_at.slice(0, 10) > last, 'the next check-in waits until they are back');
});

test('what one is told is chosen: when mails come, no mail of one kind, a webhook that gets it instead', async (t) => {
  const to = await startReceiver((end) => t.after(end));
  await seated(bo, {}, async ({ page, keys }) => {
    await visit(page, '/account');
    await keys.choose(page.getByLabel('E-mail comes'), 'at once, at any time');
    await page.getByText('Saved.').waitFor();
    await keys.act(opened(page, 'For each kind of notice'));
    const mailed = page.getByRole('checkbox', { name: 'A goal waits for your answer: E-mail' });
    assert.equal(await mailed.isChecked(), true);
    await keys.act(mailed, 'Space');
    await until(async () => (await ok(bo.get('/me/notice-settings'))).kinds.find((k) => k.kind === 'goal_waits').mailed === false, { what: 'no mail of it' });
    await keys.act(opened(page, 'In a chat, or to a program of your own'));
    await keys.choose(page.getByLabel('In the form of'), 'Mattermost');
    await keys.fill(page.getByLabel('Address of the webhook'), to.url);
    assert.deepEqual(await violations(page), []);
    await keys.act(page.locator('#notices').getByRole('button', { name: 'Save' }));
    await page.getByRole('checkbox', { name: 'A goal waits for your answer: Webhook' }).waitFor();
  });
  const before = mailsTo(bo).length;
  await ok(mia.post('/goals', { title: 'Sound the harbour', why: 'Ships come', level: 'person', supporter_id: bo.id, starts_on: server.clock.day(), due_on: server.clock.day(30) }), 201)
    .then((made) => ok(mia.post(`/goals/${made.id}/criteria`, { statement: 'Sounded', kind: 'percent', good: 50, excellent: 100 }), 201).then(() => ok(mia.put(`/goals/${made.id}/proposal`))));
  await until(() => to.got.length === 1, { what: 'the webhook' });
  assert.match(to.got[0].text, /A goal waits for your answer/);
  assert.equal(mailsTo(bo).length, before, 'and no mail');
  await seated(bo, {}, async ({ page, keys }) => {
    await visit(page, '/account');
    await keys.act(button(page, 'Remove the webhook'));
    await page.getByText('Removed.').waitFor();
  });
  assert.equal((await ok(bo.get('/me/webhook'))).url, null);
});

test('the link in a mail ends its kind, on a phone where nobody is signed in', async () => {
  const unmailed = async () => (await ok(eva.get('/me/notice-settings'))).kinds.filter((k) => !k.mailed).map((k) => k.kind);
  await ok(eva.put('/me/notice-settings', { quiet: false, digest: false }));
  const before = await unmailed();
  const asked = await ok(mia.post(`/goals/${goal.id}/needs`, { text: 'The soundings', person_id: eva.id, due_on: server.clock.day(20) }), 201);
  const mail = await until(() => mailsTo(eva).find((m) => m.text.includes(`/needs/${asked.id}`)), { what: 'the mail' }), link = new URL(mail.headers['list-unsubscribe'].slice(1, -1));
  const seat = await openPage(browser, server, { size: sizes.phone, scheme: 'dark' }), { page, keys } = seat;
  await visit(page, link.pathname);
  assert.equal(new URL(page.url()).pathname, '/unsubscribe');
  await page.getByRole('heading', { level: 1, name: 'No more mails of this kind?' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await keys.act(button(page, 'End these mails'));
  await page.getByRole('heading', { level: 1, name: 'No more of these mails' }).waitFor();
  await keys.stays('ending mails');
  seat.expected = [404];
  await visit(page, '/unsubscribe?link=1.forged');
  await page.getByText('This link is not one of ours.').waitFor();
  seat.check();
  await seat.context.close();
  assert.deepEqual((await unmailed()).filter((kind) => !before.includes(kind)), ['need_asked']);
  assert.equal((await ok(eva.get(`/needs/${asked.id}`))).state, 'asked');
});
