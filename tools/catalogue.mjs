// The catalogues of lang/: which languages there are, and what each says for a message. Shared by what builds, checks and tests.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('../lang', import.meta.url));
export const languages = () => readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort();

// Every entry of a language, with the file it stands in: [{ file, message, words }]. Of the browser's messages (lang/de/NOUN.json), or
// of the server's (lang/de/server/NOUN.json), which the binary carries.
export function entries(language, side = '') {
  const files = readdirSync(join(folder, language, side)).filter((f) => f.endsWith('.json')).sort();
  return files.flatMap((file) => Object.entries(JSON.parse(readFileSync(join(folder, language, side, file), 'utf8')))
    .map(([message, words]) => ({ file: join('lang', language, side, file), message, words })));
}
