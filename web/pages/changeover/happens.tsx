// What a changeover will do, as the server has tried it, and who sees it.
import type { ComponentChildren } from 'preact';
import { day, today } from '../../format';
import { t } from '../../lang';
import type { Changeover } from '../../types';
import { mediumWords } from '../../words';

function List({ title, items }: { title: string; items: ComponentChildren[] }) {
  if (items.length === 0) return null;
  return <><h3>{title}</h3><ul class="plain-list">{items.map((x, i) => <li key={i}>{x}</li>)}</ul></>;
}

function First({ will, name }: { will: Changeover; name: string }) {
  const when = day(will.day ?? '');
  if (will.kind === 'joins') return <p>{t('{name} ({email}) joins; the first day is {day}.', { name, email: will.email ?? '', day: when })}</p>;
  if (will.kind === 'leaves') return <p>{t('{name} cannot sign in any more; sessions and tokens end. What they did stays under their name.', { name })}</p>;
  return will.handed.length + will.moved.length + will.teams.length + will.contacts.length === 0 ? <p>{t('No goal, team or line manager changes.')}</p> : null;
}

export function Happens({ will, name, standIn }: { will: Changeover; name: string; standIn?: string }) {
  const later = (will.day ?? '') > today();
  return (
    <>
      {later && <p class="notice">{will.kind === 'leaves' ? t('It will be done when {day} has ended, where the organisation is. Until then nothing changes, and you can change it or call it off.', { day: day(will.day) })
        : t('It will be done on {day}, where the organisation is. Until then nothing changes, and you can change it or call it off.', { day: day(will.day) })} {t('This is how it would be today: goals that begin or end until then go along or stay out.')}</p>}
      <First will={will} name={name} />
      <List title={t('Goals that change hands')} items={will.handed.map((g) => t('“{title}” goes to {name}', { title: g.title ?? '', name: g.owner_name ?? '' }))} />
      <List title={t('Line managers')} items={will.moved.map((p) => (p.manager_name ? t('{name} is supported by {manager}', { name: p.name, manager: p.manager_name }) : t('{name} has no line manager', { name: p.name })))} />
      <List title={t('Teams')} items={will.teams.map((x) => (x.joins ? t('joins {team}', { team: x.name }) : t('leaves {team}', { team: x.name })))} />
      <List title={t('Contact points')} items={[
        ...will.contacts.map((c) => (c.adds ? t('new: {topic}, {medium}: {address}', { topic: c.topic, medium: mediumWords[c.medium] ?? '', address: c.address }) : t('ends: {topic}, {medium}: {address}', { topic: c.topic, medium: mediumWords[c.medium] ?? '', address: c.address }))),
        ...(will.kind === 'leaves' ? [standIn ? t('{other} answers in the stead of {name}; their page says so.', { other: standIn, name }) : t('Nobody is named who answers in their stead.')] : [])]} />
      <List title={t('Topics')} items={will.topics.map((x) => (x.person_name ? t('{topic} ({team}): {name} is asked', { topic: x.topic, team: x.team_name ?? '', name: x.person_name })
        : x.team_name ? t('{topic} ({team}): nobody is named; it waits under Care', { topic: x.topic, team: x.team_name }) : t('{topic}: nobody stands in any more; it waits under Care', { topic: x.topic })))} />
      <h3>{t('Who is told')}</h3>
      <p>{will.told.length > 0 ? t('In the application, by a notice or at Home under what changed near their goals: {names}.', { names: will.told.map((p) => p.name).join(', ') }) : t('Nobody in the application: it touches nobody else.')}
        {' '}{t('Please talk to them yourself, too.')}</p>
    </>
  );
}
