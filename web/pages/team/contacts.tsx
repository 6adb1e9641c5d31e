// Whom one asks in the team, for what. Who keeps the team names them; who is named says how and when.
import { useState } from 'preact/hooks';
import { t } from '../../lang';
import { me } from '../../state';
import type { Contact, TeamPage } from '../../types';
import { ContactForm, ContactLine } from '../../ui/contacts';
import { More, Trouble } from '../../ui/parts';
import { usePages } from '../../ui/pages';

export function Contacts({ team }: { team: TeamPage }) {
  const list = usePages<Contact>(`/teams/${team.id}/contact-points?limit=50`);
  const [open, setOpen] = useState(false);
  const keep = team.can.includes('edit');
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items || (team.closed_on && list.items.length === 0)) return null;
  return (
    <section id="contact-points" aria-labelledby="contacts-title">
      <h2 id="contacts-title">{t('Whom to ask')}</h2>
      {list.items.length === 0 && <p class="hint">{keep ? t('Say who answers for what, so that others need not guess.') : t('Nobody is named for a topic yet. The lead knows.')}</p>}
      <ul class="names contacts">{list.items.map((c) => <ContactLine key={c.id} c={c} on="team" may={{ edit: keep || c.person_id === me.value!.id, keep }} />)}</ul>
      <More next={list.next} load={list.more} />
      {keep && !team.closed_on && (open ? <ContactForm path={`/teams/${team.id}/contact-points`} ofTeam onDone={() => setOpen(false)} />
        : <p><button type="button" class="quiet" onClick={() => setOpen(true)}>{t('Name somebody for a topic')}</button></p>)}
    </section>
  );
}
