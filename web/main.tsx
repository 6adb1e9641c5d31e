// The frame around every page: who is here, where one can go, what was just said. Pages are loaded when they are asked for.
import { render, type ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from './lang';
import { applyTheme, go, loadMe, me, path } from './state';
import { installWorker } from './offline';
import { watchHeading } from './places';
import { Loading, Trouble } from './ui/parts';
import { Frame } from './ui/frame';
import { SaidNow } from './ui/said';

const WORKER_AFTER_MS = 3000;
type Page = ComponentType<{ id: number; query: URLSearchParams }>;
type Loader = () => Promise<{ default: Page }>;

const routes: [RegExp, Loader][] = [
  [/^\/$/, () => import('./pages/home')],
  [/^\/goals$/, () => import('./pages/goals')],
  [/^\/goals\/new$/, () => import('./pages/goal-form')],
  [/^\/goals\/(\d+)$/, () => import('./pages/goal')],
  [/^\/goals\/(\d+)\/edit$/, () => import('./pages/goal-form')],
  [/^\/barriers$/, () => import('./pages/barriers')],
  [/^\/barriers\/(\d+)$/, () => import('./pages/barrier')],
  [/^\/people$/, () => import('./pages/people')],
  [/^\/people\/(\d+)$/, () => import('./pages/person')],
  [/^\/teams\/(\d+)$/, () => import('./pages/team')],
  [/^\/meetings$/, () => import('./pages/meetings')],
  [/^\/meetings\/new$/, () => import('./pages/meeting-form')],
  [/^\/meetings\/(\d+)$/, () => import('./pages/meeting')],
  [/^\/meeting-series\/(\d+)\/edit$/, () => import('./pages/meeting-form')],
  [/^\/periods$/, () => import('./pages/periods')],
  [/^\/people\/new$/, () => import('./pages/joiner')],
  [/^\/people\/(\d+)\/changeover$/, () => import('./pages/changeover')],
  [/^\/care$/, () => import('./pages/care')],
  [/^\/invitations$/, () => import('./pages/invitations')],
  [/^\/import$/, () => import('./pages/import')],
  [/^\/import\/(\d+)$/, () => import('./pages/import-order')],
  [/^\/account$/, () => import('./pages/account')],
  [/^\/forecast$/, () => import('./pages/forecast')],
  [/^\/framework$/, () => import('./pages/framework')],
  [/^\/notices$/, () => import('./pages/notices')],
  [/^\/isolation$/, () => import('./pages/isolation')],
  [/^\/raise$/, () => import('./pages/raise')],
  [/^\/raised$/, () => import('./pages/raised')],
  [/^\/raised\/(\d+)$/, () => import('./pages/raised-item')],
  [/^\/search$/, () => import('./pages/search')],
];

function find(at: string): { load: Loader; id: number } {
  for (const [pattern, load] of routes) {
    const match = at.match(pattern);
    if (match) return { load, id: Number(match[1] ?? 0) };
  }
  return { load: () => import('./pages/not-found'), id: 0 };
}

function Shown({ load, id, query }: { load: Loader; id: number; query: URLSearchParams }) {
  const [page, setPage] = useState<{ Page: Page; load: Loader } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
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
  useEffect(() => { loadMe().catch(setError); }, []);
  if (error) return <main class="alone"><Trouble error={error} /></main>;
  if (me.value === undefined) return <Loading />;
  const signIn = me.value === null || url.pathname === '/sign-in';
  const { load, id } = signIn ? { load: signInPage, id: 0 } : find(url.pathname);
  const shown = <Shown load={load} id={id} query={url.searchParams} />;
  return (
    <>
      {signIn ? <main id="main" class="alone">{shown}</main> : <Frame at={url.pathname}>{shown}</Frame>}
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
find(path.peek().split('?')[0]!).load().catch(() => undefined); // while /me is asked; a failure is told when the page is shown
const app = document.getElementById('app')!;
watchHeading(app, () => me.value?.organisation.name);
render(<App />, app);
void import('./ui/focus').then((m) => m.keepFocus());
// After the first visit has what it needs: the worker fetches the rest of the interface.
addEventListener('load', () => setTimeout(installWorker, WORKER_AFTER_MS));
