// Whoever walks by keyboard, or listens, is never left nowhere: a new page begins at its heading, and what is at the place of something
// that went away gets the focus that it had.
import { effect } from '@preact/signals';
import { path } from '../state';

const STOPS = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';
const WRITES = 'input, select, textarea';

/** What had the focus, and the way down to it: where it was, once it is gone. */
interface Held { at: HTMLElement; id: string; name: string; way: { parent: Element; index: number }[] }
let held: Held | null = null, byPointer = false;
/** Whether it cannot have the focus for a moment: a button that works. */
let waits = false;
/** A page that is still to come; `before` is the heading that is not its. */
let coming: { before: Element | null } | null = null;

const named = (at: Element) => `${at.tagName} ${at.getAttribute('aria-label') ?? at.textContent ?? ''}`;
const shown = (at: Element) => at.getClientRects().length > 0;
const heading = () => document.querySelector<HTMLElement>('main h1');
const lost = () => document.activeElement === document.body || document.activeElement === null;

function hold(e: FocusEvent): void {
  const at = e.target;
  if (!(at instanceof HTMLElement) || at === document.body) return;
  const way: Held['way'] = [];
  for (let child: Element = at; child.parentElement && child !== document.body; child = child.parentElement) {
    way.push({ parent: child.parentElement, index: [...child.parentElement.children].indexOf(child) });
  }
  held = { at, id: at.id, name: at.matches(STOPS) ? named(at) : '', way };
  waits = false;
}

function toHeading(): void {
  const at = heading();
  if (!at) return;
  at.tabIndex = -1;
  at.focus({ preventScroll: true });
}

/** The first that can have the focus from the place on, in the order of the page; else the last before it. */
function nearest({ parent, index }: Held['way'][number]): HTMLElement | undefined {
  const within = parent.closest('dialog, main');
  if (!within) return undefined;
  const stops = [...within.querySelectorAll<HTMLElement>(STOPS)].filter(shown);
  const child = parent.children[index] ?? null;
  const after = (stop: Element) => (child ? child === stop || child.contains(stop) || !!(child.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)
    : !parent.contains(stop) && !!(parent.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING));
  return stops.find(after) ?? stops.at(-1);
}

function restore({ id, name, way }: Held): void {
  const place = way.find(({ parent }) => parent.isConnected);
  if (!place || place.parent.closest('header, .said')) return;
  // The same again, drawn anew; else its neighbour.
  const same = id ? document.getElementById(id) : [...place.parent.querySelectorAll<HTMLElement>(STOPS)].find((stop) => named(stop) === name);
  const to = same && shown(same) ? same : nearest(place);
  if (byPointer && to?.matches(WRITES)) return; // a phone would open its keyboard
  if (to) to.focus({ preventScroll: !!same });
  else if (heading()) toHeading();
  else coming = { before: null };
}

function look(): void {
  if (coming) {
    const now = heading(), main = now?.closest('main');
    if (!now || now === coming.before) return;
    coming = null;
    const taken = main!.contains(document.activeElement) && document.activeElement !== main; // by the page itself
    if (!taken && !document.querySelector('dialog[open]')) toHeading();
    return;
  }
  if (!held) return;
  if (held.at.isConnected) {
    const disabled = held.at.matches(':disabled');
    if (waits && !disabled && lost()) held.at.focus({ preventScroll: true });
    waits = disabled;
  } else if (lost()) {
    const was = held;
    held = null;
    restore(was);
  }
}

/** From here on. What is shown now is left as it is. */
export function keepFocus(): void {
  let last = location.pathname;
  addEventListener('focusin', hold);
  addEventListener('pointerdown', () => { byPointer = true; }, true);
  addEventListener('keydown', () => { byPointer = false; }, true);
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
  effect(() => {
    const { pathname } = new URL(path.value, location.origin);
    if (pathname !== last) coming = { before: heading() };
    last = pathname;
  });
}
