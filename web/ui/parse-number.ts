// A number as people type it: a comma or a point, with or without marks between thousands.

/** The number that a text says, null for none, and the text itself when it is no number. `comma`: the reader writes 1,5. */
export function parse(text: string, comma: boolean): number | string | null {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[−–]/, '-').replace(/%$/, '');
  if (bare === '') return null;
  const sign = comma ? ',' : '.', group = comma ? '.' : ',';
  let decimal = sign;
  if (bare.includes(',') && bare.includes('.')) decimal = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
  else if (bare.split(sign).length > 2) decimal = group; // 1.000.000 where a point is the decimal sign
  else if (bare.split(group).length === 2 && !/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(bare)) decimal = group; // 1,5 where a comma groups
  const plain = bare.replaceAll(decimal === ',' ? '.' : ',', '').replace(decimal, '.');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text;
}
