// Bundles the interface: `node web/build.mjs --out FOLDER`. Hashed names below assets/, so they can be kept for ever; beside
// each file that shrinks stand its .br and .gz. Fails when what a first visit loads is larger than DESIGN allows.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { entries, languages } from '../tools/catalogue.mjs';
import { png } from '../tools/icon.mjs';
import { messageKey } from './message-key.js';

const FIRST_LOAD_MOST = 35 * 1024; // script, brotli
const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[process.argv.indexOf('--out') + 1] ?? 'build/web';

rmSync(join(out, 'assets'), { recursive: true, force: true });
mkdirSync(join(out, 'assets'), { recursive: true });

// import('catalogue:de'): what German says for each message, by the message's short name.
const catalogues = {
  name: 'catalogues',
  setup(bundle) {
    bundle.onResolve({ filter: /^catalogue:/ }, ({ path }) => ({ path: path.slice('catalogue:'.length), namespace: 'catalogue' }));
    bundle.onLoad({ filter: /.*/, namespace: 'catalogue' }, ({ path }) => {
      const words = {}, messages = {};
      for (const entry of entries(path)) {
        const key = messageKey(entry.message);
        if (messages[key] && messages[key] !== entry.message) throw new Error(`"${entry.message}" and "${messages[key]}" share a key; word one of them otherwise`);
        messages[key] = entry.message;
        words[key] = entry.words;
      }
      return { contents: `export default ${JSON.stringify(words)};`, loader: 'js' }; // as JSON, each key would be an export too
    });
  },
};

const result = await build({
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
  plugins: [catalogues],
});

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

const page = readFileSync(join(here, 'index.html'), 'utf8')
  .replace('{{script}}', `/assets/${basename(script)}`)
  .replace('{{style}}', `/assets/${basename(style)}`);
writeFileSync(join(out, 'index.html'), page);
for (const file of readdirSync(join(here, 'public'))) cpSync(join(here, 'public', file), join(out, file));

for (const size of [180, 192, 512]) writeFileSync(join(out, `icon-${size}.png`), png(size));

// What the service worker keeps so that Waymark opens without a network: the page and all its parts, less the catalogues, which
// are kept when they are read.
const catalogueOf = (language) => outputs.find(([, o]) => Object.keys(o.inputs).includes(`catalogue:${language}`))?.[0];
const languageFiles = languages().map(catalogueOf);
const shell = ['/', ...outputs.map(([file]) => file).filter((file) => !languageFiles.includes(file)).map((file) => `/assets/${basename(file)}`).sort()];
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
for (const [language, extra] of [['en', []], ...languages().map((l, i) => [l, languageFiles[i] ? [languageFiles[i]] : []])]) {
  const first = weigh([...firstLoad(script), ...extra]);
  console.log(`first load: ${first} bytes of script (brotli, ${language}), at most ${FIRST_LOAD_MOST}`);
  if (first > FIRST_LOAD_MOST) process.exit(1);
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
