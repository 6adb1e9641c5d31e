// One criterion as it is written: what is measured, how, what good and excellent are; with the trail and the sentence that follow.
import { number } from '../../format';
import { t } from '../../lang';
import type { Kind } from '../../types';
import { Trail } from '../../ui/bar';
import { numeric } from '../../ui/numeric';
import { Choice, Text } from '../../ui/parts';
import { valueWords, type Words } from '../../ui/terms';
import { WordingHint } from '../../ui/wording-hint';
import { kindWords } from '../../words';
import { Milestones } from './milestones';
import { isInWords, type Terms } from './model';

interface Props { value: Terms; n: number; words: Words; onInput: (change: Partial<Terms>) => void; onRemove: (() => void) | null; fault: (f: string) => string | undefined; kindStays: boolean }

const amount = (text: string): number | null => { const v = numeric(text); return typeof v === 'number' ? v : null; };

/** What the numbers say, in a sentence; or what does not fit yet. */
function sentence(c: Terms, words: Words): { text: string; whole: boolean } | null {
  const good = words.good.toLowerCase(), excellent = words.excellent.toLowerCase();
  if (isInWords(c.kind)) return null;
  const start = c.kind === 'milestones' ? 0 : amount(c.start) ?? 0, a = amount(c.good), b = amount(c.excellent);
  if (a === null || b === null) return null;
  if (a === start) return { text: t('{good} needs to differ from the start, so that there is a way to go.', { good: words.good }), whole: false };
  if ((b - a) * (a - start) <= 0) return { text: t('{good} needs to lie between the start and {excellent}.', { good: words.good, excellent }), whole: false };
  const terms = { kind: c.kind, unit: c.unit, milestones: c.milestones.filter((m) => m.trim()) };
  if (c.kind === 'milestones') return { text: t('“{a}” is {good}, “{b}” is {excellent}.', { a: c.milestones[a - 1] ?? String(a), good, b: c.milestones[b - 1] ?? String(b), excellent }), whole: true };
  return { text: t('From {start} to {a} is {good}, {b} is {excellent}.', { start: number(start), a: valueWords(terms, a, words), good, b: valueWords(terms, b, words), excellent }), whole: true };
}

function Preview({ value: c, words }: { value: Terms; words: Words }) {
  const said = sentence(c, words);
  return (
    <div class="preview" aria-live="polite">
      {said && <>{said.whole && <Trail now={null} expected={null} label={said.text} />}<p class={said.whole ? 'preview-words' : 'hint'}>{said.text}</p></>}
    </div>
  );
}

function Numbers({ value: c, words, onInput, fault, name }: Props & { name: string }) {
  return (
    <div class="row">
      <Text label={t('Start')} name={`${name}start`} value={c.start} onInput={(v) => onInput({ start: v })} inputMode="decimal" autocomplete="off" fault={fault('start')} />
      <Text label={words.good} name={`${name}good`} value={c.good} onInput={(v) => onInput({ good: v })} inputMode="decimal" autocomplete="off" fault={fault('good')} />
      <Text label={words.excellent} name={`${name}excellent`} value={c.excellent} onInput={(v) => onInput({ excellent: v })} inputMode="decimal" autocomplete="off" fault={fault('excellent')} />
    </div>
  );
}

function Meanings({ value: c, words, onInput, fault, name }: Props & { name: string }) {
  const hint = c.kind === 'done' ? t('Left empty: what you observe above is true') : t('In words that somebody else could observe');
  return (
    <>
      <Text label={t('{good} means', { good: words.good })} hint={hint} name={`${name}good_means`} rows={2} value={c.good_means} onInput={(v) => onInput({ good_means: v })} fault={fault('good_means')} />
      <Text label={t('{excellent} means', { excellent: words.excellent })} hint={t('What would be more than you could ask for')} name={`${name}excellent_means`} rows={2} value={c.excellent_means} onInput={(v) => onInput({ excellent_means: v })} fault={fault('excellent_means')} />
    </>
  );
}

export function CriterionForm(props: Props) {
  const { value: c, n, onInput, onRemove, fault, kindStays } = props, name = `c${n}-`;
  const numbers = !isInWords(c.kind) && c.kind !== 'milestones';
  return (
    <fieldset class="criterion"><legend>{t('Criterion {n}', { n: n + 1 })}</legend>
      <Text label={t('What will you measure or observe?')} name={`${name}statement`} value={c.statement} onInput={(v) => onInput({ statement: v })} fault={fault('statement')} />
      <WordingHint text={c.statement} of="criterion" />
      <div class="row">
        {kindStays ? <p class="field"><b>{t('How?')}</b><br />{kindWords[c.kind]}</p>
          : <Choice label={t('How?')} name={`${name}kind`} value={c.kind} onInput={(v) => onInput({ kind: v as Kind, ...(isInWords(v as Kind) || v === 'milestones' ? { good: '', excellent: '' } : {}) })} options={Object.entries(kindWords)} fault={fault('kind')} />}
        {(c.kind === 'number' || c.kind === 'currency') && <Text label={c.kind === 'currency' ? t('Currency') : t('Unit')} name={`${name}unit`} value={c.unit} onInput={(v) => onInput({ unit: v })} fault={fault('unit')} />}
        <Text label={t('Weight')} name={`${name}weight`} value={c.weight} onInput={(v) => onInput({ weight: v })} inputMode="decimal" autocomplete="off" fault={fault('weight')} />
      </div>
      {numbers && <Numbers {...props} name={name} />}
      {c.kind === 'milestones' && <Milestones value={c} name={name} words={props.words} onInput={onInput} fault={fault} />}
      {isInWords(c.kind) && <Meanings {...props} name={name} />}
      <Preview value={c} words={props.words} />
      {fault('') && <p class="fault">{fault('')}</p>}
      {onRemove && <button type="button" class="plain" onClick={onRemove}>{t('Remove this criterion')}</button>}
    </fieldset>
  );
}
