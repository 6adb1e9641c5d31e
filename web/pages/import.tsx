// People operations bring people or goals in from a file: choose it, say which column is what, look at what would happen, do it. What
// was brought in before stands below, and can be looked at and taken back (import-order.tsx).
import { useState } from 'preact/hooks';
import { post } from '../api';
import { ago, number } from '../format';
import { t, tx } from '../lang';
import { go, me } from '../state';
import type { Import } from '../types';
import { Choice, Empty, FormTrouble, Loading, More, useAct } from '../ui/parts';
import { type Csv, decode, download, parseCsv, toCsvAt } from '../ui/csv';
import { ImportFacts, ImportLines, columnWords } from '../ui/import-lines';
import { usePages } from '../ui/pages';
import { importStates } from './import-order';

const FILE_MOST = 1_000_000, SHOWN_ROWS = 3;

interface File extends Csv { name: string }
type Mapping = Record<string, string>; // our column: the place of theirs, or ''

const needed = { people: ['name', 'email'], goals: ['id', 'title'] };
const guesses: Record<string, string[]> = {
  email: ['e_mail', 'mail', 'email_address', 'mail_address', 'e_mail_adresse'], manager_id: ['manager', 'reports_to', 'supervisor_id', 'vorgesetzte', 'vorgesetzter'],
  hire_date: ['start_date', 'hired_on', 'eintritt', 'eintrittsdatum'], department: ['team', 'abteilung'], title: ['job_title', 'role', 'objective', 'goal', 'titel', 'funktion', 'ziel'],
  name: ['full_name', 'display_name'], id: ['employee_id', 'number', 'no', 'personalnummer', 'nummer'], owner: ['owner_email', 'verantwortlich'], criterion: ['key_result'],
  due_on: ['due', 'due_date', 'end_date'], starts_on: ['start_on', 'start_date', 'starts'], serves: ['parent', 'parent_id'], value: ['current', 'progress'], good: ['target'],
};
const plain = (text: string) => text.trim().toLowerCase().replaceAll(/[\s-]+/g, '_');

function guess(header: string[], columns: string[]): Mapping {
  const names = header.map(plain), taken = new Set<number>();
  return Object.fromEntries(columns.map((name) => {
    const at = [name, ...(guesses[name] ?? [])].map((word) => names.indexOf(word)).find((i) => i >= 0 && !taken.has(i));
    if (at !== undefined) taken.add(at);
    return [name, at === undefined ? '' : String(at)];
  }));
}

/** The file as the server takes it: only the columns that were chosen, under our names, each row in the line it came from. */
function mapped(file: File, mapping: Mapping): string {
  const chosen = Object.keys(mapping).filter((name) => mapping[name] !== '');
  const pick = (row: string[]) => (row.length === file.rows[0]!.length ? chosen.map((name) => row[Number(mapping[name])] ?? '') : row);
  return toCsvAt({ rows: [chosen, ...file.rows.slice(1).map(pick)], lines: file.lines });
}

function ChooseFile({ goals, onFile }: { goals: boolean; onFile: (file: File) => void }) {
  const [fault, setFault] = useState('');
  const read = async (input: HTMLInputElement) => {
    const chosen = input.files?.[0];
    if (!chosen) return;
    const text = decode(new Uint8Array(await chosen.slice(0, 4 * FILE_MOST).arrayBuffer()));
    if (text === null) { setFault(t('This is a spreadsheet in its own format. Please save it as CSV first: File, Save as, and choose “CSV UTF-8”.')); return; }
    if (new Blob([text]).size > FILE_MOST) { setFault(t('This file is larger than 1 MB. Please split it, or ask your operator to use waymark import.')); return; }
    const csv = parseCsv(text);
    if (csv.rows.length < 2) { setFault(t('This file has no rows below its first line, which names the columns.')); return; }
    setFault('');
    onFile({ name: chosen.name, ...csv });
  };
  return (
    <div class={`field ${fault ? 'faulty' : ''}`}>
      <label for="f-file">{t('A CSV file')}</label>
      <p class="hint" id="f-file-hint">{goals
        ? t('One goal a line, further criteria of it below with the same number; the first line names the columns.')
        : t('From your personnel system or a spreadsheet: one person a line, the first line names the columns.')}</p>
      <input id="f-file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain,.xlsx,.xls" aria-describedby={`f-file-hint${fault ? ' f-file-fault' : ''}`}
        aria-invalid={fault ? true : undefined} onChange={(e) => void read(e.currentTarget)} />
      {fault && <p class="fault" id="f-file-fault" role="alert">{fault}</p>}
    </div>
  );
}

