// The framework: mission, periods, rhythm and words. Everybody can read it; people operations keep it.
import { useState } from 'preact/hooks';
import { get, patch, post, put } from '../api';
import { ago, day, number } from '../format';
import { loadMe, me } from '../state';
import type { Framework, List, Mission, Period } from '../types';
import { Empty, FormTrouble, Loading, Text, Trouble, useAct, useLoad } from '../ui/parts';
import { numeric } from '../ui/numeric';

function MissionPart({ mission, keep, again }: { mission: Mission; keep: boolean; again: () => void }) {
  const [open, setOpen] = useState(false), [text, setText] = useState(mission.text ?? ''), [reason, setReason] = useState('');
  const { busy, problem, act } = useAct();
  const history = useLoad(() => get<List<Mission>>('/mission/history'), [mission.id]);
  return (
    <section class="panel"><h2>Mission</h2>
      {mission.text ? <blockquote class="mission-head"><p>{mission.text}</p></blockquote> : <Empty title="No mission yet"><p>The mission stands at the head of all goals: what is this organisation for?</p></Empty>}
      {keep && !open && <button type="button" class="quiet" onClick={() => setOpen(true)}>{mission.text ? 'Write it anew' : 'Write it'}</button>}
      {open && <form onSubmit={async (e) => { e.preventDefault(); if (await act(() => put('/mission', { text, reason: reason || null }), 'The mission is written.')) { setOpen(false); again(); } }}>
        <FormTrouble problem={problem} shown={['text', 'reason']} />
        <Text label="The mission" name="mission" rows={3} value={text} onInput={setText} fault={problem?.of('text')} />
        {mission.text && <Text label="Why anew?" name="mission-reason" value={reason} onInput={setReason} fault={problem?.of('reason')} />}
        <div class="acts"><button disabled={busy}>Save</button><button type="button" class="quiet" onClick={() => setOpen(false)}>Not now</button></div>
      </form>}
      {history.value && history.value.items.length > 1 && <details><summary>What it was before</summary><ul class="names">{history.value.items.slice(1).map((h) => <li key={h.id}>{h.text} <span class="hint">{h.author_name}, {ago(h.created_at)}</span></li>)}</ul></details>}
    </section>
  );
}

const rows: [keyof Framework, string, string][] = [
  ['rhythm_days', 'Days from one check-in to the next', ''], ['grace_days', 'Days of grace', 'Later than this, a goal counts as stale'],
  ['active_goal_limit', 'Active goals one person is advised to have at most', 'More is said, not refused'], ['answer_days', 'Days until an unanswered proposal becomes active', ''],
  ['pace_on', 'On pace from this share of the expected score', ''], ['pace_behind', 'Behind from this share', 'Below it: well behind'],
  ['good_words', 'The word for good', ''], ['excellent_words', 'The word for excellent', ''],
];

function Rules({ framework, keep, again }: { framework: Framework; keep: boolean; again: () => void }) {
  const [open, setOpen] = useState(false), [reason, setReason] = useState('');
  const [form, setForm] = useState<Record<string, string>>(Object.fromEntries(rows.map(([k]) => [k, String(framework[k])])));
  const { busy, problem, act } = useAct();
  const body = () => Object.fromEntries(rows.map(([k]) => [k, k.endsWith('_words') ? form[k] : numeric(form[k]!)]));
  return (
    <section class="panel"><h2>Rhythm and rules</h2>
      {!open ? <><dl class="facts">{rows.map(([k, label]) => <div key={k}><dt>{label}</dt><dd>{typeof framework[k] === 'number' ? number(framework[k] as number) : framework[k]}</dd></div>)}</dl>{framework.reason && <p class="hint">In force since {ago(framework.created_at)}: {framework.reason}</p>}{keep && <button type="button" class="quiet" onClick={() => setOpen(true)}>Change</button>}</>
        : <form onSubmit={async (e) => { e.preventDefault(); if (await act(() => put('/framework', { ...body(), reason }), 'The new framework is in force.')) { setOpen(false); again(); } }}>
          <FormTrouble problem={problem} shown={[...rows.map(([k]) => k), 'reason']} />
          {rows.map(([k, label, hint]) => <Text key={k} label={label} hint={hint || undefined} name={k} value={form[k]!} onInput={(v) => setForm({ ...form, [k]: v })} inputMode={k.endsWith('_words') ? 'text' : 'decimal'} fault={problem?.of(k)} />)}
          <Text label="Why does it change?" name="framework-reason" rows={2} value={reason} onInput={setReason} fault={problem?.of('reason')} />
          <div class="acts"><button disabled={busy}>Change it</button><button type="button" class="quiet" onClick={() => setOpen(false)}>Not now</button></div>
        </form>}
    </section>
  );
}

