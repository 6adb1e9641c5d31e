// Planning meetings, step by step: with whom, how often, when. The same page changes a series, from now on.
import { useState } from 'preact/hooks';
import { get, post, put } from '../api';
import { longDay } from '../format';
import { t } from '../lang';
import { go, me, say } from '../state';
import type { PersonPage, SeriesPage } from '../types';
import { howOften, oftenOf, oftenWords, ruleOf, titleOf, wallIn, zoneWords, type Often } from '../ui/meeting-words';
import { Both, useBoth } from '../ui/both';
import { Choice, Field, FormTrouble, Loading, Text, Trouble, useAct, useDraft, useLoad, useWords } from '../ui/parts';
import { FindTime } from '../ui/find-time';
import { Picker } from '../ui/picker';

interface Form { kind: 'pair' | 'team' | 'group'; people: { id: number; name: string }[]; team: string; title: string; often: Often; rrule: string | null; day: string; time: string; minutes: string; place: string; until: string; item: string }

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const tomorrow = () => {
  const at = new Date(Date.now() + 86400000);
  while ([0, 6].includes(at.getUTCDay())) at.setUTCDate(at.getUTCDate() + 1);
  return wallIn(me.value!.zone, at.toISOString()).slice(0, 10);
};
type Step = { form: Form; set: (change: Partial<Form>) => void; fault: (field: string) => string | undefined };

function WithWhom({ form, set, fault }: Step) {
  const teams = me.value!.teams;
  const kinds: [Form['kind'], string, string][] = [
    ['pair', t('One-to-one'), t('Two people. Only the two of you see it.')],
    ...(teams.length > 0 ? [['team', t('A team'), t('Whoever belongs to the team, today and later.')] as [Form['kind'], string, string]] : []),
    ['group', t('Some people'), t('Whom you choose. Only they see it.')],
  ];
  const mine = (id: number) => id === me.value!.id || form.people.some((p) => p.id === id);
  return (
    <fieldset class="panel">
      <legend>{t('With whom?')}</legend>
      <div class="kinds">{kinds.map(([kind, word, hint]) => (
        <label key={kind}><input type="radio" name="kind" checked={form.kind === kind} onChange={() => set({ kind, people: kind === 'pair' ? form.people.slice(0, 1) : form.people })} /> <span><b>{word}</b><br /><span class="hint">{hint}</span></span></label>))}
      </div>
      {form.kind === 'team' && <Choice label={t('Team')} name="team" value={form.team} onInput={(team) => set({ team })} fault={fault('team_id')} options={teams.map((x) => [String(x.team_id), x.name])} />}
      {form.kind !== 'team' && form.people.length > 0 && (
        <ul class="chips">{form.people.map((p) => <li key={p.id}>{p.name} <button type="button" class="plain" aria-label={t('Remove {name}', { name: p.name })} onClick={() => set({ people: form.people.filter((x) => x.id !== p.id) })}>×</button></li>)}</ul>
      )}
      {(form.kind === 'group' || (form.kind === 'pair' && form.people.length === 0)) && (
        <Picker kind="person" label={t('Find somebody')} name="with" fault={fault('person_ids')} onPick={(f) => { if (!mine(f.id)) set({ people: form.kind === 'pair' ? [{ id: f.id, name: f.title }] : [...form.people, { id: f.id, name: f.title }] }); }} />
      )}
      {form.kind !== 'pair' && <Text label={form.kind === 'team' ? t('What it is called, if it has a name') : t('What it is called')} name="title" value={form.title} onInput={(title) => set({ title })} fault={fault('title')} />}
    </fieldset>
  );
}

/** Whom a time is looked for. */
function whomOf(f: Form, series: number | null): { series_id: number } | { team_id: number } | { person_ids: number[] } | null {
  if (series) return { series_id: series };
  if (f.kind === 'team') return f.team ? { team_id: Number(f.team) } : null;
  return f.people.length ? { person_ids: f.people.map((p) => p.id) } : null;
}

