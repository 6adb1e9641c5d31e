// The framework: mission, rhythm, limits and words. Everybody can read it; people operations keep it, and see what a change would do
// before it is done. Periods have a page of their own (periods.tsx).
import { useState } from 'preact/hooks';
import { get, post, put } from '../api';
import { ago, number } from '../format';
import { t } from '../lang';
import { loadMe, me } from '../state';
import type { Framework, FrameworkPreview, List, Mission, Period } from '../types';
import { Empty, FormTrouble, Loading, More, Text, Trouble, useAct, useDraft, useLoad } from '../ui/parts';
import { numeric } from '../ui/numeric';
import { usePages } from '../ui/pages';
import { mediumNames } from '../ui/reach';
import { cells, MediumMatrix } from './framework/medium-matrix';

function MissionPart({ mission, keep, again }: { mission: Mission; keep: boolean; again: () => void }) {
  const [{ text, reason }, set, clear, found] = useDraft(`mission:${me.value!.id}:${mission.id}`, { text: mission.text ?? '', reason: '' });
  const [open, setOpen] = useState(found && keep);
  const { busy, problem, act } = useAct();
  const history = useLoad(() => get<List<Mission>>('/mission/history'), [mission.id]);
  const save = async () => { if (await act(() => put('/mission', { text, reason: reason || null }), t('The mission is written.'))) { clear(); setOpen(false); again(); } };
  return (
    <section class="panel"><h2>{t('Mission')}</h2>
      {mission.text ? <blockquote class="mission-head"><p>{mission.text}</p></blockquote>
        : <Empty title={t('No mission yet')}><p>{t('The mission stands at the head of all goals: what is this organisation for?')}</p></Empty>}
      {keep && !open && <button type="button" class="quiet" onClick={() => setOpen(true)}>{mission.text ? t('Write it anew') : t('Write it')}</button>}
      {open && <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormTrouble problem={problem} shown={['text', 'reason']} />
        <Text label={t('The mission')} name="mission" rows={3} value={text} onInput={(v) => set({ text: v })} fault={problem?.of('text')} />
        {mission.text && <Text label={t('Why anew?')} name="mission-reason" value={reason} onInput={(v) => set({ reason: v })} fault={problem?.of('reason')} />}
        <div class="acts"><button disabled={busy}>{t('Save')}</button><button type="button" class="quiet" onClick={() => { clear(); setOpen(false); }}>{t('Not now')}</button></div>
      </form>}
      {history.value && history.value.items.length > 1 && <details><summary>{t('What it was before')}</summary>
        <ul class="names">{history.value.items.slice(1).map((h) => <li key={h.id}>{h.text} <span class="hint">{t('{name}, {ago}', { name: h.author_name ?? '', ago: ago(h.created_at) })}</span></li>)}</ul></details>}
    </section>
  );
}

type Rule = 'rhythm_days' | 'grace_days' | 'active_goal_limit' | 'answer_days' | 'next_in_line_days' | 'barrier_days' | 'important_barrier_days' | 'urgent_barrier_days' | 'pressing_barrier_days' | 'pace_on' | 'pace_behind' | 'isolation_weeks' | 'good_words' | 'excellent_words';
const rules = (): [Rule, string, string][] => [
  ['rhythm_days', t('Days from one check-in to the next'), ''],
  ['grace_days', t('Days of grace'), t('Later than this, a goal counts as stale')],
  ['active_goal_limit', t('Active goals one person is advised to have at most'), t('More is said, not refused')],
  ['answer_days', t('Days until an unanswered proposal becomes active'), ''],
  ['next_in_line_days', t('Days until the next in line is told of a goal without check-ins'), t('Its supporter is told first, once; leaders\' goals go the same way')],
  ['barrier_days', t('Working days until a barrier that nobody took up goes to the next person'), ''],
  ['important_barrier_days', t('The same for an important barrier'), ''],
  ['urgent_barrier_days', t('The same for an urgent barrier'), ''],
  ['pressing_barrier_days', t('The same for one that is important and urgent'), ''],
  ['pace_on', t('On pace from this share of the expected score'), ''],
  ['pace_behind', t('Behind from this share'), t('Below it: well behind')],
  ['isolation_weeks', t('Weeks without a one-to-one, a linked goal or a word, after which somebody is told that they seem to be on their own'), ''],
  ['good_words', t('The word for good'), ''],
  ['excellent_words', t('The word for excellent'), ''],
];
const told = (value: number | string) => (typeof value === 'number' ? number(value) : value);

