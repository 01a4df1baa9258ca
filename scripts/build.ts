/** Builds `dist/`: one entry a surface, shared code in chunks, assets and licences beside them. */
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';
import { LANGUAGES } from '../src/syntax/language.ts';
import { licencesOf } from './licences.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Files that are used as they are, by `assetPath`. */
async function copyAssets(): Promise<readonly string[]> {
  const assets = join(dist, 'assets');
  await mkdir(assets, { recursive: true });
  const grammars = join(root, 'node_modules/@vscode/tree-sitter-wasm/wasm');
  const copied = LANGUAGES.map((language) => join(grammars, `tree-sitter-${language}.wasm`));
  copied.push(join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'));
  for (const folder of ['src/measure/assets', 'src/benchmarks/assets']) {
    const own = join(root, folder);
    for (const name of await readdir(own).catch(() => [])) copied.push(join(own, name));
  }
  for (const file of copied) await cp(file, join(assets, basename(file)));
  return copied;
}

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: ['src/cli.ts', 'src/index.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  keepNames: true,
  // @actions/core asks it for OIDC tokens, which we never do; it would bring half a megabyte and its start.
  alias: {
    '@actions/http-client/lib/auth': './scripts/no-http-client.ts',
    '@actions/http-client': './scripts/no-http-client.ts',
    // Its CommonJS build would bring sixty languages.
    stopword: 'stopword/dist/stopword.esm.mjs',
  },
  // Flat, so that every file of dist/ sees assets at the same place.
  chunkNames: '[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
  banner: {
    // CommonJS dependencies ask for `require`, which an ES module lacks.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
const assets = (await copyAssets()).map((file) => relative(root, file));
const licences = await licencesOf(root, [...Object.keys(metafile.inputs), ...assets]);
await writeFile(join(dist, 'licences.txt'), licences);
