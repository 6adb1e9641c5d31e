// What the form holds, and how it becomes what the API takes.
import { today } from '../../format';
import { t } from '../../lang';
import type { Me } from '../../types';
import type { Criterion, GoalPage, Kind, Level, Period } from '../../types';
import { numeric, typed } from '../../ui/numeric';

/** A criterion as it is typed. `key`: its own as long as the form lives; good and excellent of milestones are counts of them. */
export interface Terms {
  key: string; id: number | null; statement: string; kind: Kind; unit: string; start: string; good: string; excellent: string;
  good_means: string; excellent_means: string; milestones: string[]; weight: string;
}
export interface Form {
  title: string; why: string; leaves_out: string; level: Level; owner: { id: number; name: string }; team: { id: number; name: string } | null; period_id: string;
  starts_on: string; due_on: string; serves: { id: number; title: string }[]; supporter: { id: number; name: string } | null;
  counts_serving: boolean; priority: string; criteria: Terms[]; reason: string;
}

let keys = 0;
export const emptyTerms = (): Terms => ({ key: `new${++keys}-${Date.now()}`, id: null, statement: '', kind: 'number', unit: '', start: '0', good: '', excellent: '', good_means: '', excellent_means: '', milestones: [], weight: '1' });

export const termsOf = (c: Criterion): Terms => ({
  key: `c${c.id}`, id: c.id, statement: c.statement, kind: c.kind, unit: c.unit ?? '', start: typed(c.start), good: typed(c.good), excellent: typed(c.excellent),
  good_means: c.good_means ?? '', excellent_means: c.excellent_means ?? '', milestones: c.milestones, weight: typed(c.weight),
});

export const isInWords = (kind: Kind) => kind === 'done' || kind === 'rubric';

/** Nothing of it has been written yet. */
export const isBlank = (c: Terms) => !c.id && ![c.statement, c.good, c.excellent, c.good_means, c.excellent_means, ...c.milestones].some((v) => v.trim());

export function bodyOf(c: Terms): Record<string, unknown> {
  const words = isInWords(c.kind), lines = c.milestones.map((l) => l.trim()).filter(Boolean);
  return {
    statement: c.statement.trim(), kind: c.kind, unit: words || c.kind === 'milestones' || c.kind === 'percent' ? null : c.unit.trim() || null,
    good_means: c.good_means.trim() || null, excellent_means: c.excellent_means.trim() || null, weight: numeric(c.weight) ?? 1,
    ...(words ? {} : { start: c.kind === 'milestones' ? 0 : numeric(c.start), good: numeric(c.good), excellent: numeric(c.excellent) }),
    ...(c.kind === 'milestones' ? { milestones: lines } : {}),
  };
}

/** What a change with a reason says, and what a draft is made of. */
export function fieldsOf(f: Form): Record<string, unknown> {
  return {
    title: f.title.trim(), why: f.why.trim() || null, leaves_out: f.leaves_out.trim() || null, team_id: f.team?.id ?? null, period_id: f.period_id ? Number(f.period_id) : null,
    starts_on: f.starts_on || null, due_on: f.due_on || null, serves: f.serves.map((s) => s.id),
  };
}

/** What is set without a reason. */
export function ownFieldsOf(f: Form): Record<string, unknown> {
  return { supporter_id: f.supporter?.id ?? null, counts_serving: f.counts_serving, ...(f.priority.trim() ? { priority: numeric(f.priority) } : {}) };
}

export const formOf = (g: GoalPage): Form => ({
  title: g.title, why: g.why ?? '', leaves_out: g.leaves_out ?? '', level: g.level, owner: { id: g.owner_id, name: g.owner_name },
  team: g.team_id ? { id: g.team_id, name: g.team_name! } : null, period_id: g.period_id ? String(g.period_id) : '', starts_on: g.starts_on, due_on: g.due_on,
  serves: g.serves_goals.map((s) => ({ id: s.id, title: s.title })), supporter: g.supporter_chosen && g.supporter_id ? { id: g.supporter_id, name: g.supporter_name! } : null,
  counts_serving: g.counts_serving, priority: typed(g.priority), criteria: g.criteria.map(termsOf), reason: '',
});

