// One import: how far it is, what came of each line, and taking it back as long as nobody has built on it. It can be left and returned to.
import { useEffect, useState } from 'preact/hooks';
import { get, put } from '../api';
import { ago, instant } from '../format';
import { t } from '../lang';
import { did, me } from '../state';
import type { Import, ImportLine, ImportObstacle, ImportUndoing, List } from '../types';
import { Empty, FormTrouble, Loading, Trouble, useAct, useLoad } from '../ui/parts';
import { download } from '../ui/csv';
import { ImportFacts, ImportLines } from '../ui/import-lines';

const POLL_MS = 400;

export const importStates = (): Record<NonNullable<Import['state']>, string> =>
  ({ waiting: t('Waits for its turn'), running: t('Under way'), done: t('Done'), stopped: t('Stopped'), undone: t('Taken back') });

const obstacleWords = (): Record<ImportObstacle['kind'], string> => ({
  changed: t('has been changed since'), signed_in: t('has signed in'), goals: t('has goals'), contact_points: t('has contact points'), supports: t('supports others'),
  member: t('has changed teams'), manager_left: t('the line manager of before has left'), team_used: t('this team is in use'), goal_worked_on: t('this goal has been worked on'),
  goal_served: t('other goals serve this one'),
});

const underWay = (i: Import) => i.state === 'waiting' || i.state === 'running';

async function allLines(id: number): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  let cursor: string | null = null;
  do {
    const page: List<ImportLine> = await get<List<ImportLine>>(`/imports/${id}/lines?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    lines.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return lines;
}

function Progress({ order }: { order: Import }) {
  return (
    <section class="panel" aria-live="polite">
      <h2>{t('On its way in')}</h2>
      <label class="progress"><span>{importStates()[order.state!]}</span><progress max={100} value={order.progress} />{order.progress} %</label>
      <p class="hint">{t('You can leave this page: it goes on by itself, and you find it again under “Brought in before”.')}</p>
    </section>
  );
}

function Undoing({ order, again }: { order: Import; again: () => void }) {
  const [would, setWould] = useState<ImportUndoing | null>(null);
  const { busy, problem, act } = useAct();
  const look = () => act(async () => { setWould(await get<ImportUndoing>(`/imports/${order.id}/undoing`)); });
  const undo = () => act(async () => { await put(`/imports/${order.id}/undoing`); did(); again(); }, t('The import has been taken back.'));
  if (!would) return <p><button type="button" class="quiet" disabled={busy} onClick={look}>{t('Take this import back …')}</button></p>;
  const parts = [
    would.people > 0 && t('{n, plural, one {# person goes again} other {# people go again}}', { n: would.people }),
    would.changed > 0 && t('{n, plural, one {# person becomes as before} other {# people become as before}}', { n: would.changed }),
    would.teams > 0 && t('{n, plural, one {# team goes again} other {# teams go again}}', { n: would.teams }),
    would.goals > 0 && t('{n, plural, one {# goal goes again} other {# goals go again}}', { n: would.goals }),
  ].filter(Boolean);
  return (
    <section class="panel"><h2>{t('Take this import back')}</h2>
      <FormTrouble problem={problem} />
      {would.possible ? <>
        {would.kept.length > 0 && <><p>{t('These teams stay, because something else was built on them:')}</p><ul class="names">{would.kept.map((o) => <li key={o.subject_id}><a href={`/teams/${o.subject_id}`}>{o.name}</a></li>)}</ul></>}
        {parts.length > 0 ? <ul class="plain-list">{parts.map((p) => <li key={String(p)}>{p}</li>)}</ul> : <p>{t('It changed nothing, so there is nothing to take back.')}</p>}
        <div class="acts"><button type="button" disabled={busy || parts.length === 0} onClick={undo}>{busy ? t('One moment …') : t('Take it back')}</button>
          <button type="button" class="quiet" onClick={() => setWould(null)}>{t('Keep it')}</button></div>
      </> : <>
        <p>{t('It cannot be taken back any more, because something has been built on it:')}</p>
        <ul class="names">{would.in_the_way.slice(0, 50).map((o, i) => (
          <li key={i}><a href={`/${{ person: 'people', team: 'teams', goal: 'goals' }[o.subject]}/${o.subject_id}`}>{o.name || t('A goal')}</a> <span class="hint">{obstacleWords()[o.kind]}</span></li>))}</ul>
      </>}
    </section>
  );
}

function Result({ order, again }: { order: Import; again: () => void }) {
  const lines = useLoad(() => allLines(order.id!), [order.id]);
  const refused = (lines.value ?? []).filter((l) => l.outcome === 'refused');
  const mend = () => download((order.file_name ?? 'import.csv').replace(/(\.\w+)?$/, '-refused.csv'), [[...order.columns, 'reason'], ...refused.map((l) => [...l.fields, l.text ?? ''])]);
  return (
    <>
      <section class="panel" aria-labelledby="result-title">
        <h2 id="result-title">{order.state === 'undone' ? t('Taken back') : order.state === 'stopped' ? t('Stopped') : t('It is done')}</h2>
        {order.why && <p class="notice">{order.why}</p>}
        <ImportFacts result={order} />
        <div class="acts">
          {order.state === 'done' && <a class="button" href={order.kind === 'goals' ? '/goals' : '/people'}>{order.kind === 'goals' ? t('See the goals') : t('See everybody')}</a>}
          {order.state === 'done' && order.kind === 'people' && order.made > 0 && <a class="button quiet" href="/invitations">{t('Invite them')}</a>}
          {refused.length > 0 && refused.some((l) => l.fields.length > 0) && <button type="button" class="quiet" onClick={mend}>{t('Download the refused lines')}</button>}
          <a class="button quiet" href={order.kind === 'goals' ? '/import?kind=goals' : '/import'}>{t('Bring in another file')}</a>
        </div>
        {order.refused > 0 && lines.value && <p class="hint">{refused.length > 0 ? t('Refused lines are kept for 30 days, then removed.') : t('The refused lines were removed after 30 days.')}</p>}
        {lines.error ? <Trouble error={lines.error} /> : lines.value ? <ImportLines result={order} lines={lines.value} /> : <Loading />}
      </section>
      {order.state !== 'undone' && <Undoing order={order} again={again} />}
    </>
  );
}

export default function Page({ id }: { id: number }) {
  const { value: order, error, again } = useLoad(() => get<Import>(`/imports/${id}`), [id]);
  useEffect(() => {
    if (!order || !underWay(order)) return;
    const timer = setTimeout(again, POLL_MS);
    return () => clearTimeout(timer);
  }, [order]);
  if (!me.value!.roles.includes('people_operations')) return <Empty whole title={t('People operations bring people in.')}><p>{t('Somebody is missing? Please tell them.')}</p></Empty>;
  if (error) return <Trouble error={error} />;
  if (!order) return <Loading />;
  return (
    <>
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/import">{t('Bring people in')}</a></nav>
      <h1>{order.file_name ?? (order.kind === 'goals' ? t('Goals') : t('People'))}</h1>
      <p class="lead">{t('{name}, {when}', { name: order.person_name ?? '', when: instant(order.created_at) })}{order.undone_at && ` · ${t('taken back {ago}', { ago: ago(order.undone_at) })}`}</p>
      {underWay(order) ? <Progress order={order} /> : <Result order={order} again={again} />}
    </>
  );
}
