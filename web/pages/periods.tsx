// Periods: what goals share a beginning and an end. Each has a window for drafting, for doing and for looking back, drawn one below the
// other so that one sees where they meet.
import { useState } from 'preact/hooks';
import { get, post } from '../api';
import { day, today } from '../format';
import { t } from '../lang';
import { me, say } from '../state';
import type { List, Period } from '../types';
import { Both, useBoth } from '../ui/both';
import { Empty, FormTrouble, Loading, Text, Trouble, useAct, useLoad } from '../ui/parts';

const WIDE = 1000, HIGH = 14, STEP = 26;
const days = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86400000;

/** The windows of all periods on one line of time; the list below says the same in words. */
function Timeline({ periods }: { periods: Period[] }) {
  const from = Math.min(...periods.map((p) => days(p.drafting_on))), until = Math.max(...periods.map((p) => days(p.reviewing_until) + 1));
  const x = (iso: string, more = 0) => ((days(iso) + more - from) / (until - from)) * WIDE;
  const now = x(today());
  return (
    <figure class="timeline">
      <svg viewBox={`0 0 ${WIDE} ${periods.length * STEP + 4}`} preserveAspectRatio="none" aria-hidden="true">
        {periods.map((p, i) => (
          <g key={p.id}>
            <rect class="drafting" x={x(p.drafting_on)} y={i * STEP + 4} width={x(p.starts_on) - x(p.drafting_on)} height={HIGH} />
            <rect class="active" x={x(p.starts_on)} y={i * STEP + 4} width={x(p.ends_on, 1) - x(p.starts_on)} height={HIGH} />
            <rect class="reviewing" x={x(p.ends_on, 1)} y={i * STEP + 4} width={x(p.reviewing_until, 1) - x(p.ends_on, 1)} height={HIGH} />
          </g>))}
        {now >= 0 && now <= WIDE && <line class="now" x1={now} x2={now} y1={0} y2={periods.length * STEP + 4} />}
      </svg>
      <figcaption class="hint"><span class="key drafting" />{t('drafting')} <span class="key active" />{t('active days')} <span class="key reviewing" />{t('looking back')} <span class="key now" />{t('today')}</figcaption>
    </figure>
  );
}

function where(p: Period): string {
  const now = today();
  if (now < p.drafting_on) return t('to come');
  if (now < p.starts_on) return t('its goals are drafted');
  if (now <= p.ends_on) return t('under way');
  return now <= p.reviewing_until ? t('people look back on it') : t('ended');
}

const none = { name: '', drafting_on: '', starts_on: '', ends_on: '', reviewing_until: '' };
const windows = (): [keyof typeof none, string, string][] => [
  ['starts_on', t('First active day'), ''], ['ends_on', t('Last active day'), ''],
  ['drafting_on', t('Drafting from'), t('Two weeks before its start unless you say')], ['reviewing_until', t('Looking back until'), t('Two weeks after its end unless you say')],
];

function Form({ period, others, close }: { period: Period | null; others: Period[]; close: (saved: boolean) => void }) {
  const [form, setForm] = useState(period ? { name: period.name, drafting_on: period.drafting_on, starts_on: period.starts_on, ends_on: period.ends_on, reviewing_until: period.reviewing_until } : none);
  const { busy, problem, act } = useAct();
  const body = Object.fromEntries(Object.entries(form).filter(([, v]) => v !== ''));
  const both = useBoth<Period>(`/periods/${period?.id}`, period ?? ({ version: 0 } as Period));
  const save = (theirs: Partial<Period> = {}) => {
    let saved = true;
    void act(async () => {
      if (period) saved = await both.save({ ...body, ...theirs });
      else await post('/periods', body);
      if (saved) say(t('Saved.'));
    }).then((ok) => { if (ok && saved) close(true); });
  };
  const label = (k: keyof Period) => windows().find(([w]) => w === k)?.[1] ?? t('Name');
  const meets = form.starts_on && form.ends_on ? others.filter((o) => o.id !== period?.id && o.starts_on <= form.ends_on && form.starts_on <= o.ends_on) : [];
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <h2>{period ? t('Change {name}', { name: period.name }) : t('New period')}</h2>
      <FormTrouble problem={problem} shown={['name', ...windows().map(([k]) => k)]} />
      {both.met && <Both met={both.met} words={label} text={(k) => (k === 'name' ? both.met!.theirs.name : day(String(both.met!.theirs[k])))} keep={() => save()} take={() => save(both.giveWay())} />}
      <Text label={t('Name')} hint={t('Such as 2027 Q1')} name="period-name" value={form.name} onInput={(v) => setForm({ ...form, name: v })} fault={problem?.of('name')} />
      <div class="row">{windows().map(([k, label, hint]) => (
        <Text key={k} label={label} hint={hint || undefined} name={k} type="date" value={form[k]} onInput={(v) => setForm({ ...form, [k]: v })} fault={problem?.of(k)} />))}</div>
      {meets.length > 0 && <p class="notice" role="status">{t('Its active days overlap with {names}. That is fine when you mean it.', { names: meets.map((o) => o.name).join(', ') })}</p>}
      <div class="acts"><button disabled={busy}>{t('Save')}</button><button type="button" class="quiet" onClick={() => close(false)}>{t('Not now')}</button></div>
    </form>
  );
}

function Line({ period: p, others, keep, edit }: { period: Period; others: Period[]; keep: boolean; edit: () => void }) {
  const meets = others.filter((o) => o.id !== p.id && o.starts_on <= p.ends_on && p.starts_on <= o.ends_on);
  return (
    <li><div class="goal-line"><b>{p.name}</b> <span class="mark">{where(p)}</span>
      <div class="meta"><span>{t('{from} to {until}', { from: day(p.starts_on), until: day(p.ends_on) })}</span><span>{t('drafting from {day}', { day: day(p.drafting_on) })}</span>
        <span>{t('looking back until {day}', { day: day(p.reviewing_until) })}</span>{meets.length > 0 && <span>{t('overlaps with {names}', { names: meets.map((o) => o.name).join(', ') })}</span>}
        <a href={`/goals?view=list&period=${p.id}`}>{t('Its goals')}</a>
        {keep && (p.framework_id === null ? <button type="button" class="plain" aria-label={t('Change {name}', { name: p.name })} onClick={edit}>{t('Change')}</button> : <span>{t('has ended and stays as it was')}</span>)}</div></div></li>
  );
}

export default function Page() {
  const list = useLoad(() => get<List<Period>>('/periods?limit=100'), []);
  const [editing, setEditing] = useState<Period | 'new' | null>(null);
  const keep = me.value!.roles.includes('people_operations');
  if (list.error) return <Trouble error={list.error} />;
  if (!list.value) return <Loading />;
  const periods = list.value.items;
  return (
    <>
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/framework">{t('Framework')}</a></nav>
      <div class="head"><h1>{t('Periods')}</h1>{keep && editing === null && <button type="button" onClick={() => setEditing('new')}>{t('New period')}</button>}</div>
      {editing && <Form key={editing === 'new' ? 0 : editing.id} period={editing === 'new' ? null : editing} others={periods} close={(saved) => { setEditing(null); if (saved) list.again(); }} />}
      {periods.length === 0 ? <Empty title={t('No period yet')}><p>{t('A period gives goals a common beginning and end. Goals can also have their own days.')}</p></Empty>
        : <><Timeline periods={periods.slice(0, 12)} /><ul class="list">{periods.map((p) => <Line key={p.id} period={p} others={periods} keep={keep} edit={() => setEditing(p)} />)}</ul></>}
    </>
  );
}
