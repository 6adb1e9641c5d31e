import type { ComponentChildren } from 'preact';
import { go, me } from '../state';
import { useState } from 'preact/hooks';

const places: [string, string, string][] = [
  ['/', 'Home', 'M3 11 12 4l9 7v9h-6v-6H9v6H3z'],
  ['/goals', 'Goals', 'M6 3v18M6 4h11l-2 4 2 4H6'],
  ['/people', 'People', 'M8 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm-6 9c0-3.5 2.500-6 6-6s6 2.500 6 6M16 5a3 3 0 0 1 0 6m2 3c2.500.500 4 3 4 6'],
];

function Search() {
  const [words, setWords] = useState('');
  return (
    <form role="search" class="search" onSubmit={(e) => { e.preventDefault(); if (words.trim()) go(`/search?q=${encodeURIComponent(words.trim())}`); }}>
      <input type="search" aria-label="Search goals, people and teams" placeholder="Search" value={words} onInput={(e) => setWords(e.currentTarget.value)} />
    </form>
  );
}

export function Frame({ at, children }: { at: string; children: ComponentChildren }) {
  const m = me.value!;
  const count = m.counts.owed + m.counts.waiting;
  const here = (to: string) => (to === '/' ? at === '/' : at.startsWith(to) || (to === '/people' && at.startsWith('/teams')));
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById('main')?.focus(); }}>Skip to the page</a>
      <header class="top">
        <a class="brand" href="/"><span class="blaze" aria-hidden="true" />{m.organisation.name}</a>
        <nav aria-label="Main">
          {places.map(([to, word, icon]) => (
            <a key={to} href={to} aria-current={here(to) ? 'page' : undefined}>
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d={icon} /></svg>{word}
              {to === '/' && count > 0 && <span class="count"><span aria-hidden="true">{count}</span><span class="unseen">, {count} waiting</span></span>}
            </a>
          ))}
        </nav>
        <Search />
        <nav aria-label="You" class="you">
          <a href="/framework" aria-current={at === '/framework' ? 'page' : undefined}>Framework</a>
          <a href="/account" aria-current={at === '/account' ? 'page' : undefined}>{m.name}</a>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>{children}</main>
    </>
  );
}