function When({ form, set, fault, series = null, zone }: Step & { series?: number | null; zone: string }) {
  const whom = whomOf(form, series), minutes = Number(form.minutes);
  const take = (iso: string) => { const wall = wallIn(zone, iso); set({ day: wall.slice(0, 10), time: wall.slice(11) }); };
  const choices: Often[] = ['weekly', 'fortnightly', 'monthly', 'daily', 'once'];
  if (form.often === 'other') choices.push('other');
  return (
    <fieldset class="panel">
      <legend>{t('How often, and when?')}</legend>
      <Choice label={t('How often')} name="often" value={form.often} onInput={(often) => set({ often: often as Often })} fault={fault('rrule')} options={choices.map((o) => [o, oftenWords[o]])} />
      <div class="when">
        <Text label={form.often === 'once' ? t('Day') : t('First day')} name="day" type="date" required value={form.day} onInput={(day) => set({ day })} fault={fault('starts_on')} />
        <Text label={t('Time')} name="time" type="time" required value={form.time} onInput={(time) => set({ time })} fault={fault('starts_minute')} />
        <Field label={t('Minutes')} name="minutes" fault={fault('minutes')}>
          {(a) => <input {...a} type="number" min="5" max="1440" step="5" required value={form.minutes} onInput={(e) => set({ minutes: e.currentTarget.value })} />}
        </Field>
      </div>
      {whom && minutes >= 5 && <FindTime whom={whom} minutes={minutes} from={form.day || undefined} choose={take} />}
      {form.often !== 'once' && <Text label={t('Last day, if there is one')} name="until" type="date" value={form.until} onInput={(until) => set({ until })} fault={fault('until_on')} />}
      <Text label={t('Where: a room or a link')} name="place" value={form.place} onInput={(place) => set({ place })} fault={fault('place')} />
    </fieldset>
  );
}

function bodyOf(f: Form): Pick<SeriesPage, 'title' | 'place' | 'rrule' | 'starts_on' | 'starts_minute' | 'minutes' | 'until_on'> {
  return {
    title: f.kind === 'pair' ? null : f.title.trim() || null, place: f.place.trim() || null, rrule: f.often === 'other' ? f.rrule : ruleOf(f.often, f.day), starts_on: f.day, starts_minute: minuteOf(f.time),
    minutes: Number(f.minutes), until_on: f.often === 'once' ? null : f.until || null,
  };
}

const inForm = ['person_ids', 'team_id', 'title', 'rrule', 'starts_on', 'starts_minute', 'minutes', 'until_on', 'place'];

// ---- a new one ----

function Planning({ first }: { first: Form }) {
  const [form, set, clear] = useDraft<Form>(`meeting-form:${me.value!.id}:${first.people[0]?.id ?? 'new'}`, first);
  const { busy, problem, act } = useAct();
  const plan = async () => {
    let made: SeriesPage | null = null;
    const who = form.kind === 'team' ? { team_id: Number(form.team) } : { person_ids: form.people.map((p) => p.id) };
    const done = await act(async () => {
      made = await post<SeriesPage>('/meeting-series', { kind: form.kind, ...who, zone: me.value!.zone, ...bodyOf(form) });
      if (form.item.trim()) await post(`/meeting-series/${made.id}/agenda`, { text: form.item.trim() });
    });
    if (!done) return;
    clear();
    say(t('Planned. All who are in it find it under Meetings.'));
    go(made!.next_id ? `/meetings/${made!.next_id}` : '/meetings');
  };
  const fault = (field: string) => problem?.of(field);
  return (
    <form class="meeting-form stack" onSubmit={(e) => { e.preventDefault(); void plan(); }}>
      <h1>{t('Plan a meeting')}</h1>
      <FormTrouble problem={problem} shown={inForm} />
      <WithWhom form={form} set={set} fault={fault} />
      <When form={form} set={set} fault={fault} zone={me.value!.zone} />
      <fieldset class="panel"><legend>{t('What about?')}</legend><Text label={t('The first thing to talk about, if you know it')} name="item" value={form.item} onInput={(item) => set({ item })} /></fieldset>
      <p class="hint">{t('The time is that of {city}, also when the clocks change.', { city: zoneWords(me.value!.zone) })}</p>
      <div class="acts"><button disabled={busy}>{t('Plan it')}</button><a class="button quiet" href="/meetings">{t('Not now')}</a></div>
    </form>
  );
}

async function beginning(query: URLSearchParams): Promise<Form> {
  const teams = me.value!.teams, asked = query.get('team');
  const person = query.get('with') ? await get<PersonPage>(`/people/${Number(query.get('with'))}`) : null;
  return {
    kind: asked ? 'team' : 'pair', people: person ? [{ id: person.id, name: person.name }] : [], team: asked ?? String(teams[0]?.team_id ?? ''), title: '', often: 'weekly', rrule: null, day: tomorrow(), time: '10:00',
    minutes: '30', place: '', until: '', item: query.get('item') ?? '',
  };
}

// ---- one that is there ----

function Ending({ series }: { series: SeriesPage }) {
  const [reason, setReason, sent] = useWords(`end:${series.id}`);
  const { busy, problem, act } = useAct();
  const end = async () => { if (await act(() => put(`/meeting-series/${series.id}/end`, { reason }), t('These meetings have ended. What was said stays.'))) { sent(); go('/meetings'); } };
  return (
    <details class="panel">
      <summary>{t('End these meetings')}</summary>
      <form onSubmit={(e) => { e.preventDefault(); void end(); }}>
        <Text label={t('Why?')} hint={t('The others read it. Notes and what is open stay with those who were in it.')} name="end-reason" value={reason} onInput={setReason} fault={problem?.of('reason') ?? problem?.message} />
        <button class="quiet" disabled={busy}>{t('End them')}</button>
      </form>
    </details>
  );
}

