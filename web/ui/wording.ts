// Words that name no measure: "improve", "support", "do best"; "verbessern", "unterstützen". A hint, never a rule: it knows the words of
// two languages by their stems and nothing of what is meant, so it keeps still as soon as a text has a number in it, and misses what
// it has no word for. Both languages are always looked for, as people mix them.

/** Which advice fits: see wording-hint.tsx. */
export type Advice = 'improve' | 'support' | 'best' | 'more' | 'work';
export interface Vague { at: number; word: string; advice: Advice }

const stems: [Advice, string][] = [
  ['improve', 'improv(?:e[sd]?|ing|ements?)|enhanc(?:e[sd]?|ing|ements?)|optimi[sz](?:e[sd]?|ing|ations?)|strengthen(?:s|ed|ing)?|boost(?:s|ed|ing)?|streamlin(?:e[sd]?|ing)|level up'],
  ['improve', 'verbesser(?:n|t|te|ung|ungen)?|optimier(?:en|t|te|ung|ungen)?|stärk(?:en|t|te|ung)|steiger(?:n|t|te|ung|ungen)|ausbau(?:en|t)?|vorantreiben|voranbringen|weiterentwick(?:eln|elt|lung)'],
  ['support', 'support(?:s|ed|ing)?|help(?:s|ed|ing)?|enabl(?:e[sd]?|ing)|foster(?:s|ed|ing)?|promot(?:e[sd]?|ing)|facilitat(?:e[sd]?|ing)|assist(?:s|ed|ing)?'],
  ['support', 'unterstütz(?:en|t|te|ung)|förder(?:n|t|te|ung)|begleit(?:en|et|ete|ung)|helfen|mithelfen|ermöglich(?:en|t|te|ung)'],
  ['best', '(?:do|try|doing|trying) (?:my|our|your|their|its|the)? ?best|as (?:well|soon|much|good|many) as possible|try to|strive (?:to|for)|world[- ]class|best[- ]in[- ]class'],
  ['best', '(?:unser|mein|das|ihr) bestes|bestmöglich\\p{L}*|so (?:gut|viel|schnell|bald) wie möglich|versuchen|bemüh(?:en|t|ung|ungen)|anstreben|weltklasse'],
  ['more', 'more|better|faster|fewer|less|increas(?:e[sd]?|ing)|reduc(?:e[sd]?|ing)|grow(?:s|ing)?|accelerat(?:e[sd]?|ing)'],
  ['more', 'mehr|besser\\p{L}*|schneller\\p{L}*|weniger|erhöh(?:en|t|te|ung)|reduzier(?:en|t|te|ung)|senken|vermehrt|beschleunig(?:en|t|te|ung)'],
  ['work', 'work(?:ing)? on|focus(?:ing)? on|continu(?:e[sd]?|ing)(?: to)?|explor(?:e[sd]?|ing)|look(?:ing)? into|deal with|take care of'],
  ['work', 'arbeiten an|weiterarbeiten|sich kümmern|kümmern um|fortsetzen|weiterführen|beschäftigen mit|fokussier(?:en|t|ung)'],
];
const patterns = stems.map(([advice, words]): [Advice, RegExp] => [advice, new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu')]);

/** Numbers that only say when, or which: 2026, Q3, FY24, 24/7. */
const names = /(?<![\p{L}\p{N}])(?:(?:FY|Q|H|KW|V)\s?\d+|(?:19|20)\d\d(?:[/-]\d+)?|24\/7|\d\. ?(?:Quartal|Halbjahr))(?![\p{L}\p{N}])/giu;
const measured = (text: string) => /\p{N}/u.test(text.replace(names, ''));

/** The vague words of a text in their order, at most `most`; none when the text has a measure. */
export function vague(text: string, most = 3): Vague[] {
  if (measured(text)) return [];
  const found: Vague[] = [];
  for (const [advice, pattern] of patterns) for (const m of text.matchAll(pattern)) found.push({ at: m.index, word: m[0], advice });
  found.sort((a, b) => a.at - b.at || b.word.length - a.word.length);
  return found.filter((v, i) => i === 0 || v.at >= found[i - 1]!.at + found[i - 1]!.word.length).slice(0, most);
}
