// Somebody joins: who they are, who supports them, their teams, and a link with which they come in.
import { useState } from 'preact/hooks';
import { post } from '../api';
import { t } from '../lang';
import { did, me } from '../state';
import type { Find, Invitation, Person } from '../types';
import { Empty, FormTrouble, Text, useAct } from '../ui/parts';
import { Picker } from '../ui/picker';

const blank = { name: '', email: '', title: '', department: '', hired_on: '' };

function Done({ person, link, again }: { person: Person; link: string; again: () => void }) {
  return (
    <section class="panel" role="status"><h2>{t('{name} is here', { name: person.name })}</h2>
      <p>{t('This link brings them in. It is shown this once, good for 14 days and one use.')}</p>
      <p class="secret"><code>{link}</code></p>
      <p class="hint">{t('Nobody else is told; please greet them, and tell their line manager and team.')}</p>
      <div class="acts"><a class="button" href={`/people/${person.id}`}>{t('To their page')}</a><button type="button" class="quiet" onClick={again}>{t('Somebody else joins')}</button></div>
    </section>
  );
}

export default function Page() {
  const [form, setForm] = useState(blank), [manager, setManager] = useState<Find | null>(null), [teams, setTeams] = useState<Find[]>([]);
  const [person, setPerson] = useState<Person | null>(null), [link, setLink] = useState('');
  const { busy, problem, act } = useAct();
  const text = (k: keyof typeof blank, label: string, more: object = {}) => (
    <Text label={label} name={k} value={form[k]} onInput={(v) => setForm({ ...form, [k]: v })} fault={problem?.of(k)} {...more} />);
  if (!me.value!.roles.includes('people_operations')) return <Empty title={t('People operations do that.')}><p>{t('Please tell them what changes.')}</p></Empty>;
  // The person first; when something after that fails, sending again goes on from there.
  const send = () => act(async () => {
    const joined = person ?? await post<Person>('/people', { ...Object.fromEntries(Object.entries(form).map(([k, v]) => [k, v || null])), manager_id: manager?.id ?? null });
    setPerson(joined);
    if (teams.length > 0) await post(`/people/${joined.id}/changeover`, { kind: 'moves', joins: teams.map((x) => x.id) });
    setLink((await post<Invitation>(`/people/${joined.id}/invitation`)).link!);
    did();
  });
  const again = () => { setForm(blank); setManager(null); setTeams([]); setPerson(null); setLink(''); };
  return (
    <>
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/care">{t('Care')}</a></nav>
      <h1>{t('Somebody joins')}</h1>
      {person && link ? <Done person={person} link={link} again={again} /> : (
        <form class="panel stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <FormTrouble problem={problem} shown={[...Object.keys(blank), 'manager_id']} />
          <div class="row">{text('name', t('Name'))}{text('email', t('E-mail'), { type: 'email' })}</div>
          <div class="row">{text('title', t('Title'))}{text('department', t('Department'))}{text('hired_on', t('First day'), { type: 'date' })}</div>
          {manager ? <div class="field"><span class="label">{t('Line manager')}</span><p class="picked"><b>{manager.title}</b> <button type="button" class="plain" onClick={() => setManager(null)}>{t('Somebody else')}</button></p></div>
            : <Picker kind="person" label={t('Line manager')} hint={t('Nobody named: none')} name="manager_id" fault={problem?.of('manager_id')} onPick={setManager} />}
          <Picker kind="team" label={t('Joins a team')} name="joins" onPick={(f) => setTeams([...teams.filter((x) => x.id !== f.id), f])} />
          {teams.length > 0 && <ul class="chips">{teams.map((x) => <li key={x.id}>{x.title} <button type="button" class="plain" aria-label={t('Not {team}', { team: x.title })} onClick={() => setTeams(teams.filter((y) => y.id !== x.id))}>×</button></li>)}</ul>}
          <div class="acts"><button disabled={busy}>{busy ? t('One moment …') : t('Add them and make their link')}</button><a class="button quiet" href="/care">{t('Not now')}</a></div>
        </form>)}
    </>
  );
}
