// Sentences of the server in the language of the one who reads them: by their choice, else by what the browser asks for.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after } from 'node:test';
import { entries, languages } from '../../tools/catalogue.mjs';
import { activeGoal, draftGoal, expect, ok } from '../lib/helpers.js';
import { startServer } from '../lib/server.js';

const server = await startServer({ name: 'language', at: '2026-03-11T10:00:00Z' });
after(() => server.remove());
const { admin } = server;

const speaking = async (language, name = `Reader ${language}`) => {
  const person = await server.person({ name });
  const { version } = await ok(person.get('/me'));
  await ok(person.patch(`/people/${person.id}`, { language }, { match: version }));
  return person;
};
const german = { headers: { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' } };
const sentencesOf = (body) => [body.detail, ...(body.fields ?? []).map((f) => f.detail)];

test('a person who chose German is told in German, field by field', async () => {
  const person = await speaking('de');
  const reply = expect(await person.post('/goals', { title: '', level: 'person', owner_id: 99999, colour: 'red', due_on: 'soon' }), 422);
  assert.equal(reply.headers['content-language'], 'de');
  assert.match(reply.headers.vary, /accept-language/i);
  assert.equal(reply.body.detail, 'Einige Felder brauchen noch einen Blick.');
  const by = Object.fromEntries(reply.body.fields.map((f) => [f.field, f.detail]));
  assert.equal(by.title, 'Bitte gib einen Titel an.');
  assert.equal(by.colour, 'Dieses Feld kennt Waymark nicht.');
  assert.equal(by.due_on, 'Das muss ein Datum sein, das es gibt (JJJJ-MM-TT).');
});

test('before anybody is signed in the browser\'s wish counts; a person\'s own choice counts more', async () => {
  const nobody = server.client();
  const signIn = { email: 'nobody@example.org', password: 'not the password' };
  const reply = expect(await nobody.post('/sign-in', signIn, german), 401);
  assert.match(reply.body.detail, /passen nicht zusammen/);
  assert.equal(reply.headers['content-language'], 'de');
  const other = expect(await nobody.post('/sign-in', signIn, { headers: { 'accept-language': 'fr, es;q=0.5' } }), 401);
  assert.match(other.body.detail, /do not go together/);
  assert.equal(other.headers['content-language'], 'en');
  expect(await nobody.get('/me', german), 401);

  const english = await speaking('en-GB');
  assert.equal((await english.get('/goals/9999999', german)).body.detail, 'There is nothing here, or it is not open to you.');
  const unchosen = await server.person({ name: 'No Choice' });
  assert.equal((await unchosen.get('/goals/9999999', german)).body.detail, 'Hier ist nichts, oder es ist dir nicht zugänglich.');
});

test('what is refused before a route is found is told in the reader\'s language, too', async () => {
  const nobody = server.client();
  assert.equal((await nobody.get('/nowhere', german)).body.detail, 'Hier ist nichts, oder es ist dir nicht zugänglich.');
  assert.equal((await nobody.delete('/mission', german)).body.detail, 'Diese Adresse nimmt nur GET, HEAD, PUT an.');
});

test('notes on a goal and rights are told in the reader\'s language, with plurals', async () => {
  const person = await speaking('de', 'Vera Viel');
  for (let i = 0; i < 5; i++) await activeGoal(person, { title: `Goal ${i}` });
  const draft = await draftGoal(person, { title: 'One more' });
  const reply = expect(await person.get(`/goals/${draft.id}`), 200);
  assert.deepEqual(reply.body.notes, ['Du hast schon 5 aktive Ziele; der Rahmen rät zu höchstens 5.']);
  assert.equal(reply.headers['content-language'], 'de');
  const other = await speaking('de', 'Otto Ohne');
  assert.equal((await other.put('/framework', {}, { match: 1 })).body.detail, 'Das können nur People Operations.');
  assert.equal((await other.get(`/goals/${draft.id}`)).status, 404);
});

test('the lines of an import are told in the reader\'s language', async () => {
  const { version, id } = await ok(admin.get('/me'));
  await ok(admin.patch(`/people/${id}`, { language: 'de' }, { match: version }));
  const text = 'name,email,colour\nA B,ab@example.org,red\nC D,ab@example.org,blue\nE,e\n,nobody,red\n';
  const done = await ok(admin.post('/imports', { kind: 'people', text, dry_run: true }));
  const lines = done.lines.map((l) => l.text);
  assert.ok(lines.includes('Die Spalte „colour“ wird nicht gebraucht.'), lines.join('\n'));
  assert.ok(lines.includes('Die E-Mail-Adresse „ab@example.org“ steht schon in Zeile 2.'), lines.join('\n'));
  assert.ok(lines.includes('Die Zeile hat 2 Felder, die erste Zeile hat 3.'), lines.join('\n'));
  await ok(admin.patch(`/people/${id}`, { language: null }, { match: version + 1 }));
});

test('the pseudo-language marks every sentence', async () => {
  const person = (await speaking('en-XA')).with({ 'accept-language': 'en-XA' }); // what is refused before one is known has no other hint
  const goal = await draftGoal(person);
  const failures = [
    person.get('/nowhere'), person.get('/goals/999999'), person.get('/people?sort=luck'), person.get('/people?limit=0'), person.get('/people?limit=many'),
    person.get('/goals?cursor=wrong'), person.get('/search'), person.post('/people', {}), person.put('/framework', {}, { match: 1 }), person.post('/teams', {}),
    person.post('/goals', {}), person.post('/goals', []), person.post('/goals', { level: 'moon', priority: 'x', starts_on: 7, serves: [1, 1, 'a'], why: '\u0000' }),
    person.patch(`/goals/${goal.id}`, { title: 'x' }), person.patch(`/goals/${goal.id}`, { title: 'x' }, { match: 77 }),
    person.post(`/goals/${goal.id}/checkins`, {}), person.put(`/goals/${goal.id}/closure`, { outcome: 'missed', reason: 'r' }, { match: goal.version }),
    person.post(`/goals/${goal.id}/criteria`, { statement: '', kind: 'number', start: 1, good: 1, excellent: 0.12345678 }),
    person.put('/me/password', { current: 'wrong wrong wrong', password: 'short' }), person.put('/me/password', { current: 'wrong wrong wrong', password: 'another good one' }),
    person.delete('/me/sessions/999999'), person.delete('/me/tokens/999999'), person.post('/sign-in', { email: 'a@b.example', password: 'no no no no no' }),
  ];
  for (const failure of failures) {
    const reply = await failure;
    assert.ok(reply.status >= 400, `${reply.status} ${reply.text}`);
    for (const sentence of sentencesOf(reply.body)) assert.match(sentence, /^⟦[^⟦⟧]+⟧$/su, reply.text);
    assert.equal(reply.headers['content-language'], 'en-XA', reply.text);
  }
});

test('a sentence that the program makes of its rows has a translation', () => {
  const made = execFileSync(process.env.WAYMARK_BINARY ?? 'build/waymark', ['describe', 'sentences'], { encoding: 'utf8' }).trim().split('\n');
  assert.ok(made.length > 30);
  for (const language of languages()) {
    const said = new Set(entries(language, 'server').map((e) => e.message));
    assert.deepEqual([...new Set(made)].filter((m) => !said.has(m)), [], language);
    const rows = entries(language, 'server').filter((e) => e.file.endsWith('rows.json')).map((e) => e.message);
    assert.deepEqual(rows.filter((m) => !made.includes(m)), [], `${language}/server/rows.json has what nobody says`);
  }
});
