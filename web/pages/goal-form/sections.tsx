// The sections of the form, for a draft and for a change alike.
import type { ComponentChildren } from 'preact';
import { t } from '../../lang';
import { me, say } from '../../state';
import type { Level, Period } from '../../types';
import { Choice, Field, Text } from '../../ui/parts';
import { Picker } from '../../ui/picker';
import type { Words } from '../../ui/terms';
import { WordingHint } from '../../ui/wording-hint';
import { levelWords } from '../../words';
import { CriterionForm } from './criterion';
import { emptyTerms, isBlank, type Form, type Terms } from './model';

export interface Part { form: Form; set: (change: Partial<Form>) => void; fault: (field: string) => string | undefined }

export function Section({ id, n, title, hint, children }: { id: string; n: number; title: string; hint?: string; children: ComponentChildren }) {
  return (
    <section class="form-section" id={id}>
      <h2><span class="section-n" aria-hidden="true">{n}</span>{title}</h2>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}

export function What({ form, set, fault }: Part) {
  return (
    <>
      <Text label={t('What do you want to reach?')} hint={t('The state you will have reached, not the work to get there')} name="title" rows={2} value={form.title} onInput={(v) => set({ title: v })} fault={fault('title')} />
      <WordingHint text={form.title} of="goal" />
      <Text label={t('Why?')} hint={t('What gets better, and for whom')} name="why" rows={3} value={form.why} onInput={(v) => set({ why: v })} fault={fault('why')} />
      <Text label={t('What does it leave out?')} hint={t('If you like: what somebody might expect of it, and should not')} name="leaves_out" rows={2} value={form.leaves_out} onInput={(v) => set({ leaves_out: v })} fault={fault('leaves_out')} />
    </>
  );
}

export function Serves({ form, set, fault }: Part) {
  return (
    <div id="serves">
      <Picker kind="goal" label={t('Which goals does it serve?')} name="serves" fault={fault('serves')} onPick={(g) => { if (!form.serves.some((s) => s.id === g.id)) set({ serves: [...form.serves, { id: g.id, title: g.title }] }); }} />
      {form.serves.length > 0 && <ul class="chips">{form.serves.map((s) => (
        <li key={s.id}><span class="chip-title">{s.title}</span> <button type="button" class="plain" aria-label={t('No longer serves {title}', { title: s.title })} onClick={() => set({ serves: form.serves.filter((x) => x.id !== s.id) })}>×</button></li>))}
      </ul>}
    </div>
  );
}

export function Criteria({ form, set, fault, words, kindStays }: Part & { words: Words; kindStays: boolean }) {
  const change = (key: string, part: Partial<Terms>) => set({ criteria: form.criteria.map((c) => (c.key === key ? { ...c, ...part } : c)) });
  const drop = (i: number, latest: () => Form) => {
    const gone = form.criteria[i]!;
    set({ criteria: form.criteria.filter((c) => c !== gone) });
    if (isBlank(gone)) return;
    const back = async () => { const all = [...latest().criteria]; all.splice(i, 0, kindStays ? gone : { ...gone, id: null, key: emptyTerms().key }); set({ criteria: all }); };
    say(t('The criterion is gone.'), { undo: back });
  };
  return (
    <>
      {form.criteria.map((c, i) => (
        <CriterionForm key={c.key} n={i} value={c} words={words} kindStays={kindStays && c.id !== null} fault={(x) => fault(`${c.key}.${x}`)} onInput={(part) => change(c.key, part)}
          onRemove={form.criteria.length > 1 || !isBlank(c) ? () => drop(i, () => latestForm.current ?? form) : null} />))}
      <p><button type="button" class="quiet" onClick={() => set({ criteria: [...form.criteria, emptyTerms()] })}>{t('Add a criterion')}</button></p>
    </>
  );
}
/** What the form holds now, for an undo that comes later. */
export const latestForm: { current: Form | null } = { current: null };

export function When({ form, set, fault, periods }: Part & { periods: Period[] }) {
  const period = (id: string) => {
    const p = periods.find((x) => String(x.id) === id);
    set({ period_id: id, ...(p ? { starts_on: p.starts_on, due_on: p.ends_on } : {}) });
  };
  return (
    <div class="row">
      <Choice label={t('Period')} name="period_id" value={form.period_id} onInput={period} options={[['', t('None')], ...periods.map((p): [string, string] => [String(p.id), p.name])]} fault={fault('period_id')} />
      <Text label={t('Starts')} name="starts_on" type="date" value={form.starts_on} onInput={(v) => set({ starts_on: v })} fault={fault('starts_on')} />
      <Text label={t('Due')} name="due_on" type="date" value={form.due_on} onInput={(v) => set({ due_on: v })} fault={fault('due_on')} />
    </div>
  );
}

/** The teams of mine, and any other by its name. */
export function TeamChoice({ form, set, fault }: Part) {
  const mine = me.value!.teams.map((x) => ({ id: x.team_id, name: x.name }));
  const all = form.team && !mine.some((x) => x.id === form.team!.id) ? [form.team, ...mine] : mine;
  return (
    <div class="row">
      <Choice label={t('Team')} name="team_id" value={form.team ? String(form.team.id) : ''} onInput={(v) => set({ team: all.find((x) => String(x.id) === v) ?? null })} options={[['', t('None')], ...all.map((x): [string, string] => [String(x.id), x.name])]} fault={fault('team_id')} />
      {(form.owner.id !== me.value!.id || me.value!.roles.includes('people_operations')) && <Picker kind="team" label={t('Another team')} name="team-other" onPick={(f) => set({ team: { id: f.id, name: f.title } })} />}
    </div>
  );
}

/** Whose goal it is: mine unless told, else a suggestion to its owner. `fixed`: this draft is not mine to give away. */
export function Whose({ form, set, fault, fixed }: Part & { fixed: boolean }) {
  const m = me.value!, mine = form.owner.id === m.id;
  return (
    <>
      <Choice label={t('Level')} name="level" value={form.level} onInput={(v) => set({ level: v as Level })} options={Object.entries(levelWords)} fault={fault('level')} />
      {!fixed && (
        <div class="whose">
          <Picker kind="person" label={mine ? t('For whom? Yourself') : t('For whom? {name}', { name: form.owner.name })} hint={t('Somebody else accepts it before it is theirs')} name="owner" fault={fault('owner_id')} onPick={(p) => set({ owner: { id: p.id, name: p.title } })} />
          {!mine && <p><button type="button" class="plain" onClick={() => set({ owner: { id: m.id, name: m.name } })}>{t('For myself after all')}</button></p>}
        </div>)}
    </>
  );
}

export function More({ form, set, fault }: Part) {
  const open = ['supporter_id', 'priority'].some((f) => fault(f));
  return (
    <details class="later" open={open || undefined}><summary>{t('More: supporter, priority, score')}</summary>
      <Picker kind="person" label={form.supporter ? t('Supporter: {name}', { name: form.supporter.name }) : t('Supporter: the line manager')} name="supporter" fault={fault('supporter_id')} onPick={(p) => set({ supporter: { id: p.id, name: p.title } })} />
      {form.supporter && <button type="button" class="plain" onClick={() => set({ supporter: null })}>{t('The line manager after all')}</button>}
      <Text label={t('Priority')} hint={t('1 is first among the owner’s goals')} name="priority" value={form.priority} onInput={(v) => set({ priority: v })} inputMode="decimal" autocomplete="off" fault={fault('priority')} />
      <Field label={t('Score')} name="counts">{(a) => <label class="check"><input {...a} type="checkbox" checked={form.counts_serving} onChange={(e) => set({ counts_serving: e.currentTarget.checked })} /> {t('The goals that serve it count in its score')}</label>}</Field>
    </details>
  );
}
