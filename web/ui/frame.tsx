// What stands around every page: where one can go, what opens over the page, and the keys for both.
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { number } from '../format';
import { t } from '../lang';
import { go, me, open, over, singleKeys } from '../state';
import { Away } from './offline';

const places = (): [string, string, string][] => [
  ['/', t('Home'), 'M3 11 12 4l9 7v9h-6v-6H9v6H3z'],
  ['/goals', t('Goals'), 'M6 3v18M6 4h11l-2 4 2 4H6'],
  ['/meetings', t('Meetings'), 'M5 5h14v15H5zM5 10h14M9 3v4m6-4v4'],
  ['/people', t('People'), 'M8 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm-6 9c0-3.5 2.500-6 6-6s6 2.500 6 6M16 5a3 3 0 0 1 0 6m2 3c2.500.500 4 3 4 6'],
  ...(me.value?.roles.includes('people_operations')
    ? [['/care', t('Care'), 'M12 20s-8-4.600-8-10.500A4.500 4.500 0 0 1 12 7a4.500 4.500 0 0 1 8 2.500C20 15.400 12 20 12 20z'] as [string, string, string]] : []),
];

const keyboard = matchMedia('(hover: hover)').matches;

function Search() {
  const [words, setWords] = useState('');
  const search = (e: Event) => {
    e.preventDefault();
    if (words.trim()) go(`/search?q=${encodeURIComponent(words.trim())}`);
  };
  return (
    <form role="search" class="search" onSubmit={search}>
      <input type="search" id="search" aria-label={t('Search goals, people and teams')} aria-keyshortcuts="/ Control+K Meta+K"
        placeholder={keyboard ? t('Search, or Ctrl K') : t('Search')} value={words} onInput={(e) => setWords(e.currentTarget.value)} />
    </form>
  );
}

const typing = (at: EventTarget | null) => at instanceof HTMLElement && (at.isContentEditable || at.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="file"])'));

/** What follows g, pressed a moment before. */
const ways: Record<string, string> = { h: '/', g: '/goals', m: '/goals?view=mine', p: '/people', t: '/people?view=teams', n: '/goals/new' };
const SEQUENCE_MS = 1500;
let begun = -Infinity;

function onSingleKey(key: string): boolean {
  const way = performance.now() - begun < SEQUENCE_MS ? ways[key] : undefined;
  begun = key === 'g' && !way ? performance.now() : -Infinity;
  if (way) go(way);
  else if (key === '?') open({ show: 'keys' });
  else if (key === '/') document.getElementById('search')?.focus();
  else return false;
  return true;
}

function onKey(e: KeyboardEvent): void {
  if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'k') {
    e.preventDefault();
    if (document.querySelector('dialog[open] .palette')) over.value = null;
    else open({ show: 'palette' });
    return;
  }
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || !singleKeys.value || typing(e.target) || document.querySelector('dialog[open]')) return;
  if (onSingleKey(e.key)) e.preventDefault();
}

/** Loaded where this is a demonstration. */
function LookAround() {
  const [Bar, setBar] = useState<FunctionComponent | null>(null);
  useEffect(() => { void import('./demonstration').then((m) => setBar(() => m.default)); }, []);
  return Bar && <Bar />;
}

/** Loaded when something is opened over a page for the first time. */
function Overlay() {
  const [Over, setOver] = useState<FunctionComponent | null>(null);
  const wanted = over.value !== null;
  useEffect(() => { if (wanted && !Over) void import('./over').then((m) => setOver(() => m.default)); }, [wanted]);
  return Over && <Over />;
}

const Count = ({ n, word }: { n: number; word: string }) => (
  <span class="count"><span aria-hidden="true">{n > 99 ? '99+' : number(n)}</span><span class="unseen">{word}</span></span>
);

const skip = (e: Event) => {
  e.preventDefault();
  document.getElementById('main')?.focus();
};

export function Frame({ at, children }: { at: string; children: ComponentChildren }) {
  const m = me.value!;
  useEffect(() => { addEventListener('keydown', onKey); return () => removeEventListener('keydown', onKey); }, []);
  const count = m.counts.owed + m.counts.waiting;
  const here = (to: string) => (to === '/' ? at === '/' : at.startsWith(to) || (to === '/people' && at.startsWith('/teams')) || (to === '/meetings' && at.startsWith('/meeting-series')));
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>{t('Skip to the page')}</a>
      {m.organisation.demonstration && <LookAround />}
      <Away />
      <header class="top">
        <a class="brand" href="/"><span class="blaze" aria-hidden="true" />{m.organisation.name}</a>
        <nav aria-label={t('Main')}>
          {places().map(([to, word, icon]) => (
            <a key={to} href={to} aria-current={here(to) ? 'page' : undefined}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d={icon} /></svg>{word}
              {to === '/' && count > 0 && <Count n={count} word={t(', {n} waiting', { n: count })} />}
            </a>
          ))}
        </nav>
        <Search />
        <nav aria-label={t('You')} class="you">
          <a href="/notices" class="bell" aria-current={at === '/notices' ? 'page' : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 20.500a2.200 2.200 0 0 0 4 0" /></svg>
            <span class="unseen">{t('Notices')}</span>{m.counts.notices > 0 && <Count n={m.counts.notices} word={t(', {n} unread', { n: m.counts.notices })} />}
          </a>
          <a href="/framework" aria-current={at === '/framework' ? 'page' : undefined}>{t('Framework')}</a>
          <a href="/account" aria-current={at === '/account' ? 'page' : undefined}>{m.name}</a>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>{children}</main>
      <Overlay />
    </>
  );
}
