// What became of the lines of a file, or would: added, changed (from what to what), refused with the reason.
import { useState } from 'preact/hooks';
import { number } from '../format';
import { t } from '../lang';
import type { Import, ImportLine } from '../types';

const SHOWN = 25;

export const columnWords = (goals: boolean): Record<string, string> => (goals ? {
  id: t('Number or name of the goal in your list'), title: t('Title'), why: t('Why it matters'), level: t('Level'), owner: t("Owner's e-mail or number"),
  team: t('Team'), period: t('Period'), starts_on: t('First day'), due_on: t('Due'), serves: t('Numbers of the goals it serves'), priority: t('Priority'),
  state: t('State: draft or active'), criterion: t('What is measured'), kind: t('Kind of measure'), unit: t('Unit'), start: t('Start'), good: t('Good'),
  excellent: t('Excellent'), good_means: t('What good means'), excellent_means: t('What excellent means'), weight: t('Weight'), value: t("Today's value"),
} : {
  name: t('Name'), email: t('E-mail'), id: t('Their number in your other system'), title: t('Title'), department: t('Department, which becomes a team'),
  manager_id: t("Their line manager's number"), hire_date: t('First day'),
});

/** A change names the column shorter than the choice of columns does. */
const short = (field: string, goals: boolean): string =>
  ({ department: t('Department'), manager_id: t('Line manager'), id: t('Number') })[field] ?? columnWords(goals)[field] ?? field;

function Row({ line, goals, link, told }: { line: ImportLine; goals: boolean; link: boolean; told: boolean }) {
  const to = `/${goals ? 'goals' : 'people'}/${line.subject_id}`;
  return (
    <tr>
      <td class="number">{number(line.line)}</td>
      <td>{link && line.subject_id ? <a href={to}>{line.name}</a> : line.name}</td>
      {told && <td>
        {line.text && <span class={line.outcome === 'refused' ? 'reason' : 'hint'}>{line.text}</span>}
        {line.changes.length > 0 && <ul class="from-to">{line.changes.map((c) => (
          <li key={c.field}>{short(c.field, goals)}: <del>{c.before ?? t('nothing')}</del> <span aria-hidden="true">→</span> <ins>{c.after ?? t('nothing')}</ins></li>))}</ul>}
      </td>}
    </tr>
  );
}

function Table({ title, lines, goals, link, more }: { title: string; lines: ImportLine[]; goals: boolean; link: boolean; more: string }) {
  const [all, setAll] = useState(false);
  if (lines.length === 0) return null;
  const told = lines.some((l) => l.text || l.changes.length > 0);
  return (
    <section class="import-lines">
      <h3>{title} <span class="count-of">{number(lines.length)}</span></h3>
      <div class="wide" tabIndex={0} role="group" aria-label={title}>
        <table>
          <thead><tr><th scope="col" class="number">{t('Line')}</th><th scope="col">{goals ? t('Goal') : t('Person')}</th>{told && <th scope="col">{more}</th>}</tr></thead>
          <tbody>{(all ? lines : lines.slice(0, SHOWN)).map((l) => <Row key={l.line} line={l} goals={goals} link={link} told={told} />)}</tbody>
        </table>
      </div>
      {!all && lines.length > SHOWN && <button type="button" class="plain" onClick={() => setAll(true)}>
        {t('{n, plural, one {Show # more} other {Show # more}}', { n: lines.length - SHOWN })}</button>}
    </section>
  );
}

export function ImportLines({ result, lines }: { result: Import; lines: ImportLine[] }) {
  const goals = result.kind === 'goals', link = result.state === 'done';
  const of = (outcome: ImportLine['outcome']) => lines.filter((l) => l.outcome === outcome);
  const remarks = [...of('remark'), ...of('same').filter((l) => l.text)];
  return (
    <>
      <Table title={t('Refused')} lines={of('refused')} goals={goals} link={link} more={t('Why')} />
      <Table title={t('Changed')} lines={of('changed')} goals={goals} link={link} more={t('What')} />
      <Table title={t('New')} lines={of('added')} goals={goals} link={link} more={t('Remark')} />
      <Table title={t('Remarks')} lines={remarks} goals={goals} link={link} more={t('Remark')} />
    </>
  );
}

export function ImportFacts({ result }: { result: Import }) {
  const tried = result.state === null;
  return (
    <dl class="figures">
      <div><dt>{tried ? t('Would be new') : t('New')}</dt><dd>{number(result.made)}</dd></div>
      <div><dt>{tried ? t('Would be changed') : t('Changed')}</dt><dd>{number(result.changed)}</dd></div>
      <div><dt>{t('As they were')}</dt><dd>{number(result.same)}</dd></div>
      <div class={result.refused ? 'refused' : ''}><dt>{t('Refused')}</dt><dd>{number(result.refused)}</dd></div>
    </dl>
  );
}
