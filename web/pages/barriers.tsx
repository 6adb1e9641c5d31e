// Barriers: where I can help, what is asked of me, what is in my way, and all that are open.
import { get } from '../api';
import { t } from '../lang';
import { go, me } from '../state';
import type { Barrier, BarrierFit, BarrierKind, List } from '../types';
import { BarrierLine, Reasons, barrierKindWords } from '../ui/barrier';
import { Choice, Empty, Loading, More, Trouble, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';

type View = 'help' | 'asked' | 'mine' | 'all';

function Help() {
  const { value, error } = useLoad(() => get<List<BarrierFit>>('/barriers/for-me'), []);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  if (value.items.length === 0) return (
    <Empty title={t('Nothing near you is in the way')}>
      <p>{t('Here you will find barriers near your goals, those that name a skill of yours, and those like what you have lifted before.')}</p>
      <p><a class="button quiet" href="/barriers?view=all">{t('See all that are open')}</a></p>
    </Empty>
  );
  return <ul class="list">{value.items.map((f) => <li key={f.barrier.id}><BarrierLine barrier={f.barrier} /><Reasons reasons={f.reasons} mine /></li>)}</ul>;
}

const empty = (view: View): [string, string] => (view === 'asked' ? [t('Nothing is asked of you'), t('When somebody asks you to lift a barrier, it is here and on Home.')]
  : view === 'mine' ? [t('Nothing is in your way'), t('When something is, tell it on the page of the goal.')]
    : [t('Nothing is in the way'), t('No open barrier of this kind.')]);

function Lines({ view, kind }: { view: View; kind: string }) {
  const who = view === 'asked' ? `&asked_id=${me.value!.id}` : view === 'mine' ? `&owner_id=${me.value!.id}` : '';
  const list = usePages<Barrier>(`/barriers?sort=id${who}${kind && `&kind=${kind}`}`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  const [title, words] = empty(view);
  if (list.items.length === 0) return <Empty title={title}><p>{words}</p></Empty>;
  return <><ul class="list">{list.items.map((b) => <li key={b.id}><BarrierLine barrier={b} /></li>)}</ul><More next={list.next} load={list.more} /></>;
}

export default function Page({ query }: { query: URLSearchParams }) {
  const view = (query.get('view') ?? 'help') as View, kind = query.get('kind') ?? '';
  const tab = (value: View, word: string) => <a href={`/barriers?view=${value}`} aria-current={view === value ? 'page' : undefined}>{word}</a>;
  const kinds: [string, string][] = [['', t('Every kind')], ...(Object.keys(barrierKindWords) as BarrierKind[]).map((k): [string, string] => [k, barrierKindWords[k]])];
  return (
    <>
      <h1>{t('Barriers')}</h1>
      <p class="lead">{t('What is in the way of our goals, and who can lift it.')}</p>
      <nav class="tabs" aria-label={t('Which barriers')}>{tab('help', t('Where I can help'))}{tab('asked', t('Asked of me'))}{tab('mine', t('In my way'))}{tab('all', t('All open'))}</nav>
      {view === 'all' && <div class="filters"><Choice label={t('What kind is it?')} name="kind" value={kind} onInput={(k) => go(`/barriers?view=all${k && `&kind=${k}`}`, true)} options={kinds} /></div>}
      {view === 'help' ? <Help /> : <Lines key={`${view}${kind}`} view={view} kind={kind} />}
    </>
  );
}
