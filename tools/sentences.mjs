// The sentences of the server, as they stand in the C code: what fail() and its kin say, what SAY() marks, and constants that are sentences.
// What they fill in: the conversions of src/kernel/language.h, which a translation has to keep.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const TELLERS = 'fail fail_field fault broken say SAY goal_in_state import_refuse import_note';
// What only the operator's terminal shows, which is in English.
const TERMINAL = ['src/kernel/migrate.c', 'src/kernel/command.c', 'src/kernel/config.c', 'src/kernel/operate.c'];

const isSentence = (text) => /^["A-Z%{].*[.?!]$/s.test(text) && / /.test(text);
const unescape = (text) => JSON.parse(`"${text.replace(/\\x([0-9a-f]{2})/gi, '\\u00$1')}"`);

// Comments become spaces, so that places stay; strings stay.
const bare = (code) => code.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
  (found) => (found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found));

/** The end of a call's arguments, whose bracket opens at `from`. */
function closing(code, from) {
  let depth = 0;
  for (let i = from; i < code.length; i++) {
    if (code[i] === '"' || code[i] === "'") { const quote = code[i]; for (i++; code[i] !== quote; i++) if (code[i] === '\\') i++; }
    else if (code[i] === '(') depth++;
    else if (code[i] === ')' && --depth === 0) return i;
  }
  return code.length;
}

/** Neighbouring strings are one. */
const literals = (code) => [...code.matchAll(/"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*/g)]
  .map(([text]) => unescape([...text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map((m) => m[1]).join('')));

export function sentences() {
  const found = new Map();
  const files = readdirSync(join(root, 'src'), { recursive: true }).filter((f) => /\.[ch]$/.test(f)).map((f) => join('src', f));
  for (const file of files.filter((f) => !TERMINAL.includes(f)).sort()) {
    const code = bare(readFileSync(join(root, file), 'utf8'));
    const keep = (text, index) => { if (!found.has(text)) found.set(text, `${file}:${code.slice(0, index).split('\n').length}`); };
    for (const call of code.matchAll(new RegExp(`\\b(${TELLERS.split(' ').join('|')})\\(`, 'g'))) {
      const inside = code.slice(call.index, closing(code, call.index + call[0].length - 1));
      const whole = /^(SAY|say|import_)/.test(call[1]); // these tell parts of sentences, too
      for (const text of literals(inside)) if (isSentence(text) || (whole && / /.test(text)) || (call[1] === 'SAY' && /^[A-Z][a-z]+$/.test(text))) keep(text, call.index);
    }
    for (const constant of code.matchAll(/#define (\w+)\s*\\?\s*("[^\n]*)/g))
      for (const text of literals(constant[2])) if (isSentence(text) || constant[1].startsWith('FAULT_')) keep(text, constant.index);
  }
  return found;
}

/** "1:d 2:s": each argument and its kind, in order. What is not well-formed says so instead, and so differs from its original. */
export function conversions(message) {
  const kinds = new Map();
  let next = 1;
  const ways = new Set();
  for (const m of message.replaceAll('%%', '').matchAll(/%(?:(\d)\$)?(d|lld|s|\.\*s|c)?/g)) {
    if (!m[2]) return 'a conversion that language.h does not know';
    ways.add(m[1] ? 'numbered' : 'in order');
    kinds.set(Number(m[1] ?? next++), m[2]);
  }
  if (ways.size > 1) return 'conversions with and without numbers';
  return [...kinds].sort(([a], [b]) => a - b).map(([place, kind]) => `${place}:${kind}`).join(' ');
}
