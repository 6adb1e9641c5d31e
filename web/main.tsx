// The frame around every page: who is here, where one can go, what was just said. Pages are loaded when they are asked for.
import { render } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { expectWords, t } from './lang';
import { applyTheme, go, loadMe, me, path } from './state';
import { installWorker } from './offline';
import { watchHeading } from './places';
import { find, type Loader, type Page } from './routes';
import { Loading, Trouble } from './ui/parts';
import { Frame } from './ui/frame';
import { SaidNow } from './ui/said';

const WORKER_AFTER_MS = 3000;
const PATIENCE_MS = 300;

function Shown({ load, id, query }: { load: Loader; id: number; query: URLSearchParams }) {
  const [page, setPage] = useState<{ Page: Page; load: Loader } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useLayoutEffect(() => {
    let current = true;
    setError(null);
    load().then((m) => { if (current) setPage({ Page: m.default, load }); }, () => {
      if (current) setError(new Error(t('This page could not be loaded. Please check the connection and load it again.')));
    });
    return () => { current = false; };
  }, [load]);
  if (error) return <Trouble error={error} />;
  if (!page || page.load !== load) return <Loading />;
  return <page.Page key={id} id={id} query={query} />;
}

function App() {
  const [error, setError] = useState<Error | null>(null);
  const url = new URL(path.value, location.origin);
  useLayoutEffect(() => { known.catch(setError); }, []);
  if (error) return <main class="alone"><Trouble error={error} /></main>;
  if (me.value === undefined) return <Loading />;
  const found = find(url.pathname), signIn = url.pathname === '/sign-in' || (me.value === null && !found.open);
  const { load, id } = signIn ? { load: signInPage, id: 0 } : found;
  const shown = <Shown load={load} id={id} query={url.searchParams} />;
  return (
    <>
      {signIn || me.value === null ? <main id="main" class="alone">{shown}</main> : <Frame at={url.pathname}>{shown}</Frame>}
      <SaidNow />
    </>
  );
}
const signInPage: Loader = () => import('./pages/sign-in') as Promise<{ default: Page }>;

// Links within Waymark change the page without loading it anew.
document.addEventListener('click', (e) => {
  const link = (e.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
  if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || link.target) return;
  const to = new URL(link.href);
  if (to.origin !== location.origin || (to.hash && to.pathname === location.pathname)) return;
  e.preventDefault();
  go(to.pathname + to.search + to.hash);
});
addEventListener('popstate', () => { path.value = location.pathname + location.search; });

applyTheme();
const known = loadMe();
const loaded = find(path.peek().split('?')[0]!).load(); // while /me is asked; a failure is told when the page is shown
expectWords();
const app = document.getElementById('app')!;
watchHeading(app, () => me.value?.organisation.name);
// Mostly the page is there in a moment, and "One moment" would only make it come later.
void Promise.race([Promise.allSettled([known, loaded]), new Promise((end) => setTimeout(end, PATIENCE_MS))]).then(() => render(<App />, app));
void import('./ui/focus').then((m) => m.keepFocus());
// After the first visit has what it needs: the worker fetches the rest of the interface.
addEventListener('load', () => setTimeout(installWorker, WORKER_AFTER_MS));
