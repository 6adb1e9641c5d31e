// The goals as a map for the shape: cards and lines at the places that the server computed. Only what is near the view is in the document;
// walked by the same keys as the tree, moved by drag, wheel and fingers.
import { Component } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../lang';
import { day, score } from '../format';
import type { GoalMap, MapNode } from '../types';
import { confidenceShapes, confidenceWords, stateWords } from '../words';
import { type Part, useCamera } from './map-camera';
import { focused, initials, nodeTitle, opens } from './map-state';
import { usePrinted } from './map-print';
import { alsoLine, between, lineTo, meets, partOf, standing } from './map-shape';
import { goalRows, type GoalRow, Marks, type Walk } from './map-tree';
import { rowAttributes, step, useFollow } from './tree-walk';

const READABLE = 0.7; // nearness, below which nobody reads a card

function Lines({ map, part, by }: { map: GoalMap; part: Part; by: Map<string, MapNode> }) {
  const height = map.node_height;
  const trails = map.nodes.filter((n) => n.parent && meets(between(by.get(n.parent)!, n, height), part)).map((n) => lineTo(by.get(n.parent!)!, n, height)).join('');
  const also = map.also.filter((e) => meets(between(by.get(e.from)!, by.get(e.to)!, height), part)).map((e) => alsoLine(by.get(e.from)!, by.get(e.to)!, height)).join('');
  return <svg class="lines" width={map.width} height={map.height} aria-hidden="true"><path class="trail" d={trails} /><path class="also" d={also} /></svg>;
}

interface CardProps { row: GoalRow; node: MapNode; map: GoalMap; active: boolean; bare: boolean; walk: Walk }
/** Drawn anew only when its goal is another one, or chosen: while the map moves nothing is. */
class Card extends Component<CardProps> {
  override shouldComponentUpdate(next: CardProps) { return next.node !== this.props.node || next.active !== this.props.active || next.bare !== this.props.bare; }
  override render() { return <CardFace {...this.props} />; }
}

const placeOf = (node: MapNode, map: GoalMap) => ({ left: `${node.x}px`, top: `${node.y}px`, width: `${node.width}px`, height: `${map.node_height}px` });

/** From afar: where it is and how it stands; what it says is for those who listen. */
function CardAfar({ row, node, map, active, walk }: CardProps) {
  const stands = node.kind === 'goal' ? standing(node) : null;
  return (
    <div {...rowAttributes(row, active)} class={`card bare ${node.kind} ${stands?.kind ?? ''}`} style={placeOf(node, map)} title={row.name}
      aria-label={stands ? `${row.name}, ${stands.word}` : row.name} onClick={() => walk.setActive(node.key)} />
  );
}

function CardFace(props: CardProps) {
  const { row, node, map, active, bare, walk } = props;
  if (bare) return <CardAfar {...props} />;
  const goal = node.kind === 'goal', stands = goal ? standing(node) : null, title = nodeTitle(node, map);
  return (
    <div {...rowAttributes(row, active)} class={`card ${node.kind} ${node.fits ? '' : 'passed'} ${stands?.kind ?? ''}`}
      style={placeOf(node, map)}
      onClick={() => { walk.setActive(node.key); if (node.kind === 'more' || node.kind === 'before') walk.act(node); }} onDblClick={() => goal && walk.act(node)}>
      <span class="card-title">{title}</span>
      {stands && (
        <span class="card-foot">
          <span class="initials" aria-hidden="true" title={node.owner_name ?? ''}>{initials(node.owner_name)}</span><span class="unseen">{node.owner_name}</span>
          <span class="stands"><span aria-hidden="true">{stands.shape}</span> {stands.word}</span>
          {node.score !== null && <span class="score"><span class="unseen">{t('Score')} </span>{score(node.score)}</span>}
        </span>
      )}
      {opens(node) && <span class="twist" aria-hidden="true" onClick={(e) => { e.stopPropagation(); walk.toggle(node); }}>{node.open ? '−' : node.count || node.children ? `+${node.count || node.children}` : '+'}</span>}
    </div>
  );
}

/** What one can do with the chosen goal, as large as a finger. */
function Chosen({ node, walk, query }: { node: MapNode; walk: Walk; query: URLSearchParams }) {
  const goal = node.kind === 'goal';
  return (
    <section class="chosen-goal" aria-label={t('The chosen goal')}>
      <div>
        <p class="title">{nodeTitle(node, walk.map)}</p>
        {goal && <p class="meta"><Marks node={node} /><a href={`/people/${node.owner_id}`}>{node.owner_name}</a>{node.team_name && <a href={`/teams/${node.team_id}`}>{node.team_name}</a>}<span>{t('due {day}', { day: day(node.due_on) })}</span></p>}
      </div>
      <p class="acts">
        {goal && <a class="button" href={`/goals/${node.goal_id}`}>{t('Read the goal')}</a>}
        {opens(node) && <button type="button" class="quiet" onClick={() => walk.toggle(node)}>{node.open ? t('Hide what is below') : goal ? t('Show {n, plural, one {the goal that serves it} other {the # goals that serve it}}', { n: node.children }) : t('Show them')}</button>}
        {goal && node.parent && <a class="button quiet" href={focused(query, node.goal_id)}>{t('Put at the head')}</a>}
      </p>
    </section>
  );
}