const fieldWords: Partial<Record<keyof SeriesPage, string>> = {
  get title() { return t('What it is called'); },
  get place() { return t('Where: a room or a link'); },
  get rrule() { return t('How often'); },
  get starts_on() { return t('First day'); },
  get starts_minute() { return t('Time'); },
  get minutes() { return t('Minutes'); },
  get until_on() { return t('Last day, if there is one'); },
};
function fieldText(s: SeriesPage, field: keyof SeriesPage): string {
  switch (field) {
    case 'rrule': return oftenWords[oftenOf(s.rrule)];
    case 'starts_minute': return clock(s.starts_minute);
    case 'starts_on': return longDay(s.starts_on);
    case 'until_on': return s.until_on ? longDay(s.until_on) : '';
    default: return String(s[field] ?? '');
  }
}

function Changing({ series }: { series: SeriesPage }) {
  const other = series.people.find((p) => p.id !== me.value!.id);
  const name = titleOf({ kind: series.kind, title: series.title, team_name: me.value!.teams.find((x) => x.team_id === series.team_id)?.name ?? null, person_name: other?.name ?? null });
  const next = series.starts_on < wallIn(me.value!.zone, new Date().toISOString()).slice(0, 10) ? null : series.starts_on;
  const first: Form = {
    kind: series.kind, people: [], team: '', title: series.title ?? '', often: oftenOf(series.rrule), rrule: series.rrule, day: next ?? '', time: clock(series.starts_minute), minutes: String(series.minutes),
    place: series.place ?? '', until: series.until_on ?? '', item: '',
  };
  const [form, setForm] = useState(first);
  const set = (change: Partial<Form>) => setForm((f) => ({ ...f, ...change }));
  const { busy, problem, act } = useAct();
  const both = useBoth<SeriesPage>(`/meeting-series/${series.id}`, series);
  const save = async (theirs: Partial<SeriesPage> = {}) => {
    const { starts_on, rrule, ...rest } = bodyOf(form);
    const day = form.day && form.day !== series.starts_on, rule = day || form.often !== first.often;
    const body = { ...rest, ...(day ? { starts_on } : {}), ...(rule ? { rrule: form.day ? rrule : ruleOf(form.often, series.starts_on) } : {}) };
    let saved = false;
    if (await act(async () => { saved = await both.save({ ...body, ...theirs }); }) && saved) {
      say(t('Changed, from now on.'));
      go(series.next_id ? `/meetings/${series.next_id}` : '/meetings');
    }
  };
  const fault = (field: string) => problem?.of(field);
  return (
    <>
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/meetings">{t('Meetings')}</a></nav>
      <form class="meeting-form stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <h1>{name}</h1>
        <p class="lead">{howOften(series)}</p>
        {series.ended_at && <p class="notice">{t('These meetings have ended. {reason}', { reason: series.end_reason ?? '' })}</p>}
        <FormTrouble problem={problem} shown={inForm} />
        {both.met && <Both met={both.met} words={(k) => fieldWords[k] ?? k} text={(k) => fieldText(both.met!.theirs, k)} keep={() => void save()} take={() => void save(both.giveWay())} />}
        {series.kind !== 'pair' && <Text label={t('What it is called')} name="title" value={form.title} onInput={(title) => set({ title })} fault={fault('title')} />}
        <p class="hint">{t('A change holds from now on. What was written for meetings to come goes with them. The time is that of {city}.', { city: zoneWords(series.zone) })}</p>
        <When form={form} set={set} fault={fault} series={series.id} zone={series.zone} />
        {!series.ended_at && <div class="acts"><button disabled={busy}>{t('Save')}</button><a class="button quiet" href={series.next_id ? `/meetings/${series.next_id}` : '/meetings'}>{t('Not now')}</a></div>}
      </form>
      {!series.ended_at && <div class="meeting-form stack"><Ending series={series} /></div>}
    </>
  );
}

export default function Page({ id, query }: { id: number; query: URLSearchParams }) {
  const { value, error } = useLoad<{ series?: SeriesPage; first?: Form }>(async () => (id ? { series: await get<SeriesPage>(`/meeting-series/${id}`) } : { first: await beginning(query) }), [id]);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  return value.series ? <Changing key={value.series.version} series={value.series} /> : <Planning first={value.first!} />;
}
