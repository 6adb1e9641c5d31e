// A text that is saved as it is written: kept in this browser until it is on the server, and with what others wrote in the meantime.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api';
import { t } from '../lang';
import { Field } from './parts';

const AFTER_MS = 1000;
type Status = 'rest' | 'unsaved' | 'saving' | 'saved' | 'away' | 'met';

/** What both wrote: theirs, and each line of mine that is not there. */
export function together(base: string, mine: string, theirs: string): string {
  if (theirs === base || mine === theirs) return mine;
  if (mine === base) return theirs;
  if (mine.startsWith(theirs)) return mine;
  const there = new Set(theirs.split('\n')), known = new Set(base.split('\n'));
  const added = mine.split('\n').filter((line) => line.trim() && !there.has(line) && !known.has(line));
  return added.length ? `${theirs}\n${added.join('\n')}` : theirs;
}

/** `save` resolves to what is there now; when somebody else wrote first it fails with 412, and `load` says what they wrote. */
export function SavedText({ label, hint, name, keptAs, text, rows = 8, save, load }: {
  label: string; hint?: string; name: string; keptAs: string; text: string; rows?: number; save: (text: string) => Promise<string>; load?: () => Promise<string>;
}) {
  const kept = () => { try { return localStorage.getItem(keptAs); } catch { return null; } };
  const [value, setValue] = useState(() => kept() ?? text);
  const [status, setStatus] = useState<Status>('rest');
  const [sentence, setSentence] = useState('');
  const now = useRef({ base: text, value, running: false, timer: undefined as ReturnType<typeof setTimeout> | undefined }).current;

  const write = (next: string) => {
    now.value = next;
    setValue(next);
    try { if (next === now.base) localStorage.removeItem(keptAs); else localStorage.setItem(keptAs, next); } catch { /* a full or forbidden store only costs the draft */ }
  };
  async function once(): Promise<void> {
    const sent = now.value;
    try {
      now.base = await save(sent);
      setStatus(now.value === sent ? 'saved' : 'unsaved');
      write(now.value);
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 412 || !load) throw e;
      const theirs = await load();
      write(together(now.base, now.value, theirs));
      now.base = theirs;
      setStatus('met');
    }
  }
  async function flush(): Promise<void> {
    clearTimeout(now.timer);
    if (now.running) return;
    now.running = true;
    setStatus('saving');
    try {
      for (let turn = 0; turn < 5 && now.value.trim() !== now.base.trim(); turn++) await once();
    } catch (e) {
      setSentence((e as Error).message);
      setStatus('away');
    } finally { now.running = false; }
  }
  const input = (next: string) => {
    write(next);
    setStatus('unsaved');
    clearTimeout(now.timer);
    now.timer = setTimeout(() => void flush(), AFTER_MS);
  };
  // What others wrote comes in where nothing was written here.
  useEffect(() => { if (now.value === now.base && text !== now.base) { now.base = text; write(text); } }, [text]);
  useEffect(() => {
    if (now.value.trim() !== now.base.trim()) void flush();
    return () => { clearTimeout(now.timer); if (now.value.trim() !== now.base.trim()) void flush(); };
  }, []);

  const words: Record<Status, string> = {
    rest: '', unsaved: t('Not saved yet …'), saving: t('Saving …'), saved: t('Saved.'), away: sentence,
    met: t('Somebody else wrote at the same time; both are kept.'),
  };
  return (
    <div class="saved-text">
      <Field label={label} hint={hint} name={name}>
        {(a) => <textarea {...a} rows={rows} value={value} onInput={(e) => input(e.currentTarget.value)} onBlur={() => { if (now.value.trim() !== now.base.trim()) void flush(); }} />}
      </Field>
      <p class="hint" role="status">{words[status]}</p>
    </div>
  );
}