function Periods({ periods, keep, again }: { periods: Period[]; keep: boolean; again: () => void }) {
  const none = { name: '', drafting_on: '', starts_on: '', ends_on: '', reviewing_until: '' };
  const [form, setForm] = useState(none), [editing, setEditing] = useState<Period | null>(null), [open, setOpen] = useState(false);
  const { busy, problem, act } = useAct();
  const body = () => Object.fromEntries(Object.entries(form).filter(([, v]) => v !== ''));
  const edit = (p: Period | null) => { setEditing(p); setForm(p ? { name: p.name, drafting_on: p.drafting_on, starts_on: p.starts_on, ends_on: p.ends_on, reviewing_until: p.reviewing_until } : none); setOpen(true); };
  const labels: [keyof typeof none, string][] = [['drafting_on', 'Drafting from'], ['starts_on', 'First active day'], ['ends_on', 'Last active day'], ['reviewing_until', 'Looking back until']];
  return (
    <section class="panel"><h2>Periods</h2>
      {periods.length === 0 ? <Empty title="No period yet"><p>A period gives goals a common beginning and end. Goals can also have their own days.</p></Empty> : <ul class="names">{periods.map((p) => <li key={p.id}><b>{p.name}</b> {day(p.starts_on)} to {day(p.ends_on)} <span class="hint">drafting from {day(p.drafting_on)}, looking back until {day(p.reviewing_until)}</span>{keep && <button type="button" class="plain" onClick={() => edit(p)}>Change</button>}</li>)}</ul>}
      {keep && !open && <button type="button" class="quiet" onClick={() => edit(null)}>New period</button>}
      {open && <form onSubmit={async (e) => { e.preventDefault(); if (await act(() => (editing ? patch(`/periods/${editing.id}`, body(), editing.version) : post('/periods', body())), 'Saved.')) { setOpen(false); again(); } }}>
        <FormTrouble problem={problem} shown={['name', ...labels.map(([k]) => k)]} />
        <Text label="Name" name="period-name" value={form.name} onInput={(v) => setForm({ ...form, name: v })} fault={problem?.of('name')} />
        <div class="row">{labels.map(([k, label]) => <Text key={k} label={label} name={k} type="date" value={form[k]} onInput={(v) => setForm({ ...form, [k]: v })} fault={problem?.of(k)} />)}</div>
        <div class="acts"><button disabled={busy}>Save</button><button type="button" class="quiet" onClick={() => setOpen(false)}>Not now</button></div>
      </form>}
    </section>
  );
}

export default function Page() {
  const keep = me.value!.roles.includes('people_operations');
  const all = useLoad(async () => { const [mission, framework, periods] = await Promise.all([get<Mission>('/mission'), get<Framework>('/framework'), get<List<Period>>('/periods?limit=100')]); return { mission, framework, periods: periods.items }; }, []);
  const again = () => { all.again(); void loadMe(); };
  if (all.error) return <Trouble error={all.error} />;
  if (!all.value) return <Loading />;
  return (
    <>
      <h1>Framework</h1>
      <p class="lead">How this organisation works with goals. {keep ? 'A change makes a new version with its reason.' : 'People operations keep it; tell them what does not fit.'}</p>
      <div class="stack"><MissionPart key={`m${all.value.mission.id}`} mission={all.value.mission} keep={keep} again={again} /><Rules key={`f${all.value.framework.id}`} framework={all.value.framework} keep={keep} again={again} /><Periods periods={all.value.periods} keep={keep} again={again} /></div>
    </>
  );
}
