// For what one asks whom, how and when: lines of contact points, and the form in which one is written.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, remove } from '../api';
import { clock, day } from '../format';
import { t, tx } from '../lang';
import { did, me, say } from '../state';
import type { Contact, Named, PersonPage } from '../types';
import { mediumWords } from '../words';
import { Both, useBoth } from './both';
import { Choice, FormTrouble, Text, useAct } from './parts';
import { Picker } from './picker';
import { href } from './reach';

// ---- a line ----

/** Who answers today, when it is not the person; or that nobody does. */
function Instead({ c }: { c: Contact }) {
  const link = (inner: preact.ComponentChildren) => <a href={`/people/${c.ask_id}`}>{inner}</a>;
  if (c.ask_id === null) return <span class="mark alone">{t('{name} has left; somebody else is to be named', { name: c.person_name })}</span>;
  if (c.ask_id === c.person_id) {
    return c.away_until ? <span class="hint">{t('{name} is away until {day}, and nobody is named who stands in.', { name: c.person_name, day: day(c.away_until) })}</span>
      : c.loose_at ? <span class="mark alone">{t('Who stood in has left; somebody else is to be named')}</span> : null;
  }
  const words = { name: c.person_name, other: c.ask_name!, email: c.ask_email!, day: day(c.away_until) };
  const how = { a: link, mail: (inner: preact.ComponentChildren) => <a href={`mailto:${c.ask_email}`}>{inner}</a> };
  return <span class="instead">{c.left ? tx('{name} has left. Ask <a>{other}</a>: <mail>{email}</mail>', words, how) : tx('{name} is away until {day}. Ask <a>{other}</a>: <mail>{email}</mail>', words, how)}</span>;
}

/** `on`: the page where it stands, which need not name itself. */
export function ContactLine({ c, on, may }: { c: Contact; on: 'person' | 'team' | 'care'; may?: { edit: boolean; keep: boolean } }) {
  const [editing, setEditing] = useState(false), { busy, act } = useAct();
  const at = useRef<HTMLLIElement>(null);
  useEffect(() => { if (location.hash === `#contact-${c.id}`) at.current?.focus(); }, []);
  const to = href(c.medium, c.address);
  const drop = () => act(async () => {
    await remove(`/contact-points/${c.id}`);
    say(t('Removed.'), { undo: () => post(c.team_id ? `/teams/${c.team_id}/contact-points` : `/people/${c.person_id}/contact-points`, bodyOf(formOf(c), !!c.team_id)) });
    did();
  });
  return (
    <li ref={at} id={`contact-${c.id}`} tabIndex={-1}>
      <b>{c.topic}</b>
      {on !== 'team' && c.team_id && <span class="hint">{tx('for the team <a>{team}</a>', { team: c.team_name! }, { a: (inner) => <a href={`/teams/${c.team_id}`}>{inner}</a> })}</span>}
      {on !== 'person' && <span><a href={`/people/${c.person_id}`}>{c.person_name}</a></span>}
      {!c.left && <span>{mediumWords[c.medium]}: {to ? <a href={to} target="_blank" rel="noreferrer">{c.address}</a> : c.address}</span>}
      {c.hours && <span class="hint">{c.hours}</span>}
      {on !== 'person' && c.ask_zone && c.ask_zone !== me.value!.zone && <span class="hint">{t('There it is {time}', { time: clock(c.ask_zone) })}</span>}
      {c.stand_in_id && c.ask_id === c.person_id && !c.loose_at && <span class="hint">{tx('<a>{other}</a> stands in', { other: c.stand_in_name! }, { a: (inner) => <a href={`/people/${c.stand_in_id}`}>{inner}</a> })}</span>}
      <Instead c={c} />
      {may?.edit && !editing && (
        <p class="row-acts">
          <button type="button" class="plain" aria-label={t('Change {name}', { name: c.topic })} onClick={() => setEditing(true)}>{t('Change')}</button>
          {may.keep && <button type="button" class="plain" disabled={busy} aria-label={t('Remove {name}', { name: c.topic })} onClick={drop}>{t('Remove')}</button>}
        </p>
      )}
      {editing && <ContactForm from={c} names={may!.keep} onDone={() => setEditing(false)} />}
    </li>
  );
}

// ---- the form ----

interface Form { topic: string; medium: Contact['medium']; address: string; hours: string; person: Named | null; standIn: Named | null }
const blank: Form = { topic: '', medium: 'email', address: '', hours: '', person: null, standIn: null };
const formOf = (c: Contact): Form => ({
  topic: c.topic, medium: c.medium, address: c.address, hours: c.hours ?? '',
  person: c.left ? null : { id: c.person_id, name: c.person_name }, standIn: c.stand_in_id ? { id: c.stand_in_id, name: c.stand_in_name! } : null,
});
const bodyOf = (f: Form, ofTeam: boolean) => ({
  topic: f.topic, medium: f.medium, address: f.address, hours: f.hours || null, stand_in_id: f.standIn?.id ?? null, ...(ofTeam && f.person ? { person_id: f.person.id } : {}),
});