/** What the change does, a sentence for each thing that changes. */
function effects(before: Framework, form: Record<string, string>, preview: FrameworkPreview): string[] {
  const differs = (rule: Rule) => form[rule] !== String(before[rule]);
  const said: string[] = [];
  if (differs('rhythm_days') || differs('grace_days')) {
    said.push(t('{n, plural, one {# active goal follows} other {# active goals follow}} the new rhythm from its next check-in on; nothing is due sooner.', { n: preview.goals }));
  }
  if (differs('active_goal_limit')) {
    said.push(t('At once {n, plural, =0 {nobody is} one {# person is} other {# people are}} over the limit ({before} until now). It is said to them, not refused.', { n: preview.over_after, before: number(preview.over_before) }));
  }
  if (differs('pace_on') || differs('pace_behind')) {
    said.push(t('At once {n, plural, =0 {no goal changes} one {# goal changes} other {# goals change}} the word for its pace: {better} to a better one, {worse} to a worse one.', { n: preview.pace_changes, better: number(preview.pace_better), worse: number(preview.pace_worse) }));
    if (!preview.whole) said.push(t('Only the first 50,000 goals were looked at for that.'));
  }
  if (differs('answer_days')) {
    said.push(t('New proposals wait that long; {n, plural, =0 {none waits} one {# that waits keeps its day} other {# that wait keep their day}}.', { n: preview.waiting }));
  }
  if (differs('next_in_line_days')) said.push(t('Who is told next of a quiet goal is told by the new number of days.'));
  if (differs('barrier_days') || differs('important_barrier_days') || differs('urgent_barrier_days') || differs('pressing_barrier_days')) {
    said.push(t('Barriers follow the new days from the next time somebody is asked; those that wait keep their day.'));
  }
  if (differs('good_words') || differs('excellent_words')) said.push(t('The words change everywhere at once.'));
  if (said.length > 0) said.push(t('Periods that have ended keep the framework they ended with.'));
  return said;
}

function Change({ framework, close, again }: { framework: Framework; close: () => void; again: () => void }) {
  const [said, setSaid] = useState<string[] | null>(null);
  const [form, set, clear, found] = useDraft<Record<string, string>>(`framework:${me.value!.id}:${framework.id}`, { ...Object.fromEntries(rules().map(([k]) => [k, String(framework[k])])), reason: '' });
  const { busy, problem, act } = useAct();
  const body = () => Object.fromEntries(rules().map(([k]) => [k, k.endsWith('_words') ? form[k] : numeric(form[k]!)]));
  const look = () => act(async () => { setSaid(effects(framework, form, await post<FrameworkPreview>('/framework/preview', body()))); });
  const save = async () => { if (await act(() => put('/framework', { ...body(), reason: form.reason }), t('The new framework is in force.'))) { clear(); close(); again(); } };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void (said ? save() : look()); }}>
      {found && <p class="hint">{t('What you began is still here.')} <button type="button" class="plain" onClick={clear}>{t('Start anew')}</button></p>}
      <FormTrouble problem={problem} shown={[...rules().map(([k]) => k), 'reason']} />
      {rules().map(([k, label, hint]) => (
        <Text key={k} label={label} hint={hint || undefined} name={k} value={form[k]!} onInput={(v) => { set({ [k]: v }); setSaid(null); }}
          inputMode={k.endsWith('_words') ? 'text' : 'decimal'} fault={problem?.of(k)} />))}
      {said && <section class="notice" role="status" aria-labelledby="effects-title"><h3 id="effects-title">{t('What this will do')}</h3>
        {said.length === 0 ? <p>{t('Nothing changes.')}</p> : <ul class="plain-list">{said.map((s) => <li key={s}>{s}</li>)}</ul>}</section>}
      {said && said.length > 0 && <Text label={t('Why does it change?')} name="framework-reason" rows={2} value={form.reason!} onInput={(v) => set({ reason: v })} fault={problem?.of('reason')} />}
      <div class="acts">
        {said && said.length > 0 ? <button disabled={busy}>{t('Change it')}</button> : <button disabled={busy}>{t('See what this will do')}</button>}
        <button type="button" class="quiet" onClick={close}>{t('Not now')}</button>
      </div>
    </form>
  );
}

