// Time together, in the browser, by keyboard alone: a one-to-one is planned, its agenda is filled from where things come to mind, notes are
// kept as one writes, what is agreed is done on Home, and what is open is on the next one's agenda.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seatOf, startBrowser, visit } from '../lib/browser.js';
import { activeGoal, ok, until } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let browser, server, mia, bea, asMia, asBea;

before(async () => {
  server = await startServer({ name: 'journey-meeting' });
  bea = await server.person({ name: 'Bea Boss', email: 'bea@example.org', zone: 'Europe/Berlin' });
  mia = await server.person({ name: 'Mia Martín', email: 'mia@example.org', manager: bea, zone: 'Europe/Berlin' });
  browser = await startBrowser();
  asMia = await seatOf(browser, server, 'mia@example.org');
  asBea = await seatOf(browser, server, 'bea@example.org');
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

test('a one-to-one, from planning to what is open next time', async () => {
  const goal = await activeGoal(mia, { supporter: bea, title: 'Guides that people finish' });
  const { page, keys } = asMia;
  await visit(page, '/meetings');
  await keys.act(page.getByRole('link', { name: 'Plan a meeting' }).first());
  await page.getByRole('heading', { level: 1, name: 'Plan a meeting' }).waitFor();
  await keys.pick(page.getByRole('combobox', { name: 'Find somebody' }), 'Bea Bo', 'Bea Boss');
  await keys.fill(page.getByLabel('Where: a room or a link'), 'https://meet.example.org/mia-bea');
  await keys.fill(page.getByLabel('The first thing to talk about'), 'How the first week went');
  await keys.act(page.getByRole('button', { name: 'Plan it' }));
  await page.getByRole('heading', { level: 1, name: 'One-to-one with Bea Boss' }).waitFor();
  await page.getByText('How the first week went').waitFor();
  const at = page.url();

  // What comes to mind elsewhere goes to the next one.
  await visit(asBea.page, `/goals/${goal.id}`);
  await asBea.keys.act(asBea.page.getByRole('button', { name: /one-to-one with Mia/ }));
  await asBea.keys.fill(asBea.page.getByLabel(/talk about with Mia/), 'Is the second target too high?');
  await asBea.keys.act(asBea.page.getByRole('button', { name: 'Add', exact: true }));
  await asBea.page.getByText('It is on the agenda').waitFor();

  // It is time: both write, and nothing of either is lost.
  const meeting = Number(at.split('/').at(-1));
  const { starts_at } = await ok(mia.get(`/meetings/${meeting}`));
  await ok(mia.put(`/meetings/${meeting}/time`, { starts_at: server.clock.now().toISOString() }));
  await visit(page, `/meetings/${meeting}`);
  await visit(asBea.page, `/meetings/${meeting}`);
  await asBea.page.getByText('Is the second target too high?').waitFor();
  asMia.expected = [412];
  asBea.expected = [412];
  await keys.fill(page.getByLabel('What all of us note'), 'The first week was good.');
  await until(async () => (await ok(mia.get(`/meetings/${meeting}`))).notes === 'The first week was good.', { what: 'the notes' });
  await asBea.keys.fill(asBea.page.getByLabel('What all of us note'), 'We keep the target.');
  await asBea.page.getByText('Somebody else wrote at the same time').or(asBea.page.getByText('Saved.')).first().waitFor();
  await until(async () => { const { notes } = await ok(mia.get(`/meetings/${meeting}`)); return notes.includes('first week') && notes.includes('keep the target'); }, { what: 'both' });
  await keys.fill(page.getByLabel('What I note for myself'), 'Ask about May.');
  await until(async () => (await ok(mia.get(`/meetings/${meeting}`))).private_notes === 'Ask about May.', { what: 'my own notes' });

  await keys.act(page.getByRole('checkbox', { name: /How the first week went/ }), 'Space');
  await page.getByRole('heading', { name: 'Talked about' }).waitFor();
  await keys.fill(page.getByLabel('What will be done'), 'Show the guide to five people');
  await keys.act(page.getByRole('button', { name: 'Add', exact: true }).last());
  await page.getByRole('checkbox', { name: /Show the guide/ }).waitFor();
  await page.getByText('took place').first().waitFor();

  // What is open is on the next agenda, and what was agreed on Home, where it is done.
  await keys.act(page.getByRole('navigation', { name: 'The meetings before and after' }).getByRole('link').last());
  await page.getByText('Is the second target too high?').waitFor();
  assert.equal(await page.getByText('How the first week went').count(), 0);
  await page.getByText('from an earlier meeting').waitFor();
  await visit(page, '/');
  await page.getByRole('heading', { name: "Today's meetings" }).waitFor();
  await keys.act(page.getByRole('button', { name: 'Done: Show the guide to five people' }));
  await page.getByRole('heading', { name: 'Agreed in meetings' }).waitFor({ state: 'detached' });
  assert.ok(starts_at);
  asMia.check();
  asBea.check();
});

test('one is moved, one is skipped with a reason, and both can be taken back', async () => {
  const { page, keys } = asMia;
  await visit(page, '/meetings');
  await keys.act(page.locator('.meeting-line .title').nth(1));
  await keys.act(page.getByRole('button', { name: 'Skip', exact: true }));
  await keys.fill(page.getByLabel('Why?'), 'A public holiday');
  await keys.act(page.getByRole('button', { name: 'Skip it' }));
  await page.getByText('Skipped: A public holiday').waitFor();
  await keys.act(page.getByRole('button', { name: 'Undo' }));
  await page.getByText('Skipped: A public holiday').waitFor({ state: 'detached' });
  await keys.act(page.getByRole('button', { name: 'Move', exact: true }));
  await keys.fill(page.getByLabel('Time'), '15:45');
  await keys.act(page.getByRole('button', { name: 'Move it' }));
  await page.locator('.lead').getByText('moved').waitFor();
  await page.locator('.lead').getByText(/3:45|15:45/).waitFor();
  asMia.check();
});

test('two change a series at once: what only one changed comes together, and who comes second chooses where both did', async () => {
  const group = await ok(mia.post('/meeting-series', { kind: 'group', title: 'Two hands', person_ids: [bea.id], starts_on: '2099-03-03', starts_minute: 600, minutes: 30, place: 'Room 1', rrule: 'FREQ=WEEKLY' }), 201);
  const { page, keys } = asMia;
  await visit(page, `/meeting-series/${group.id}/edit`);
  await page.getByRole('button', { name: 'Save' }).waitFor();
  await ok(bea.patch(`/meeting-series/${group.id}`, { title: 'Four hands', place: 'The pier' }, { match: group.version }));
  asMia.expected = [412];
  await keys.fill(page.getByLabel('Where: a room or a link'), 'Room 2');
  await keys.fill(page.getByLabel('Minutes'), '45');
  await keys.act(page.getByRole('button', { name: 'Save' }));
  const choice = page.getByRole('alert');
  await choice.getByText('Both changed: Where: a room or a link. Which shall stay?').waitFor();
  await choice.getByText('The pier').waitFor();
  await keys.act(choice.getByRole('button', { name: 'What I have here' }));
  await page.getByRole('heading', { level: 1, name: 'Four hands' }).waitFor();
  const now = await ok(mia.get(`/meeting-series/${group.id}`));
  assert.deepEqual([now.title, now.place, now.minutes, now.starts_on], ['Four hands', 'Room 2', 45, '2099-03-03']);
  asMia.check();
});

test('a team review: who tries to achieve what and why, by what changed since last time', async () => {
  const lead = await server.person({ name: 'Lea Lead', email: 'lea@example.org', manager: bea }), tom = await server.person({ name: 'Tom Twin', email: 'tom@example.org', manager: lead });
  const team = await server.team('Harbour');
  for (const [p, role] of [[lead, 'lead'], [tom, 'member']]) await ok(server.admin.post(`/teams/${team.id}/members`, { person_id: p.id, role }), 201);
  const above = await activeGoal(lead, { supporter: bea, title: 'The whole coast' });
  const goal = await activeGoal(tom, { supporter: lead, title: 'Ten harbours', serves: [above.id] });
  await activeGoal(tom, { supporter: lead, title: 'A quiet goal' });
  const asLead = await seatOf(browser, server, 'lea@example.org'), { page, keys } = asLead;
  await visit(page, `/meetings/new?team=${team.id}`);
  await keys.fill(page.getByLabel('What it is called'), 'Harbour review');
  await keys.act(page.getByRole('button', { name: 'Plan it' }));
  await page.getByRole('heading', { level: 1, name: 'Harbour review' }).waitFor();
  const meeting = Number(page.url().split('/').at(-1));
  await ok(tom.post(`/goals/${goal.id}/checkins`, { confidence: 'at_risk', moved: 'Three harbours are drawn', next: 'The fourth', in_the_way: 'Fog on the pier' }), 201);
  await ok(tom.post(`/goals/${goal.id}/barriers`, { text: 'The boat is broken', kind: 'equipment', importance: 'high', urgency: 'high', asked_id: lead.id }), 201);

  const asTom = await seatOf(browser, server, 'tom@example.org');
  await visit(asTom.page, `/meetings/${meeting}`);
  const news = asTom.page.getByRole('region', { name: /What changed since/ });
  await news.getByText('Three harbours are drawn').waitFor();
  await news.getByText('Fog on the pier').waitFor();
  await news.getByRole('link', { name: 'The boat is broken' }).waitFor();
  await news.getByText('asked of Lea Lead').waitFor();
  await news.getByRole('link', { name: 'The whole coast' }).first().waitFor();
  await asTom.keys.act(news.getByRole('button', { name: 'Talk about it: Ten harbours' }));
  await asTom.page.getByRole('region', { name: 'What we want to talk about' }).getByText('Ten harbours').first().waitFor();
  await news.getByRole('button', { name: 'Talk about it: Ten harbours' }).waitFor({ state: 'detached' });
  asLead.check();
  asTom.check();
  await asLead.context.close();
  await asTom.context.close();
});

test('a meeting across three zones: a time that is found, with who is early or late', async () => {
  await server.person({ name: 'Nick North', email: 'nick@example.org', zone: 'America/New_York' });
  await server.person({ name: 'Tomo Tide', email: 'tomo@example.org', zone: 'Asia/Tokyo' });
  const { page, keys } = asMia;
  await visit(page, '/meetings/new');
  await keys.act(page.getByRole('radio', { name: /Some people/ }), 'Space');
  for (const name of ['Nick North', 'Tomo Tide']) await keys.pick(page.getByRole('combobox', { name: 'Find somebody' }), name, name);
  await keys.fill(page.getByLabel('What it is called'), 'Around the world');
  await keys.act(page.getByRole('button', { name: 'Find a time for all' }));
  const offer = page.locator('.offers li').first();
  await offer.getByText(/Late for Tomo Tide/).waitFor();
  await offer.getByText(/in New York/).waitFor();
  await keys.act(offer.getByRole('button'));
  await keys.act(page.getByRole('button', { name: 'Plan it' }));
  await page.getByRole('heading', { level: 1, name: 'Around the world' }).waitFor();
  await page.getByText(/in Tokyo/).waitFor();
  const asTomo = await seatOf(browser, server, 'tomo@example.org');
  await visit(asTomo.page, '/meetings');
  await asTomo.keys.act(asTomo.page.getByRole('link', { name: 'Around the world' }).first());
  await asTomo.page.getByRole('heading', { level: 1, name: 'Around the world' }).waitFor();
  const { starts_at } = await ok(mia.get(`/meetings/${Number(page.url().split('/').at(-1))}`));
  const there = (zone) => { // at nine in the evening, 21:00 or 9:00
    const [hour, minute] = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(starts_at)).split(':');
    return new RegExp(`\\b(0?${Number(hour)}|${Number(hour) % 12 || 12}):${minute}`);
  };
  await asTomo.page.locator('.lead').getByText(there('Asia/Tokyo')).waitFor();
  const people = asTomo.page.locator('aside .names li');
  for (const [name, city, zone] of [['Mia', 'Berlin', 'Europe/Berlin'], ['Nick North', 'New York', 'America/New_York']]) await people.filter({ hasText: name }).filter({ hasText: `in ${city}` }).getByText(there(zone)).waitFor();
  asMia.check();
  asTomo.check();
  await asTomo.context.close();
});
