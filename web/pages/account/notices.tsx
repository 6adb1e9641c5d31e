// How I am told of what concerns me: in Waymark, by e-mail, and when mails come.
import { useState } from 'preact/hooks';
import { get, put } from '../../api';
import { t } from '../../lang';
import { did } from '../../state';
import type { NoticeSettings } from '../../types';
import { Choice, Trouble, useAct, useLoad } from '../../ui/parts';

type When = 'work' | 'any' | 'daily';
type Kind = NoticeSettings['kinds'][number];
const whenOf = (s: NoticeSettings): When => (s.digest ? 'daily' : s.quiet ? 'work' : 'any');

/** Each choice is saved as it is made. */
function Choices({ settings }: { settings: NoticeSettings }) {
  const [s, setS] = useState(settings);
  const { act } = useAct();
  const save = (next: NoticeSettings, kinds: Kind[]) => {
    const before = s;
    setS(next);
    void act(async () => { await put('/me/notice-settings', { quiet: next.quiet, digest: next.digest, kinds: kinds.map(({ kind, shown, mailed }) => ({ kind, shown, mailed })) }); did(); }, t('Saved.'))
      .then((fine) => { if (!fine) setS(before); });
  };
  const set = (kind: Kind, change: Partial<Kind>) => {
    const changed = { ...kind, ...change };
    save({ ...s, kinds: s.kinds.map((k) => (k.kind === kind.kind ? changed : k)) }, [changed]);
  };
  const when = (w: When) => save({ ...s, digest: w === 'daily', quiet: w !== 'any' }, []);
  const box = (kind: Kind, what: 'shown' | 'mailed', word: string) => (
    <input type="checkbox" checked={kind[what]} aria-label={`${kind.label}: ${word}`} onChange={(e) => set(kind, { [what]: e.currentTarget.checked })} />);
  return (
    <>
      {s.mail_possible
        ? <Choice label={t('E-mail comes')} name="when" value={whenOf(s)} onInput={(v) => when(v as When)} hint={t('No mail says what was written: only what kind of thing it was, who did it, and where to look.')}
            options={[['work', t('at once, while I work')], ['any', t('at once, at any time')], ['daily', t('once a day, as my work begins')]]} />
        : <p class="hint">{t('This server sends no e-mail yet; whoever operates it can set that up.')}</p>}
      <table class="notice-kinds">
        <thead><tr><th scope="col">{t('What concerns you')}</th><th scope="col">{t('In Waymark')}</th>{s.mail_possible && <th scope="col">{t('E-mail')}</th>}</tr></thead>
        <tbody>{s.kinds.map((k) => (
          <tr key={k.kind}><th scope="row">{k.label}</th><td>{box(k, 'shown', t('In Waymark'))}</td>{s.mail_possible && <td>{box(k, 'mailed', t('E-mail'))}</td>}</tr>))}</tbody>
      </table>
    </>
  );
}

export function NoticeChoices() {
  const { value, error } = useLoad(() => get<NoticeSettings>('/me/notice-settings'), []);
  if (error) return <Trouble error={error} />;
  return (
    <section class="panel" id="notices" aria-labelledby="how-told">
      <h2 id="how-told">{t('How you are told')}</h2>
      {value && <Choices settings={value} />}
    </section>
  );
}
