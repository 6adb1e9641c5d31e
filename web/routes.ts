// Where one can be, by the shape of the address. A page is loaded when it is asked for. `first` is what it asks
// the API for before it can show anything: the server names both in the header of the page (build.mjs), so that they come along with
// the script and not after it. A page that asks for something else only loads that later.
import type { ComponentType } from 'preact';

export type Page = ComponentType<{ id: number; query: URLSearchParams }>;
export type Loader = () => Promise<{ default: Page }>;

/** `open`: also to those who are not signed in. */
interface Route { load: Loader; first?: readonly string[]; open?: boolean }

export const routes: Record<string, Route> = {
  '/': { load: () => import('./pages/home'), first: ['/home', '/barriers/for-me?limit=3'] },
  '/goals': { load: () => import('./pages/goals') },
  '/goals/new': { load: () => import('./pages/goal-form') },
  '/goals/{id}': { load: () => import('./pages/goal'), first: ['/goals/{id}', '/goals/{id}/why', '/framework', '/goals/{id}/checkins?limit=200', '/goals/{id}/answers?limit=200', '/goals/{id}/changes?limit=200', '/events?goal_id={id}&limit=200', '/goals/{id}/barriers?limit=200', '/goals/{id}/needs?limit=200'] },
  '/goals/{id}/edit': { load: () => import('./pages/goal-form') },
  '/barriers': { load: () => import('./pages/barriers') },
  '/barriers/{id}': { load: () => import('./pages/barrier') },
  '/needs': { load: () => import('./pages/needs') },
  '/needs/{id}': { load: () => import('./pages/need') },
  '/people': { load: () => import('./pages/people') },
  '/people/{id}': { load: () => import('./pages/person'), first: ['/people/{id}'] },
  '/teams/{id}': { load: () => import('./pages/team'), first: ['/teams/{id}'] },
  '/meetings': { load: () => import('./pages/meetings') },
  '/meetings/new': { load: () => import('./pages/meeting-form') },
  '/meetings/{id}': { load: () => import('./pages/meeting'), first: ['/meetings/{id}'] },
  '/meeting-series/{id}/edit': { load: () => import('./pages/meeting-form') },
  '/periods': { load: () => import('./pages/periods') },
  '/people/new': { load: () => import('./pages/joiner') },
  '/people/{id}/changeover': { load: () => import('./pages/changeover') },
  '/care': { load: () => import('./pages/care'), first: ['/care'] },
  '/invitations': { load: () => import('./pages/invitations') },
  '/import': { load: () => import('./pages/import') },
  '/import/{id}': { load: () => import('./pages/import-order') },
  '/account': { load: () => import('./pages/account') },
  '/forecast': { load: () => import('./pages/forecast') },
  '/framework': { load: () => import('./pages/framework'), first: ['/framework'] },
  '/notices': { load: () => import('./pages/notices') },
  '/isolation': { load: () => import('./pages/isolation') },
  '/raise': { load: () => import('./pages/raise') },
  '/raised': { load: () => import('./pages/raised') },
  '/raised/{id}': { load: () => import('./pages/raised-item') },
  '/unsubscribe': { load: () => import('./pages/unsubscribe'), open: true },
  '/search': { load: () => import('./pages/search') },
};

const nowhere: Loader = () => import('./pages/not-found');

export function find(at: string): { load: Loader; id: number; open: boolean } {
  const id = Number(at.match(/\/(\d+)(?=\/|$)/)?.[1] ?? 0);
  const { load, open }: Route = routes[at.replace(/\/\d+(?=\/|$)/g, '/{id}')] ?? { load: nowhere };
  return { load, id, open: !!open };
}
