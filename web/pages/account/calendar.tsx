// My meetings in my own calendar program: a secret address, shown once, ended at any time.
import { useState } from 'preact/hooks';
import { get, post, remove } from '../../api';
import { day } from '../../format';
import { t } from '../../lang';
import { say } from '../../state';
import type { CalendarFeed } from '../../types';
import { FormTrouble, useAct, useLoad } from '../../ui/parts';

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(t('The address is on the clipboard.'));
  } catch {
    say(t('The browser did not let us copy. Please allow the clipboard for this page.'), true);
  }
}

export function Calendar() {
  const { value, again } = useLoad(() => get<CalendarFeed>('/me/calendar'), []);
  const [url, setUrl] = useState('');
  const { busy, problem, act } = useAct();
  const make = () => act(async () => { setUrl((await post<CalendarFeed>('/me/calendar')).url!); }, t('Here is the address. It is shown this once.')).then(again);
  const end = () => act(() => remove('/me/calendar'), t('The address has ended.')).then(() => { setUrl(''); again(); });
  if (!value) return null;
  return (
    <section class="panel">
      <h2>{t('My meetings in my calendar')}</h2>
      <p class="hint">{t('Calendar programs can subscribe to a secret address. It says when, where and with whom, never what a meeting is about. Whoever knows the address can read it.')}</p>
      <FormTrouble problem={problem} />
      {url && <p class="secret"><code>{url}</code> <button type="button" class="quiet" onClick={() => void copy(url)}>{t('Copy')}</button></p>}
      {!url && value.created_at && <p>{t('There is an address, made on {day}.', { day: day(value.created_at.slice(0, 10)) })}</p>}
      <div class="acts">
        <button type="button" class="quiet" disabled={busy} onClick={() => void make()}>{value.created_at ? t('Make a new address; the old one ends') : t('Make an address')}</button>
        {value.created_at && <button type="button" class="quiet" disabled={busy} onClick={() => void end()}>{t('End the address')}</button>}
      </div>
    </section>
  );
}
