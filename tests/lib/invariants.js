// What is kept on write (scores, sums, counts of neighbours) against what is counted anew from the rows.
import assert from 'node:assert/strict';

const rowsOf = (server, sql) => server.sql(sql).split('\n').filter(Boolean).map((line) => line.split('|'));
const counted = (score) => Math.min(Math.max(score, 0), 1000000);
const mean = (sum, weights) => Math.round(sum / weights);

// How many goals were looked at.
export function invariantsHold(server) {
  const rows = (sql) => rowsOf(server, sql);
  const goals = new Map(rows('SELECT id, state, counts_serving, COALESCE(score, -1), serving_count, serving_sum, parents, children, open_children, title FROM goals ORDER BY id')
    .map(([id, state, counts, score, count, sum, parents, children, openChildren]) => [id, {
      id, state, counts: counts === '1', score: Number(score), count: Number(count), sum: Number(sum), parents: Number(parents), children: Number(children), openChildren: Number(openChildren),
      up: [], down: [], criteria: [],
    }]));
  for (const [child, parent] of rows('SELECT goal_id, parent_id FROM goal_parents')) {
    goals.get(child).up.push(goals.get(parent));
    goals.get(parent).down.push(goals.get(child));
  }
  for (const [goal, weight, score] of rows('SELECT goal_id, weight, score FROM criteria WHERE dropped_at IS NULL'))
    goals.get(goal).criteria.push([Number(weight), Number(score)]);
  for (const g of goals.values()) {
    assert.equal(g.parents, g.up.filter((p) => p.state !== 'draft').length, `parents of ${g.id}`);
    assert.equal(g.children, g.down.filter((c) => c.state !== 'draft').length, `children of ${g.id}`);
    assert.equal(g.openChildren, g.down.filter((c) => c.state === 'proposed' || c.state === 'active').length, `open children of ${g.id}`);
    if (g.state !== 'active') continue;
    const count = g.down.filter((c) => ['active', 'closed'].includes(c.state));
    const sum = count.reduce((total, c) => total + counted(c.score), 0);
    if (g.counts) assert.deepEqual([g.count, g.sum], [count.length, sum], `what serves ${g.id}`);
    let total = g.criteria.reduce((t, [w, s]) => t + w * counted(s), 0);
    let weights = g.criteria.reduce((t, [w]) => t + w, 0);
    if (g.counts) { total += sum * 1000000; weights += count.length * 1000000; }
    assert.equal(g.score, mean(total, weights), `score of ${g.id}`);
  }
  return goals.size;
}
