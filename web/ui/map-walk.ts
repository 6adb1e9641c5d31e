// Walking the goals by keyboard, in the tree and on the map alike: the keys of a tree by the ARIA pattern.
import type { GoalMap, MapNode } from '../types';
import { nodeTitle, opens } from './map-state';

export type Step = { to: string } | { toggle: MapNode } | { act: MapNode } | null;

const TYPED_MS = 700;
let typed = '', typedAt = 0;

/** The next node from here whose words begin with what is being typed. */
function typeAhead(map: GoalMap, at: number, letter: string): Step {
  const now = performance.now();
  const again = typed === letter && now - typedAt < TYPED_MS; // the same letter over and over goes from one to the next
  typed = now - typedAt < TYPED_MS && !again ? typed + letter : letter;
  typedAt = now;
  const from = typed.length > 1 ? at : at + 1;
  for (let i = 0; i < map.nodes.length; i++) {
    const node = map.nodes[(from + i) % map.nodes.length]!;
    if (nodeTitle(node, map).toLocaleLowerCase().startsWith(typed)) return { to: node.key };
  }
  return null;
}

export function step(map: GoalMap, key: string, e: KeyboardEvent): Step {
  const { nodes } = map, at = nodes.findIndex((n) => n.key === key), node = nodes[at];
  if (!node || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return null;
  const below = nodes[at + 1]?.parent === key;
  switch (e.key) {
    case 'ArrowDown': return { to: nodes[Math.min(at + 1, nodes.length - 1)]!.key };
    case 'ArrowUp': return { to: nodes[Math.max(at - 1, 0)]!.key };
    case 'Home': return { to: nodes[0]!.key };
    case 'End': return { to: nodes[nodes.length - 1]!.key };
    case 'ArrowRight': return below ? { to: nodes[at + 1]!.key } : opens(node) && !node.open ? { toggle: node } : null;
    case 'ArrowLeft': return opens(node) && node.open ? { toggle: node } : node.parent ? { to: node.parent } : null;
    case ' ': return opens(node) ? { toggle: node } : node.kind === 'goal' ? null : { act: node };
    case 'Enter': return { act: node };
    default: return e.key.length === 1 ? typeAhead(map, at, e.key.toLocaleLowerCase()) : null;
  }
}
