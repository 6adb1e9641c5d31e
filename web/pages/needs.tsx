// Needs: asked of me, asked by me, and all that are open.
import { t } from '../lang';
import { go, me } from '../state';
import type { Need, NeedState } from '../types';
import { NeedLine, needStateWords } from '../ui/need';
import { Choice, Empty, Loading, More, Trouble } from '../ui/parts';
import { usePages } from '../ui/pages';

type View = 'asked' | 'mine' | 'all';
const open: NeedState[] = ['asked', 'changed', 'accepted', 'given'];

const empty = (view: View): [string, string] => (view === 'asked' ? [t('Nothing is asked of you'), t('When the goal of somebody else needs something from you, it is here and on Home.')]
  : view === 'mine' ? [t('Your goals need nothing of others'), t('When a part of a goal needs somebody, ask them on the page of the goal.')]
    : [t('Nothing is needed'), t('No open need of this kind.')]);

function Lines({ view, which }: { view: View; which: string }) {
  const who = view === 'asked' ? `&person_id=${me.value!.id}` : view === 'mine' ? `&owner_id=${me.value!.id}` : '';
  const list = usePages<Need>(`/needs?sort=id${who}${which === 'late' ? '&late=true' : which && `&state=${which}`}`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  const [title, words] = empty(view);
  if (list.items.length === 0) return <Empty title={title}><p>{words}</p></Empty>;
  return <><ul class="list">{list.items.map((n) => <li key={n.id}><NeedLine need={n} /></li>)}</ul><More next={list.next} load={list.more} /></>;
}

export default function Page({ query }: { query: URLSearchParams }) {
  const view = (query.get('view') ?? 'asked') as View, which = query.get('which') ?? '';
  const tab = (value: View, word: string) => <a href={`/needs?view=${value}`} aria-current={view === value ? 'page' : undefined}>{word}</a>;
  const choices: [string, string][] = [['', t('Every need')], ['late', t('Late')], ...open.map((s): [string, string] => [s, needStateWords[s]])];
  return (
    <>
      <h1>{t('What we need of one another')}</h1>
      <p class="lead">{t('What goals need of others, by when, and who gives it.')}</p>
      <nav class="tabs" aria-label={t('Which needs')}>{tab('asked', t('Asked of me'))}{tab('mine', t('Asked by me'))}{tab('all', t('All open'))}</nav>
      <div class="filters"><Choice label={t('How it stands')} name="which" value={which} onInput={(x) => go(`/needs?view=${view}${x && `&which=${x}`}`, true)} options={choices} /></div>
      <Lines key={`${view}${which}`} view={view} which={which} />
    </>
  );
}
