// Lines of Home that are about something else than a goal itself: a barrier asked of me, help that I promised or wait for. Each leads
// to the page of what it is about.
import { ago } from '../../format';
import { t } from '../../lang';
import type { HomeLine } from '../../types';

interface About { href: (l: HomeLine) => string; says: (name: string) => string; until?: (l: HomeLine) => string }

const barrier = (l: HomeLine) => `/barriers/${l.about_id}`;
const need = (l: HomeLine) => `/needs/${l.about_id}`;
const passed = (l: HomeLine) => new Date(l.until!) < new Date();
const promised = (l: HomeLine) => (passed(l) ? t('the promised day has passed') : t('the promise ends {when}', { when: ago(l.until) }));
const goesOn = (l: HomeLine) => t('goes to the next person {when}', { when: ago(l.until) });

const needDay = (l: HomeLine) => (passed(l) ? t('the day has passed') : t('the day ends {when}', { when: ago(l.until) }));

const abouts: Partial<Record<HomeLine['kind'], About>> = {
  barrier: { href: barrier, says: (name) => t('{name} asks you for help', { name }), until: goesOn },
  help: { href: barrier, says: (name) => t('You help {name}', { name }), until: promised },
  helper: { href: barrier, says: (name) => t('{name} helps you', { name }), until: promised },
  asked: { href: barrier, says: (name) => t('{name} was asked for help', { name }), until: goesOn },
  need: { href: need, says: (name) => t('{name} needs something from you', { name }), until: needDay },
  team_need: { href: need, says: (name) => t('{name} needs something from your team', { name }), until: needDay },
  need_changed: { href: need, says: (name) => t('{name} suggests something else for what you need', { name }) },
  need_given: { href: need, says: (name) => t('{name} says that it is given. Has it come?', { name }) },
  give: { href: need, says: (name) => t('You give {name} what they need', { name }), until: needDay },
  needed: { href: need, says: (name) => t('{name} gives what you need', { name }), until: needDay },
  need_asked: { href: need, says: (name) => t('{name} was asked for what you need', { name }), until: needDay },
  introduction: { href: barrier, says: (name) => t('You were introduced to {name}: you may know how to help', { name }) },
};

export function AboutLine({ line: l }: { line: HomeLine }) {
  const about = abouts[l.kind];
  if (!about) return null;
  return (
    <li class="home-line">
      <div>
        <a class="title" href={about.href(l)}>{l.note ?? l.title}</a>
        <p class="meta">
          <span>{about.says(l.person_name)}</span>
          {l.until && about.until && <span>{about.until(l)}</span>}
          {l.note && <a href={`/goals/${l.goal_id}`}>{l.title}</a>}
        </p>
      </div>
    </li>
  );
}
