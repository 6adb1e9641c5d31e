// One goal: why it is here (the path up), what good and excellent mean, where it stands, what was said and what changed on the way.
// Its parts are in the folder goal/.
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api';
import type { Event } from '../api-types';
import { t } from '../lang';
import { loadMe, me } from '../state';
import type { Answer, Barrier, Change, Checkin, Framework, GoalPage, Need, Why } from '../types';
import { Answering } from '../ui/answering';
import { Chart } from '../ui/chart';
import { CheckIn } from '../ui/check-in';
import { Loading, Trouble, useLoad } from '../ui/parts';
import { levelsOf, type Words } from '../ui/terms';
import { Achievable } from './goal/achievable';
import { Acts, newest } from './goal/acts';
import { Barriers } from './goal/barriers';
import { Criteria } from './goal/criteria';
import { Facts, ServedBy } from './goal/facts';
import { Standing } from './goal/standing';
import { AgendaAdd } from '../ui/agenda-add';
import { HowDone, Needs } from './goal/needs';
import { MyPlans } from './goal/plans';
import { Rhythm } from './goal/rhythm';
import { Steps } from './goal/steps';
import { Talk, entriesOf } from './goal/talk';
import { WhyPath } from './goal/why-path';

interface Said { checkins: Checkin[]; answers: Answer[]; changes: Change[]; events: Event[]; barriers: Barrier[]; needs: Need[] }

async function history(id: number): Promise<Said> {
  const [checkins, answers, changes, events, barriers, needs] = await Promise.all([
    newest<Checkin>(`/goals/${id}/checkins`), newest<Answer>(`/goals/${id}/answers`), newest<Change>(`/goals/${id}/changes`), newest<Event>(`/events?goal_id=${id}`), newest<Barrier>(`/goals/${id}/barriers`), newest<Need>(`/goals/${id}/needs`)]);
  return { checkins: checkins.items, answers: answers.items, changes: changes.items, events: events.items, barriers: barriers.items, needs: needs.items };
}

function AnswerPanel({ goal, onDone }: { goal: GoalPage; onDone: () => void }) {
  const accepting = goal.owner_id === me.value!.id && goal.started_by !== goal.owner_id;
  return (
    <section class="panel" aria-labelledby="answer-title">
      <h2 id="answer-title">{accepting ? t('{name} suggests this goal to you', { name: goal.started_by_name }) : t('{name} would like your answer', { name: goal.owner_name })}</h2>
      <p class="hint">{accepting ? t('It becomes yours only when you accept it. Ask or suggest what would make it better.') : t('You support this goal. Say whether it fits, ask, suggest, or offer help.')}</p>
      <Answering goal={goal.id} accepting={accepting} onDone={onDone} />
    </section>
  );
}

function Reasons({ goal }: { goal: GoalPage }) {
  return (
    <>
      {goal.why && <section aria-labelledby="why-title"><h2 id="why-title">{t('Why')}</h2><p class="words">{goal.why}</p></section>}
      {goal.leaves_out && <section aria-labelledby="out-title"><h2 id="out-title">{t('What it leaves out')}</h2><p class="words">{goal.leaves_out}</p></section>}
    </>
  );
}

function Shown({ goal, why, said, words, again }: { goal: GoalPage; why: Why; said: Said; words: Words; again: () => Promise<void> }) {
  const [open, setOpen] = useState(location.hash === '#check-in');
  const [corrects, setCorrects] = useState<Checkin | null>(null);
  const checks = open && goal.can.includes('check_in');
  useEffect(() => { if (checks) document.querySelector<HTMLElement>('form.check-in input, form.check-in select, form.check-in textarea')?.focus(); }, [checks, corrects]);
  const leave = () => { setOpen(false); setCorrects(null); };
  const fresh = () => { leave(); void loadMe(); return again(); };
  return (
    <article class="goal">
      <WhyPath why={why} goal={goal} />
      <h1 class={goal.title.length > 90 ? 'long' : ''}>{goal.title}</h1>
      <Standing goal={goal} />
      <Acts goal={goal} again={again} checkIn={goal.can.includes('check_in') && !open ? () => setOpen(true) : null} />
      {goal.can.includes('answer') && goal.waits_for === me.value!.id && <AnswerPanel goal={goal} onDone={fresh} />}
      {checks && <CheckIn key={corrects?.id ?? 0} goal={goal} good={words.good} excellent={words.excellent} corrects={corrects} onDone={fresh} onCancel={leave} />}
      <div class="columns">
        <div>
          <Reasons goal={goal} />
          <Criteria goal={goal} changes={said.changes} words={words} how={(c) => <HowDone criterion={c} goal={goal} needs={said.needs} again={fresh} />} />
          {goal.state !== 'draft' && said.checkins.length > 1 && <section aria-labelledby="chart-title"><h2 id="chart-title">{t('How it goes')}</h2>
            <Chart goal={goal} checkins={said.checkins} changes={said.changes} words={words} /></section>}
          {goal.state !== 'draft' && <Barriers goal={goal} barriers={said.barriers} again={fresh} />}
          {goal.state !== 'draft' && <Needs goal={goal} needs={said.needs} again={fresh} />}
          <Talk goal={goal} barriers={said.barriers} entries={entriesOf(said.checkins, said.answers, said.changes, said.events)} words={words} again={fresh} correct={(c) => { setCorrects(c); setOpen(true); }} />
        </div>
        <aside>{goal.state === 'active' && <Achievable goal={goal} words={words} />}<Facts goal={goal} />{goal.state === 'active' && <Rhythm goal={goal} />}<Steps goal={goal} again={again} /><MyPlans goal={goal} /><TalkAbout goal={goal} /><ServedBy goal={goal} /></aside>
      </div>
    </article>
  );
}

/** With its owner, or with who supports mine. */
function TalkAbout({ goal }: { goal: GoalPage }) {
  const mine = goal.owner_id === me.value!.id;
  const id = mine ? goal.supporter_id : goal.owner_id, name = mine ? goal.supporter_name : goal.owner_name;
  return id && name && id !== me.value!.id ? <AgendaAdd person={{ id, name }} goal={goal.id} /> : null;
}

export default function Page({ id }: { id: number }) {
  const { value, error, again } = useLoad(async () => {
    const [goal, why, framework, said] = await Promise.all([get<GoalPage>(`/goals/${id}`), get<Why>(`/goals/${id}/why`), get<Framework>('/framework'), history(id)]);
    return { goal, why, said, words: levelsOf(framework) };
  }, [id]);
  if (error && !value) return <Trouble error={error} />;
  return value ? <Shown {...value} again={again} /> : <Loading />;
}
