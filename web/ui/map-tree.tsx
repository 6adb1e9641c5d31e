// The goals as a tree for reading, and what the tree and the map show of a goal alike.
import { t } from '../lang';
import { day, score } from '../format';
import type { GoalMap, MapNode } from '../types';
import { hasBelow, nodeTitle, opens } from './map-state';
import { ConfidenceMark, StateMark } from './parts';
import { Tree } from './tree';
import type { TreeRow } from './tree-walk';

export interface Walk {
  map: GoalMap; active: string; setActive: (key: string) => void; toggle: (node: MapNode) => void; act: (node: MapNode) => void;
}
export interface GoalRow extends TreeRow { node: MapNode }

export const goalRows = (map: GoalMap): GoalRow[] => map.nodes.map((node, i) => ({
  node, key: node.key, over: node.parent, level: node.depth + 1, name: nodeTitle(node, map), place: node.place, size: node.of,
  open: opens(node) ? node.open : undefined, expanded: hasBelow(node) && node.parent ? node.open || map.nodes[i + 1]?.parent === node.key : undefined,
  turns: node.kind === 'more' || node.kind === 'before',
}));

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

function Goal({ node }: { node: MapNode }) {
  return (
    <>
      <a class="title" href={`/goals/${node.goal_id}`}>{node.title}</a>
      <span class="meta">
        <Marks node={node} />
        <a href={`/people/${node.owner_id}`}>{node.owner_name}</a>
        {node.team_name && <a href={`/teams/${node.team_id}`}>{node.team_name}</a>}
        <span>{t('due {day}', { day: day(node.due_on) })}</span>
      </span>
    </>
  );
}

export function MapTree({ map, active, setActive, toggle, act }: Walk) {
  const rows = goalRows(map).map((row) => ({
    ...row, kind: `${row.node.kind} ${row.node.fits ? '' : 'passed'}`, show: row.node.kind === 'goal' ? <Goal node={row.node} /> : row.name,
  }));
  return <Tree label={t('Goals, from the mission down')} kind="goals" rows={rows} active={active} setActive={setActive} toggle={(r) => toggle(r.node)} act={(r) => act(r.node)} reveal />;
}