/** The shortest period that has begun and goes on; without one, three months. */
function timeOf(periods: Period[]): Pick<Form, 'period_id' | 'starts_on' | 'due_on'> {
  const now = today();
  const length = (p: Period) => Date.parse(p.ends_on) - Date.parse(p.starts_on);
  const [period] = periods.filter((p) => p.starts_on <= now && p.ends_on >= now).sort((a, b) => length(a) - length(b));
  if (period) return { period_id: String(period.id), starts_on: now > period.starts_on ? now : period.starts_on, due_on: period.ends_on };
  const due = new Date(`${now}T00:00:00Z`);
  due.setUTCMonth(due.getUTCMonth() + 3);
  return { period_id: '', starts_on: now, due_on: due.toISOString().slice(0, 10) };
}

/** A blank line; with the goal it shall serve; or with the words and criteria of one before it. */
export interface Beginning { serves: GoalPage | null; from: GoalPage | null; level: Level | null; team: { id: number; name: string } | null }

export function beginning(me: Me, periods: Period[], { serves, from, level: asked, team: of }: Beginning): Form {
  const blank: Form = {
    title: '', why: '', leaves_out: '', level: asked ?? (of ? 'team' : 'person'), owner: { id: me.id, name: me.name }, team: of && { id: of.id, name: of.name }, ...timeOf(periods), serves: serves ? [{ id: serves.id, title: serves.title }] : [],
    supporter: null, counts_serving: false, priority: '', criteria: [emptyTerms()], reason: '',
  };
  if (!from) return blank;
  const { title, why, leaves_out, level, team } = formOf(from);
  const criteria = from.criteria.map((c) => {
    const terms = { ...termsOf(c), key: emptyTerms().key, id: null };
    const goesOn = c.value !== null && !isInWords(c.kind) && c.kind !== 'milestones'; // begins where the other ended
    return goesOn ? { ...terms, start: typed(c.value) } : terms;
  });
  return { ...blank, title, why, leaves_out, level, team, criteria: criteria.length ? criteria : blank.criteria, serves: from.serves_goals.filter((s) => s.state !== 'closed').map((s) => ({ id: s.id, title: s.title })) };
}

// ---- two who write at once ----

export type Part = keyof Form;
const parts: Part[] = ['title', 'why', 'leaves_out', 'level', 'owner', 'team', 'period_id', 'starts_on', 'due_on', 'serves', 'supporter', 'counts_serving', 'priority', 'criteria'];
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const criteriaOf = (f: Form) => f.criteria.filter((c) => !isBlank(c)).map(bodyOf);
const equal = (part: Part, a: Form, b: Form) => (part === 'criteria' ? same(criteriaOf(a), criteriaOf(b)) : same(a[part], b[part]));

/** What was written there since `base` comes in where nothing was written here; `both` is what was written on both sides. */
export function merge(base: Form, mine: Form, theirs: Form): { form: Form; both: Part[] } {
  const both: Part[] = [];
  let form = mine;
  for (const part of parts) {
    if (equal(part, mine, theirs)) {
      if (part === 'criteria') form = { ...form, criteria: theirs.criteria };
    } else if (equal(part, mine, base)) form = { ...form, [part]: theirs[part] };
    else if (!equal(part, base, theirs)) both.push(part);
  }
  return { form, both };
}

export function partWords(part: Part): string {
  switch (part) {
    case 'title': return t('Title');
    case 'why': return t('Why');
    case 'leaves_out': return t('What it leaves out');
    case 'level': return t('Level');
    case 'owner': return t('Owner');
    case 'team': return t('Team');
    case 'period_id': return t('Period');
    case 'starts_on': return t('Starts');
    case 'due_on': return t('Due');
    case 'serves': return t('Serves');
    case 'supporter': return t('Supporter');
    case 'criteria': return t('Criteria');
    case 'priority': return t('Priority');
    default: return t('Score');
  }
}
