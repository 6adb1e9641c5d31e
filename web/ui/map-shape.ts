// How goals and what ties them look on the map, on the screen and on paper: lines, parts of the plane, marks.
import { t } from '../lang';
import type { MapNode } from '../types';
import { confidenceShapes, confidenceWords, outcomeWords, stateWords } from '../words';
import type { Part } from './map-camera';

const ELBOW = 16, SIDE = 10;
export const partOf = (n: MapNode, height: number): Part => ({ left: n.x, top: n.y, right: n.x + n.width, bottom: n.y + height });
export const meets = (a: Part, b: Part) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** From what is served down to what serves it: to its upper edge, or to its left side where it stands in a column. */
export function lineTo(up: MapNode, node: MapNode, height: number): string {
  const x = up.x + up.width / 2, y = up.y + height, turn = up.y + height + ELBOW;
  return node.stacked ? `M${x} ${y}V${turn}H${node.x - SIDE}V${node.y + height / 2}H${node.x}` : `M${x} ${y}V${turn}H${node.x + node.width / 2}V${node.y}`;
}
export function alsoLine(from: MapNode, to: MapNode, height: number): string {
  const x1 = from.x + from.width / 2, y1 = from.y, x2 = to.x + to.width / 2, y2 = to.y + height;
  return `M${x1} ${y1}C${x1} ${y1 - 60} ${x2} ${y2 + 60} ${x2} ${y2}`;
}
export const between = (a: MapNode, b: MapNode, height: number): Part =>
  ({ left: Math.min(a.x, b.x) - SIDE, top: Math.min(a.y, b.y), right: Math.max(a.x + a.width, b.x + b.width), bottom: Math.max(a.y, b.y) + height });

/** Where a goal stands, as a shape and a word. */
export function standing(node: MapNode): { shape: string; word: string; kind: string } {
  if (node.state === 'closed') return { shape: '✓', word: node.outcome ? outcomeWords[node.outcome] : stateWords.closed, kind: 'closed' };
  if (node.state !== 'active') return { shape: '◌', word: stateWords[node.state!], kind: node.state! };
  if (node.stale) return { shape: '◷', word: t('No recent check-in'), kind: 'stale' };
  return node.confidence ? { shape: confidenceShapes[node.confidence], word: confidenceWords[node.confidence], kind: node.confidence } : { shape: '○', word: stateWords.active, kind: 'active' };
}
