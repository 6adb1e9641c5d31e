// Bundles the interface: `node web/build.mjs --out FOLDER`. Hashed names below assets/, so they can be kept for ever; beside
// each file that shrinks stand its .br and .gz. Fails when what a first visit loads is larger than DESIGN allows.
import { build, transform } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { entries, languages } from '../tools/catalogue.mjs';
import { messagesOf } from '../tools/messages-of.mjs';
import { png } from '../tools/icon.mjs';
import { messageKey } from './message-key.js';

const FIRST_LOAD_MOST = 35 * 1024; // script, brotli
const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[process.argv.indexOf('--out') + 1] ?? 'build/web';

for (const old of ['assets', 'links']) rmSync(join(out, old), { recursive: true, force: true });
mkdirSync(join(out, 'assets'), { recursive: true });

const settings = {
  entryPoints: [join(here, 'main.tsx'), join(here, 'styles/main.css')],
  outdir: join(out, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  metafile: true,
  legalComments: 'none',
};

// A part is what one import() asks for: it comes with its words, those of all sources it brings that the first load has not. So
// there are two rounds: the first only learns which source brings which.
const { inputs } = (await build({ ...settings, write: false, external: ['catalogue:*'] })).metafile;
const imported = (file, kind) => inputs[file].imports.filter((i) => i.kind === kind && inputs[i.path]).map((i) => i.path);

function brings(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const path of imported(file, 'import-statement')) brings(path, seen);
  return seen;
}

const own = (files) => [...files].filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'));
const says = (files, but = new Set()) => new Set(own(files).flatMap((file) => messagesOf(file).map(({ message }) => message)).filter((m) => !but.has(m)));
const partName = (path) => relative(here, path).replace(/\.tsx?$/, '');
const main = Object.keys(inputs).find((file) => file.endsWith('web/main.tsx'));
const first = says(brings(main));
const partSays = new Map(Object.keys(inputs).flatMap((file) => imported(file, 'dynamic-import'))
  .map((file) => [partName(file), says(brings(file), first)]));

// import('catalogue:de') has what German says at first, and asks import('catalogue:de/PART') for the rest: words by the short name
// of their message.
function cut(language, messages) {
  const words = {}, named = {};
  for (const entry of entries(language)) {
    const key = messageKey(entry.message);
    if (named[key] && named[key] !== entry.message) throw new Error(`"${entry.message}" and "${named[key]}" share a key; word one of them otherwise`);
    named[key] = entry.message;
    if (messages.has(entry.message)) words[key] = entry.words;
  }
  return JSON.stringify(words); // as JSON, each key would be an export too
}

function catalogue(path) {
  const [language, ...part] = path.split('/');
  if (part.length) return `export default ${cut(language, partSays.get(part.join('/')))};`;
  const later = [...partSays].filter(([, messages]) => messages.size).map(([name]) => `'${name}': () => import('catalogue:${language}/${name}')`);
  return `export const first = ${cut(language, first)}, later = { ${later.join(', ')} };`;
}

