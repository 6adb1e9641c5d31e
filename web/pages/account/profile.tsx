// What others see of me, and when and in which language I work.
import { useState } from 'preact/hooks';
import { clock, minutes } from '../../format';
import { t } from '../../lang';
import { loadMe, say } from '../../state';
import type { Me } from '../../types';
import { Both, useBoth } from '../../ui/both';
import { Chips } from '../../ui/chips';
import { Choice, Field, FormTrouble, Text, useAct, useDraft } from '../../ui/parts';
import { weekdays } from '../../words';

const zones = (): string[] => { try { return Intl.supportedValuesOf('timeZone'); } catch { return []; } };
const device = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const toMinutes = (time: string) => { const [h, m] = time.split(':').map(Number); return (h ?? 0) * 60 + (m ?? 0); };
const fold = (text: string) => text.normalize('NFD').replace(/[\p{M}_ /-]/gu, '').toLowerCase();

/** 'berlin' and 'new york' mean a zone, when they mean one alone. */
function zoneOf(typed: string): string {
  const all = zones(), wanted = fold(typed);
  if (!wanted || all.includes(typed)) return typed;
  const ends = all.filter((z) => fold(z).endsWith(wanted)), has = all.filter((z) => fold(z).includes(wanted));
  return ends.length === 1 ? ends[0]! : has.length === 1 ? has[0]! : typed;
}

const spoken = ['en', 'en-GB', 'en-US', 'de', 'de-AT', 'de-CH'];
/** A language's name in itself: a reader who is lost finds it. */
function languageName(code: string): string {
  try { return new Intl.DisplayNames([code], { type: 'language', languageDisplay: 'standard' }).of(code) ?? code; } catch { return code; }
}

interface Form { name: string; zone: string; language: string; work_days: string; work_from: string; work_until: string; work_with_me: string; skills: string[] }

function formOf(m: Me): Form {
  return { name: m.name, zone: m.zone, language: m.language ?? '', work_days: m.work_days, work_from: minutes(m.work_from), work_until: minutes(m.work_until), work_with_me: m.work_with_me ?? '', skills: m.skills };
}

/** What the form changes, as the API has it. */
type Kept = Pick<Me, 'version' | 'name' | 'zone' | 'language' | 'work_days' | 'work_from' | 'work_until' | 'work_with_me' | 'skills'>;
const keptOf = ({ version, name, zone, language, work_days, work_from, work_until, work_with_me, skills }: Me): Kept => ({ version, name, zone, language, work_days, work_from, work_until, work_with_me, skills });

const partWords = (k: keyof Kept): string => ({
  version: '', name: t('Name'), zone: t('Time zone'), language: t('Language'), work_days: t('Working days'), work_from: t('From'), work_until: t('Until'), work_with_me: t('How to work with me'), skills: t('What I can help with'),
})[k];
function partText(k: keyof Kept, of: Kept): string {
  if (k === 'skills') return of.skills.join(', ');
  if (k === 'work_from' || k === 'work_until') return minutes(of[k]);
  if (k === 'work_days') return [...of.work_days].map((d) => weekdays()[Number(d) - 1]).join(', ');
  return k === 'language' ? (of.language ? languageName(of.language) : t('As my browser')) : String(of[k] ?? '');
}

type Part = { form: Form; set: (change: Partial<Form>) => void; fault: (field: string) => string | undefined };

function Zone({ form, set, fault }: Part) {
  const known = zones().includes(form.zone), here = device();
  return (
    <div class="field-group">
      <Field label={t('Time zone')} hint={t('Type a city, such as Lisbon')} name="zone" fault={fault('zone')}>
        {(a) => <input {...a} type="text" list="zones" autocomplete="off" value={form.zone} onInput={(e) => set({ zone: e.currentTarget.value })} onChange={(e) => set({ zone: zoneOf(e.currentTarget.value) })} />}
      </Field>
      <datalist id="zones">{zones().map((z) => <option key={z} value={z} />)}</datalist>
      <p class="hint" aria-live="polite">
        {known && t('{time} there', { time: clock(form.zone) })}
        {form.zone !== here && <> <button type="button" class="plain" onClick={() => set({ zone: here })}>{t('Take the zone of this device: {zone}', { zone: here.replaceAll('_', ' ') })}</button></>}
      </p>
    </div>
  );
}

