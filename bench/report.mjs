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

// What each page costs in each size, and how much dearer it is in the largest organisation than in the smallest: the ratio of the rates.
function growth(sizes) {
  if (sizes.length < 2) return '';
  const heads = [`${sizes[0].database}: microseconds of the machine for one`, ...sizes.map((one) => `${whole(one.people)} people`), 'ratio'];
  const rows = sizes[0].rows.map((row, i) => [row.page, ...sizes.map((one) => whole(1e6 / one.rows[i].ours.rate)), (row.ours.rate / sizes.at(-1).rows[i].ours.rate).toFixed(2)]);
  return `\n${table(heads, rows)}\n`;
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

const FILE = 'docs/performance.md', PAGES = '## The interface in Chromium';
const version = execFileSync('git', ['describe', '--tags', '--always', '--dirty'], { encoding: 'utf8' }).trim(); // before the report makes it dirty
const machine = () => `${os.cpus().length} cores of ${os.cpus()[0].model.trim()} under ${os.type()} ${os.release()}`;

// Between the measurements everything of ours rests.
function othersWords(shares) {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length, most = Math.max(...shares);
  return mean < 0.05 ? '' : `\n\nOther work shared the cores: seen in ${shares.length} moments of rest, it had ${percent(mean)} of them on average and ${percent(most)} at most.`;
}

// Both parts are measured apart: what stands of the other in the file stays.
function write({ api, pages }) {
  const text = fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8') : '', at = text.indexOf(PAGES);
  api ??= at < 0 ? text : text.slice(0, at);
  pages ??= at < 0 ? '' : text.slice(at);
  fs.writeFileSync(FILE, `${api.trimEnd()}\n${pages && `\n${pages.trimEnd()}\n`}`);
}

const HOME_MOST = 300, FRAME_MOST = 50;

function pagesMissed(organisations) {
  const sentences = [];
  for (const { people, rows, map } of organisations) {
    const where = `${whole(people)} people`;
    for (const [when, words] of [['first', 'the first time'], ['again', 'again']]) {
      const home = rows.find((row) => row.page === 'Home')[when];
      if (home > HOME_MOST) sentences.push(`${where}: Home is useful after ${whole(home)} ms ${words}; the aim is ${HOME_MOST} ms.`);
    }
    for (const [what, frames] of map ? mapViews(map) : [])
      if (frames.most > FRAME_MOST) sentences.push(`${where}: the longest frame of the map, ${what}, took ${whole(frames.most)} ms; the aim is ${FRAME_MOST} ms.`);
  }
  return sentences.length ? sentences.map((s) => `- ${s}`).join('\n') : 'None.';
}

const mapViews = (map) => [['as it opens', map.opened], ['as much open as it shows', map.full], ['the whole of it', map.far]];

function mapTable(organisations) {
  const rows = organisations.flatMap(({ people, map }) => mapViews(map).map(([what, f]) => [`${whole(people)} people, ${what}`, whole(f.frames), `${f.median.toFixed(1)} ms`, `${f.most.toFixed(1)} ms`]));
  return table(['The map, dragged', 'frames', 'median', 'longest'], rows);
}

export function reportPages({ chromium, organisations, others }) {
  const ms0 = (n) => `${whole(n)} ms`;
  const rows = organisations[0].rows.map(({ page }, i) => [page, ...organisations.flatMap(({ rows: of }) => [ms0(of[i].first), ms0(of[i].again)])]);
  const heads = ['From the navigation', ...organisations.flatMap(({ people }) => [`${whole(people)} people`, 'again'])];
  const withMap = organisations.filter(({ map }) => map);
  write({ pages: `${PAGES}

Written by \`make bench\` of ${version}, in one run on ${machine()}:
${chromium}, headless, without a GPU, on the same cores as the server and SQLite. Until the page's heading stands with its data and nothing says that it still loads; medians of 5, once with a browser that
has never been here (signed in, nothing kept) and once with one that has. English, 1280 by 800.
${othersWords(others)}

Aims: Home within ${HOME_MOST} ms; no frame of the map over ${FRAME_MOST} ms while it is dragged.

Missed in this run:

${pagesMissed(organisations)}

${table(heads, rows)}
${withMap.length ? `\n${mapTable(withMap)}\n` : ''}` });
}

export function reportApi(measured, { seconds, rounds, others }) {
  const found = measured.toSorted((a, b) => b.database.localeCompare(a.database) || a.people - b.people);
  write({ api: `# What it costs

Written by \`make bench\` of ${version}, in one run on ${machine()}; \`wrk\` ran on the same cores.${othersWords(others)}

Generated organisations: five goals for everybody with two criteria and five check-ins each, all goals in one graph of the same depth
whatever the size, real titles; a weekly meeting of each team and a one-to-one of each of its members. Reads by 32 clients over kept-alive connections, by 64 people with tokens of their own; medians of
${rounds} measurements of ${seconds} s, product and ceiling in turn. **The ceiling** is the very same SQL, recorded from the product, in a bare
libmicrohttpd handler: no rights, no sessions, no idempotency keys, no events and their chain. Check-ins are durable before they are
answered, carry an Idempotency-Key, and are kept as events. Two words of a title are found a few times in the smallest organisation and
fill the page in a larger one; a word of many fills it in each.

Aims: reads at least 60 % of the ceiling, check-ins by 64 clients at least 50 %; a page in the largest organisation at most 1.3 times
its cost in the smallest; first answer within 100 ms; at most 64 MB with 1,000 people.

Missed in this run:

${missed(found)}

${found.map(one).join('\n')}
## As the organisation grows
${[...new Set(found.map((f) => f.database))].map((database) => growth(found.filter((f) => f.database === database))).join('')}` });
}
