// The catalogues of lang/: which languages there are, and what each says for a message. Shared by what builds, checks and tests.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('../lang', import.meta.url));
export const languages = () => readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort();

// Every entry of a language, with the file it stands in: [{ file, message, words }].
export function entries(language) {
  const files = readdirSync(join(folder, language)).filter((f) => f.endsWith('.json')).sort();
  return files.flatMap((file) => Object.entries(JSON.parse(readFileSync(join(folder, language, file), 'utf8')))
    .map(([message, words]) => ({ file: `lang/${language}/${file}`, message, words })));
}
