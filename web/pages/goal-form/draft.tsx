// Writing a draft, guided: what and why, whom it serves, what good and excellent look like, when and whose. It is saved as it is written;
// beside it stand what is still missing before it can be proposed, what the owner has taken on, and what others near it do.
import { useState } from 'preact/hooks';
import { Problem, get, put, remove } from '../../api';
import { t, tx } from '../../lang';
import { go, loadMe, me, say } from '../../state';
import type { Goal, GoalPage, List, Period, PersonPage } from '../../types';
import { FormTrouble, useAct, useLoad } from '../../ui/parts';
import { Picker } from '../../ui/picker';
import type { Words } from '../../ui/terms';
import { kept, useAutosave, type Saving } from './autosave';
import { isBlank, isInWords, partWords, type Form } from './model';
import { Near } from './near';
import { Criteria, More, Section, Serves, TeamChoice, What, When, Whose, latestForm } from './sections';

/** Where one can begin, as long as nothing is written. */
function Beginnings() {
  const ended = useLoad(() => get<List<Goal>>(`/goals?owner_id=${me.value!.id}&state=closed&limit=5`), []);
  return (
    <details class="beginnings"><summary>{t('Begin from something that is there')}</summary>
      <Picker kind="goal" label={t('A goal that it shall serve')} name="begin-serves" onPick={(g) => go(`/goals/new?serves=${g.id}`)} />
      {ended.value && ended.value.items.length > 0 && <>
        <p class="label">{t('One of yours that has ended')}</p>
        <ul>{ended.value.items.map((g) => <li key={g.id}><a href={`/goals/new?from=${g.id}`}>{g.title}</a></li>)}</ul></>}
    </details>
  );
}

function SaveState({ saving }: { saving: Saving }) {
  switch (saving.status) {
    case 'new': return <span class="save-state">{t('It is saved as soon as it has a title.')}</span>;
    case 'saving': return <span class="save-state">{t('Saving …')}</span>;
    case 'saved': return <span class="save-state saved">{t('Saved as a draft')}</span>;
    case 'faulty': return <span class="save-state">{t('Saved, but for what is marked')}</span>;
    case 'away': return <span class="save-state" role="alert">{saving.sentence}</span>;
    default: return <span class="save-state">{t('Not saved yet')}</span>;
  }
}

/** Two who wrote at once; or the draft is none any more. */
function Meeting({ saving }: { saving: Saving }) {
  const { conflict, goal } = saving;
  if (saving.status === 'gone') return <div class="trouble" role="alert"><p>{saving.sentence}</p><p>{t('What you wrote stays here in the meantime.')} {goal && <a href={`/goals/${goal.id}`}>{t('See the goal')}</a>}</p></div>;
  if (!conflict) return saving.joined ? <p class="notice" role="status">{t('This draft was also written somewhere else. Both are together here now.')}</p> : null;
  return (
    <div class="trouble meeting" role="alert">
      <p><b>{t('This draft was also written somewhere else')}</b></p>
      <p>{t('Both changed: {parts}. Which shall stay?', { parts: conflict.both.map(partWords).join(', ') })}</p>
      <div class="acts"><button type="button" onClick={saving.keepMine}>{t('What I have here')}</button><button type="button" class="quiet" onClick={saving.takeTheirs}>{t('What is there')}</button></div>
    </div>
  );
}

function missing(f: Form): { at: string; words: string; done: boolean }[] {
  const criteria = f.criteria.filter((c) => !isBlank(c));
  const whole = criteria.length > 0 && criteria.every((c) => c.statement.trim() && (isInWords(c.kind) ? c.excellent_means.trim() && (c.kind === 'done' || c.good_means.trim()) : c.good && c.excellent));
  return [
    { at: 'f-title', words: t('What is to be reached'), done: !!f.title.trim() },
    { at: 'f-why', words: t('Why it matters'), done: !!f.why.trim() },
    { at: 'f-c0-statement', words: t('How one will see it'), done: criteria.some((c) => !!c.statement.trim()) },
    { at: 'f-c0-good', words: t('What good and excellent are'), done: whole },
    { at: 'f-due_on', words: t('Until when'), done: !!f.due_on && f.due_on >= f.starts_on },
    { at: 'f-serves', words: t('What it serves (not needed, but it helps)'), done: f.serves.length > 0 || f.level === 'organisation' },
  ];
}

function Missing({ form }: { form: Form }) {
  const to = (id: string) => (document.getElementById(id) ?? document.getElementById('criteria'))?.querySelector<HTMLElement>('input, textarea, select') ?? document.getElementById(id);
  return (
    <section class="missing" aria-labelledby="missing-title"><h2 id="missing-title">{t('Before you propose it')}</h2>
      <ul>{missing(form).map((m) => (
        <li key={m.at} class={m.done ? 'done' : ''}><a href={`#${m.at}`} onClick={(e) => { e.preventDefault(); to(m.at)?.focus(); }}>{m.words}</a>{m.done && <span class="unseen"> ({t('done')})</span>}</li>))}
      </ul>
    </section>
  );
}

/** Said at once, never refused. */
function Load({ owner }: { owner: Form['owner'] }) {
  const { value } = useLoad(() => get<PersonPage>(`/people/${owner.id}`), [owner.id]);
  if (!value || value.load.active < value.load.limit) return null;
  const { active, limit } = value.load;
  return (
    <p class="notice load">{owner.id === me.value!.id
      ? t('You have {active} active goals already; the framework suggests at most {limit}. What could wait, or end?', { active, limit })
      : t('{name} has {active} active goals already; the framework suggests at most {limit}.', { name: owner.name, active, limit })}</p>
  );
}

