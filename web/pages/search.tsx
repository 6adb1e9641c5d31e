// Finds among goals, people and teams, as one types; the address keeps the words and the kind.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, query as q } from '../api';
import { t } from '../lang';
import { go } from '../state';
import type { Find, List } from '../types';
import { Empty, Loading, Text, Trouble, useLoad } from '../ui/parts';

const MOST = 100;
const places: Record<Find['kind'], string> = { goal: 'goals', person: 'people', team: 'teams' };
const kindWords: Record<Find['kind'], string> = {
  get goal() { return t('Goal'); },
  get person() { return t('Person'); },
  get team() { return t('Team'); },
};

function Finds({ asked, kind }: { asked: string; kind: string }) {
  const { value, error } = useLoad(() => get<List<Find>>(`/search${q({ q: asked, kind, limit: MOST })}`), [asked, kind]);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  const n = value.items.length;
  return (
    <>
      <p class="hint" role="status">{n === MOST ? t('The best {n} finds; one more word makes them fewer.', { n }) : t('{n, plural, =0 {Nothing found} one {# find} other {# finds}}', { n })}</p>
      {n === 0 ? <Empty title={t('Nothing found')}><p>{t('Try the beginning of a word, a name, a title, a team or a skill.')}</p></Empty> : (
        <ul class="list finds">
          {value.items.map((f) => (
            <li key={`${f.kind}${f.id}`} class="find">
              <span class="level">{kindWords[f.kind]}</span> <a class="title" href={`/${places[f.kind]}/${f.id}`}>{f.title}</a>
              {f.detail && <p class="meta">{f.detail}</p>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const asked = query.get('q') ?? '', kind = query.get('kind') ?? '';
  const [words, setWords] = useState(asked);
  const mine = useRef(asked); // what this page itself has put into the address
  useEffect(() => { if (asked !== mine.current) { mine.current = asked; setWords(asked); } }, [asked]);
  useEffect(() => {
    if (words.trim() === mine.current) return;
    const timer = setTimeout(() => { mine.current = words.trim(); go(`/search${q({ q: mine.current, kind })}`, true); }, 150);
    return () => clearTimeout(timer);
  }, [words]);
  const tab = (value: string, word: string) => <a href={`/search${q({ q: asked, kind: value })}`} aria-current={kind === value ? 'page' : undefined}>{word}</a>;
  return (
    <>
      <h1>{asked ? t('Finds for “{words}”', { words: asked }) : t('Search')}</h1>
      <form onSubmit={(e) => e.preventDefault()}><Text label={t('Words')} name="words" type="search" value={words} onInput={setWords} /></form>
      <nav class="tabs" aria-label={t('Kinds')}>{tab('', t('All'))}{tab('goal', t('Goals'))}{tab('person', t('People'))}{tab('team', t('Teams'))}</nav>
      {asked ? <Finds asked={asked} kind={kind} /> : <p class="hint">{t('Goals, people and teams, by words or the beginnings of words.')}</p>}
    </>
  );
}
