// What my colleagues near this goal are doing: goals that serve the same one, goals of the same team, and goals that sound alike.
import { useEffect, useState } from 'preact/hooks';
import { get, query } from '../../api';
import { t } from '../../lang';
import type { Find, Goal, List } from '../../types';
import { ConfidenceMark, StateMark } from '../../ui/parts';

interface Line { id: number; title: string; who: string | null; goal: Goal | null }
interface Group { key: string; title: string; lines: Line[] }
export interface About { title: string; serves: { id: number; title: string }[]; team: { id: number; name: string } | null; self: number | null }

const EACH = 4, WORDS = 3, LETTERS = 5, AFTER_MS = 700;

const lineOf = (g: Goal): Line => ({ id: g.id, title: g.title, who: g.owner_name, goal: g });

/** Search finds goals with all words that are asked for; so the longest words of a title are asked one by one, and what has more of
 *  them comes first. */
async function alike(title: string): Promise<Line[]> {
  const words = [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].filter((w) => w.length >= LETTERS).sort((a, b) => b.length - a.length).slice(0, WORDS);
  const finds = await Promise.all(words.map((q) => get<List<Find>>(`/search${query({ q, kind: 'goal', limit: 8 })}`)));
  const hits = new Map<number, { line: Line; n: number }>();
  for (const f of finds.flatMap((l) => l.items)) hits.set(f.id, { line: { id: f.id, title: f.title, who: f.detail, goal: null }, n: (hits.get(f.id)?.n ?? 0) + 1 });
  return [...hits.values()].sort((a, b) => b.n - a.n).map((h) => h.line);
}

async function near({ title, serves, team, self }: About): Promise<Group[]> {
  const groups = await Promise.all([
    ...serves.slice(0, 2).map(async (s) => ({ key: `s${s.id}`, title: t('Also serve “{title}”', { title: s.title }), lines: (await get<List<Goal>>(`/goals/${s.id}/served-by?limit=12`)).items.map(lineOf) })),
    ...(team ? [(async () => ({ key: 'team', title: t('In {team}', { team: team.name }), lines: (await get<List<Goal>>(`/goals${query({ team_id: team.id, state: 'active', limit: 12 })}`)).items.map(lineOf) }))()] : []),
    (async () => ({ key: 'alike', title: t('Sound alike'), lines: await alike(title) }))(),
  ]);
  const seen = new Set([self, ...serves.map((s) => s.id)]);
  return groups.map((g) => {
    const lines = g.lines.filter((l) => !seen.has(l.id)).slice(0, EACH);
    for (const l of lines) seen.add(l.id);
    return { ...g, lines };
  }).filter((g) => g.lines.length > 0);
}

export function Near(about: About) {
  const [groups, setGroups] = useState<Group[]>([]);
  const asked = JSON.stringify([about.title, about.serves, about.team, about.self]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => { near(about).then((g) => { if (current) setGroups(g); }, () => { /* it helps, and is not needed */ }); }, AFTER_MS);
    return () => { current = false; clearTimeout(timer); };
  }, [asked]);
  return (
    <section class="near" aria-labelledby="near-title"><h2 id="near-title">{t('Near this goal')}</h2>
      {groups.length === 0 && <p class="hint">{t('What others do that is close to it is shown here, so that you can join or ask them.')}</p>}
      {groups.map((g) => (
        <div key={g.key}>
          <h3 class="near-group">{g.title}</h3>
          <ul>{g.lines.map((l) => (
            <li key={l.id}><a class="title" href={`/goals/${l.id}`}>{l.title}</a>
              <p class="meta">{l.who}{l.goal && (l.goal.state === 'active' ? <ConfidenceMark confidence={l.goal.confidence} /> : <StateMark state={l.goal.state} />)}</p></li>))}
          </ul>
        </div>))}
    </section>
  );
}
