// People operations bring people in from a file: choose it, say which column is what, look at what would happen, do it.
import { useState } from 'preact/hooks';
import { post } from '../api';
import { counted } from '../format';
import { did, me } from '../state';
import type { Import } from '../types';
import { Choice, Empty, FormTrouble, capital, useAct } from '../ui/parts';
import { parseCsv, toCsv } from '../ui/csv';

const FILE_MOST = 1_000_000, SHOWN_ROWS = 3, SHOWN_LINES = 50;

const columns: [name: string, word: string, needed: boolean][] = [
  ['name', 'Name', true], ['email', 'E-mail', true], ['id', 'Their number in your other system', false], ['title', 'Title', false],
  ['department', 'Department, which becomes a team', false], ['manager_id', "Their line manager's number", false],
  ['hire_date', 'First day', false],
];

interface File { name: string; rows: string[][] }
type Mapping = Record<string, string>; // our column: the place of theirs, or ''

const plain = (text: string) => text.trim().toLowerCase().replaceAll(/[\s-]+/g, '_');
const guesses: Record<string, string[]> = { email: ['e_mail', 'mail', 'email_address'], manager_id: ['manager', 'reports_to'], hire_date: ['start_date', 'hired_on'], department: ['team'], title: ['job_title', 'role'], name: ['full_name'], id: ['employee_id', 'number'] };

function guess(header: string[]): Mapping {
  const names = header.map(plain);
  return Object.fromEntries(columns.map(([name]) => {
    const at = [name, ...(guesses[name] ?? [])].map((word) => names.indexOf(word)).find((i) => i >= 0);
    return [name, at === undefined ? '' : String(at)];
  }));
}

/** The file as the server takes it: only the columns that were chosen, under our names; line n stays line n of the rows. */
function mapped(file: File, mapping: Mapping): string {
  const chosen = columns.filter(([name]) => mapping[name] !== '');
  const pick = (row: string[]) => chosen.map(([name]) => row[Number(mapping[name])] ?? '');
  return toCsv([chosen.map(([name]) => name), ...file.rows.slice(1).map(pick)]);
}

function ChooseFile({ onFile }: { onFile: (file: File) => void }) {
  const [fault, setFault] = useState('');
  const read = async (input: HTMLInputElement) => {
    const chosen = input.files?.[0];
    if (!chosen) return;
    if (chosen.size > FILE_MOST) { setFault('This file is larger than 1 MB. Please split it, or ask your operator to use waymark import.'); return; }
    const rows = parseCsv(await chosen.text());
    if (rows.length < 2) { setFault('This file has no rows below its first line, which names the columns.'); return; }
    setFault('');
    onFile({ name: chosen.name, rows });
  };
  return (
    <div class={`field ${fault ? 'faulty' : ''}`}>
      <label for="f-file">A CSV file</label>
      <p class="hint" id="f-file-hint">From your personnel system or a spreadsheet: one person a line, the first line names the columns.</p>
      <input id="f-file" type="file" accept=".csv,text/csv,text/plain" aria-describedby="f-file-hint" onChange={(e) => void read(e.currentTarget)} />
      {fault && <p class="fault" role="alert">{fault}</p>}
    </div>
  );
}

function ChooseColumns({ file, mapping, onMapping }: { file: File; mapping: Mapping; onMapping: (m: Mapping) => void }) {
  const header = file.rows[0]!;
  const looks = (place: string) => file.rows.slice(1, 1 + SHOWN_ROWS).map((row) => row[Number(place)]).filter(Boolean).join(' · ');
  const options: [string, string][] = [['', 'Not in the file'], ...header.map((word, i): [string, string] => [String(i), word || `Column ${i + 1}`])];
  return (
    <div class="columns-of-file">
      {columns.map(([name, word, needed]) => (
        <Choice key={name} name={`column-${name}`} label={needed ? `${word} (needed)` : word} options={options} value={mapping[name]!}
          hint={mapping[name] ? looks(mapping[name]!) : undefined} onInput={(v) => onMapping({ ...mapping, [name]: v })} />
      ))}
    </div>
  );
}

