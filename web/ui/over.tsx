// What opens over a page, from anywhere: the palette, the keys, a check-in.
import { get } from '../api';
import { t } from '../lang';
import { over, did } from '../state';
import type { Framework, GoalPage } from '../types';
import { CheckIn } from './check-in';
import { Dialog } from './dialog';
import { Palette } from './palette';
import { Loading, Trouble, useLoad } from './parts';
import { levelsOf } from './terms';

const keys = (): [string, string][] => [
  [t('Ctrl K or ⌘ K'), t('Go anywhere, or do something')], ['/', t('Search')], ['?', t('These keys')],
  ['g h', t('To Home')], ['g g', t('To the goals')], ['g m', t('To my goals')], ['g p', t('To the people')], ['g t', t('To the teams')],
  ['g n', t('Write a new goal')], [t('Tab'), t('To the next thing on the page')], [t('Ctrl Enter'), t('Send a check-in')], [t('Esc'), t('Close what is open')],
];

function Keys({ close }: { close: () => void }) {
  return (
    <Dialog label={t('Keys')} onClose={close}>
      <h2>{t('Keys')}</h2>
      <dl class="keys">{keys().map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
      <p class="hint">{t('Single keys can be switched off in My account.')}</p>
      <div class="acts"><button type="button" class="quiet" onClick={close}>{t('Close')}</button></div>
    </Dialog>
  );
}

function CheckInOver({ id, close }: { id: number; close: () => void }) {
  const { value, error } = useLoad(async () => {
    const [goal, framework] = await Promise.all([get<GoalPage>(`/goals/${id}`), get<Framework>('/framework')]);
    return { goal, framework };
  }, [id]);
  const done = () => { close(); did(); };
  return (
    <Dialog label={value ? t('Check in: {title}', { title: value.goal.title }) : t('Check in')} onClose={close}>
      {error ? <Trouble error={error} /> : !value ? <Loading /> : (
        <>
          <p class="over-title">{value.goal.title}</p>
          <CheckIn goal={value.goal} {...levelsOf(value.framework)}
            corrects={null} onDone={done} onCancel={close} />
        </>
      )}
    </Dialog>
  );
}

export default function Over() {
  const shown = over.value;
  if (!shown) return null;
  // A dialog says that it has closed a moment later, when something else may be open by then.
  const close = () => { if (over.value === shown) over.value = null; };
  switch (shown.show) {
    case 'palette': return <Palette key={shown.turn} onClose={close} />;
    case 'keys': return <Keys key={shown.turn} close={close} />;
    case 'check-in': return <CheckInOver key={shown.turn} id={shown.goal} close={close} />;
  }
}
