// Turns the published objectives of gitlab_okrs/okrs.csv (id,quarter,depth,parent_id,text,owner_guess,
// result_percent_guess) into Waymark's goal columns. The owner column there is a machine's guess at a job title, so
// the goals are given to `owners` in turn; a line's result, where one was found, becomes the value of its criterion.
import { readFileSync } from 'node:fs';

// RFC 4180, enough for this file: quoted fields may hold commas, quotes and newlines.
export function parseCsv(text) {
  const rows = [];
  let row = [], field = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { field += '"'; i++; }
      else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') { row.push(field); field = ''; }
    else if (c === '\n') { row.push(field); rows.push(row); row = []; field = ''; }
    else if (c !== '\r') field += c;
  }
  if (field || row.length) { row.push(field); rows.push(row); }
  const [head, ...rest] = rows;
  return rest.map((r) => Object.fromEntries(head.map((name, i) => [name, r[i] ?? ''])));
}

export function toCsv(columns, rows) {
  const quote = (v) => (/[",\n\r]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v);
  return [columns, ...rows.map((r) => columns.map((c) => quote(String(r[c] ?? ''))))].map((r) => r.join(',')).join('\n') + '\n';
}

// "2018-q2" is a calendar quarter; "fy20-q1" is a quarter of a financial year that begins in February of the year before.
export function quarterDates(quarter) {
  const [, fy, year, q] = quarter.match(/^(fy)?(\d+)-q([1-4])$/);
  const first = (Number(q) - 1) * 3 + (fy ? 1 : 0);
  const base = fy ? 2000 + Number(year) - 1 : Number(year);
  const day = (month, date) => new Date(Date.UTC(base, month, date)).toISOString().slice(0, 10);
  return { starts_on: day(first, 1), due_on: day(first + 3, 0) };
}

export const goalColumns = ['id', 'title', 'why', 'level', 'owner', 'starts_on', 'due_on', 'serves', 'state', 'criterion',
  'kind', 'start', 'good', 'excellent', 'value'];

export function convertOkrs(file, owners) {
  const lines = parseCsv(readFileSync(file, 'utf8'));
  return toCsv(goalColumns, lines.map((line, i) => ({
    id: line.id,
    title: line.text,
    why: `Part of the objectives of ${line.quarter}.`,
    level: line.depth === '0' ? 'organisation' : 'person',
    owner: owners[i % owners.length],
    ...quarterDates(line.quarter),
    serves: line.parent_id,
    state: 'active',
    criterion: 'Result of the quarter in percent',
    kind: 'percent',
    start: 0,
    good: 70,
    excellent: 100,
    value: line.result_percent_guess,
  })));
}