const Icon = ({ path }: { path: string }) => <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>;

function Legend() {
  const marks: [string, string, string][] = [
    ['on_track', confidenceShapes.on_track, confidenceWords.on_track], ['at_risk', confidenceShapes.at_risk, confidenceWords.at_risk],
    ['off_track', confidenceShapes.off_track, confidenceWords.off_track], ['stale', '◷', t('No recent check-in')], ['proposed', '◌', t('Draft or proposed')], ['closed', '✓', stateWords.closed],
  ];
  return (
    <details class="legend">
      <summary>{t('What the marks mean')}</summary>
      <ul>{marks.map(([kind, shape, word]) => <li key={kind} class={`stands ${kind}`}><span aria-hidden="true">{shape}</span> {word}</li>)}
        <li><svg width="28" height="8" aria-hidden="true"><path class="also" d="M0 4H28" /></svg> {t('Serves this goal too')}</li></ul>
      <p class="hint">{t('Arrow keys walk and open, with Shift they move the map, + and − zoom, 0 shows the whole, Enter reads a goal, letters find one.')}</p>
    </details>
  );
}

export function MapCanvas({ query, ...walk }: Walk & { query: URLSearchParams }) {
  const { map, active } = walk, height = map.node_height;
  const { camera, part, bare, view, plane } = useCamera();
  const by = useMemo(() => new Map(map.nodes.map((n) => [n.key, n])), [map]);
  const chosen = by.get(active)!;
  const rows = useMemo(() => goalRows(map), [map]);
  const { tree, onFocusIn, onFocusOut } = useFollow<HTMLDivElement>(active, rows, () => camera.reveal(partOf(by.get(active)!, height)));
  const printed = usePrinted(map);
  const kept = useRef<{ key: string; x: number; y: number } | null>(null); // the goal that was opened stays where it was on the screen

  useLayoutEffect(() => {
    camera.width = map.width;
    camera.height = map.height;
    const was = kept.current, node = was && by.get(was.key), fit = camera.fitting(map.width, map.height);
    if (was && node) camera.move((was.x - node.x) * camera.zoom, (was.y - node.y) * camera.zoom);
    else if (fit >= READABLE) camera.whole(map.width, map.height);
    else {
      const here = by.get(query.get('at') ?? '') ?? chosen;
      camera.zoom = READABLE;
      camera.centre(here.x + here.width / 2, here.y + height / 2);
      // No more empty space at the edges than is needed to see it in the middle of a large map.
      camera.y = Math.min(16, Math.max(camera.y, view.current!.clientHeight - map.height * camera.zoom - 32));
    }
    camera.redraw();
  }, [map]);
  // What stays chosen keeps its place through what is loaded anew.
  useEffect(() => { kept.current = { key: chosen.key, x: chosen.x, y: chosen.y }; }, [map, active]);

  const onKey = (e: KeyboardEvent) => {
    const pan: Record<string, [number, number]> = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.shiftKey && pan[e.key]) camera.move(...pan[e.key]!, true);
    else if (e.key === '+' || e.key === '=') camera.nearer();
    else if (e.key === '-') camera.farther();
    else if (e.key === '0') camera.whole(map.width, map.height, true);
    else {
      const next = step(rows, active, e);
      if (!next) return;
      if ('to' in next) walk.setActive(next.to.key);
      else if ('toggle' in next) walk.toggle(next.toggle.node);
      else walk.act(next.act.node);
    }
    e.preventDefault();
  };
  return (
    <>
      <div class="goal-map">
        <div class="view" ref={view}>
          <div class="plane" ref={plane}>
            <Lines map={map} part={part} by={by} />
            <div role="tree" aria-label={t('Goals, from the mission down')} ref={tree} onKeyDown={onKey} onFocusIn={onFocusIn} onFocusOut={onFocusOut}>
              {rows.filter((r) => r.key === active || meets(partOf(r.node, height), part)).map((r) => <Card key={r.key} row={r} node={r.node} map={map} active={r.key === active} bare={bare} walk={walk} />)}
            </div>
          </div>
        </div>
        <div class="zoom" role="group" aria-label={t('Zoom')}>
          <button type="button" class="quiet" aria-label={t('Nearer')} onClick={camera.nearer}><Icon path="M5 12h14M12 5v14" /></button>
          <button type="button" class="quiet" aria-label={t('Farther')} onClick={camera.farther}><Icon path="M5 12h14" /></button>
          <button type="button" class="quiet" aria-label={t('The whole map')} onClick={() => camera.whole(map.width, map.height, true)}><Icon path="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" /></button>
          <button type="button" class="quiet" aria-label={t('To the chosen goal')} onClick={() => { camera.zoom = Math.max(camera.zoom, 0.9); camera.centre(chosen.x + chosen.width / 2, chosen.y + height / 2, true); }}><Icon path="M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v4M12 18v4M2 12h4M18 12h4" /></button>
        </div>
        <Chosen node={chosen} walk={walk} query={query} />
      </div>
      <Legend />
      <div class="map-printed" ref={printed} aria-hidden="true" />
    </>
  );
}
