import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const BANNER =
  "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);";

/**
 * Runs a benchmark of `bench/` as users run the engine: bundled, in a process of its
 * own. Stripping types at run time would count its own memory, and the cost of
 * starting a process grows with the memory of the one that starts it.
 *
 * Returns what it printed; throws with its standard error when it fails.
 */
export async function runBundled(entry: string, args: readonly string[]): Promise<string> {
  // Beside `dist/`, where the engine looks for its assets.
  const folder = mkdtempSync(join(import.meta.dirname, '..', '.bench-'));
  const outfile = join(folder, 'bench.mjs');
  try {
    await build({
      ...{ entryPoints: [entry], outfile, external: ['esbuild'], banner: { js: BANNER } },
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'warning' },
    });
    return execFileSync(process.execPath, [outfile, ...args], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
