// CSV as spreadsheets write it: quoted fields with separators, quotes and newlines within; comma, semicolon or tab; in the encodings
// that spreadsheets use. The server reads the file that is made here; this shows what is in it and picks columns.

export interface Csv {
  rows: string[][]; // the first has the names of the columns; empty lines are left out
  lines: number[]; // where each row begins, from 1
}

/** The rows of a text. */
export function parseCsv(text: string): Csv {
  const body = text.replace(/^\ufeff/, ''), first = body.split('\n', 1)[0]!;
  const separator = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0]!;
  const csv: Csv = { rows: [], lines: [] };
  let row: string[] = [], field = '', quoted = false, line = 1, begun = 1;
  const endRow = () => {
    row.push(field);
    if (row.length > 1 || row[0] !== '') { csv.rows.push(row); csv.lines.push(begun); }
    row = []; field = ''; begun = line;
  };
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') field += c;
      else if (body[i + 1] === '"') { field += '"'; i++; } else quoted = false;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === separator) { row.push(field); field = ''; } else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  if (field !== '' || row.length > 0) endRow();
  csv.rows = csv.rows.map((cells) => cells.map((text) => (text.startsWith("'") && runs(text.slice(1)) ? text.slice(1) : text)));
  return csv;
}

const line = (row: string[]) => row.map((text) => (/[",;\t\n\r']|^[=+@-]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',');

/** Rows as CSV. */
export const toCsv = (rows: string[][]): string => rows.map(line).join('\n') + '\n';

/** Rows as CSV, each in the line that it is given, as long as the rows before leave it free. */
export function toCsvAt(csv: Csv): string {
  let text = '', at = 1;
  csv.rows.forEach((row, i) => {
    while (at < csv.lines[i]!) { text += '\n'; at++; }
    const written = line(row.map((field) => field.replaceAll(/\r\n?/g, '\n')));
    text += `${written}\n`;
    at += written.split('\n').length;
  });
  return text;
}

/** The text of a file in UTF-8, UTF-16 or, when it is neither, Windows-1252; null when it is a spreadsheet's own format. */
export function decode(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  const zip = a === 0x50 && b === 0x4b && c === 3 && d === 4, old = a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;
  if (zip || old) return null;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

// A cell that begins so is a formula to a spreadsheet, also within quotes; numbers are what they look like.
const runs = (text: string) => /^[=+@\t\r-]/.test(text) && !/^[+-]?[\d.,]+$/.test(text);
const defused = (text: string) => (runs(text) ? `'${text}` : text);

/** Gives the browser a file to keep. The byte order mark tells Excel that it is UTF-8. */
export function download(name: string, rows: string[][]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`\ufeff${toCsv(rows.map((row) => row.map(defused)))}`], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