function Rules({ framework, keep, again }: { framework: Framework; keep: boolean; again: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <section class="panel"><h2>{t('Rhythm and rules')}</h2>
      {open ? <Change framework={framework} close={() => setOpen(false)} again={again} /> : <>
        <dl class="facts">{rules().map(([k, label]) => <div key={k}><dt>{label}</dt><dd>{told(framework[k])}</dd></div>)}</dl>
        {framework.reason && <p class="hint">{t('In force since {ago}: {reason}', { ago: ago(framework.created_at), reason: framework.reason })}</p>}
        {keep && <button type="button" class="quiet" onClick={() => setOpen(true)}>{t('Change')}</button>}
      </>}
    </section>
  );
}

/** Each version with who and why, and what it changed against the one before; the next in the list is the one before. */
function Versions({ periods }: { periods: Period[] }) {
  const list = usePages<Framework>('/framework/history');
  if (!list.items || list.items.length < 2) return null;
  const items = list.items;
  return (
    <section class="panel"><h2>{t('How it came to be')}</h2>
      <ol class="list">{items.map((f, i) => {
        const before = items[i + 1], kept = periods.filter((p) => p.framework_id === f.id);
        return (
          <li key={f.id}><b>{f.reason ?? t('Without a reason')}</b> <span class="hint">{t('{name}, {ago}', { name: f.author_name ?? '', ago: ago(f.created_at) })}</span>
            {before && <ul class="from-to">{rules().filter(([k]) => before[k] !== f[k]).map(([k, label]) => (
              <li key={k}>{label}: <del>{told(before[k])}</del> <span aria-hidden="true">→</span> <ins>{told(f[k])}</ins></li>))}
              {cells().filter(([k]) => before[k] !== f[k]).map(([k, label]) => (
                <li key={k}>{label}: <del>{mediumNames[before[k]]}</del> <span aria-hidden="true">→</span> <ins>{mediumNames[f[k]]}</ins></li>))}</ul>}
            {kept.length > 0 && <p class="hint">{t('Ended with it: {periods}', { periods: kept.map((p) => p.name).join(', ') })}</p>}
          </li>
        );
      })}</ol>
      <More next={list.next} load={list.more} />
    </section>
  );
}

export default function Page() {
  const keep = me.value!.roles.includes('people_operations');
  const all = useLoad(async () => {
    const [mission, framework, periods] = await Promise.all([get<Mission>('/mission'), get<Framework>('/framework'), get<List<Period>>('/periods?limit=100')]);
    return { mission, framework, periods: periods.items };
  }, []);
  const again = () => { all.again(); void loadMe(); };
  if (all.error) return <Trouble error={all.error} />;
  if (!all.value) return <Loading />;
  const { mission, framework, periods } = all.value;
  return (
    <>
      <h1>{t('Framework')}</h1>
      <p class="lead">{t('How this organisation works with goals.')} {keep ? t('A change makes a new version with its reason.') : t('People operations keep it; tell them what does not fit.')}</p>
      <div class="stack">
        <MissionPart key={`m${mission.id}`} mission={mission} keep={keep} again={again} />
        <Rules key={`f${framework.id}`} framework={framework} keep={keep} again={again} />
        <MediumMatrix key={`d${framework.id}`} framework={framework} keep={keep} again={again} />
        <p><a class="button quiet" href="/periods">{t('Periods')}</a></p>
        <Versions key={framework.id} periods={periods} />
      </div>
    </>
  );
}