/** Their columns as cards that can be drawn onto ours; the choice beside each of ours does the same by keyboard and touch. */
function ChooseColumns({ file, goals, mapping, onMapping }: { file: File; goals: boolean; mapping: Mapping; onMapping: (m: Mapping) => void }) {
  const [over, setOver] = useState('');
  const header = file.rows[0]!, words = columnWords(goals), musts = needed[goals ? 'goals' : 'people'];
  const looks = (place: string) => file.rows.slice(1, 1 + SHOWN_ROWS).map((row) => row[Number(place)]).filter(Boolean).join(' · ');
  const called = (i: number) => header[i] || t('Column {n}', { n: i + 1 });
  const options: [string, string][] = [['', t('Not in the file')], ...header.map((_, i): [string, string] => [String(i), called(i)])];
  const free = header.map((_, i) => String(i)).filter((place) => !Object.values(mapping).includes(place));
  return (
    <>
      {free.length > 0 && <div class="free-columns"><p class="hint">{t('Not used so far; draw one to where it belongs, or choose it there:')}</p>
        <ul>{free.map((place) => (
          <li key={place} draggable onDragStart={(e) => e.dataTransfer?.setData('text/plain', place)}><b>{called(Number(place))}</b><span class="hint">{looks(place)}</span></li>))}</ul></div>}
      <div class="columns-of-file">
        {Object.keys(words).map((name) => (
          <div key={name} class={`drop ${over === name ? 'over' : ''} ${mapping[name] ? 'mapped' : ''}`} onDragOver={(e) => { e.preventDefault(); setOver(name); }} onDragLeave={() => setOver('')}
            onDrop={(e) => { e.preventDefault(); setOver(''); const place = e.dataTransfer?.getData('text/plain') ?? ''; if (place !== '') onMapping({ ...mapping, [name]: place }); }}>
            <Choice name={`column-${name}`} label={musts.includes(name) ? t('{column} (needed)', { column: words[name]! }) : words[name]!} options={options} value={mapping[name] ?? ''}
              hint={mapping[name] ? looks(mapping[name]!) || t('The first rows have nothing here') : undefined} onInput={(v) => onMapping({ ...mapping, [name]: v })} />
          </div>
        ))}
      </div>
    </>
  );
}

/** The refused rows as a file of their own, with all their columns and the reason, to mend and import again. */
function downloadRefused(file: File, result: Import): void {
  const reasons = new Map(result.lines.filter((l) => l.outcome === 'refused').map((l) => [l.line, l.text ?? '']));
  const rows = file.rows.flatMap((row, i) => (i === 0 ? [[...row, 'reason']] : reasons.has(file.lines[i]!) ? [[...row, reasons.get(file.lines[i]!)!]] : []));
  download(file.name.replace(/(\.\w+)?$/, '-refused.csv'), rows);
}

function Preview({ file, result, busy, bring }: { file: File; result: Import; busy: boolean; bring: () => void }) {
  const n = result.made + result.changed, goals = result.kind === 'goals';
  return (
    <section class="panel" aria-labelledby="result-title">
      <h2 id="result-title" tabIndex={-1} ref={(at) => at?.focus()}>{t('What would happen')}</h2>
      <ImportFacts result={result} />
      {n === 0 && result.refused === 0 && <p>{t('Everything in this file is here already.')}</p>}
      <div class="acts">
        {n > 0 && <button type="button" disabled={busy} onClick={bring}>{busy ? t('One moment …')
          : goals ? t('{n, plural, one {Bring in # goal} other {Bring in # goals}}', { n }) : t('{n, plural, one {Bring in # person} other {Bring in # people}}', { n })}</button>}
        {result.refused > 0 && <button type="button" class="quiet" onClick={() => downloadRefused(file, result)}>{t('Download the refused lines')}</button>}
      </div>
      {result.refused > 0 && <p class="hint">{t('The refused lines stay out. Mend them in the downloaded file and bring them in afterwards; what is here already stays as it is.')}</p>}
      <ImportLines result={result} lines={result.lines} />
    </section>
  );
}

