// Two who save the same thing at once, or one in two tabs. What only one of them changed comes together by itself; where both changed
// the same, whoever comes second chooses, and nothing that was typed is lost.
import { useState } from 'preact/hooks';
import { get, patch, Problem } from '../api';
import { t } from '../lang';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export interface Met<T> { theirs: T; both: (keyof T & string)[] }
interface Over<T> {
  /** Saves what differs from the beginning. False: somebody else changed the same, and `met` says what. */
  save: (mine: Partial<T>) => Promise<boolean>;
  met: Met<T> | null;
  /** What is there stays, where both changed it. */
  giveWay: () => Partial<T>;
}

/** `from` answers with the whole; `began` is what the form began with. */
export function useBoth<T extends { version: number }>(path: string, began: T, from = path): Over<T> {
  const [met, setMet] = useState<Met<T> | null>(null);
  const base = met?.theirs ?? began;
  const save = async (mine: Partial<T>): Promise<boolean> => {
    const change = Object.fromEntries(Object.entries(mine).filter(([k, v]) => !same(v, began[k as keyof T]))) as Partial<T>; // what only they changed stays theirs
    if (Object.keys(change).length > 0) {
      try {
        await patch(path, change, base.version);
      } catch (e) {
        if (!(e instanceof Problem) || e.status !== 412) throw e;
        const theirs = await get<T>(from);
        const both = (Object.keys(change) as (keyof T & string)[]).filter((k) => !same(theirs[k], base[k]) && !same(theirs[k], change[k]));
        if (both.length > 0) { setMet({ theirs, both }); return false; }
        await patch(path, change, theirs.version);
      }
    }
    setMet(null);
    return true;
  };
  return { save, met, giveWay: () => Object.fromEntries(met!.both.map((k) => [k, met!.theirs[k]])) as Partial<T> };
}

/** The choice. `words` names a field, `text` says what is there now. */
export function Both<T>({ met, words, text, keep, take }: {
  met: Met<T>; words: (field: keyof T & string) => string; text: (field: keyof T & string) => string; keep: () => void; take: () => void;
}) {
  return (
    <div class="trouble meeting" role="alert">
      <p>{t('Both changed: {parts}. Which shall stay?', { parts: met.both.map(words).join(', ') })}</p>
      {met.both.map((k) => <blockquote key={k}><p class="words">{text(k) || '–'}</p></blockquote>)}
      <div class="acts"><button type="button" onClick={keep}>{t('What I have here')}</button><button type="button" class="quiet" onClick={take}>{t('What is there')}</button></div>
    </div>
  );
}
