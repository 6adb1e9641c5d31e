// As whom a visitor can look around in a demonstration: a card for each, one click signs in.
import { enterAs, type Door } from './demonstration';
import { FormTrouble, useAct } from './parts';

const looks: Record<Door['as'], { role: string; see: string }> = {
  person: { role: 'A person', see: 'What needs me today, my goals and why they matter, a check-in in under a minute.' },
  manager: { role: 'A manager', see: 'Who waits for my answer, how my team’s goals stand, where help is wanted.' },
  people_operations: { role: 'People operations', see: 'The framework and its history, bringing people in, what needs care.' },
};

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
              <span class="role">{looks[door.as].role}</span>
              <span class="who">{door.name}</span>
              <span class="does">{door.title}</span>
              <span class="see">{looks[door.as].see}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
