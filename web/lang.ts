// The words of the interface in the reader's language. English is written in the code, as the message itself; every other
// language is a catalogue (lang/LANGUAGE/NOUN.json), loaded when somebody reads it, part by part as the interface is. Messages are
// a subset of ICU's: {name}, {n, plural, =0 {...} one {# goal} other {# goals}} and {x, select, a {...} other {...}}. An apostrophe
// is an apostrophe, and no message has a literal brace. t() reads a signal: call it while rendering or acting, never in a module's body.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { messageKey } from './message-key';

/** en-XA is a pseudo-language for tests: English in brackets, so that a word left in the code stands out. */
export const languages = ['en', 'de', 'en-XA'] as const;
export type Language = (typeof languages)[number];
type Words = Record<string, string>;
/** What the first load says, and where the words of each part are that is loaded later. */
interface Catalogue { first: Words; later: Record<string, () => Promise<{ default: Words }>> }

const loaders: Partial<Record<Language, () => Promise<Catalogue>>> = { de: () => import('catalogue:de') };

const spoken = signal<{ language: Language; locale: string; words: Words }>({ language: 'en', locale: 'en', words: {} });

/** The language of words, and the locale of numbers and dates, which may say more: de-AT. */
export const language = (): Language => spoken.value.language;
export const locale = (): string => spoken.value.locale;

/** The first wish that we can fulfil; English if there is none. */
function choose(wishes: readonly string[]): [Language, string] {
  for (const wish of wishes) {
    const found = languages.find((l) => l === wish) ?? languages.find((l) => l === wish.split('-')[0]!.toLowerCase());
    if (found && Intl.DateTimeFormat.supportedLocalesOf(wish).length > 0) return [found, wish];
  }
  return ['en', 'en'];
}

/** The words that are there by now, and where more are. They are added in place: what is shown already needs none of them. */
let current: { words: Words; later: Catalogue['later'] } = { words: {}, later: {} };
const asked = new Set<string>(); // parts of the interface, which have to speak the next language, too

const learn = async (part: string, into = current): Promise<void> => {
  Object.assign(into.words, (await into.later[part]?.())?.default);
};

/** What is loaded later comes with its words. build.mjs writes this around every import() of the interface. */
export async function withWords<T>(part: string, loading: Promise<T>): Promise<T> {
  asked.add(part);
  const [loaded] = await Promise.all([loading, learn(part).catch(() => undefined)]); // without the network English is better than nothing
  return loaded;
}

/** Begins to load what the browser asks for, before it is known whether this person chose another language. */
export function expectWords(): void {
  const later = loaders[choose(navigator.languages)[0]]?.().then((found) => Promise.all([...asked].map((part) => found.later[part]?.())));
  later?.catch(() => undefined);
}

/** Speaks what a person chose, or what their browser asks for. Resolves when the words are there. */
export async function speak(chosen: string | null | undefined): Promise<void> {
  let [next, nextLocale] = choose([...(chosen ? [chosen] : []), ...navigator.languages]);
  if (next === spoken.value.language && nextLocale === spoken.value.locale) return;
  try {
    const found = await loaders[next]?.();
    current = { words: { ...found?.first }, later: found?.later ?? {} };
    await Promise.all([...asked].map((part) => learn(part)));
  } catch {
    next = 'en';
    current = { words: {}, later: {} };
  }
  spoken.value = { language: next, locale: nextLocale, words: current.words };
  document.documentElement.lang = next === 'en-XA' ? 'en' : next;
}

// ---- messages ----

type Value = string | number | ComponentChildren;
type Values = Record<string, Value>;

/** Where the brace that opens at `from` closes. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return text.length;
}

/** The branches of a plural or select: name {message} name {message} ... */
function branches(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; ;) {
    const open = text.indexOf('{', at);
    if (open < 0) return found;
    const end = closing(text, open);
    found.set(text.slice(at, open).trim(), text.slice(open + 1, end));
    at = end + 1;
  }
}

const printed = (value: Value): Value => (typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value);

function argument(inner: string, values: Values): Value[] {
  const [, name, kind, rest] = inner.match(/^\s*(\w+)\s*(?:,\s*(\w+)\s*,?([\s\S]*))?$/) ?? [];
  const value = values[name ?? ''];
  if (kind !== 'plural' && kind !== 'select') return [printed(value)];
  const choices = branches(rest!);
  const category = kind === 'plural' ? new Intl.PluralRules(locale()).select(Number(value)) : String(value);
  const chosen = choices.get(`=${value}`) ?? choices.get(category) ?? choices.get('other') ?? '';
  return filled(kind === 'plural' ? chosen.replaceAll('#', String(printed(value))) : chosen, values);
}

function filled(message: string, values: Values): Value[] {
  const out: Value[] = [];
  for (let at = 0; at < message.length;) {
    const open = message.indexOf('{', at);
    if (open < 0) { out.push(message.slice(at)); break; }
    if (open > at) out.push(message.slice(at, open));
    const end = closing(message, open);
    out.push(...argument(message.slice(open + 1, end), values));
    at = end + 1;
  }
  return out;
}

const translated = (message: string): string => spoken.value.words[messageKey(message)] ?? message;
const pseudo = (): boolean => spoken.value.language === 'en-XA';

/** A message as text. It must be written out in the call: tools/messages.mjs reads it there. */
export function t(message: string, values: Record<string, string | number> = {}): string {
  const text = filled(translated(message), values).join('');
  return pseudo() ? `⟦${text}⟧` : text;
}

/** A message with nodes as values, or with <tags> that `tags` turn into nodes. Tags do not nest, and values are never read for them. */
export function tx(message: string, values: Values = {}, tags: Record<string, (inner: ComponentChildren) => ComponentChildren> = {}): ComponentChildren {
  const out: Value[] = [];
  let at = 0;
  const text = translated(message);
  for (const match of text.matchAll(/<(\w+)>([\s\S]*?)<\/\1>/g)) {
    out.push(...filled(text.slice(at, match.index), values));
    const inner = filled(match[2]!, values);
    out.push(tags[match[1]!]?.(pseudo() ? ['⟦', ...inner, '⟧'] : inner));
    at = match.index + match[0].length;
  }
  out.push(...filled(text.slice(at), values));
  return pseudo() ? ['⟦', ...out, '⟧'] : out;
}
