// Goals in three views of one address: a tree for reading, a map for the shape, a list. Filters are the same for all three.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, query as q } from '../api';
import { t } from '../lang';
import { go, me, say } from '../state';
import type { Goal, GoalMap, MapNode } from '../types';
import { MapCanvas } from '../ui/map-canvas';
import { MapFilters } from '../ui/map-filters';
import { changed, filterAsked, filtersGiven, focused, isMine, mapAddress, paged, shared, show, toggled, viewOf } from '../ui/map-state';
import { MapTree } from '../ui/map-tree';
import { Empty, GoalLine, Loading, More, Trouble, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';

function NothingFits({ mine }: { mine: boolean }) {
  return (
    <Empty title={mine ? t('You have no goals here') : t('No goals fit')}>
      <p>{mine ? t('Your goals say what you want to reach and how you will see it.') : t('Try fewer filters.')}</p>
      <a class="button" href="/goals/new">{t('New goal')}</a>
    </Empty>
  );
}

function NoGoals({ map }: { map: GoalMap }) {
  const operations = me.value!.roles.includes('people_operations');
  return (
    <>
      {map.mission && <blockquote class="mission-head"><p>{map.mission.text}</p></blockquote>}
      <Empty title={t('No goal of the organisation yet')}>
        <p>{t('Goals of the organisation stand below the mission; team and personal goals serve them.')}</p>
        {!map.mission && <p>{operations ? <a href="/framework">{t('Write the mission')}</a> : t('No mission has been written yet. People operations can write it.')}</p>}
        <p><a class="button" href={operations ? '/goals/new?level=organisation' : '/goals/new'}>{t('Write the first goal')}</a></p>
      </Empty>
    </>
  );
}

/** The way from the mission to the goal at the head. */
function WayUp({ query, map }: { query: URLSearchParams; map: GoalMap }) {
  if (!query.get('focus')) return null;
  return (
    <nav class="way-up" aria-label={t('The way up')}>
      <a href={focused(query, null)}>{t('Mission')}</a>
      {map.path.map((p) => <a key={p.id} href={focused(query, p.id)}>{p.title}</a>)}
      <span aria-current="page">{map.nodes[0]!.title}</span>
    </nav>
  );
}

/** The views and the filters over each of them. */
function Bar({ query, children }: { query: URLSearchParams; children?: ComponentChildren }) {
  const view = viewOf(query);
  const mine: Record<string, string | null> = query.get('view') === 'mine' ? { owner: 'me' } : {};
  const tab = (v: typeof view, word: string) => <a href={changed(query, { ...mine, view: v, sort: null })} aria-current={view === v ? 'page' : undefined}>{word}</a>;
  return (
    <>
      <div class="tabs"><nav aria-label={t('Views')}>{tab('tree', t('Tree'))}{tab('map', t('Map'))}{tab('list', t('List'))}</nav>{children}</div>
      <MapFilters query={query} />
    </>
  );
}

/** Tree and map: the same goals, the same keys. */
function Walked({ query, view }: { query: URLSearchParams; view: 'tree' | 'map' }) {
  const { value: map, error } = useLoad(() => get<GoalMap>(mapAddress(query)), [mapAddress(query)]);
  const [active, setActive] = useState<string | null>(query.get('at'));
  const asked = useRef(query);
  asked.current = query;
  useEffect(() => setActive(query.get('at')), [query.get('focus'), filtersGiven(query)]);
  if (error) return <><Bar query={query} /><Trouble error={error} /></>;
  if (!map) return <><Bar query={query} /><Loading /></>;
  const head = map.nodes[0]!;
  if (map.nodes.length === 1 && head.kind === 'mission') return <><Bar query={query} />{map.filtered ? <NothingFits mine={isMine(query)} /> : <NoGoals map={map} />}</>;
  const at = map.nodes.find((n) => n.key === active)?.key ?? map.here ?? head.key;
  const toggle = (node: MapNode) => { setActive(node.key); show(toggled(asked.current, map, node)); };
  const act = (node: MapNode) => {
    if (node.kind === 'goal') go(`/goals/${node.goal_id}`);
    else if (node.kind === 'loose') toggle(node);
    else if (node.kind !== 'mission') { setActive(node.parent); show(paged(asked.current, map, node)); }
  };
  const share = () => {
    const link = shared(query, map, at);
    navigator.clipboard?.writeText(link).then(() => say(t('The link to this view is copied.')), () => say(t('The link could not be copied. It stands in the address.'), true));
    show(link.slice(location.origin.length));
  };
  const walk = { map, active: at, setActive: (key: string) => setActive(key), toggle, act };
  return (
    <>
      <Bar query={query}>
        <p class="map-acts">
          <button type="button" class="plain" onClick={share}>{t('Copy a link to this view')}</button>
          <button type="button" class="plain" onClick={() => print()}>{t('Print')}</button>
        </p>
      </Bar>
      <WayUp query={query} map={map} />
      {map.cut && <p class="notice">{t('More is open than one view shows. Close some goals, or put one of them at the head, to see the rest.')}</p>}
      {view === 'tree' ? <MapTree {...walk} /> : <MapCanvas {...walk} query={query} />}
      {view === 'tree' && <p class="hint keys">{t('Arrow keys walk and open, Enter reads a goal, letters find one.')}</p>}
    </>
  );
}

function Listed({ query }: { query: URLSearchParams }) {
  const mine = isMine(query), state = query.get('state');
  const list = usePages<Goal>(`/goals${q({ ...filterAsked(query), not_closed: !state, sort: query.get('sort') || (mine ? 'priority' : 'due_on') })}`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <NothingFits mine={mine} />;
  return <><ul class="list">{list.items.map((g) => <li key={g.id}><GoalLine goal={g} owner={!mine} /></li>)}</ul><More next={list.next} load={list.more} /></>;
}

/** Past the views and the filters: to the place in the tree or the map, or to the first goal of the list. */
const past = () => document.querySelector<HTMLElement>('main [role="treeitem"][tabindex="0"], main ul.list a, main .empty a')?.focus();

export default function Page({ query }: { query: URLSearchParams }) {
  const view = viewOf(query);
  return (
    <>
      <button type="button" class="skip" onClick={past}>{t('Skip to the goals')}</button>
      <div class="head"><h1>{t('Goals')}</h1><a class="button" href="/goals/new">{t('New goal')}</a></div>
      {view === 'list' ? <><Bar query={query} /><Listed query={query} /></> : <Walked key={view} query={query} view={view} />}
    </>
  );
}
