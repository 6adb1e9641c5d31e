import { get, query as q } from '../api';
import type { Find, List } from '../types';
import { Empty, Loading, Trouble, useLoad } from '../ui/parts';

const places = { goal: 'goals', person: 'people', team: 'teams' }, words = { goal: 'Goal', person: 'Person', team: 'Team' };

export default function Page({ query }: { query: URLSearchParams }) {
  const asked = query.get('q') ?? '';
  const { value, error } = useLoad(() => get<List<Find>>(`/search${q({ q: asked, limit: 100 })}`), [asked]);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  return (
    <>
      <h1>Finds for “{asked}”</h1>
      {value.items.length === 0 ? <Empty title="Nothing found"><p>Try the beginning of a word, a name, or a title.</p></Empty>
        : <ul class="list">{value.items.map((f) => <li key={`${f.kind}${f.id}`} class="find"><span class="level">{words[f.kind]}</span> <a class="title" href={`/${places[f.kind]}/${f.id}`}>{f.title}</a>{f.detail && <span class="meta">{f.detail}</span>}</li>)}</ul>}
    </>
  );
}
