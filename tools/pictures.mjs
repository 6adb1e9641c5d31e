// `make pictures`: what the README and the documentation show, taken from the demonstration organisation at two sizes, light and
// dark, into docs/pictures.
import fs from 'node:fs';
import { schemes, seatOf, sizes, startBrowser, visit } from '../tests/lib/browser.js';
import { startServer } from '../tests/lib/server.js';

const folder = 'docs/pictures';
fs.mkdirSync(folder, { recursive: true });
const server = await startServer({ name: 'pictures', init: false, postgres: false });
const browser = await startBrowser();
try {
  const made = await server.cli('demo');
  if (made.status !== 0) throw new Error(made.err);
  await server.serve();
  const goal = server.sql("SELECT goal_id FROM checkins GROUP BY goal_id HAVING count(*) > 2 ORDER BY count(*) DESC, goal_id LIMIT 1");
  const email = server.sql(`SELECT p.email FROM people p JOIN goals g ON g.owner_id = p.id WHERE g.id = ${goal}`);
  const pages = { home: '/', goals: '/goals', goal: `/goals/${goal}`, people: '/people' };
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const scheme of schemes) {
      const seat = await seatOf(browser, server, email, { size: viewport, scheme });
      for (const [name, address] of Object.entries(pages)) {
        await visit(seat.page, address);
        await seat.page.screenshot({ path: `${folder}/${name}-${size}-${scheme}.png` });
      }
      await seat.context.close();
    }
  }
} finally {
  await browser.close();
  await server.remove();
}
