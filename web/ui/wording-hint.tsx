// Points at words without a measure, with an example of a better form beside it. The author decides.
import type { ComponentChildren } from 'preact';
import { t } from '../lang';
import { vague, type Advice } from './wording';

const AROUND = 60; // letters of the text shown on each side

function outcome(advice: Advice): string {
  switch (advice) {
    case 'improve': return t('Say what will be different then. Instead of “Improve customer service”: “Customers have an answer within a day”.');
    case 'support': return t('Say what will be true when it has worked. Instead of “Support the sales team”: “Every offer leaves the house within two days”.');
    case 'best': return t('Say what one could see. Instead of “Do our best in safety”: “A quarter without an accident”.');
    case 'more': return t('Say from where to where. Instead of “More visitors”: “20,000 visitors a month instead of 12,000”.');
    default: return t('Say what is finished at the end. Instead of “Work on the new site”: “The new site is open to everybody”.');
  }
}

function measure(advice: Advice): string {
  switch (advice) {
    case 'improve': return t('Name what one counts. Instead of “Improved answers”: “Hours until a first answer”.');
    case 'support': return t('Name what one can see of it. Instead of “Support for the team”: “Offers sent within two days, in percent”.');
    case 'best': return t('Name what one can see of it. Instead of “Best quality”: “Returned parts in a thousand”.');
    case 'more': return t('Name the amount alone; good and excellent say how much. Instead of “More visitors”: “Visitors a month”.');
    default: return t('Name what is there at the end. Instead of “Work on the site”: “Pages that are finished”.');
  }
}

function marked(text: string): ComponentChildren {
  const found = vague(text), out: ComponentChildren[] = [];
  const first = Math.max(0, found[0]!.at - AROUND), last = Math.min(text.length, found.at(-1)!.at + found.at(-1)!.word.length + AROUND);
  let at = first;
  if (first > 0) out.push('… ');
  for (const v of found) {
    out.push(text.slice(at, v.at), <mark key={v.at}>{v.word}</mark>);
    at = v.at + v.word.length;
  }
  out.push(text.slice(at, last), last < text.length ? ' …' : '');
  return out;
}

/** `of`: whether the text says what is to be reached, or what is measured. */
export function WordingHint({ text, of }: { text: string; of: 'goal' | 'criterion' }) {
  const [first] = vague(text, 1);
  return (
    <div class="wording" aria-live="polite">
      {first && (
        <div class="wording-hint">
          <p class="wording-text">{marked(text)}</p>
          <p>{of === 'goal' ? outcome(first.advice) : measure(first.advice)}</p>
        </div>)}
    </div>
  );
}
