// The values of a criterion in words: 20 answers, 3 of 5 milestones, good.
import { number } from '../format';
import { t } from '../lang';
import type { Criterion, Framework } from '../types';

export interface Words { good: string; excellent: string }
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** What the organisation calls good and excellent; translated as long as it kept our own words. */
export function levelsOf(f: Framework): Words {
  return { good: capital(f.good_words === 'good' ? t('good') : f.good_words), excellent: capital(f.excellent_words === 'excellent' ? t('excellent') : f.excellent_words) };
}

export type Terms = Pick<Criterion, 'kind' | 'unit' | 'milestones'>;

export const inWords = (c: Terms) => c.kind === 'done' || c.kind === 'rubric';

export function valueWords(c: Terms, value: number | null, words: Words): string {
  if (value === null) return '–';
  if (inWords(c)) return [t('not yet'), words.good.toLowerCase(), words.excellent.toLowerCase()][value] ?? number(value);
  if (c.kind === 'milestones') return t('{n} of {all}', { n: number(value), all: number(c.milestones.length) });
  if (c.kind === 'percent') return `${number(value)}\u00a0%`;
  return c.unit ? `${number(value)}\u00a0${c.unit}` : number(value);
}

/** What the criterion would say today if the goal walked evenly to good; none for what is described in words. */
export function expectedValue(c: Criterion, expected: number | null): number | null {
  if (expected === null || inWords(c) || c.start === null || c.good === null) return null;
  const value = c.start + (expected / 0.7) * (c.good - c.start);
  return c.kind === 'milestones' ? Math.floor(value) : Math.round(value * 100) / 100;
}
