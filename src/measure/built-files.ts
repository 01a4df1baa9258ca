import type { PackageManifest } from './package-manifest.ts';
import { isTestFile } from './test-file.ts';

const IMPORT = /(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g;
const BUILT = /^(?:dist|lib|build|out|cjs|esm|es|umd|bundle|release)(?:\/|$)/;
const BUILD_SCRIPTS = [
  'build',
  'compile',
  'bundle',
  'build:js',
  'build:cjs',
  'prepare',
  'prepublishOnly',
];
const MOST_READ = 200;

export interface Sources {
  readonly manifest: PackageManifest;
  /** Tracked and untracked files that git does not ignore. */
  readonly files: readonly string[];
  read(path: string): Promise<string | undefined>;
}

/**
 * The script that must run before the tests because they import built files:
 * a folder of that kind which git ignores, or one that is committed although
 * it is made from `src/`. `undefined` where the tests read sources.
 */
export async function findBuildScript(sources: Sources): Promise<string | undefined> {
  const { manifest, files, read } = sources;
  const script = BUILD_SCRIPTS.find((name) => manifest.scripts.has(name));
  if (script === undefined) return undefined;
  const tracked = new Set(files.map((file) => file.split('/', 1)[0]));
  const hasSource = tracked.has('src') || tracked.has('source');
  for (const test of files.filter(isTestFile).slice(0, MOST_READ)) {
    for (const target of importedPaths(test, (await read(test)) ?? '', manifest)) {
      const top = BUILT.exec(target)?.[0].replace('/', '');
      if (top === undefined) continue;
      // A committed `lib/` beside `src/` may as well be the source itself.
      if (!tracked.has(top) || (hasSource && top !== 'lib')) return script;
    }
  }
  return undefined;
}

/** Repository-relative paths that a test imports, through the package's own name and entries too. */
function importedPaths(test: string, text: string, manifest: PackageManifest): readonly string[] {
  const entries = manifest.entries.map((entry) => entry.replace(/^\.\//, ''));
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const target = match[1] ?? '';
    if (target === manifest.name || target.startsWith(`${manifest.name}/`)) return entries;
    if (!target.startsWith('.')) return [];
    const path = new URL(target, `file:///${test}`).pathname.slice(1).replace(/\/$/, '');
    return path === '' || path === '.' ? entries : [path];
  });
}
