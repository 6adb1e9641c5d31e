// The agenda: what anybody in the meeting wants to talk about, in their order. What is open stays until it has been talked about.
import { patch, post, remove } from '../../api';
import { t, tx } from '../../lang';
import { me, say } from '../../state';
import type { AgendaItem, MeetingPage } from '../../types';
import { Text, useAct, useWords } from '../../ui/parts';

interface Row { item: AgendaItem; i: number; n: number; busy: boolean; still: boolean; toggle: () => void; move: (by: number) => void; drop: () => void }

function ItemRow({ item, i, n, busy, still, toggle, move, drop }: Row) {
  return (
    <li class={item.done ? 'done' : ''}>
      <label><input type="checkbox" checked={item.done} disabled={busy || still} onChange={toggle} /> <span>{item.text}</span></label>
      {!still && !item.done && (
        <span class="row-acts">
          <button type="button" class="plain" disabled={busy || i === 0} aria-label={t('Move up: {item}', { item: item.text })} onClick={() => move(-1)}>↑</button>
          <button type="button" class="plain" disabled={busy || i === n - 1} aria-label={t('Move down: {item}', { item: item.text })} onClick={() => move(1)}>↓</button>
          <button type="button" class="plain" disabled={busy} aria-label={t('Take off: {item}', { item: item.text })} onClick={drop}>×</button>
        </span>
      )}
      <p class="hint">
        {item.added_by === me.value!.id ? t('from me') : t('from {name}', { name: item.added_by_name })}
        {item.goal_id && <> · {tx('about <a>{title}</a>', { title: item.goal_title! }, { a: (inner) => <a href={`/goals/${item.goal_id}`}>{inner}</a> })}</>}
      </p>
    </li>
  );
}

/** While a change is on its way nothing else can be changed: places are known again once the meeting was read anew. */
export function Agenda({ meeting, again }: { meeting: MeetingPage; again: () => Promise<void> }) {
  const [text, setText, sent] = useWords(`agenda-item:${meeting.series_id}`);
  const { busy, problem, act } = useAct();
  const items = meeting.agenda, ended = meeting.series.ended_at !== null;
  const past = meeting.state === 'held' && meeting.after?.state === 'held'; // a page of long ago shows what was, not what is open now
  const toggle = (item: AgendaItem) => act(() => patch(`/agenda-items/${item.id}`, { done: !item.done }, item.version).then(again));
  const move = async (item: AgendaItem, i: number, by: number) => {
    const button = document.activeElement as HTMLElement | null;
    await act(() => patch(`/agenda-items/${item.id}`, { position: i + 1 + by }, item.version).then(again));
    button?.focus();
  };
  const drop = async (item: AgendaItem, i: number) => {
    if (!await act(() => remove(`/agenda-items/${item.id}`).then(again))) return;
    say(t('It is off the agenda.'), { undo: () => post(`/meeting-series/${meeting.series_id}/agenda`, { text: item.text, goal_id: item.goal_id, position: i + 1 }) });
  };
  const add = async () => {
    if (text.trim() && await act(() => post(`/meeting-series/${meeting.series_id}/agenda`, { text }).then(again))) sent();
  };
  return (
    <section class="agenda" aria-labelledby="agenda-title">
      <h2 id="agenda-title">{t('What we want to talk about')}</h2>
      {items.length === 0 && meeting.talked_about.length === 0 && <p class="hint">{t('Nothing yet. Anybody in the meeting can add something, before it or during it; what is not talked about comes to the next one.')}</p>}
      {!past && items.length > 0 && (
        <ol class="steps">{items.map((item, i) => <ItemRow key={item.id} item={item} i={i} n={items.length} busy={busy} still={ended} toggle={() => toggle(item)} move={(by) => move(item, i, by)} drop={() => drop(item, i)} />)}</ol>
      )}
      {!ended && !past && (
        <form class="step-add inline" onSubmit={(e) => { e.preventDefault(); void add(); }}>
          <Text label={t('Add to the agenda')} name="agenda-item" value={text} onInput={setText} fault={problem?.of('text')} /><button class="quiet" disabled={busy}>{t('Add')}</button>
        </form>
      )}
      {meeting.talked_about.length > 0 && (
        <><h3>{t('Talked about')}</h3><ul class="steps">{meeting.talked_about.map((item, i) => <ItemRow key={item.id} item={item} i={i} n={0} busy={busy} still={ended} toggle={() => toggle(item)} move={() => undefined} drop={() => undefined} />)}</ul></>
      )}
    </section>
  );
}
