// The map on paper: its shape across the page, then the same goals as a list to read. Drawn when somebody prints.
import { render, type RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { score } from '../format';
import type { GoalMap, MapNode } from '../types';
import { lineTo, standing } from './map-shape';
import { nodeTitle } from './map-state';

const LETTER = 8.8; // width of one, about

/** Two lines of a title, broken between words. */
function lines(title: string, most: number): [string, string] {
  if (title.length <= most) return [title, ''];
  const at = title.lastIndexOf(' ', most), cut = at > most / 2 ? at : most;
  const rest = title.slice(cut).trim();
  return [title.slice(0, cut), rest.length > most ? `${rest.slice(0, most - 1)}…` : rest];
}

function PrintedCard({ node, map }: { node: MapNode; map: GoalMap }) {
  const [first, second] = lines(nodeTitle(node, map), Math.floor(node.width / LETTER)), stands = node.kind === 'goal' ? standing(node) : null;
  return (
    <g transform={`translate(${node.x} ${node.y})`}>
      <rect width={node.width} height={map.node_height} rx="8" />
      <text x="10" y="26" class="strong">{first}</text><text x="10" y="46" class="strong">{second}</text>
      {stands && <text x="10" y="80">{stands.shape} {stands.word}</text>}
      {node.score !== null && <text x={node.width - 10} y="80" text-anchor="end">{score(node.score)}</text>}
    </g>
  );
}

function Printed({ map }: { map: GoalMap }) {
  const by = new Map(map.nodes.map((n) => [n.key, n]));
  return (
    <>
      <svg viewBox={`-2 -2 ${map.width + 4} ${map.height + 4}`}>
        <path d={map.nodes.filter((n) => n.parent).map((n) => lineTo(by.get(n.parent!)!, n, map.node_height)).join('')} />
        {map.nodes.map((n) => <PrintedCard key={n.key} node={n} map={map} />)}
      </svg>
      <div class="printed-list">
        {map.nodes.map((n) => (
          <p key={n.key} style={{ '--depth': String(n.depth) }}><b>{nodeTitle(n, map)}</b>{n.kind === 'goal' && <> {standing(n).word} · {score(n.score)} · {n.owner_name}</>}</p>))}
      </div>
    </>
  );
}

/** Fills the element when the page is printed; at once, as the browser does not wait. */
export function usePrinted(map: GoalMap): RefObject<HTMLDivElement | null> {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const paper = matchMedia('print');
    const fill = () => { if (at.current && (paper.matches || !at.current.firstChild)) render(<Printed map={map} />, at.current); };
    const empty = () => { if (at.current) render(null, at.current); };
    const turn = () => (paper.matches ? fill() : empty());
    addEventListener('beforeprint', fill);
    addEventListener('afterprint', empty);
    paper.addEventListener('change', turn);
    return () => { removeEventListener('beforeprint', fill); removeEventListener('afterprint', empty); paper.removeEventListener('change', turn); };
  }, [map]);
  return at;
}
