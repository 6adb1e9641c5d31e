// Checks the catalogues against the code: `node tools/messages.mjs [FOLDER-OR-FILE ...]`. Says which messages lack a translation, which
// translations nobody uses, and where the two differ in what they fill in. With names, only messages of those sources are asked for.
// The server's messages are read from the C code by tools/sentences.mjs. What its rows make is asked of the program, by a test.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries, languages } from './catalogue.mjs';
import { messagesOf } from './messages-of.mjs';
import { conversions, sentences } from './sentences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const found = new Map(); // message: where it stands first
const complaints = [];

const sources = readdirSync(join(root, 'web'), { recursive: true })
  .filter((f) => /\.tsx?$/.test(f) && !f.endsWith('.d.ts') && f !== 'api-types.ts').map((f) => join('web', f));

for (const file of sources) {
  for (const { message, line } of messagesOf(join(root, file))) {
    const at = `${file}:${line}`;
    if (message !== null) { if (!found.has(message)) found.set(message, at); }
    else if (file !== 'web/lang.ts') complaints.push(`${at}: the message is not written out in the call`);
  }
}

// Names, tags and forms that a message fills in; plurals of two languages may have different branches, but the same names.
const holes = (text) => [...new Set([...text.matchAll(/\{\s*(\w+)\s*(?=[,}])|<(\w+)>/g)].map((m) => m[1] ?? `<${m[2]}>`))].sort().join(' ');

const wanted = process.argv.slice(2);
const asked = ([, at]) => wanted.length === 0 || wanted.some((w) => at.startsWith(relative(root, join(process.cwd(), w)) || w));

function check(language, side, said, filled) {
  const there = new Map();
  for (const { file, message, words } of entries(language, side)) {
    const other = there.get(message);
    if (other && other.words !== words) complaints.push(`${file}: "${message}" is said otherwise in ${other.file}`);
    there.set(message, { file, words });
    if (!said.has(message) && !file.endsWith('server/rows.json')) complaints.push(`${file}: nobody says "${message}"`);
    else if (filled(message) !== filled(words)) complaints.push(`${file}: "${message}" has (${filled(message)}), its translation (${filled(words)})`);
  }
  for (const [message, at] of [...said].filter(asked)) if (!there.has(message)) complaints.push(`${at}: ${language} lacks "${message}"`);
}

const server = sentences();
for (const language of languages()) {
  check(language, '', found, holes);
  check(language, 'server', server, conversions);
}
for (const complaint of complaints) console.log(complaint);
console.log(`${found.size} messages in the browser, ${server.size} on the server, ${complaints.length} complaints`);
process.exitCode = complaints.length ? 1 : 0;
