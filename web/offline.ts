// Whether the network is away, and since when what is shown is old. The service worker marks what it has kept; drafts of
// check-ins stay in this browser until they are sent.
import { signal } from '@preact/signals';

/** Of what is shown without a network: when it was seen. null: it is of now. */
export const asOf = signal<string | null>(null);
export const away = signal(!navigator.onLine);

export function heard(reply: Response): void {
  const seen = reply.headers.get('X-Waymark-As-Of');
  if (!seen) { away.value = false; asOf.value = null; return; }
  away.value = true;
  if (!asOf.value || seen < asOf.value) asOf.value = seen;
}

/** Nothing was heard. */
export const unheard = (): void => { away.value = true; };

addEventListener('offline', unheard);

export function installWorker(): void {
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => undefined); // without one all works, online
}

/** Goals for which this person began a check-in in this browser that has not been sent. */
export function begunCheckins(person: number): number[] {
  const mark = new RegExp(`^checkin:${person}:(\\d+):new$`);
  return Object.keys(localStorage).flatMap((key) => { const goal = key.match(mark)?.[1]; return goal ? [Number(goal)] : []; });
}