const words = {
  name: 'words',
  setup(bundle) {
    bundle.onResolve({ filter: /^catalogue:/ }, ({ path }) => ({ path: path.slice('catalogue:'.length), namespace: 'catalogue' }));
    bundle.onLoad({ filter: /.*/, namespace: 'catalogue' }, ({ path }) => ({ contents: catalogue(path), loader: 'js' }));
    bundle.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const wrapped = source.replace(/\bimport\('(\.[^']+)'\)/g, (call, to) => `withWords('${partName(join(dirname(path), to))}', ${call})`);
      const contents = wrapped === source ? source : `import { withWords } from '${join(here, 'lang')}'; ${wrapped}`;
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

const result = await build({ ...settings, plugins: [words] });

const outputs = Object.entries(result.metafile.outputs);
const entry = (name) => outputs.find(([, o]) => o.entryPoint?.endsWith(name))[0];
const script = entry('main.tsx'), style = entry('main.css');

// The entry and all that it imports at once; pages come later, when they are asked for.
function firstLoad(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const i of result.metafile.outputs[file].imports) if (i.kind === 'import-statement') firstLoad(i.path, seen);
  return seen;
}

// What comes along with a page: its script, and what it asks the API for at first, in a header that the server sends with it
// (src/kernel/asset.c). 'links/goals/0.txt' is that of /goals/12; what only somebody who is signed in may ask for stands in '.me.txt'.
const source = await transform(readFileSync(join(here, 'routes.ts'), 'utf8'), { loader: 'ts' });
const { routes } = await import(`data:text/javascript,${encodeURIComponent(source.code)}`);
const linked = (links, how) => links.map((to) => `<${to}>; ${how}`).join(', ');
for (const [shape, { load, first = [] }] of Object.entries(routes)) {
  const page = outputs.find(([, o]) => o.entryPoint?.endsWith(`web/${String(load).match(/import\("\.\/(.+?)"\)/)[1]}.tsx`))[0];
  const scripts = [...new Set([script, ...firstLoad(script), ...firstLoad(page)])].map((file) => `/assets/${basename(file)}`);
  const name = join(out, 'links', shape === '/' ? 'index' : shape.replaceAll('{id}', '0'));
  mkdirSync(dirname(name), { recursive: true });
  writeFileSync(`${name}.txt`, `</assets/${basename(style)}>; rel=preload; as=style, ${linked(scripts, 'rel=modulepreload')}`);
  writeFileSync(`${name}.me.txt`, linked(['/me', ...first].map((path) => `/api/v1${path}`), 'rel=preload; as=fetch; crossorigin'));
}

const page = readFileSync(join(here, 'index.html'), 'utf8')
  .replace('{{script}}', `/assets/${basename(script)}`)
  .replace('{{style}}', `/assets/${basename(style)}`)
  .replace('{{preload}}', [...firstLoad(script)].slice(1).map((file) => `<link rel="modulepreload" href="/assets/${basename(file)}">`).join('\n'));
writeFileSync(join(out, 'index.html'), page);
for (const file of readdirSync(join(here, 'public'))) cpSync(join(here, 'public', file), join(out, file));

for (const size of [180, 192, 512]) writeFileSync(join(out, `icon-${size}.png`), png(size));

// What the service worker keeps so that Waymark opens without a network, in every language: the page and all its parts.
const shell = ['/', ...outputs.map(([file]) => `/assets/${basename(file)}`).sort()];
await build({
  entryPoints: [join(here, 'worker/worker.ts')],
  outfile: join(out, 'sw.js'),
  bundle: true,
  format: 'iife',
  target: ['es2022'],
  minify: true,
  legalComments: 'none',
  define: { SHELL: JSON.stringify(shell), VERSION: JSON.stringify(createHash('sha256').update(shell.join()).digest('hex').slice(0, 12)) },
});

const brotli = (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
const weigh = (files) => [...files].reduce((sum, file) => sum + brotli(readFileSync(file)).length, 0);

// A first visit loads the frame and Home, and both their words when it does not read English.
const made = (source) => outputs.find(([, o]) => o.entryPoint?.endsWith(source))?.[0];
for (const language of ['en', ...languages()]) {
  const files = new Set(['web/main.tsx', 'web/pages/home.tsx', `catalogue:${language}`, `catalogue:${language}/pages/home`]
    .map(made).filter(Boolean).flatMap((file) => [...firstLoad(file)]));
  const size = weigh(files);
  console.log(`first visit: ${size} bytes of script (brotli, ${language}), at most ${FIRST_LOAD_MOST}`);
  if (size > FIRST_LOAD_MOST) process.exit(1);
}

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compress(path);
    else if (/\.(js|css|html|svg|webmanifest)$/.test(name)) {
      const data = readFileSync(path);
      writeFileSync(`${path}.br`, brotli(data));
      writeFileSync(`${path}.gz`, gzipSync(data, { level: 9 }));
    }
  }
}
for (const stale of readdirSync(out)) if (/\.(br|gz)$/.test(stale)) rmSync(join(out, stale));
compress(out);
