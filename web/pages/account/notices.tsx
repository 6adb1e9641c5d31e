// How I am told of what concerns me: in Waymark, by e-mail, and when mails come.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, put, remove } from '../../api';
import { instant } from '../../format';
import { t } from '../../lang';
import { did } from '../../state';
import type { NoticeSettings, Webhook } from '../../types';
import { Choice, FormTrouble, Text, Trouble, useAct, useLoad } from '../../ui/parts';

type When = 'work' | 'any' | 'daily';
type Kind = NoticeSettings['kinds'][number];
const whenOf = (s: NoticeSettings): When => (s.digest ? 'daily' : s.quiet ? 'work' : 'any');

/** The link of a mail leads here. */
const asked = () => location.hash === '#notices';

/** Each choice is saved as it is made. The kinds are many: they stay folded until they are asked for. */
function Choices({ settings, hook }: { settings: NoticeSettings; hook: boolean }) {
  const [s, setS] = useState(settings);
  const { act } = useAct();
  const save = (next: NoticeSettings, kinds: Kind[]) => {
    const before = s;
    setS(next);
    void act(async () => { await put('/me/notice-settings', { quiet: next.quiet, digest: next.digest, kinds: kinds.map(({ kind, shown, mailed, hooked }) => ({ kind, shown, mailed, hooked })) }); did(); }, t('Saved.'))
      .then((fine) => { if (!fine) setS(before); });
  };
  const set = (kind: Kind, change: Partial<Kind>) => {
    const changed = { ...kind, ...change };
    save({ ...s, kinds: s.kinds.map((k) => (k.kind === kind.kind ? changed : k)) }, [changed]);
  };
  const when = (w: When) => save({ ...s, digest: w === 'daily', quiet: w !== 'any' }, []);
  const box = (kind: Kind, what: 'shown' | 'mailed' | 'hooked', word: string) => (
    <input type="checkbox" checked={kind[what]} aria-label={`${kind.label}: ${word}`} onChange={(e) => set(kind, { [what]: e.currentTarget.checked })} />);
  return (
    <>
      {s.mail_possible
        ? <Choice label={t('E-mail comes')} name="when" value={whenOf(s)} onInput={(v) => when(v as When)} hint={t('No mail says what was written: only what kind of thing it was, who did it, and where to look.')}
            options={[['work', t('at once, while I work')], ['any', t('at once, at any time')], ['daily', t('once a day, as my work begins')]]} />
        : <p class="hint">{t('This server sends no e-mail yet; whoever operates it can set that up.')}</p>}
      <details open={asked()}><summary>{t('For each kind of notice')}</summary><table class="notice-kinds">
        <thead><tr><th scope="col">{t('What concerns you')}</th><th scope="col">{t('In Waymark')}</th>{s.mail_possible && <th scope="col">{t('E-mail')}</th>}{hook && <th scope="col">{t('Webhook')}</th>}</tr></thead>
        <tbody>{s.kinds.map((k) => (
          <tr key={k.kind}><th scope="row">{k.label}</th><td>{box(k, 'shown', t('In Waymark'))}</td>{s.mail_possible && <td>{box(k, 'mailed', t('E-mail'))}</td>}{hook && <td>{box(k, 'hooked', t('Webhook'))}</td>}</tr>))}</tbody>
      </table></details>
    </>
  );
}

const formats = (): [string, string][] => [['standard', t('Signed JSON (Standard Webhooks)')], ['slack', 'Slack'], ['teams', 'Microsoft Teams'], ['mattermost', 'Mattermost']];

/** Where notices are sent beside mail: a chat, or a program of one's own. */
function Hook({ hook }: { hook: Webhook }) {
  const [url, setUrl] = useState(hook.url ?? ''), [format, setFormat] = useState<string>(hook.format ?? 'slack'), [secret, setSecret] = useState<string | null>(null);
  const { busy, problem, act } = useAct();
  const save = () => act(async () => { setSecret((await put<Webhook>('/me/webhook', { url, format })).secret); did(); }, t('Saved.'));
  const drop = () => act(async () => { await remove('/me/webhook'); setUrl(''); setSecret(null); did(); }, t('Removed.'));
  return (
    <details open={!!hook.url || secret !== null}><summary>{t('In a chat, or to a program of your own')}</summary>
      <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormTrouble problem={problem} shown={['url', 'format']} />
        {hook.why && <p class="notice">{t('It could not be reached {when}: {why}', { when: instant(hook.failed_at), why: hook.why })}</p>}
        <div class="row">
          <Choice label={t('In the form of')} name="format" value={format} onInput={setFormat} options={formats()} fault={problem?.of('format')} />
          <Text label={t('Address of the webhook')} name="url" value={url} onInput={setUrl} fault={problem?.of('url')} />
        </div>
        {secret && <p class="secret">{t('It is signed with this secret, which is shown this once:')} <code>{secret}</code></p>}
        <div class="acts"><button class="quiet" disabled={busy}>{t('Save')}</button>{hook.url && <button type="button" class="quiet" disabled={busy} onClick={drop}>{t('Remove the webhook')}</button>}</div>
      </form>
    </details>
  );
}

export function NoticeChoices() {
  const { value, error } = useLoad(async () => { const [settings, hook] = await Promise.all([get<NoticeSettings>('/me/notice-settings'), get<Webhook>('/me/webhook')]); return { settings, hook }; }, []);
  const at = useRef<HTMLElement>(null);
  useEffect(() => { if (value && asked()) at.current?.scrollIntoView(); }, [!value]);
  if (error) return <Trouble error={error} />;
  return (
    <section class="panel" id="notices" ref={at} aria-labelledby="how-told">
      <h2 id="how-told">{t('How you are told')}</h2>
      {value && <><Choices settings={value.settings} hook={!!value.hook.url} /><Hook hook={value.hook} /></>}
    </section>
  );
}
