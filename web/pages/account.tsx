// What belongs to me: profile, contact points, how it looks, how I come in.
import { t } from '../lang';
import { me, setSingleKeys, setTheme, singleKeys, theme, themes, themeWords, type Theme } from '../state';
import type { Contact, Me } from '../types';
import { ContactForm, ContactLine } from '../ui/contacts';
import { Choice, Empty } from '../ui/parts';
import { usePages } from '../ui/pages';
import { Password, Sessions, Tokens } from './account/access';
import { Absences } from './account/absences';
import { Calendar } from './account/calendar';
import { NoticeChoices } from './account/notices';
import { Profile } from './account/profile';

/** My own; those of teams stand on their pages and on mine. */
function Contacts({ m }: { m: Me }) {
  const list = usePages<Contact>(`/people/${m.id}/contact-points?limit=50`);
  const items = list.items?.filter((c) => !c.team_id);
  return (
    <section class="panel">
      <h2>{t('Contact points')}</h2>
      {items?.length === 0 && <Empty title={t('None yet')}><p>{t('Say for what, how and when you can be reached, so that nobody has to guess.')}</p></Empty>}
      <ul class="names contacts">{items?.map((c) => <ContactLine key={c.id} c={c} on="person" may={{ edit: true, keep: true }} />)}</ul>
      <ContactForm path={`/people/${m.id}/contact-points`} onDone={() => undefined} />
    </section>
  );
}

function Looks() {
  return (
    <section class="panel">
      <h2>{t('How it looks')}</h2>
      <Choice label={t('Light or dark')} name="theme" value={theme.value} onInput={(v) => setTheme(v as Theme)} options={themes.map((x): [string, string] => [x, themeWords[x]])} />
      <p class="hint">{t('Kept in this browser. Motion is off when your device asks for less of it.')}</p>
      <label class="check"><input type="checkbox" checked={singleKeys.value} onChange={(e) => setSingleKeys(e.currentTarget.checked)} /> {t('Single keys: / for search, ? for all keys')}</label>
    </section>
  );
}

export default function Page() {
  const m = me.value!;
  return (
    <>
      <h1>{t('My account')}</h1>
      <p class="lead"><a href={`/people/${m.id}`}>{t('My page, as others see it')}</a> · <a href="/framework">{t('The framework')}</a></p>
      <div class="stack">
        <Profile key={m.version} m={m} />
        <Contacts m={m} />
        <Absences m={m} />
        <NoticeChoices />
        <Looks />
        <Password m={m} />
        <Calendar />
        <Sessions /><Tokens />
      </div>
    </>
  );
}
