// As whom a visitor can look around in a demonstration: a card for each, one click signs in.
import { t } from '../lang';
import { enterAs, type Door } from './demonstration';
import { FormTrouble, useAct } from './parts';

const role = (as: Door['as']) => ({ person: t('A person'), manager: t('A manager'), people_operations: t('People operations') })[as];
const see = (as: Door['as']) => ({
  person: t('What needs me today, my goals and why they matter, a check-in in under a minute.'),
  manager: t('Who waits for my answer, how my team’s goals stand, where help is wanted.'),
  people_operations: t('The framework and its history, bringing people in, what needs care.'),
})[as];

const initials = (name: string) => name.split(' ').map((word) => word[0]).slice(0, 2).join('');

export function Doors({ doors }: { doors: Door[] }) {
  const { busy, problem, act } = useAct();
  return (
    <>
      <FormTrouble problem={problem} />
      <ul class="doors">
        {doors.map((door) => (
          <li key={door.as}>
            <button type="button" class="door" disabled={busy} onClick={() => void act(() => enterAs(door.as))}>
              <span class="face" aria-hidden="true">{initials(door.name)}</span>
              <span class="role">{role(door.as)}</span>
              <span class="who">{door.name}</span>
              <span class="does">{door.title}</span>
              <span class="see">{see(door.as)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
