// Choosing some of a list, and what can be done with the chosen.
import type { ComponentChildren } from 'preact';
import { t } from '../lang';
import { say } from '../state';

/** A list with a box before each entry and one for all that are shown. */
export function Choosing<T>({ items, id, name, chosen, onChosen, children }: {
  items: T[]; id: (item: T) => number; name: (item: T) => string; chosen: Set<number>; onChosen: (chosen: Set<number>) => void; children: (item: T) => ComponentChildren;
}) {
  const all = items.length > 0 && items.every((i) => chosen.has(id(i)));
  const flip = (one: number) => { const next = new Set(chosen); if (!next.delete(one)) next.add(one); onChosen(next); };
  return (
    <>
      <label class="choose-all"><input type="checkbox" checked={all} onChange={() => onChosen(all ? new Set() : new Set(items.map(id)))} />{t('All that are shown')}</label>
      <ul class="list choosing">{items.map((item) => (
        <li key={id(item)}><input type="checkbox" aria-label={t('Choose {name}', { name: name(item) })} checked={chosen.has(id(item))} onChange={() => flip(id(item))} /><div>{children(item)}</div></li>))}</ul>
    </>
  );
}

/** Puts addresses on the clipboard, for a mail program. */
export async function copyAddresses(addresses: string[]): Promise<void> {
  const unique = [...new Set(addresses)];
  try {
    await navigator.clipboard.writeText(unique.join(', '));
    say(t('{n, plural, one {# address is} other {# addresses are}} on the clipboard.', { n: unique.length }));
  } catch {
    say(t('The browser did not let us copy. Please allow the clipboard for this page.'), true);
  }
}
