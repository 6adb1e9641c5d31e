// CSV as spreadsheets write it: quoted fields with separators, quotes and newlines within; comma, semicolon or tab. The server
// reads the file that is made here; this only shows what is in it and picks columns.

/** The rows, the first with the names of the columns. Empty lines are kept as rows of one empty field. */
export function parseCsv(text: string): string[][] {
  const body = text.replace(/^\ufeff/, ''), first = body.split('\n', 1)[0]!;
  const separator = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0]!;
  const rows: string[][] = [];
  let row: string[] = [], field = '', quoted = false;
  const endRow = () => { row.push(field); rows.push(row); row = []; field = ''; };
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (quoted) {
      if (c !== '"') field += c;
      else if (body[i + 1] === '"') { field += '"'; i++; } else quoted = false;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === separator) { row.push(field); field = ''; } else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows.filter((r) => r.length > 1 || r[0] !== '');
}

/** Rows as CSV; newlines within a field become spaces, so that row n stays in line n. */
export function toCsv(rows: string[][]): string {
  const quote = (text: string) => (/[",;\t\n\r']|^[=+@-]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"` : text);
  return rows.map((row) => row.map(quote).join(',')).join('\n') + '\n';
}
