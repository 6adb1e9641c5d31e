// What the bench found, as docs/performance.md. Every figure here was measured in the run that wrote the file.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

const whole = (n) => Math.round(n).toLocaleString('en-US');
const percent = (ratio) => `${Math.round(ratio * 100)} %`;
const ms = (us) => `${(us / 1000).toFixed(us < 10000 ? 2 : 0)} ms`;

function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, i) => (i ? '---:' : '---'))), ...rows.map(line)].join('\n');
}

// How much dearer each page is in the largest organisation than in the smallest: the ratio of the rates.
function growth(found, database) {
  const sizes = found.filter((one) => one.database === database);
  const [least, most] = [sizes[0], sizes.at(-1)];
  if (least === most) return '';
  const rows = least.rows.map((row, i) => [row.page, whole(1e6 / row.ours.rate), whole(1e6 / most.rows[i].ours.rate), (row.ours.rate / most.rows[i].ours.rate).toFixed(2)]);
  return `\n${table([`${database}: microseconds of the machine for one`, `${whole(least.people)} people`, `${whole(most.people)} people`, 'ratio'], rows)}\n`;
}

function one(found) {
  const rows = found.rows.map((row) => [row.page, whole(row.ours.rate), whole(row.ceiling.rate), percent(row.ours.rate / row.ceiling.rate), ms(row.ours.p50), ms(row.ours.p99), whole(row.bytes)]);
  return `## ${found.database}, ${whole(found.people)} people

${table(['Page', 'a second', 'ceiling', 'share', 'median', '99 of 100', 'bytes'], rows)}

Start to first answer: ${found.startMs.toFixed(0)} ms. Resident memory after the reads with 32 busy connections: ${found.residentMb.toFixed(0)} MB.
`;
}

// Aims of this run that were missed, in words.
function missed(found) {
  const sentences = [];
  for (const { database, people, rows, startMs, residentMb } of found) {
    const where = `${database}, ${whole(people)} people`;
    for (const row of rows) {
      const aim = row.writes ? (row.clients > 1 ? 0.5 : 0) : 0.6, share = row.ours.rate / row.ceiling.rate;
      if (share < aim) sentences.push(`${where}: ${row.page} reaches ${percent(share)} of the ceiling; the aim is ${percent(aim)}.`);
      const small = found.find((f) => f.database === database).rows.find((r) => r.page === row.page);
      const ratio = small.ours.rate / row.ours.rate;
      if (ratio > 1.3) sentences.push(`${where}: ${row.page} costs ${ratio.toFixed(2)} times what it costs in the smallest organisation; the aim is 1.3.`);
    }
    if (startMs > 100) sentences.push(`${where}: the first answer comes ${startMs.toFixed(0)} ms after the start; the aim is 100 ms.`);
    if (people <= 1000 && residentMb > 64) sentences.push(`${where}: ${residentMb.toFixed(0)} MB are resident; the aim is 64 MB.`);
  }
  return sentences.length ? sentences.map((s) => `- ${s}`).join('\n') : 'None.';
}

export function report(found, { seconds, rounds }) {
  const version = execFileSync('git', ['describe', '--tags', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  const text = `# What it costs

Written by \`make bench\` of ${version}, in one run on ${os.cpus().length} cores of ${os.cpus()[0].model.trim()} under ${os.type()} ${os.release()}; \`wrk\` ran on the same cores.

Generated organisations: five goals for everybody with two criteria and five check-ins each, all goals in one graph of the same depth
whatever the size, real titles. Reads by 32 clients over kept-alive connections, by 64 people with tokens of their own; medians of
${rounds} measurements of ${seconds} s, product and ceiling in turn. **The ceiling** is the very same SQL, recorded from the product, in a bare
libmicrohttpd handler: no rights, no sessions, no idempotency keys, no events and their chain. Check-ins are durable before they are
answered, carry an Idempotency-Key, and are kept as events.

Aims: reads at least 60 % of the ceiling, check-ins by 64 clients at least 50 %; a page in the largest organisation at most 1.3 times
its cost in the smallest; first answer within 100 ms; at most 64 MB with 1,000 people.

Missed in this run:

${missed(found)}

${found.map(one).join('\n')}
## As the organisation grows
${[...new Set(found.map((f) => f.database))].map((database) => growth(found, database)).join('')}`;
  fs.writeFileSync('docs/performance.md', text);
}
