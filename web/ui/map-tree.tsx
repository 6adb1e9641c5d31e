// The goals as a tree for reading: one list by the ARIA pattern, with the keys of a tree.
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../lang';
import { day, score } from '../format';
import type { GoalMap, MapNode } from '../types';
import { hasBelow, nodeTitle, opens } from './map-state';
import { step } from './map-walk';
import { ConfidenceMark, StateMark } from './parts';

export interface Walk {
  map: GoalMap; active: string; setActive: (key: string) => void; toggle: (node: MapNode) => void; act: (node: MapNode) => void;
}

/** What tells about a tree item to those who do not see it, the same in the tree and on the map. */
export const itemAttributes = (node: MapNode, map: GoalMap, active: boolean) => ({
  role: 'treeitem' as const, 'aria-level': node.depth + 1, 'aria-posinset': node.place, 'aria-setsize': node.of, tabIndex: active ? 0 : -1,
  'aria-expanded': hasBelow(node) && node.parent ? node.open || map.nodes[map.nodes.indexOf(node) + 1]?.parent === node.key : undefined,
  'aria-selected': active, 'data-key': node.key,
});

export function Marks({ node }: { node: MapNode }) {
  return (
    <>
      {node.state && node.state !== 'active' && <StateMark state={node.state} />}
      <ConfidenceMark confidence={node.state === 'active' ? node.confidence : null} />
      {node.stale && <span class="mark stale">{t('No recent check-in')}</span>}
      {node.serves_nothing && <span class="mark alone">{t('Serves nothing yet')}</span>}
      {node.serves.length > 1 && <span class="mark">{t('Serves {n} goals', { n: node.serves.length })}</span>}
      {node.score !== null && <span class="score"><span class="unseen">{t('Score')} </span>{score(node.score)}</span>}
    </>
  );
}

/** Moves the focus to the active node when it was in the tree: it follows the keys, also over what was loaded anew. */
export function useFollow(active: string, map: GoalMap, look?: (element: HTMLElement) => void) {
  const tree = useRef<HTMLDivElement>(null), follow = useRef(false);
  useEffect(() => {
    const lost = document.activeElement === document.body;
    if (!tree.current || !(follow.current && (lost || tree.current.contains(document.activeElement)))) return;
    const item = tree.current.querySelector<HTMLElement>(`[data-key="${CSS.escape(active)}"]`);
    if (!item || item === document.activeElement) return;
    item.focus({ preventScroll: !!look });
    look?.(item);
  }, [active, map]);
  return { tree, onFocusIn: () => { follow.current = true; }, onFocusOut: (e: FocusEvent) => { if (e.relatedTarget) follow.current = false; } };
}

function Row({ node, ...walk }: Walk & { node: MapNode }) {
  const { map, active } = walk, title = nodeTitle(node, map);
  const press = (e: MouseEvent) => {
    walk.setActive(node.key);
    if ((e.target as Element).closest('a')) return;
    if (opens(node)) walk.toggle(node);
    else if (node.kind === 'more' || node.kind === 'before') walk.act(node);
  };
  return (
    <div {...itemAttributes(node, map, node.key === active)} class={`node ${node.kind} ${node.fits ? '' : 'passed'}`} style={{ '--depth': String(Math.min(node.depth, 12)) }} onClick={press}>
      <span class="twist" aria-hidden="true">{opens(node) ? (node.open ? '▾' : '▸') : node.kind === 'goal' && node.parent ? '·' : ''}</span>
      {node.kind !== 'goal' ? <span class="what">{title}</span> : (
        <span class="what">
          <a class="title" tabIndex={-1} href={`/goals/${node.goal_id}`}>{title}</a>
          <span class="meta">
            <Marks node={node} />
            <a tabIndex={-1} href={`/people/${node.owner_id}`}>{node.owner_name}</a>
            {node.team_name && <a tabIndex={-1} href={`/teams/${node.team_id}`}>{node.team_name}</a>}
            <span>{t('due {day}', { day: day(node.due_on) })}</span>
          </span>
        </span>
      )}
    </div>
  );
}

export function MapTree(walk: Walk) {
  const { tree, onFocusIn, onFocusOut } = useFollow(walk.active, walk.map);
  const onKey = (e: KeyboardEvent) => {
    const next = step(walk.map, walk.active, e);
    if (!next) return;
    e.preventDefault();
    if ('to' in next) walk.setActive(next.to);
    else if ('toggle' in next) walk.toggle(next.toggle);
    else walk.act(next.act);
  };
  return (
    <div class="goal-tree" role="tree" aria-label={t('Goals, from the mission down')} ref={tree} onKeyDown={onKey} onFocusIn={onFocusIn} onFocusOut={onFocusOut}>
      {walk.map.nodes.map((node) => <Row key={node.key} node={node} {...walk} />)}
    </div>
  );
}