function Earlier() {
  const list = usePages<Import>('/imports');
  if (!list.items) return list.error ? null : <Loading />;
  if (list.items.length === 0) return null;
  return (
    <section><h2>{t('Brought in before')}</h2>
      <ul class="list">{list.items.map((i) => (
        <li key={i.id}><a class="title" href={`/import/${i.id}`}>{i.file_name ?? (i.kind === 'goals' ? t('Goals') : t('People'))}</a>
          <div class="meta"><span class="mark">{importStates()[i.state!]}</span><span>{t('{name}, {ago}', { name: i.person_name ?? '', ago: ago(i.created_at) })}</span>
            <span>{t('{n} new', { n: number(i.made) })}</span><span>{t('{n} changed', { n: number(i.changed) })}</span>{i.refused > 0 && <span>{t('{n} refused', { n: number(i.refused) })}</span>}</div></li>))}</ul>
      <More next={list.next} load={list.more} />
    </section>
  );
}

const example = {
  people: 'id,name,email,title,department,manager_id\n1,Ada Adams,ada@example.org,Director,Office,\n2,Søren Berg,soren@example.org,Engineer,Workshop,1',
  goals: 'id,title,owner,why,state,criterion,kind,start,good,excellent,value\ng1,Ship on time,ada@example.org,Customers wait,active,On time,percent,60,80,95,71',
};

export default function Page({ query }: { query: URLSearchParams }) {
  const goals = query.get('kind') === 'goals', kind = goals ? 'goals' : 'people';
  const [file, setFile] = useState<File | null>(null), [mapping, setMapping] = useState<Mapping>({}), [result, setResult] = useState<Import | null>(null);
  const { busy, problem, act } = useAct();
  if (!me.value!.roles.includes('people_operations')) {
    return <><h1>{t('Bring people in')}</h1><Empty title={t('People operations bring people in.')}><p>{t('Somebody is missing? Please tell them.')}</p></Empty></>;
  }
  const send = (chosen: File, dry_run: boolean) => act(async () => {
    const reply = await post<Import>('/imports', { kind, file_name: chosen.name.slice(0, 200), text: mapped(chosen, mapping), dry_run });
    if (dry_run) setResult(reply);
    else go(`/import/${reply.id}`);
  });
  const ready = needed[kind].every((name) => mapping[name]);
  return (
    <>
      <h1>{goals ? t('Bring goals in') : t('Bring people in')}</h1>
      <nav class="tabs" aria-label={t('What comes in')}><a href="/import" aria-current={goals ? undefined : 'page'}>{t('People')}</a><a href="/import?kind=goals" aria-current={goals ? 'page' : undefined}>{t('Goals')}</a></nav>
      <p class="lead">{t('Good rows come in, bad ones are told by line and reason. The same file again changes nothing, and an import can be taken back.')}</p>
      {goals && <p class="hint">{t('Goals that say active come in as active for their owners, because they were agreed before Waymark; all others come in as drafts that only their owners see. A goal that is here already stays as it is.')}</p>}
      <ChooseFile key={kind} goals={goals} onFile={(f) => { setFile(f); setMapping(guess(f.rows[0]!, Object.keys(columnWords(goals)))); setResult(null); }} />
      {!file && <Empty title={t('What a file looks like')}><pre tabIndex={0}>{example[kind]}</pre></Empty>}
      {file && <section class="panel"><h2>{t('Which column is what?')}</h2>
        <p class="hint">{tx('<b>{file}</b>: {n, plural, one {# row} other {# rows}}. Below each choice you see how its first rows look.', { file: file.name, n: file.rows.length - 1 }, { b: (inner) => <b>{inner}</b> })}</p>
        <ChooseColumns file={file} goals={goals} mapping={mapping} onMapping={(m) => { setMapping(m); setResult(null); }} />
        <FormTrouble problem={problem} />
        <div class="acts"><button type="button" disabled={busy || !ready} class={result ? 'quiet' : ''} onClick={() => send(file, true)}>{busy && !result ? t('One moment …') : t('See what would happen')}</button></div>
        {!ready && <p class="hint">{t('Please choose the columns that are needed.')}</p>}
      </section>}
      {file && result && <Preview file={file} result={result} busy={busy} bring={() => void send(file, false)} />}
      {!file && <Earlier />}
    </>
  );
}
