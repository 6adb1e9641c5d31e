// Somebody joins, as one act: who they are, who supports them, their teams, how to reach them, and a link with which they come in. The
// server says first what will happen; then all of it is done, or nothing.
import { useState } from 'preact/hooks';
import { post, put } from '../api';
import { today } from '../format';
import { t } from '../lang';
import { did, go, me } from '../state';
import type { Changeover } from '../types';
import { Empty, FormTrouble, Loading, Text, Trouble, useAct, useLoad } from '../ui/parts';
import { Joins, Who, type Somebody } from './changeover/choosing';
import { blankContact, contactFaults, NewContacts, written, type NewContact } from './changeover/contacts';
import { Happens } from './changeover/happens';
import { knownPlan, type Known } from './changeover/planned';

const beginning = (plan?: Changeover) => ({ name: plan?.name ?? '', email: plan?.email ?? '', title: plan?.title ?? '', department: plan?.department ?? '', day: plan?.day ?? today() });
type Form = ReturnType<typeof beginning>;

function Done({ done, again }: { done: Changeover; again: () => void }) {
  const name = done.name ?? '';
  return (
    <section class="panel" role="status"><h2>{t('{name} is here', { name })}</h2>
      <p>{t('This link brings them in. It is shown this once, good for 14 days and one use.')}</p>
      <p class="secret"><code>{done.link}</code></p>
      <p class="hint">{t('Their line manager is told in the application. Please greet them, and tell their team.')}</p>
      <div class="acts"><a class="button" href={`/people/${done.person_id}`}>{t('To their page')}</a><button type="button" class="quiet" onClick={again}>{t('Somebody else joins')}</button></div>
    </section>
  );
}

function JoinForm({ known, onDone }: { known: Known | null; onDone: (done: Changeover) => void }) {
  const plan = known?.plan;
  const [form, setForm] = useState<Form>(() => beginning(plan)), [manager, setManager] = useState<Somebody | null>(known?.person(plan!.manager_id) ?? null), [teams, setTeams] = useState<Somebody[]>((plan?.joins ?? []).map((id) => known!.team(id)));
  const [contacts, setContacts] = useState(plan ? plan.contact_points.map((c) => ({ ...c, hours: c.hours ?? '' } as NewContact)) : [blankContact]), [will, setWill] = useState<Changeover | null>(null);
  const { busy, problem, act } = useAct();
  const changed = <A,>(set: (a: A) => void) => (a: A) => { set(a); setWill(null); };
  const later = form.day > today();
  const text = (k: keyof Form, label: string, more: object = {}) => (
    <Text label={label} name={k} value={form[k]} onInput={(v) => changed(setForm)({ ...form, [k]: v })} fault={problem?.of(k)} {...more} />);
  const send = (dry_run: boolean) => act(async () => {
    const body = {
      kind: 'joins', dry_run, invite: true, ...Object.fromEntries(Object.entries(form).map(([k, v]) => [k, v || null])),
      manager_id: manager?.id ?? null, joins: teams.map((x) => x.id), contact_points: written(contacts),
    };
    const reply = plan ? await put<Changeover>(`/changeovers/${plan.id}`, body, plan.version!) : await post<Changeover>('/changeovers', body);
    if (dry_run) { setWill(reply); return; }
    did();
    if (later) go('/care'); else onDone(reply);
  }, dry_run || !later ? undefined : t('It is planned.'));
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); void send(!will); }}>
      <FormTrouble problem={problem} shown={[...Object.keys(form), 'manager_id', 'joins', ...contactFaults(contacts)]} />
      <section class="panel"><h2>{t('Who they are')}</h2>
        <div class="row">{text('name', t('Name'))}{text('email', t('E-mail'), { type: 'email' })}</div>
        <div class="row">{text('title', t('Title'))}{text('department', t('Department'))}{text('day', t('First day'), { type: 'date' })}</div>
      </section>
      <section class="panel"><h2>{t('With whom')}</h2>
        <Who name="manager_id" label={t('Line manager')} hint={t('Nobody named: none')} value={manager} onPick={changed(setManager)} onClear={() => changed(setManager)(null)} fault={problem?.of('manager_id')} />
        <Joins teams={teams} onChange={changed(setTeams)} fault={problem?.of('joins')} />
      </section>
      <section class="panel"><h2>{t('How to reach them')}</h2>
        <p class="hint">{t('So that nobody has to guess on the first day. What you leave empty, they can say themselves.')}</p>
        <NewContacts contacts={contacts} onChange={changed(setContacts)} problem={problem} />
      </section>
      {will && <section class="panel" role="status" aria-labelledby="will-title"><h2 id="will-title">{t('What will happen')}</h2><Happens will={will} name={form.name} /><p>{later ? t('On that day they stand under Invitations, where you make the link with which they come in.') : t('You get a link with which they come in.')}</p></section>}
      <div class="acts"><button disabled={busy}>{busy ? t('One moment …') : will ? later ? t('Plan it') : t('Add them and make their link') : t('See what will happen')}</button><a class="button quiet" href="/care">{t('Not now')}</a></div>
    </form>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const plan = query.get('plan');
  const [done, setDone] = useState<Changeover | null>(null);
  const { value: known, error } = useLoad(async () => ({ plan: plan ? await knownPlan(plan) : null }), [plan]);
  if (!me.value!.roles.includes('people_operations')) return <Empty whole title={t('People operations do that.')}><p>{t('Please tell them what changes.')}</p></Empty>;
  if (error) return <Trouble error={error} />;
  if (!known) return <Loading />;
  return (
    <>
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/care">{t('Care')}</a></nav>
      <h1>{t('Somebody joins')}</h1>
      {done ? <Done done={done} again={() => setDone(null)} /> : <JoinForm key={plan} known={known.plan} onDone={setDone} />}
    </>
  );
}