export interface DraftData { goal: GoalPage | null; first: Form; periods: Period[]; words: Words; beginning: string; blank: boolean; from: GoalPage | null }

export function Draft({ goal, first, periods, words, beginning, blank, from }: DraftData) {
  const m = me.value!, key = (id: number | 'new') => `goal-form:${m.id}:${id === 'new' ? `new${beginning}` : id}`;
  const [found] = useState(() => kept(key(goal?.id ?? 'new')));
  const saving = useAutosave(found ?? first, goal, key);
  const { form, set } = saving;
  latestForm.current = form;
  const { busy, problem, act } = useAct();
  const keys = (form.criteria.filter((c) => !isBlank(c))).map((c) => c.key);
  const proposed = (field: string) => { // the proposal tells criteria by their place
    const at = keys.findIndex((k) => field.startsWith(`${k}.`));
    return problem?.of(at < 0 ? field : `criteria[${at}]${field.slice(keys[at]!.length)}`);
  };
  const fault = (field: string) => proposed(field) ?? saving.faults.find((f) => f.field === field)?.detail;
  const part = { form, set, fault };
  const there = async (): Promise<GoalPage> => {
    const saved = await saving.flush();
    if (!form.title.trim()) throw new Problem(422, t('Please give it a title first.'), [{ field: 'title', detail: t('Please say what is to be reached.') }]);
    if (saving.left().length) throw new Problem(422, t('It is saved, but for what is marked.'));
    if (!saved) throw new Problem(422, t('It could not be saved yet. Please look at what is marked.'));
    return saved;
  };
  const leave = () => act(async () => { const saved = await there(); saving.forget(); go(`/goals/${saved.id}`); say(t('Saved as a draft')); });
  const propose = () => act(async () => {
    const saved = await there(), after = await put<GoalPage>(`/goals/${saved.id}/proposal`);
    saving.forget();
    go(`/goals/${saved.id}`);
    void loadMe();
    if (after.state === 'active') say(t('It is active now.'));
    else say(t('Proposed to {name}.', { name: after.waits_for_name! }), { undo: () => remove(`/goals/${saved.id}/proposal`) });
  });
  const other = form.owner.id !== m.id, supporter = form.supporter?.name ?? m.manager?.name;
  const shown = ['title', 'why', 'leaves_out', 'level', 'team_id', 'period_id', 'starts_on', 'due_on', 'serves', 'supporter_id', 'priority', 'owner_id', ...keys.flatMap((_, i) => ['statement', 'kind', 'unit', 'start', 'good', 'excellent', 'good_means', 'excellent_means', 'milestones', 'weight'].map((x) => `criteria[${i}].${x}`))];
  return (
    <form class="goal-form" onSubmit={(e) => { e.preventDefault(); void leave(); }} onKeyDown={(e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void propose(); } }}>
      <div class="head"><h1>{goal ? t('Edit the draft') : t('New goal')}</h1><SaveState saving={saving} /></div>
      {from && <p class="hint">{tx('With the words and criteria of <a>{title}</a>. Dates are new.', { title: from.title }, { a: (inner) => <a href={`/goals/${from.id}`}>{inner}</a> })}</p>}
      {found && <p class="hint">{t('What you had begun is still here.')} <button type="button" class="plain" onClick={() => { set(first); if (!saving.goal) saving.forget(); }}>{t('Start anew')}</button></p>}
      {blank && !saving.goal && !form.title && <Beginnings />}
      <FormTrouble problem={problem} shown={shown} />
      <Meeting saving={saving} />
      <div class="columns">
        <div>
          <Section id="what" n={1} title={t('What and why')}><What {...part} /></Section>
          <Section id="aim" n={2} title={t('What does it serve?')} hint={t('A goal that serves another shows why it matters to more people than you.')}><Serves {...part} /></Section>
          <Section id="criteria" n={3} title={t('What do {good} and {excellent} look like?', { good: words.good.toLowerCase(), excellent: words.excellent.toLowerCase() })} hint={t('So that two people who look at it would say the same. One or two criteria are often enough.')}><Criteria {...part} words={words} kindStays={false} /></Section>
          <Section id="when" n={4} title={t('When and whose')}>
            <Load owner={form.owner} /><When {...part} periods={periods} /><Whose {...part} fixed={!!goal && goal.started_by !== m.id} /><TeamChoice {...part} /><More {...part} />
          </Section>
          <div class="acts">
            <button type="button" disabled={busy} onClick={propose}>{other ? t('Propose to {name}', { name: form.owner.name }) : supporter ? t('Propose to {name}', { name: supporter }) : t('Start')}</button>
            <button class="quiet" disabled={busy}>{t('Save as a draft')}</button>
            <a class="button quiet" href={saving.goal ? `/goals/${saving.goal.id}` : '/goals'}>{t('Not now')}</a>
          </div>
        </div>
        <aside class="form-aside"><Missing form={form} />
          <Near title={form.title} serves={form.serves} team={form.team ?? (m.teams[0] ? { id: m.teams[0].team_id, name: m.teams[0].name } : null)} self={saving.goal?.id ?? null} /></aside>
      </div>
    </form>
  );
}
