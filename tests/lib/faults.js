// What the fault tests share: which programs and databases they run on.
import path from 'node:path';
import { binary, root } from './server.js';

// The program as people run it, where time counts.
export const plain = path.resolve(root, process.env.WAYMARK_PLAIN_BINARY || 'build/waymark');
// The program in which a request can name the database call that fails.
export const faulty = process.env.WAYMARK_BINARY ? binary : path.resolve(root, 'build/asan/waymark');

export const databases = [
  { name: 'SQLite', postgres: false, skip: false },
  { name: 'PostgreSQL', postgres: true, skip: !process.env.WAYMARK_TEST_POSTGRES_URL && 'WAYMARK_TEST_POSTGRES_URL names no PostgreSQL' },
];

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
