// Where one is: the title of the window says it, and the last goals, people and teams are kept for the palette, as long as the window is open.
export interface Place { path: string; title: string }

const KEY = 'recent', MOST = 5;
const kept = /^\/(goals|people|teams)\/\d+$/;

function read(): Place[] {
  try { return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Place[]; } catch { return []; }
}

/** The last places, newest first, without the one that is shown. */
export const recent = (): Place[] => read().filter((p) => p.path !== location.pathname);
export const forgetPlaces = () => sessionStorage.removeItem(KEY);

function note(title: string): void {
  const path = location.pathname;
  if (!kept.test(path)) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([{ path, title }, ...read().filter((p) => p.path !== path)].slice(0, MOST + 1)));
  } catch { /* a full or forbidden store only costs the memory */ }
}

/** Names the window after the heading of the page, whenever that changes. */
export function watchHeading(within: HTMLElement, organisation: () => string | undefined): void {
  let last = '';
  const look = () => {
    const heading = within.querySelector('main h1')?.textContent?.trim() ?? '';
    const title = [heading, organisation(), 'Waymark'].filter(Boolean).join(' · ');
    if (title === last) return;
    last = title;
    document.title = title;
    if (heading) note(heading);
  };
  new MutationObserver(look).observe(within, { subtree: true, childList: true, characterData: true });
  look();
}
