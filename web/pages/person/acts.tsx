// What people operations do for a person: the ways to a move or a leaving, what is planned, inviting, a role, coming back.
import { useState } from 'preact/hooks';
import { post, put, remove } from '../../api';
import { t } from '../../lang';
import type { PersonPage } from '../../types';
import { FormTrouble, useAct } from '../../ui/parts';
import { Planned } from '../changeover/planned';

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

function Roles({ person, act: { busy, act }, then }: { person: PersonPage; act: Act; then: (ok: boolean) => void }) {
  const holds = person.roles.includes('people_operations');
  const roles = () => act(() => put(`/people/${person.id}/roles`, { people_operations: !holds, operator: person.roles.includes('operator') }), t('Changed.')).then(then);
  return <p class="acts"><button type="button" class="quiet" disabled={busy} onClick={roles}>{holds ? t('Take from people operations') : t('Add to people operations')}</button></p>;
}

export function Acts({ person, again }: { person: PersonPage; again: () => void }) {
  const act = useAct();
  const then = (ok: boolean) => { if (ok) again(); };
  return (
    <details class="panel">
      <summary>{t('People operations')}</summary>
      <FormTrouble problem={act.problem} />
      {!person.left_on && <p class="acts"><a class="button quiet" href={`/people/${person.id}/changeover`}>{t('Moves')}</a><a class="button quiet" href={`/people/${person.id}/changeover?kind=leaves`}>{t('Leaves')}</a></p>}
      {!person.left_on && <Planned person={person.id} />}
      {person.can.includes('invite') && <Invite person={person} act={act} />}
      {person.can.includes('move') && <Roles person={person} act={act} then={then} />}
      {person.left_on && <button type="button" class="quiet" onClick={() => act.act(() => remove(`/people/${person.id}/departure`), t('Welcome back.')).then(then)}>{t('Comes back')}</button>}
    </details>
  );
}