function Language({ form, set, fault }: Part) {
  const codes = spoken.includes(form.language) || !form.language ? spoken : [...spoken, form.language]; // one that was set elsewhere stays
  return (
    <Choice label={t('Language')} hint={t('Words, dates and numbers')} name="language" value={form.language} onInput={(v) => set({ language: v })} fault={fault('language')}
      options={[['', t('As my browser')], ...codes.map((c): [string, string] => [c, languageName(c)])]} />
  );
}

function Hours({ form, set, fault }: Part) {
  const days = (d: string, on: boolean) => [...'1234567'].filter((x) => (x === d ? on : form.work_days.includes(x))).join('');
  return (
    <>
      <fieldset class="choices across">
        <legend>{t('Working days')}</legend>
        {weekdays().map((word, i) => {
          const d = String(i + 1);
          return <label key={d}><input type="checkbox" checked={form.work_days.includes(d)} onChange={(e) => set({ work_days: days(d, e.currentTarget.checked) })} /> {word}</label>;
        })}
        {fault('work_days') && <p class="fault">{fault('work_days')}</p>}
      </fieldset>
      <div class="row">
        <Text label={t('From')} name="work_from" type="time" value={form.work_from} onInput={(v) => set({ work_from: v })} fault={fault('work_from')} />
        <Text label={t('Until')} name="work_until" type="time" value={form.work_until} onInput={(v) => set({ work_until: v })} fault={fault('work_until')} />
      </div>
      <p class="hint">{t('Reminders and check-ins keep to these hours, and others see them beside their own. They are a help, not a time sheet.')}</p>
    </>
  );
}

export function Profile({ m }: { m: Me }) {
  const [{ began, ...form }, set, clear, kept] = useDraft<Form & { began: Kept }>(`profile-${m.id}`, { ...formOf(m), began: keptOf(m) });
  const [thrown, setThrown] = useState(false);
  const { busy, problem, act } = useAct();
  const part: Part = { form, set, fault: (field) => problem?.of(field) };
  const both = useBoth<Kept>(`/people/${m.id}`, began, '/me');
  const save = (theirs: Partial<Kept> = {}) => act(async () => {
    const saved = await both.save({
      ...form, zone: zoneOf(form.zone), language: form.language || null, work_from: toMinutes(form.work_from), work_until: toMinutes(form.work_until), work_with_me: form.work_with_me || null, ...theirs,
    });
    if (!saved) return;
    clear();
    await loadMe();
    say(t('Saved.'));
  });
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <h2>{t('Profile')}</h2>
      {kept && !thrown && <p class="notice">{t('What you had changed and not saved yet is still here.')} <button type="button" class="plain" onClick={() => { clear(); setThrown(true); }}>{t('Throw it away')}</button></p>}
      <FormTrouble problem={problem} shown={Object.keys(form)} />
      {both.met && <Both met={both.met} words={partWords} text={(k) => partText(k, both.met!.theirs)} keep={() => void save()} take={() => void save(both.giveWay())} />}
      <Text label={t('Name')} name="name" value={form.name} onInput={(v) => set({ name: v })} fault={problem?.of('name')} autocomplete="name" />
      <Text label={t('How to work with me')} hint={t('When you think best, how you like to be asked, what helps you')} name="work_with_me" rows={4} value={form.work_with_me} onInput={(v) => set({ work_with_me: v })} fault={problem?.of('work_with_me')} />
      <Chips label={t('What I can help with')} hint={t('One at a time, with Enter')} name="skills" value={form.skills} onChange={(skills) => set({ skills })} fault={problem?.of('skills')} />
      <div class="row even"><Zone {...part} /><Language {...part} /></div>
      <Hours {...part} />
      <button disabled={busy}>{t('Save')}</button>
    </form>
  );
}
