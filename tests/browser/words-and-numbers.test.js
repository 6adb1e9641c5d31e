// Two rules of the interface that need no browser: which words have no measure, and what a typed number says.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../lib/server.js';

let vague, parse;

async function load(file) {
  const { outputFiles } = await build({ entryPoints: [path.join(root, 'web/ui', file)], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
before(async () => {
  ({ vague } = await load('wording.ts'));
  ({ parse } = await load('parse-number.ts'));
});

const words = (text) => vague(text).map((v) => v.word);

test('words without a measure are found, in both languages', () => {
  assert.deepEqual(words('Improve the support of volunteers and do our best'), ['Improve', 'support', 'do our best']);
  assert.deepEqual(words('Kundenservice verbessern und das Team unterstützen'), ['verbessern', 'unterstützen']);
  assert.deepEqual(words('Wir optimieren die Abläufe bestmöglich'), ['optimieren', 'bestmöglich']);
  assert.deepEqual(words('OPTIMISE hiring'), ['OPTIMISE']);
  assert.deepEqual(words('Continue to work on the site in Q3 2026'), ['Continue to', 'work on'], 'a quarter and a year are no measure');
  assert.equal(vague('better better better better better').length, 3);
  assert.deepEqual(vague('We improve it')[0], { at: 3, word: 'improve', advice: 'improve' });
});

test('a text with a measure, and words that only look alike, are left alone', () => {
  for (const text of ['Improve answers from 20 to 40 a week', 'Mehr Besucher: 20.000 statt 12.000', 'Customers have an answer within a day', 'Supporters meet every week',
    'The Improvisation club has a room', 'Förderverein gegründet', 'Übermehrheit im Rat', '', '   ', '„“'])
    assert.deepEqual(words(text), [], text);
});

test('hostile texts are looked at quickly', () => {
  const long = 'support the '.repeat(20000), start = performance.now();
  assert.equal(vague(long).length, 3);
  assert.ok(performance.now() - start < 500);
});

test('numbers are understood with comma and point', () => {
  const cases = [ // text, for a reader of 1.5, for one of 1,5
    ['1.5', 1.5, 1.5], ['1,5', 1.5, 1.5], ['1,234', 1234, 1.234], ['1.234', 1.234, 1234], ['1,234.5', 1234.5, 1234.5], ['1.234,5', 1234.5, 1234.5],
    ['1 234,5', 1234.5, 1234.5], ["1'234.5", 1234.5, 1234.5], ['1.000.000', 1000000, 1000000], ['1,000,000', 1000000, 1000000], ['-3', -3, -3], ['−3,25', -3.25, -3.25],
    ['0,125', 0.125, 0.125], ['0.125', 0.125, 0.125], ['45 %', 45, 45], ['.5', 0.5, 0.5], [' 7 ', 7, 7], ['', null, null], ['  ', null, null]];
  for (const [text, point, comma] of cases) {
    assert.equal(parse(text, false), point, `${text}, with a point`);
    assert.equal(parse(text, true), comma, `${text}, with a comma`);
  }
  for (const text of ['many', '1e5', '0x10', '--1', '1,2,3.4.5', 'Infinity', 'NaN']) assert.equal(parse(text, false), text);
});
