// The goal map in Chromium, on a server that runs already: node bench/map.mjs SIGN-IN-LINK. Prints the time to the first useful picture
// of tree and map, and the frames while the map is dragged: as it opens, with as much open as one map shows, and from afar.
import { pathToFileURL } from 'node:url';
import { sizes, startBrowser } from '../tests/lib/browser.js';

const MOVES = 120, LOADS = 7;
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// From the address to the first goal that can be seen, in milliseconds.
async function firstPicture(page, address) {
  const times = [];
  for (let i = 0; i < LOADS; i++) {
    await page.goto('about:blank');
    const from = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('[role=treeitem]').first().waitFor();
    times.push(performance.now() - from);
  }
  return middle(times);
}

// Drags the map to and fro; gives the milliseconds between the frames.
async function frames(page) {
  const view = await page.locator('.goal-map .view').boundingBox();
  const x = view.x + view.width / 2, y = view.y + view.height / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    globalThis.times = [];
    let last = performance.now();
    const tick = (now) => { globalThis.times.push(now - last); last = now; globalThis.ticking = requestAnimationFrame(tick); };
    globalThis.ticking = requestAnimationFrame((now) => { last = now; globalThis.ticking = requestAnimationFrame(tick); });
  });
  for (let i = 1; i <= MOVES; i++) {
    const turn = i / MOVES * 4 * Math.PI;
    await page.mouse.move(x + Math.sin(turn) * view.width * 0.45, y + Math.sin(turn * 1.5) * view.height * 0.45);
  }
  const times = await page.evaluate(() => { cancelAnimationFrame(globalThis.ticking); return globalThis.times; });
  await page.mouse.up();
  return { frames: times.length, median: middle(times), most: Math.max(...times) };
}

// Opens all that is shown, level by level, until one map holds no more.
async function openAll(page, map) {
  for (let i = 0; i < 6; i++) {
    const seen = await page.evaluate((address) => fetch(address).then((reply) => reply.json()), `/api/v1/goal-map${map}`);
    const open = seen.nodes.filter((n) => n.kind === 'goal' && n.children > 0).map((n) => n.key).slice(0, 200);
    map = `?open=${open.join(',')}`;
    if (seen.cut) break;
  }
  return map;
}

/** What was measured: { tree, map, server, opened, full, far }. */
export async function measureMap(link) {
  const browser = await startBrowser(), { origin } = new URL(link);
  try {
    const context = await browser.newContext({ viewport: sizes.desktop, baseURL: origin });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'What needs me?' }).waitFor();
    const found = { tree: await firstPicture(page, '/goals'), map: await firstPicture(page, '/goals?view=map') };
    const asked = await page.evaluate(async () => {
      const times = [];
      for (let i = 0; i < 15; i++) { const from = performance.now(); await (await fetch('/api/v1/goal-map')).text(); times.push(performance.now() - from); }
      return times;
    });
    found.server = middle(asked);
    found.opened = await frames(page);
    await page.goto(`/goals${await openAll(page, '')}&view=map`);
    await page.locator('.card').first().waitFor();
    await page.waitForLoadState('networkidle');
    found.full = await frames(page);
    await page.getByRole('button', { name: 'The whole map' }).click();
    await page.waitForTimeout(400); // the motion to there
    found.far = await frames(page);
    found.nodes = await page.locator('.card').count();
    return found;
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = await measureMap(process.argv[2]);
  const ms = (v) => `${v.toFixed(0)} ms`;
  console.log(`first useful picture: tree ${ms(found.tree)}, map ${ms(found.map)}; the server's part ${found.server.toFixed(1)} ms`);
  for (const [name, f] of [['as it opens', found.opened], ['as much as one map shows', found.full], [`the whole of it, ${found.nodes} cards`, found.far]])
    console.log(`frames, ${name}: median ${f.median.toFixed(1)} ms, longest ${f.most.toFixed(1)} ms of ${f.frames}`);
}