/** The refused rows as a file of their own, with the reason in a column of its own, to mend and import again. */
function download(file: File, result: Import): void {
  const reasons = new Map(result.lines.filter((l) => l.refused).map((l) => [l.line, l.text]));
  const rows = file.rows.flatMap((row, i) => (i === 0 ? [[...row, 'reason']] : reasons.has(i + 1) ? [[...row, reasons.get(i + 1)!]] : []));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([toCsv(rows)], { type: 'text/csv' }));
  link.download = file.name.replace(/(\.csv)?$/i, '-refused.csv');
  link.click();
  URL.revokeObjectURL(link.href);
}

function Result({ file, result }: { file: File; result: Import }) {
  const fact = (word: string) => (result.dry_run ? `Would be ${word}` : capital(word));
  const lines = result.lines.toSorted((a, b) => a.line - b.line);
  const name = (line: number) => file.rows[line - 1]?.slice(0, 2).join(', ');
  return (
    <section class="panel" aria-labelledby="result-title">
      <h2 id="result-title">{result.dry_run ? 'What would happen' : result.kept ? 'It is done' : 'Nothing has been changed'}</h2>
      <dl class="facts">
        <div><dt>{fact('new')}</dt><dd>{result.made}</dd></div><div><dt>{fact('changed')}</dt><dd>{result.changed}</dd></div>
        <div><dt>As they were</dt><dd>{result.same}</dd></div><div><dt>Refused</dt><dd>{result.refused}</dd></div>
      </dl>
      {lines.length > 0 && <ul class="names">{lines.slice(0, SHOWN_LINES).map((l, i) => (
        <li key={i}><b>Line {l.line}</b>{l.line > 1 && <span class="hint"> {name(l.line)}</span>}<br />{l.refused ? 'Stays out: ' : ''}{l.text}</li>))}</ul>}
      {result.lines.length > SHOWN_LINES && <p class="hint">and {counted(result.lines.length - SHOWN_LINES, 'line', 'lines')} more</p>}
      {result.refused > 0 && <button type="button" class="quiet" onClick={() => download(file, result)}>Download the refused lines</button>}
      {!result.dry_run && result.kept && <p><a class="button" href="/people">See everybody</a></p>}
    </section>
  );
}

export default function Page() {
  const [file, setFile] = useState<File | null>(null), [mapping, setMapping] = useState<Mapping>({}), [result, setResult] = useState<Import | null>(null);
  const { busy, problem, act } = useAct();
  const send = (file: File, dry_run: boolean) => act(async () => {
    setResult(await post<Import>('/imports', { kind: 'people', text: mapped(file, mapping), dry_run }));
    if (!dry_run) did();
  });
  if (!me.value!.roles.includes('people_operations')) {
    return <><h1>Bring people in</h1><Empty title="People operations bring people in."><p>Somebody is missing? Please tell them.</p></Empty></>;
  }
  const ready = file && columns.every(([name, , needed]) => !needed || mapping[name] !== '');
  const tried = result?.dry_run === true;
  return (
    <>
      <h1>Bring people in</h1>
      <p class="lead">Good rows come in, bad ones are told by line and reason. The same file again changes nothing.</p>
      <ChooseFile onFile={(f) => { setFile(f); setMapping(guess(f.rows[0]!)); setResult(null); }} />
      {!file && <Empty title="What a file looks like"><pre tabIndex={0}>id,name,email,title,department,manager_id{'\n'}1,Ada Adams,ada@example.org,Director,Office,{'\n'}2,Søren Berg,soren@example.org,Engineer,Workshop,1</pre></Empty>}
      {file && <section class="panel"><h2>Which column is what?</h2>
        <p class="hint">{file.name}: {counted(file.rows.length - 1, 'row', 'rows')}. Below each choice you see how its first rows look.</p>
        <ChooseColumns file={file} mapping={mapping} onMapping={(m) => { setMapping(m); setResult(null); }} />
        <FormTrouble problem={problem} />
        <div class="acts"><button type="button" disabled={busy || !ready} class={tried ? 'quiet' : ''} onClick={() => send(file, true)}>{busy && !tried ? 'One moment …' : 'See what would happen'}</button></div>
        {!ready && <p class="hint">Please choose the columns that are needed.</p>}
      </section>}
      {file && result && <Result file={file} result={result} />}
      {file && tried && result.made + result.changed > 0 && <div class="acts">
        <button type="button" disabled={busy} onClick={() => send(file, false)}>{busy ? 'Bringing them in …' : `Bring in ${counted(result.made + result.changed, 'person', 'people')}`}</button></div>}
    </>
  );
}
