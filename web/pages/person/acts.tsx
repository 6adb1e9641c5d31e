// What people operations do for a person: invite, move, give a role, note that they leave or come back.
import { useState } from 'preact/hooks';
import { get, post, put, remove } from '../../api';
import { today } from '../../format';
import { t } from '../../lang';
import { me } from '../../state';
import type { PersonPage } from '../../types';
import { FormTrouble, Text, useAct, useLoad } from '../../ui/parts';
import { Picker } from '../../ui/picker';

type Act = ReturnType<typeof useAct>;

function Invite({ person, act: { busy, act } }: { person: PersonPage; act: Act }) {
  const [link, setLink] = useState<string | null>(null);
  const invite = () => act(async () => { setLink((await post<{ link: string }>(`/people/${person.id}/invitation`)).link); }, t('The link is below.'));
  return (
    <>
      <div class="acts"><button type="button" class="quiet" disabled={busy} onClick={invite}>{t('Make an invitation link')}</button></div>
      {link && <p class="secret"><code>{link}</code><span class="hint">{t('Good for 14 days and one use. Give it to {name} only.', { name: person.name })}</span></p>}
    </>
  );
}

function Move({ person, act: { busy, problem, act }, then }: { person: PersonPage; act: Act; then: (ok: boolean) => void }) {
  const holds = person.roles.includes('people_operations');
  const manager = (id: number | null, thanks: string) => act(() => put(`/people/${person.id}/manager`, { manager_id: id }), thanks).then(then);
  const roles = () => act(() => put(`/people/${person.id}/roles`, { people_operations: !holds, operator: person.roles.includes('operator') }), t('Changed.')).then(then);
  return (
    <>
      <Picker kind="person" label={t('Line manager: {name}', { name: person.manager?.name ?? t('nobody') })} name="manager" fault={problem?.of('manager_id')} onPick={(p) => manager(p.id, t('Moved.'))} />
      {person.manager && <button type="button" class="plain" onClick={() => manager(null, t('No line manager now.'))}>{t('No line manager')}</button>}
      <p class="acts"><button type="button" class="quiet" disabled={busy} onClick={roles}>{holds ? t('Take from people operations') : t('Add to people operations')}</button></p>
    </>
  );
}

function Leave({ person, act: { busy, problem, act }, then }: { person: PersonPage; act: Act; then: (ok: boolean) => void }) {
  const [last, setLast] = useState(today), [to, setTo] = useState<{ id: number; title: string } | null>(null);
  const { value } = useLoad(() => get<{ goals: number; reports: number; teams: number }>(`/people/${person.id}/handover`), [person.version]);
  const { name } = person, heir = to?.title ?? person.manager?.name;
  const leave = () => act(() => put(`/people/${person.id}/departure`, { left_on: last || null, hand_over_to: to?.id ?? null }), t('{name} has left. What they did stays.', { name })).then(then);
  return (
    <form onSubmit={(e) => { e.preventDefault(); void leave(); }}>
      <h3>{t('{name} leaves', { name })}</h3>
      {value && (
        <ul class="hint">
          <li>{heir ? t('{n, plural, one {# open goal goes} other {# open goals go}} to {name}', { n: value.goals, name: heir }) : t('{n, plural, one {# open goal goes} other {# open goals go}} to whom you name', { n: value.goals })}</li>
          <li>{t('{n, plural, one {# person gets} other {# people get}} another line manager', { n: value.reports })}</li>
          <li>{t('{n, plural, one {# team loses a member} other {# teams lose a member}}', { n: value.teams })}</li>
          <li>{t('Sessions and tokens end')}</li>
        </ul>
      )}
      <div class="row">
        <Text label={t('Last day')} name="left_on" type="date" value={last} onInput={setLast} fault={problem?.of('left_on')} />
        <Picker kind="person" label={to ? t('Goals go to {name}', { name: to.title }) : t('Goals go to (the line manager unless you say)')} name="hand_over_to" fault={problem?.of('hand_over_to')} onPick={setTo} />
      </div>
      <button class="quiet" disabled={busy}>{t('Note the leaving')}</button>
    </form>
  );
}

export function Acts({ person, again }: { person: PersonPage; again: () => void }) {
  const act = useAct();
  const then = (ok: boolean) => { if (ok) again(); };
  return (
    <details class="panel">
      <summary>{t('People operations')}</summary>
      <FormTrouble problem={act.problem} shown={['left_on', 'hand_over_to', 'manager_id']} />
      {!person.left_on && <p><a class="button quiet" href={`/people/${person.id}/changeover`}>{t('Moves or leaves: hand over in one act')}</a></p>}
      {person.can.includes('invite') && <Invite person={person} act={act} />}
      {person.can.includes('move') && <Move person={person} act={act} then={then} />}
      {person.can.includes('depart') && person.id !== me.value!.id && <Leave person={person} act={act} then={then} />}
      {person.left_on && <button type="button" class="quiet" onClick={() => act.act(() => remove(`/people/${person.id}/departure`), t('Welcome back.')).then(then)}>{t('Comes back')}</button>}
    </details>
  );
}
