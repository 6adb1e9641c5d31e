// What I was told, newest first, by day. What I open counts as read; all of it can be put aside at once.
import { put, query as q } from '../api';
import { instant, longDay } from '../format';
import { t } from '../lang';
import { did, loadMe, me } from '../state';
import type { Notice } from '../types';
import { Empty, Loading, More, Trouble, useAct } from '../ui/parts';
import { usePages } from '../ui/pages';

const dayOf = (at: string) => new Intl.DateTimeFormat('en-CA', { timeZone: me.value?.zone }).format(new Date(at));

function Line({ notice, read }: { notice: Notice; read: (n: Notice) => void }) {
  const fresh = notice.read_at === null;
  return (
    <li class={fresh ? 'new' : undefined}>
      <span class="dot" aria-hidden="true" />
      <a href={notice.path} onClick={() => fresh && read(notice)}>
        <span class="text">{fresh && <span class="unseen">{t('Unread:')} </span>}{notice.text}</span>
        <time dateTime={notice.at}>{instant(notice.at)}</time>
      </a>
      {fresh && <button type="button" class="plain" aria-label={t('Read: {text}', { text: notice.text })} onClick={() => read(notice)}>{t('Read')}</button>}
    </li>
  );
}

/** The notices, with a heading for each day. */
function Days({ notices, read }: { notices: Notice[]; read: (n: Notice) => void }) {
  const days: { day: string; of: Notice[] }[] = [];
  for (const n of notices) {
    const day = dayOf(n.at);
    if (days.at(-1)?.day !== day) days.push({ day, of: [] });
    days.at(-1)!.of.push(n);
  }
  return (
    <>
      {days.map(({ day, of }) => (
        <section key={day} class="notices-day">
          <h2>{longDay(day)}</h2>
          <ul class="notices">{of.map((n) => <Line key={n.id} notice={n} read={read} />)}</ul>
        </section>
      ))}
    </>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const unread = query.get('show') === 'unread';
  const list = usePages<Notice>(`/notices${q({ unread, limit: 50 })}`);
  const { busy, act } = useAct();
  const after = async () => { did(); await loadMe(); };
  const read = (n: Notice) => void put(`/notices/${n.id}/reading`).then(after, () => {});
  const all = (until: number) => act(async () => { await put('/notices/reading', { until }); await after(); }, t('All read.'));
  if (list.error) return <Trouble error={list.error} />;
  const tab = (to: string, word: string, here: boolean) => <a href={to} aria-current={here ? 'page' : undefined}>{word}</a>;
  return (
    <>
      <h1>{t('Notices')}</h1>
      <nav class="tabs" aria-label={t('Which notices')}>{tab('/notices', t('All'), !unread)}{tab('/notices?show=unread', t('Unread'), unread)}</nav>
      {list.items?.some((n) => n.read_at === null) && (
        <div class="acts"><button type="button" class="quiet" disabled={busy} onClick={() => all(list.items![0]!.id)}>{t('Mark all as read')}</button></div>
      )}
      {!list.items ? <Loading /> : list.items.length === 0
        ? <Empty title={unread ? t('Everything is read') : t('Nothing has happened yet')}><p>{t('When somebody asks you something, answers you, or changes a goal near yours, it is told here.')}</p></Empty>
        : <Days notices={list.items} read={read} />}
      <More next={list.next} load={list.more} />
    </>
  );
}