const fieldWords: Partial<Record<keyof Contact, () => string>> = {
  topic: () => t('For what'), medium: () => t('How'), address: () => t('Where'), hours: () => t('When'), person_id: () => t('Whom one asks'), stand_in_id: () => t('Who stands in?'),
};

/** Somebody who was chosen, or the search for them. */
function Who({ label, said, hint, name, who, fault, onPick }: { label: string; said: (name: string) => string; hint?: string; name: string; who: Named | null; fault?: string; onPick: (who: Named | null) => void }) {
  if (!who) return <Picker kind="person" label={label} hint={hint} name={name} fault={fault} onPick={(f) => onPick({ id: f.id, name: f.title })} />;
  return <p class="picked">{said(who.name)} <button type="button" class="plain" onClick={() => onPick(null)}>{t('Somebody else')}</button></p>;
}

/** One that is there (`from`), or a new one below `path`: of a team, or one's own. `names`: may say who and for what. */
export function ContactForm({ from, path = '', names = true, ofTeam = !!from?.team_id, onDone }: { from?: Contact; path?: string; names?: boolean; ofTeam?: boolean; onDone: () => void }) {
  const [form, setForm] = useState<Form>(from ? formOf(from) : blank);
  const { busy, problem, act } = useAct();
  const set = (change: Partial<Form>) => setForm((f) => ({ ...f, ...change }));
  const both = useBoth<Contact>(`/contact-points/${from?.id}`, from ?? ({ version: 0 } as Contact));
  const key = from ? `contact-${from.id}` : 'contact';
  // How they are reached is known already: they can say it otherwise.
  const choose = (person: Named | null) => {
    set({ person });
    if (!person) return;
    void get<PersonPage>(`/people/${person.id}`).then((p) => {
      const way = p.contact_points[0];
      set({ medium: way?.medium ?? 'email', address: way?.address ?? p.email, hours: way?.hours ?? '' });
    }, () => undefined);
  };
  const save = (theirs: Partial<Contact> = {}) => {
    let saved = true;
    void act(async () => {
      const body = bodyOf(form, ofTeam);
      if (from) saved = await both.save({ ...body, ...theirs });
      else await post(path, body);
      if (!saved) return;
      say(t('Saved.'));
      did();
    }).then((ok) => { if (ok && saved) { if (!from) setForm(blank); onDone(); } });
  };
  return (
    <form class="contact-form" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <FormTrouble problem={problem} shown={['topic', 'medium', 'address', 'hours', 'person_id', 'stand_in_id']} />
      {both.met && <Both met={both.met} words={(k) => fieldWords[k]?.() ?? k} text={(k) => (k === 'person_id' ? both.met!.theirs.person_name : k === 'stand_in_id' ? both.met!.theirs.stand_in_name ?? '' : String(both.met!.theirs[k] ?? ''))} keep={() => save()} take={() => save(both.giveWay())} />}
      {names && <Text label={t('For what')} name={`${key}-topic`} value={form.topic} onInput={(v) => set({ topic: v })} fault={problem?.of('topic')} />}
      {ofTeam && names && <Who label={t('Whom one asks')} said={(name) => t('{name} is asked', { name })} name={`${key}-person`} who={form.person} fault={problem?.of('person_id')} onPick={choose} />}
      <div class="row">
        <Choice label={t('How')} name={`${key}-medium`} value={form.medium} onInput={(v) => set({ medium: v as Contact['medium'] })} options={Object.entries(mediumWords)} />
        <Text label={t('Where')} name={`${key}-address`} value={form.address} onInput={(v) => set({ address: v })} fault={problem?.of('address')} />
        <Text label={t('When')} name={`${key}-hours`} value={form.hours} onInput={(v) => set({ hours: v })} fault={problem?.of('hours')} />
      </div>
      <Who label={t('Who stands in?')} said={(name) => t('{name} stands in', { name })} hint={t('May stay open')} name={`${key}-stand-in`} who={form.standIn} fault={problem?.of('stand_in_id')} onPick={(standIn) => set({ standIn })} />
      <div class="acts"><button class={from ? '' : 'quiet'} disabled={busy}>{from ? t('Save') : t('Add')}</button>{from && <button type="button" class="quiet" onClick={onDone}>{t('Not now')}</button>}</div>
    </form>
  );
}
