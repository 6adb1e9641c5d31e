// One barrier: what is in the way, with whom it is, who may help, and its way from person to person.
import { get } from '../api';
import { ago, instant } from '../format';
import { t, tx } from '../lang';
import type { BarrierPage, BarrierTurn } from '../types';
import { BarrierMark, PromiseMark, Weight, barrierKindWords } from '../ui/barrier';
import { Loading, Trouble, useLoad } from '../ui/parts';
import { Acts } from './barrier/acts';
import { Helpers, Notes } from './barrier/helpers';

const person = (id: number | null, name: string | null) => <a href={`/people/${id}`}>{name}</a>;

/** Where it stands, in a sentence or two. */
function Standing({ barrier: b }: { barrier: BarrierPage }) {
  const who = person(b.asked_id, b.asked_name), when = ago(b.asked_at);
  if (b.ended_at) return (
    <div class="notice">
      <p>{b.state === 'lifted' ? tx('{who} lifted it {when}.', { who: person(b.ended_by, b.ended_by_name), when: ago(b.ended_at) })
        : b.state === 'unliftable' ? tx('{who} said {when} that it cannot be lifted.', { who: person(b.ended_by, b.ended_by_name), when: ago(b.ended_at) })
          : t('The goal was closed {when}, and this went with it.', { when: ago(b.ended_at) })}{' '}<PromiseMark promise={b.promise} on={b.promised_on} /></p>
      {b.ended_text && <p class="words">{b.ended_text}</p>}
    </div>
  );
  if (!b.asked_id) return <p>{t('Nobody has been asked yet.')}</p>;
  if (b.state === 'helped') return <p>{tx('{who} helps.', { who })} <PromiseMark promise={b.promise} on={b.promised_on} /></p>;
  return (
    <p>{tx('It was asked of {who} {when}.', { who, when })}{' '}
      {b.rises_at ? t('If nobody takes it up, it goes to the next person on {when}.', { when: instant(b.rises_at) })
        : b.risen_at ? t('It came to them because nobody before had found the time.') : ''}</p>
  );
}

function Turn({ turn: u }: { turn: BarrierTurn }) {
  const ends: Record<string, string> = {
    get risen() { return t('nobody had taken it up in time'); },
    get handed_on() { return t('handed on'); },
    get asked_another() { return t('its owner asked somebody else'); },
    get taken_over() { return t('somebody else took it up'); },
    get left() { return t('has left'); },
    get owner_now() { return t('owns the goal now'); },
    get lifted() { return t('lifted'); },
    get unliftable() { return t('cannot be lifted'); },
    get gone() { return t('the goal was closed'); },
  };
  return (
    <li>
      <p class="meta">{person(u.person_id, u.person_name)}
        <span>{u.given_by ? t('since {when}', { when: instant(u.given_at) }) : t('by Waymark, since {when}', { when: instant(u.given_at) })}</span>
        {u.accepted_at && <span>{t('took it up {when}', { when: instant(u.accepted_at) })}</span>}
        <PromiseMark promise={u.promise} on={u.promised_on} />
        {u.ended && <span>{ends[u.ended]}</span>}</p>
      {u.reason && <p class="words">{u.reason}</p>}
    </li>
  );
}

export default function Page({ id }: { id: number }) {
  const { value: b, error, again } = useLoad(() => get<BarrierPage>(`/barriers/${id}`), [id]);
  if (error && !b) return <Trouble error={error} />;
  if (!b) return <Loading />;
  return (
    <article class="barrier">
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/barriers">{t('Barriers')}</a><a href={`/goals/${b.goal_id}`}>{b.goal_title}</a></nav>
      <h1 class={b.text.length > 90 ? 'long words' : 'words'}>{b.text}</h1>
      <p class="meta"><BarrierMark state={b.state} /><Weight barrier={b} /><span>{barrierKindWords[b.kind]}</span>
        <span>{tx('in the way of {who}', { who: person(b.owner_id, b.owner_name) })}</span>
        <span>{t('since {when}', { when: instant(b.created_at) })}</span></p>
      <div class="barrier-standing"><Standing barrier={b} /></div>
      <Acts key={b.version} barrier={b} again={again} />
      <div class="stack">
        <Notes barrier={b} again={again} />
        {b.can.includes('introduce') && <Helpers barrier={b} again={again} />}
        {b.turns.length > 0 && <section aria-labelledby="way-title"><h2 id="way-title">{t('Its way so far')}</h2><ol class="list">{b.turns.map((u, i) => <Turn key={i} turn={u} />)}</ol></section>}
      </div>
    </article>
  );
}
