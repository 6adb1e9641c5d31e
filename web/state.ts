// What every page shares: who is here, where we are, what was just said.
import { effect, signal } from '@preact/signals';
import { get, post } from './api';
import { speak, t } from './lang';
import { forgetPlaces } from './places';
import type { Me } from './types';

export const me = signal<Me | null | undefined>(undefined); // undefined: not known yet; null: not signed in
export const path = signal(location.pathname + location.search);
/** What was just said; `undo` takes back what was done. */
export interface Said { text: string; bad: boolean; undo?: () => Promise<unknown> }
export const said = signal<Said | null>(null);
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
/** How it looks: as the device wishes, light, dark, or with high contrast (light or dark as the device wishes). */
export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];
export const themeWords: Record<Theme, string> = {
  get system() { return t('As this device'); },
  get light() { return t('Light'); },
  get dark() { return t('Dark'); },
  get contrast() { return t('High contrast'); },
};
const themeKept = localStorage.getItem('theme') as Theme | null;
export const theme = signal<Theme>(themeKept && themes.includes(themeKept) ? themeKept : 'system');

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

export async function signOut(): Promise<void> {
  await post('/sign-out');
  me.value = null;
  go('/', true);
}

// Whoever is not signed in any more leaves nothing to the next at this device. Drafts stay: they bear the number of their person.
effect(() => { if (me.value === null) forgetPlaces(); });

/** Counts the ways gone: a page whose address has changed quietly learns that somebody went to where it began. */
export const gone = signal(0);
export function go(to: string, replace = false): void {
  gone.value++;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  path.value = location.pathname + location.search;
  scrollTo(0, 0);
}

let clearing: ReturnType<typeof setTimeout> | undefined;
/** Says how something went, for a while: longer when it went wrong, or when it can be undone. */
export function say(text: string, how: boolean | { bad?: boolean; undo?: () => Promise<unknown> } = false): void {
  said.value = typeof how === 'boolean' ? { text, bad: how } : { text, bad: how.bad ?? false, undo: how.undo };
  letSaidGo();
}
/** What is said stays while somebody reads it with the pointer or the focus on it. */
export function keepSaid(): void { clearTimeout(clearing); }
export function letSaidGo(): void {
  clearTimeout(clearing);
  const { bad, undo } = said.value ?? {};
  clearing = setTimeout(() => { said.value = null; }, undo ? 20000 : bad ? 12000 : 5000);
}

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem('single-keys', on ? 'on' : 'off');
}
export function setTheme(next: Theme): void {
  theme.value = next;
  if (next === 'system') localStorage.removeItem('theme');
  else localStorage.setItem('theme', next);
  applyTheme();
}
export function applyTheme(): void {
  if (theme.value === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme.value;
}
