// What becomes of a meeting: it took place, it is moved, it is skipped with a reason, it is planned again.
import { useState } from 'preact/hooks';
import { put, remove } from '../../api';
import { t } from '../../lang';
import { me, say } from '../../state';
import type { MeetingPage } from '../../types';
import { FormTrouble, Text, useAct, useWords } from '../../ui/parts';
import { FindTime } from '../../ui/find-time';
import { instantIn, wallIn, zoneWords } from '../../ui/meeting-words';

function Moving({ meeting, onDone, onNot }: { meeting: MeetingPage; onDone: () => void; onNot: () => void }) {
  const zone = me.value!.zone, wall = wallIn(zone, meeting.starts_at);
  const [day, setDay] = useState(wall.slice(0, 10));
  const [time, setTime] = useState(wall.slice(11));
  const [reason, setReason, sent] = useWords(`move:${meeting.id}`);
  const { busy, problem, act } = useAct();
  const before = { starts_at: meeting.starts_at, minutes: meeting.minutes };
  const move = async () => {
    if (!await act(() => put(`/meetings/${meeting.id}/time`, { starts_at: instantIn(zone, `${day}T${time}`).toISOString(), reason: reason || null }))) return;
    say(t('The meeting is moved; the agenda goes with it.'), { undo: () => put(`/meetings/${meeting.id}/time`, before) });
    sent();
    onDone();
  };
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void move(); }}>
      <h2>{t('Move this meeting')}</h2>
      <FormTrouble problem={problem} shown={['starts_at', 'reason']} />
      <div class="when">
        <Text label={t('Day')} name="move-day" type="date" required value={day} onInput={setDay} fault={problem?.of('starts_at')} />
        <Text label={t('Time')} hint={zoneWords(zone)} name="move-time" type="time" required value={time} onInput={setTime} />
      </div>
      <FindTime whom={{ series_id: meeting.series_id }} minutes={meeting.minutes} from={day} choose={(iso) => { const at = wallIn(zone, iso); setDay(at.slice(0, 10)); setTime(at.slice(11)); }} />
      <Text label={t('Why, if you like')} name="move-reason" value={reason} onInput={setReason} fault={problem?.of('reason')} />
      <div class="acts"><button disabled={busy}>{t('Move it')}</button><button type="button" class="quiet" onClick={onNot}>{t('Not now')}</button></div>
    </form>
  );
}

function Skipping({ meeting, onDone, onNot }: { meeting: MeetingPage; onDone: () => void; onNot: () => void }) {
  const [reason, setReason, sent] = useWords(`skip:${meeting.id}`);
  const { busy, problem, act } = useAct();
  const skip = async () => {
    if (!await act(() => put(`/meetings/${meeting.id}/outcome`, { outcome: 'skipped', reason }))) return;
    say(t('It is skipped. What is open comes to the next one.'), { undo: () => remove(`/meetings/${meeting.id}/outcome`) });
    sent();
    onDone();
  };
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void skip(); }}>
      <h2>{t('Skip this meeting')}</h2>
      <FormTrouble problem={problem} shown={['reason']} />
      <Text label={t('Why?')} hint={t('The others read it.')} name="skip-reason" value={reason} onInput={setReason} fault={problem?.of('reason')} />
      <div class="acts"><button disabled={busy}>{t('Skip it')}</button><button type="button" class="quiet" onClick={onNot}>{t('Not now')}</button></div>
    </form>
  );
}

export function Acts({ meeting, again }: { meeting: MeetingPage; again: () => void }) {
  const [open, setOpen] = useState<'move' | 'skip' | null>(null);
  const { busy, act } = useAct();
  if (meeting.series.ended_at) return null;
  const done = () => { setOpen(null); again(); };
  const begun = new Date(meeting.starts_at).getTime() < Date.now() + 3600000;
  if (open === 'move') return <Moving meeting={meeting} onDone={done} onNot={() => setOpen(null)} />;
  if (open === 'skip') return <Skipping meeting={meeting} onDone={done} onNot={() => setOpen(null)} />;
  return (
    <div class="acts">
      {begun && meeting.state === 'planned' && <button type="button" disabled={busy} onClick={() => act(() => put(`/meetings/${meeting.id}/outcome`, { outcome: 'held' }), t('Noted.')).then(again)}>{t('It took place')}</button>}
      {meeting.state !== 'held' && <button type="button" class="quiet" onClick={() => setOpen('move')}>{t('Move')}</button>}
      {meeting.state === 'planned' && <button type="button" class="quiet" onClick={() => setOpen('skip')}>{t('Skip')}</button>}
      {meeting.state !== 'planned' && <button type="button" class="quiet" disabled={busy} onClick={() => act(() => remove(`/meetings/${meeting.id}/outcome`), t('It is planned again.')).then(again)}>{meeting.state === 'held' ? t('It did not take place') : t('Plan it again')}</button>}
      <a class="button quiet" href={`/meeting-series/${meeting.series_id}/edit`}>{t('Change all of them')}</a>
    </div>
  );
}
