// The first steps of a new organisation: on Care, and on Home of people operations until they are done or put away.
import { useState } from 'preact/hooks';
import { get } from '../api';
import { t } from '../lang';
import { me, say } from '../state';
import type { Care } from '../types';
import { useLoad } from './parts';

/** Nothing more is needed for the first people to begin. */
const runs = (care: Care) => care.mission && care.period && care.people && care.organisation_goal;

export function FirstSteps({ care, home = false }: { care: Care; home?: boolean }) {
  const steps: [boolean, string, string, string][] = [
    [care.mission, t('Write the mission'), t('What is this organisation for? It stands at the head of all goals.'), '/framework'],
    [care.period, t('Make the first period'), t('A common beginning and end for goals, such as a quarter.'), '/periods'],
    [care.framework, t('Look at the framework'), t('How often people check in, how many goals are good to have. It works as it comes.'), '/framework'],
    [care.people, t('Bring people in'), t('From a file of your personnel system, or one by one.'), '/import'],
    [care.came_in, t('Invite them'), t('Links for everybody at once, to send as you like.'), '/invitations'],
    [care.organisation_goal, t('Write the first goal of the organisation'), t('Then everybody can say what theirs serve.'), '/goals/new?level=organisation'],
  ];
  const open = steps.filter(([done]) => !done).length, next = steps.findIndex(([done]) => !done);
  const away = `first-steps-away.${me.value!.id}`;
  const [dismissed, setDismissed] = useState(localStorage.getItem(away) !== null);
  if (runs(care) || (home && dismissed)) return null;
  const dismiss = () => { localStorage.setItem(away, '1'); setDismissed(true); say(t('You find them on Care, as long as something is to do.')); };
  return (
    <section class="panel first-steps" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('The first steps')}</h2>
      {home && <p>{t('Welcome. These six make a start; the next one is marked, and each takes a few minutes.')}</p>}
      <progress max={steps.length} value={steps.length - open} aria-label={t('{done} of {all} steps are done', { done: steps.length - open, all: steps.length })} />
      <ol>{steps.map(([done, title, text, to], i) => (
        <li key={to + title} class={done ? 'done' : i === next ? 'next' : ''}>
          <span class="tick" aria-hidden="true">{done ? '✓' : i + 1}</span>
          <div><a href={to}>{title}</a>{done && <span class="unseen"> {t('done')}</span>}<p class="hint">{text}</p></div>
        </li>))}</ol>
      {home && <div class="acts"><a class="button" href={steps[next]![3]}>{steps[next]![1]}</a><button type="button" class="quiet" onClick={dismiss}>{t('Not on Home any more')}</button></div>}
    </section>
  );
}

export default function OnHome() {
  const { value: care } = useLoad(() => get<Care>('/care'), []);
  return care ? <FirstSteps care={care} home /> : null;
}
