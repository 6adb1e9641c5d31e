// Writing a goal: what, why, what it leaves out, what it serves, until when, and what good and excellent mean. A draft is saved as it
// is; an active goal changes with a reason. What is typed stays in this browser until it has been saved.
import { useState } from 'preact/hooks';
import { Problem, get, patch, post, remove } from '../api';
import { today } from '../format';
import { go, me, say } from '../state';
import type { Criterion, Framework, GoalPage, Kind, Level, List, Period, Team } from '../types';
import { Choice, Field, FormTrouble, Loading, Text, Trouble, useAct, useDraft, useLoad } from '../ui/parts';
import { Picker } from '../ui/picker';
import { numeric } from '../ui/numeric';
import { kindWords, levelWords } from '../words';

interface Terms { id?: number; version?: number; statement: string; kind: Kind; unit: string; start: string; good: string; excellent: string; good_means: string; excellent_means: string; milestones: string; weight: string }
interface Form {
  title: string; why: string; leaves_out: string; level: Level; owner: { id: number; name: string }; team_id: string; period_id: string; starts_on: string; due_on: string;
  serves: { id: number; title: string }[]; supporter: { id: number; name: string } | null; counts_serving: boolean; priority: string; criteria: Terms[]; reason: string;
}

const empty: Terms = { statement: '', kind: 'number', unit: '', start: '0', good: '', excellent: '', good_means: '', excellent_means: '', milestones: '', weight: '1' };
const text = (v: number | null) => (v === null ? '' : String(v));
const terms = (c: Criterion): Terms => ({ id: c.id, version: c.version, statement: c.statement, kind: c.kind, unit: c.unit ?? '', start: text(c.start), good: text(c.good), excellent: text(c.excellent), good_means: c.good_means ?? '', excellent_means: c.excellent_means ?? '', milestones: c.milestones.join('\n'), weight: String(c.weight) });

function body(t: Terms): Record<string, unknown> {
  const words = t.kind === 'done' || t.kind === 'rubric';
  const lines = t.milestones.split('\n').map((l) => l.trim()).filter(Boolean);
  return {
    statement: t.statement, kind: t.kind, unit: words || t.kind === 'milestones' ? null : t.unit || null, good_means: t.good_means || null, excellent_means: t.excellent_means || null, weight: numeric(t.weight) ?? 1,
    ...(words ? {} : { start: t.kind === 'milestones' ? 0 : numeric(t.start), good: numeric(t.good), excellent: numeric(t.excellent) }),
    ...(t.kind === 'milestones' ? { milestones: lines } : {}),
  };
}

function CriterionForm({ value: t, onInput, onRemove, n, fault, good, excellent }: { value: Terms; onInput: (change: Partial<Terms>) => void; onRemove: () => void; n: number; fault: (f: string) => string | undefined; good: string; excellent: string }) {
  const words = t.kind === 'done' || t.kind === 'rubric', id = `c${n}-`;
  const lines = t.milestones.split('\n').map((l) => l.trim()).filter(Boolean);
  const counts = lines.map((l, i): [string, string] => [String(i + 1), `${i + 1}: ${l}`]);
  const vague = /\b(improve|support|do (our|my) best|enhance|optimi[sz]e)\b/i.test(t.statement) && !/\d/.test(t.statement);
  return (
    <fieldset class="criterion"><legend>Criterion {n + 1}</legend>
      <Text label="What will you measure or observe?" name={`${id}statement`} value={t.statement} onInput={(v) => onInput({ statement: v })} fault={fault('statement')} hint={vague ? 'This has no measure yet. “Improve support” could be “hours until a first answer”.' : undefined} />
      <div class="row">
        <Choice label="How?" name={`${id}kind`} value={t.kind} onInput={(v) => onInput({ kind: v as Kind })} options={Object.entries(kindWords)} fault={fault('kind')} />
        {(t.kind === 'number' || t.kind === 'currency') && <Text label={t.kind === 'currency' ? 'Currency' : 'Unit'} name={`${id}unit`} value={t.unit} onInput={(v) => onInput({ unit: v })} fault={fault('unit')} />}
        <Text label="Weight" name={`${id}weight`} value={t.weight} onInput={(v) => onInput({ weight: v })} inputMode="decimal" fault={fault('weight')} />
      </div>
      {t.kind === 'milestones' && <Text label="Milestones, one a line, in their order" name={`${id}milestones`} rows={4} value={t.milestones} onInput={(v) => onInput({ milestones: v })} fault={fault('milestones')} />}
      <div class="row">
        {!words && t.kind !== 'milestones' && <><Text label="Start" name={`${id}start`} value={t.start} onInput={(v) => onInput({ start: v })} inputMode="decimal" fault={fault('start')} />
          <Text label={good} name={`${id}good`} value={t.good} onInput={(v) => onInput({ good: v })} inputMode="decimal" fault={fault('good')} />
          <Text label={excellent} name={`${id}excellent`} value={t.excellent} onInput={(v) => onInput({ excellent: v })} inputMode="decimal" fault={fault('excellent')} /></>}
        {t.kind === 'milestones' && <><Choice label={`${good} when reached`} name={`${id}good`} value={t.good} onInput={(v) => onInput({ good: v })} options={[['', 'Choose'], ...counts]} fault={fault('good')} />
          <Choice label={`${excellent} when reached`} name={`${id}excellent`} value={t.excellent} onInput={(v) => onInput({ excellent: v })} options={[['', 'Choose'], ...counts]} fault={fault('excellent')} /></>}
      </div>
      {words && <><Text label={`${good} means`} hint={t.kind === 'done' ? 'Left empty: what you observe above is true' : 'In words that somebody else could observe'} name={`${id}good_means`} rows={2} value={t.good_means} onInput={(v) => onInput({ good_means: v })} fault={fault('good_means')} />
        <Text label={`${excellent} means`} name={`${id}excellent_means`} rows={2} value={t.excellent_means} onInput={(v) => onInput({ excellent_means: v })} fault={fault('excellent_means')} /></>}
      {fault('') && <p class="fault">{fault('')}</p>}
      <button type="button" class="plain" onClick={onRemove}>Remove this criterion</button>
    </fieldset>
  );
}

