// The real data of the tests: ../shared/data beside the repository where it is there (as for CI), else the extracts in tests/data.
import fs from 'node:fs';
import path from 'node:path';
import { parseCsv } from './okrs.js';
import { root } from './server.js';

const shared = path.resolve(root, '../shared/data');

function file(whole, extract) {
  const there = path.join(shared, whole);
  const full = fs.existsSync(there);
  const at = full ? there : path.join(root, 'tests/data', extract);
  return { full, path: at, rows: parseCsv(fs.readFileSync(at, 'utf8')) };
}

// 290 people in one tree of five levels.
export const tree = () => file('adventureworks/people.csv', 'people-extract.csv');

// 1,474 people in a forest; 138 of them are the places of managers without a record.
export function forest() {
  const found = file('gitlab_team_2022/people.csv', 'forest-extract.csv');
  const stubs = found.rows.filter((row) => row.title.startsWith('(manager record'));
  return { ...found, stubs };
}

// 2,723 lines of objectives.
export const okrs = () => file('gitlab_okrs/okrs.csv', 'okrs-extract.csv');
