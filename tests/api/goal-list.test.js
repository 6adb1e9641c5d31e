// Lists of goals: filters, sorts, pages; every sort and filter gives each goal once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activeGoal, all, draftGoal, faults, ok, proposedGoal } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

let wm, mia, sam, ida, team, period, made = [];

before(async () => {
  wm = await startServer({ name: 'goal-list', at: '2026-03-02T10:00:00Z' });
  mia = await wm.person({ name: 'Mia Manager' });
  sam = await wm.person({ name: 'Sam Staff', manager: mia });
  ida = await wm.person({ name: 'Ida Intern', manager: mia });
  team = await wm.team('Support');
  await wm.admin.post(`/teams/${team.id}/members`, { person_id: sam.id, role: 'member' });
  period = await ok(wm.admin.post('/periods', { name: 'Spring', starts_on: '2026-03-01', ends_on: '2026-05-31' }), 201);
  const words = ['Éclair', 'apple', 'Banana', 'zebra', 'Ölfarbe', 'banana', 'apple pie'];
  for (let i = 0; i < 21; i++) {
    const more = { title: `${words[i % 7]} ${i}`, priority: (i % 3) + 1, due_on: wm.clock.day(30 + (i % 5)), starts_on: wm.clock.day(0) };
    if (i % 4 === 0) more.period_id = period.id;
    if (i % 5 === 0) more.team_id = team.id;
    made.push(i % 2 ? await proposedGoal(sam, more) : await activeGoal(sam, { supporter: mia, ...more }));
  }
});
after(() => wm?.remove());

test('every sort gives each goal once, in its order, over pages of any size', async () => {
  const keys = {
    priority: (g) => [g.priority, g.id], due_on: (g) => [g.due_on, g.id],
    '-due_on': (g) => [g.due_on, g.id], title: undefined,
  };
  for (const [sort, key] of Object.entries(keys)) {
    for (const limit of [1, 4, 200]) {
      const items = await all(ida, `/goals?owner_id=${sam.id}&sort=${sort}`, { limit });
      assert.deepEqual(new Set(items.map((g) => g.id)), new Set(made.map((g) => g.id)), `${sort} ${limit}`);
      assert.equal(items.length, made.length, `${sort} ${limit}`);
      if (!key) continue;
      const sorted = [...items].sort((a, b) => { const [x, y] = [key(a), key(b)]; return x[0] < y[0] ? -1 : x[0] > y[0] ? 1 : x[1] - y[1]; });
      if (sort.startsWith('-')) sorted.reverse();
      assert.deepEqual(items.map((g) => g.id), sorted.map((g) => g.id), `${sort} ${limit}`);
    }
  }
  const titles = (await all(ida, `/goals?owner_id=${sam.id}&sort=title`)).map((g) => g.title.replace(/ \d+$/, ''));
  assert.deepEqual([...new Set(titles.map((t) => t.toLowerCase()))], ['apple', 'apple pie', 'banana', 'éclair', 'ölfarbe', 'zebra'], 'without regard to case and accents');
});

test('filters', async () => {
  const ids = async (who, query) => (await all(who, `/goals?${query}`)).map((g) => g.id).sort((a, b) => a - b);
  const of = (keep) => made.filter((g, i) => keep(g, i)).map((g) => g.id);
  assert.deepEqual(await ids(ida, `owner_id=${sam.id}&state=active`), of((g, i) => i % 2 === 0));
  assert.deepEqual(await ids(ida, 'state=proposed'), of((g, i) => i % 2 === 1));
  assert.deepEqual(await ids(ida, `team_id=${team.id}`), of((g, i) => i % 5 === 0));
  assert.deepEqual(await ids(ida, `period_id=${period.id}`), of((g, i) => i % 4 === 0));
  assert.deepEqual(await ids(ida, `period_id=${period.id}&team_id=${team.id}&state=active`), of((g, i) => i % 20 === 0));
  assert.deepEqual(await ids(ida, 'q=apple'), of((g) => g.title.startsWith('apple')));
  assert.deepEqual(await ids(ida, 'q=eclair'), of((g) => g.title.startsWith('Éclair')));
  assert.deepEqual(await ids(ida, 'q=%3F%3F'), []);
  assert.deepEqual(await ids(ida, `supporter_id=${mia.id}`), of(() => true));
  assert.deepEqual(await ids(ida, `supporter_id=${sam.id}`), []);
  assert.deepEqual(await ids(ida, 'level=person'), of(() => true));
  assert.deepEqual(await ids(ida, 'level=organisation'), []);
  assert.deepEqual(await ids(ida, 'serves_nothing=true'), of(() => true));
  assert.deepEqual(await ids(ida, 'top=true'), of(() => true));
  assert.deepEqual(await ids(ida, 'stale=true'), []);
  assert.deepEqual(await ids(ida, 'owner_id=999999'), []);
  const draft = await draftGoal(sam);
  assert.deepEqual(await ids(sam, 'state=draft'), [draft.id]);
  assert.deepEqual(await ids(ida, 'state=draft'), []);
  await ok(sam.post(`/goals/${made[0].id}/checkins`, { confidence: 'off_track' }), 201);
  assert.deepEqual(await ids(ida, 'confidence=off_track'), [made[0].id]);
  wm.clock.advance({ days: 12 });
  const stale = await ids(ida, 'stale=true');
  assert.deepEqual(stale, of((g, i) => i % 2 === 0));
  assert.equal((await ok(ida.get(`/goals/${made[0].id}`))).stale, true);
  wm.clock.advance({ days: -12 });
});

test('a list leaves out what only one goal shows, and what does not fit is named', async () => {
  const item = (await ok(ida.get('/goals?limit=1'))).items[0];
  for (const field of ['criteria', 'steps', 'answers', 'can', 'notes', 'serves_goals']) assert.ok(!(field in item), field);
  for (const field of ['owner_name', 'supporter_name', 'score', 'pace', 'stale', 'serves', 'children']) assert.ok(field in item, field);
  await faults(ida.get('/goals?state=planned&level=x&owner_id=me&top=maybe&colour=red'), 'state', 'level', 'owner_id', 'top', 'colour');
  await faults(ida.get('/goals?sort=owner'), 'sort');
  assert.equal((await ida.get('/goals?cursor=nonsense')).status, 400);
  const page = await ok(ida.get('/goals?limit=2'));
  assert.equal((await ida.get(`/goals?limit=2&sort=title&cursor=${page.next}`)).status, 400);
});