function Edit({ goal, framework, periods, teams, serves }: { goal: GoalPage | null; framework: Framework; periods: Period[]; teams: Team[]; serves: { id: number; title: string }[] }) {
  const m = me.value!;
  const initial: Form = goal ? {
    title: goal.title, why: goal.why ?? '', leaves_out: goal.leaves_out ?? '', level: goal.level, owner: { id: goal.owner_id, name: goal.owner_name }, team_id: text(goal.team_id), period_id: text(goal.period_id), starts_on: goal.starts_on, due_on: goal.due_on,
    serves: goal.serves_goals.map((s) => ({ id: s.id, title: s.title })), supporter: goal.supporter_chosen && goal.supporter_id ? { id: goal.supporter_id, name: goal.supporter_name! } : null, counts_serving: goal.counts_serving, priority: String(goal.priority), criteria: goal.criteria.map(terms), reason: '',
  } : { title: '', why: '', leaves_out: '', level: 'person', owner: { id: m.id, name: m.name }, team_id: '', period_id: '', starts_on: today(), due_on: '', serves, supporter: null, counts_serving: false, priority: '', criteria: [empty], reason: '' };
  const [form, set, clear, found] = useDraft<Form>(`goal:${m.id}:${goal ? `${goal.id}:${goal.version}` : 'new'}`, initial);
  const [removed, setRemoved] = useState<Terms[]>([]);
  const { busy, problem, act } = useAct();
  const active = goal?.state === 'active';
  const good = framework.good_words[0]!.toUpperCase() + framework.good_words.slice(1), excellent = framework.excellent_words[0]!.toUpperCase() + framework.excellent_words.slice(1);
  const f = (name: string) => problem?.of(name) ?? problem?.of(`changes.${name}`);
  const period = (id: string) => { const p = periods.find((x) => String(x.id) === id); set({ period_id: id, ...(p ? { starts_on: p.starts_on, due_on: p.ends_on } : {}) }); };
  const fields = () => ({ title: form.title, why: form.why || null, leaves_out: form.leaves_out || null, team_id: form.team_id ? Number(form.team_id) : null, period_id: form.period_id ? Number(form.period_id) : null, starts_on: form.starts_on || null, due_on: form.due_on || null, serves: form.serves.map((s) => s.id) });

  // One after the other: the draft first, then its criteria; what failed is told at its criterion, and what is saved stays saved.
  async function saveDraft(): Promise<number> {
    const extra = { supporter_id: form.supporter?.id ?? null, counts_serving: form.counts_serving, ...(form.priority ? { priority: numeric(form.priority) } : {}) };
    const saved = goal ? await patch<GoalPage>(`/goals/${goal.id}`, { ...fields(), ...extra }, goal.version) : await post<GoalPage>('/goals', { ...fields(), ...extra, level: form.level, owner_id: form.owner.id });
    for (const t of removed) if (t.id) await remove(`/criteria/${t.id}`);
    const faults: Problem['faults'] = [];
    for (const [i, t] of form.criteria.entries()) {
      if (!t.id && !t.statement && !t.good && !t.excellent && !t.good_means && !t.excellent_means && !t.milestones) continue;
      try {
        if (t.id) await patch(`/criteria/${t.id}`, body(t), t.version!);
        else await post(`/goals/${saved.id}/criteria`, body(t));
      } catch (e) {
        if (!(e instanceof Problem)) throw e;
        faults.push(...(e.faults.length ? e.faults.map((x) => ({ field: `criteria[${i}].${x.field}`, detail: x.detail })) : [{ field: `criteria[${i}].`, detail: e.message }]));
      }
    }
    if (faults.length === 0) return saved.id;
    clear();
    say('The draft is saved, but a criterion needs another look.', true);
    go(`/goals/${saved.id}/edit`, true);
    throw new Problem(422, `The draft is saved, but: ${faults.map((x) => x.detail).join(' ')}`, faults);
  }

  async function saveChange(): Promise<number> {
    const before = goal!, now = fields() as Record<string, unknown>, changes: Record<string, unknown> = {};
    const was: Record<string, unknown> = { title: before.title, why: before.why, leaves_out: before.leaves_out, team_id: before.team_id, period_id: before.period_id, starts_on: before.starts_on, due_on: before.due_on };
    for (const k of Object.keys(was)) if (was[k] !== now[k]) changes[k] = now[k];
    if (JSON.stringify(before.serves_goals.map((s) => s.id)) !== JSON.stringify(now.serves)) changes.serves = now.serves;
    const criteria = [...removed.filter((t) => t.id).map((t) => ({ id: t.id, dropped: true })), ...form.criteria.filter((t) => t.statement || t.id).flatMap((t): Record<string, unknown>[] => {
      const old = before.criteria.find((c) => c.id === t.id);
      return old && JSON.stringify(body(terms(old))) === JSON.stringify(body(t)) ? [] : [{ ...(t.id ? { id: t.id } : {}), ...body(t) }];
    })];
    if (criteria.length) changes.criteria = criteria;
    const own = { supporter_id: form.supporter?.id ?? null, counts_serving: form.counts_serving, priority: numeric(form.priority) };
    const ownChanged = own.supporter_id !== (before.supporter_chosen ? before.supporter_id : null) || own.counts_serving !== before.counts_serving || own.priority !== before.priority;
    if (ownChanged) await patch(`/goals/${before.id}`, own, before.version);
    if (Object.keys(changes).length) await post(`/goals/${before.id}/changes`, { reason: form.reason, changes });
    return before.id;
  }

  const save = async () => { if (await act(async () => { const id = await (active ? saveChange() : saveDraft()); clear(); go(`/goals/${id}`); }, active ? 'Changed. Those near this goal are told.' : 'Saved.')) { /* gone there */ } };
  const criterion = (i: number, change: Partial<Terms>) => set({ criteria: form.criteria.map((t, j) => (j === i ? { ...t, ...change } : t)) });
  const shown = ['title', 'why', 'leaves_out', 'level', 'team_id', 'period_id', 'starts_on', 'due_on', 'serves', 'reason', 'supporter_id', 'priority', 'owner_id'];
  return (
    <form class="goal-form" onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <h1>{goal ? (active ? 'Change this goal' : 'Edit the draft') : 'New goal'}</h1>
      {found && <p class="hint">What you had begun is still here. <button type="button" class="plain" onClick={() => clear()}>Start anew</button></p>}
      {active && <p class="notice">A goal may change on the way. Say why; both versions stay, and those who serve it or are served by it are told.</p>}
      <FormTrouble problem={problem} shown={[...shown, ...shown.map((s) => `changes.${s}`)]} />
      {active && <Text label="Why does it change?" name="reason" rows={2} value={form.reason} onInput={(v) => set({ reason: v })} fault={f('reason')} />}
      <Text label="What do you want to reach?" name="title" rows={2} value={form.title} onInput={(v) => set({ title: v })} fault={f('title')} />
      <Text label="Why?" hint="What gets better, and for whom" name="why" rows={3} value={form.why} onInput={(v) => set({ why: v })} fault={f('why')} />
      <Text label="What does it leave out?" hint="If you like: what somebody might expect of it, and should not" name="leaves_out" rows={2} value={form.leaves_out} onInput={(v) => set({ leaves_out: v })} fault={f('leaves_out')} />
      <Picker kind="goal" label="Which goals does it serve?" name="serves" fault={f('serves')} onPick={(g) => { if (!form.serves.some((s) => s.id === g.id)) set({ serves: [...form.serves, { id: g.id, title: g.title }] }); }} />
      {form.serves.length > 0 && <ul class="chips">{form.serves.map((s) => <li key={s.id}>{s.title} <button type="button" class="plain" aria-label={`No longer serves ${s.title}`} onClick={() => set({ serves: form.serves.filter((x) => x.id !== s.id) })}>×</button></li>)}</ul>}
      {!goal && <div class="row">
        <Choice label="Level" name="level" value={form.level} onInput={(v) => set({ level: v as Level })} options={Object.entries(levelWords)} fault={f('level')} />
        <Picker kind="person" label={`Owner: ${form.owner.name}`} hint="Another owner accepts it before it is theirs" name="owner" fault={f('owner_id')} onPick={(p) => set({ owner: { id: p.id, name: p.title } })} />
      </div>}
      <div class="row">
        <Choice label="Team" name="team_id" value={form.team_id} onInput={(v) => set({ team_id: v })} options={[['', 'None'], ...teams.map((t): [string, string] => [String(t.id), t.name])]} fault={f('team_id')} />
        <Choice label="Period" name="period_id" value={form.period_id} onInput={period} options={[['', 'None'], ...periods.map((p): [string, string] => [String(p.id), p.name])]} fault={f('period_id')} />
        <Text label="Starts" name="starts_on" type="date" value={form.starts_on} onInput={(v) => set({ starts_on: v })} fault={f('starts_on')} />
        <Text label="Due" name="due_on" type="date" value={form.due_on} onInput={(v) => set({ due_on: v })} fault={f('due_on')} />
      </div>
      <h2>What do {framework.good_words} and {framework.excellent_words} look like?</h2>
      {form.criteria.map((t, i) => <CriterionForm key={i} n={i} value={t} good={good} excellent={excellent} fault={(x) => f(`criteria[${i}].${x}`)} onInput={(c) => criterion(i, c)} onRemove={() => { setRemoved([...removed, t]); set({ criteria: form.criteria.filter((_, j) => j !== i) }); }} />)}
      <p><button type="button" class="quiet" onClick={() => set({ criteria: [...form.criteria, empty] })}>Add a criterion</button></p>
      <details class="later"><summary>More: supporter, priority, score</summary>
        <Picker kind="person" label={`Supporter: ${form.supporter?.name ?? 'the line manager'}`} name="supporter" fault={f('supporter_id')} onPick={(p) => set({ supporter: { id: p.id, name: p.title } })} />
        {form.supporter && <button type="button" class="plain" onClick={() => set({ supporter: null })}>The line manager after all</button>}
        <Text label="Priority" hint="1 is first among the owner's goals" name="priority" value={form.priority} onInput={(v) => set({ priority: v })} inputMode="decimal" fault={f('priority')} />
        <Field label="Score" name="counts">{(a) => <label class="check"><input {...a} type="checkbox" checked={form.counts_serving} onChange={(e) => set({ counts_serving: e.currentTarget.checked })} /> The goals that serve it count in its score</label>}</Field>
      </details>
      <div class="acts"><button disabled={busy}>{busy ? 'Saving …' : active ? 'Change it' : goal ? 'Save' : 'Save as a draft'}</button><a class="button quiet" href={goal ? `/goals/${goal.id}` : '/goals'}>Not now</a></div>
    </form>
  );
}

export default function Page({ id, query }: { id: number; query: URLSearchParams }) {
  const above = Number(query.get('serves')) || 0;
  const all = useLoad(async () => {
    const [goal, framework, periods, teams, parent] = await Promise.all([
      id ? get<GoalPage>(`/goals/${id}`) : null, get<Framework>('/framework'), get<List<Period>>('/periods?limit=100'),
      get<List<Team>>(`/teams?limit=200`), above ? get<GoalPage>(`/goals/${above}`) : null]);
    return { goal, framework, periods: periods.items, teams: teams.items, serves: parent ? [{ id: parent.id, title: parent.title }] : [] };
  }, [id, above]);
  if (all.error) return <Trouble error={all.error} />;
  return all.value ? <Edit key={id} {...all.value} /> : <Loading />;
}
