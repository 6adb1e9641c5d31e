// Which medium fits, by importance and urgency: a table that people operations keep.
import { useState } from 'preact/hooks';
import { put } from '../../api';
import { t } from '../../lang';
import type { Framework, Medium } from '../../types';
import { Choice, FormTrouble, Text, useAct, useWords } from '../../ui/parts';
import { media, mediumNames } from '../../ui/reach';

export type Cell = 'medium_low_low' | 'medium_low_high' | 'medium_high_low' | 'medium_high_high';
export const cells = (): [Cell, string][] => [
  ['medium_low_low', t('Matters little, can wait')], ['medium_low_high', t('Matters little, needed soon')],
  ['medium_high_low', t('Matters much, can wait')], ['medium_high_high', t('Matters much, needed soon')],
];

function Change({ framework, close, again }: { framework: Framework; close: () => void; again: () => void }) {
  const [form, setForm] = useState<Record<Cell, Medium>>(framework), [reason, setReason, sent] = useWords('medium-table');
  const { busy, problem, act } = useAct();
  const body = () => Object.fromEntries(cells().map(([cell]) => [cell, form[cell]]));
  const save = async () => { if (await act(() => put('/framework', { ...body(), reason }), t('The new framework is in force.'))) { sent(); close(); again(); } };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <FormTrouble problem={problem} shown={[...cells().map(([cell]) => cell), 'reason']} />
      {cells().map(([cell, label]) => <Choice key={cell} label={label} name={cell} value={form[cell]} onInput={(v) => setForm({ ...form, [cell]: v })} options={media.map((m) => [m, mediumNames[m]])} fault={problem?.of(cell)} />)}
      <Text label={t('Why does it change?')} name="medium-reason" rows={2} value={reason} onInput={setReason} fault={problem?.of('reason')} />
      <div class="acts"><button disabled={busy}>{t('Change it')}</button><button type="button" class="quiet" onClick={close}>{t('Not now')}</button></div>
    </form>
  );
}

export function MediumMatrix({ framework, keep, again }: { framework: Framework; keep: boolean; again: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <section class="panel"><h2>{t('The right medium')}</h2>
      <p class="hint">{t('By which medium something is best raised. Bad news never goes below a call; whoever raises something decides.')}</p>
      {open ? <Change framework={framework} close={() => setOpen(false)} again={again} /> : <>
        <dl class="facts">{cells().map(([cell, label]) => <div key={cell}><dt>{label}</dt><dd>{mediumNames[framework[cell]]}</dd></div>)}</dl>
        {keep && <button type="button" class="quiet" onClick={() => setOpen(true)}>{t('Change the medium table')}</button>}
      </>}
    </section>
  );
}
