// The view of the goals in the address: tree, map or list, what is open, which part of a wide level, which filter. What the pages show
// follows from it alone, so every view is a link.
import { query as q } from '../api';
import { t } from '../lang';
import { me, path } from '../state';
import type { GoalMap, MapNode } from '../types';

export type View = 'tree' | 'map' | 'list';
export const viewOf = (query: URLSearchParams): View => {
  const view = query.get('view');
  return view === 'map' || view === 'list' ? view : view === 'mine' ? 'list' : 'tree';
};
export const isMine = (query: URLSearchParams) => query.get('owner') === 'me' || query.get('view') === 'mine';

/** What narrows the goals down, in the address. */
export const filterNames = ['q', 'owner', 'team', 'period', 'state', 'level', 'confidence', 'stale', 'serves_nothing'] as const;
export const filtersGiven = (query: URLSearchParams): number =>
  filterNames.filter((name) => query.get(name)).length + (query.get('view') === 'mine' && !query.get('owner') ? 1 : 0);

/** The filter as the API names it. Closed goals are shown where they are asked for; "all" asks for every state. */
export function filterAsked(query: URLSearchParams) {
  const state = query.get('state');
  return {
    q: query.get('q'), team_id: query.get('team'), period_id: query.get('period'), level: query.get('level'), confidence: query.get('confidence'),
    stale: query.get('stale'), serves_nothing: query.get('serves_nothing'), state: state === 'all' ? undefined : state,
    owner_id: isMine(query) ? me.value!.id : undefined,
  };
}
export const mapAddress = (query: URLSearchParams): string => `/goal-map${q({
  ...filterAsked(query), closed: query.get('state') === 'all', focus: query.get('focus'), open: query.get('open'), after: query.get('after'),
})}`;

/** The same view with something changed; null takes a part away. */
export function changed(query: URLSearchParams, change: Record<string, string | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) if (value) next.set(name, value); else next.delete(name);
  const text = next.toString().replaceAll('%2C', ',');
  return `/goals${text ? `?${text}` : ''}`;
}
/** Another filter is another map: what was open in the old one says nothing about it. */
export const refiltered = (query: URLSearchParams, change: Record<string, string | null>): string => {
  const mine: Record<string, string | null> = query.get('view') === 'mine' ? { view: 'list', owner: 'me' } : {};
  return changed(query, { ...mine, open: null, after: null, focus: null, at: null, ...change });
};

/** Shows another view of the same page, which stays where it is scrolled to. */
export function show(to: string, step = false): void {
  if (step) history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  path.value = to;
}

// ---- what is open ----

export const hasBelow = (node: MapNode) => (node.kind === 'goal' && node.children > 0) || node.kind === 'loose';
/** Whether somebody may open it or close it; the head of the map stays open. */
export const opens = (node: MapNode) => hasBelow(node) && node.parent !== null;

/** What the map shows as open, as the address says it. */
export function openKeys(map: GoalMap): string[] {
  return map.nodes.filter((n) => n.open && n.parent !== null && (n.kind === 'goal' || (n.kind === 'loose' && !map.filtered))).map((n) => n.key);
}
export function toggled(query: URLSearchParams, map: GoalMap, node: MapNode): string {
  const keys = openKeys(map), next = keys.includes(node.key) ? keys.filter((k) => k !== node.key) : [...keys, node.key];
  return changed(query, { open: next.join(',') || 'none' });
}
/** The view of a node "more" or "before". */
export function paged(query: URLSearchParams, map: GoalMap, node: MapNode): string {
  const key = node.parent!;
  const rest = (query.get('after') ?? '').split(',').filter((part) => part && !part.startsWith(`${key}.`));
  if (node.after) rest.push(node.after);
  return changed(query, { open: openKeys(map).join(',') || 'none', after: rest.join(',') || null });
}
export const focused = (query: URLSearchParams, goal: number | null): string =>
  changed(query, { focus: goal ? String(goal) : null, open: null, after: null, at: null });
/** The view as everybody else will see it, too: what opened by itself at my place is written out. */
export function shared(query: URLSearchParams, map: GoalMap, at: string | null): string {
  const mine: Record<string, string | null> = isMine(query) ? {} : { open: openKeys(map).join(',') || 'none' };
  return location.origin + changed(query, { view: viewOf(query), ...mine, at });
}

// ---- words ----

export function nodeTitle(node: MapNode, map: GoalMap): string {
  switch (node.kind) {
    case 'mission': return map.mission?.text ?? t('No mission has been written yet');
    case 'goal': return node.title ?? '';
    case 'before': return t('Back to the first ones');
    case 'loose': return node.count >= 1000 ? t('More than a thousand goals that serve nothing yet')
      : node.count > 0 ? t('{n, plural, one {# goal that serves nothing yet} other {# goals that serve nothing yet}}', { n: node.count }) : t('Goals that serve nothing yet');
    default: return node.count >= 1000 ? t('and more than a thousand others') : node.count > 0 ? t('and {n} more', { n: node.count }) : t('and more');
  }
}
export const initials = (name: string | null): string =>
  (name ?? '').split(/\s+/).filter(Boolean).map((word) => [...word][0]!).filter((_, i, all) => i === 0 || i === all.length - 1).join('').toUpperCase();
