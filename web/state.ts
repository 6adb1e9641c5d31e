// What every page shares: who is here, where we are, what was just said.
import { signal } from '@preact/signals';
import { get } from './api';
import { speak } from './lang';
import type { Me } from './types';

export const me = signal<Me | null | undefined>(undefined); // undefined: not known yet; null: not signed in
export const path = signal(location.pathname + location.search);
export const said = signal<{ text: string; bad: boolean } | null>(null);
type Over = { show: 'palette' | 'keys' } | { show: 'check-in'; goal: number };
/** What is open over the page; null: nothing. No two openings are the same, as one closes a moment after it is told to. */
export const over = signal<Over & { turn: number } | null>(null);
let turns = 0;
export const open = (what: Over) => { over.value = { ...what, turn: ++turns }; };
/** Counts what was done from anywhere, so that what a page shows is loaded anew. */
export const done = signal(0);
export const did = () => { done.value++; };
/** Whether ? and / alone do something; some people's input devices type them by themselves. */
export const singleKeys = signal(localStorage.getItem('single-keys') !== 'off');
export const theme = signal<'system' | 'light' | 'dark'>((localStorage.getItem('theme') as 'light' | 'dark' | null) ?? 'system');

export async function loadMe(): Promise<void> {
  try {
    const found = await get<Me>('/me');
    await speak(found.language);
    me.value = found;
  } catch (e) {
    await speak(null);
    if ((e as { status?: number }).status === 401) me.value = null;
    else throw e;
  }
}

export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  path.value = location.pathname + location.search;
  scrollTo(0, 0);
}

let clearing: ReturnType<typeof setTimeout> | undefined;
export function say(text: string, bad = false): void {
  said.value = { text, bad };
  clearTimeout(clearing);
  clearing = setTimeout(() => { said.value = null; }, bad ? 12000 : 5000);
}

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem('single-keys', on ? 'on' : 'off');
}
export function setTheme(t: 'system' | 'light' | 'dark'): void {
  theme.value = t;
  if (t === 'system') localStorage.removeItem('theme');
  else localStorage.setItem('theme', t);
  applyTheme();
}
export function applyTheme(): void {
  if (theme.value === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme.value;
}
