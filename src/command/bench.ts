import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bench } from '../bench.ts';
import { benchSettingsFrom, parseBenchOptions } from '../bench-inputs.ts';
import { Interrupted, WrongUse } from '../errors.ts';
import type { Surroundings } from '../inputs.ts';
import type { Observer } from '../ports.ts';
import type { Comparison } from '../report/comparison/comparison.ts';
import { comparisonMarkdown } from '../report/comparison/markdown.ts';
import { defaultFolder, folderOf } from './folders.ts';

export interface BenchResult {
  readonly comparison: Comparison;
  /** Absolute path of the folder with the files. */
  readonly out: string;
}

/** `orps bench`: flags → settings → comparison → files. */
export async function runBench(
  directory: string | undefined,
  flags: Record<string, unknown>,
  surroundings: Surroundings & { readonly now: Date },
  observe: Observer,
  signal: AbortSignal,
): Promise<BenchResult> {
  const { out, json: _json, ...given } = flags;
  const settings = benchSettingsFrom(folderOf(directory), parseBenchOptions(given));
  const { environment } = surroundings;
  const folder = resolve(
    typeof out === 'string' ? out : defaultFolder(settings.directory, surroundings),
  );
  await makeFolder(folder);
  const comparison = await bench({ settings, environment, observe, signal }).catch(
    (cause: unknown) => {
      if (signal.aborted) throw new Interrupted(undefined, { cause });
      throw cause;
    },
  );
  await writeComparison(folder, comparison);
  return { comparison, out: folder };
}

/** Made before anything is measured: nothing that took minutes may be lost for a folder. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new WrongUse(
      `${folder} cannot be made (${cause.code}).`,
      'Name a folder that you may write to with --out.',
      { cause },
    );
  });
  if ((await readdir(folder)).includes('comparison.json')) {
    throw new WrongUse(
      `${folder} already holds a comparison.`,
      'Remove it, or choose another folder with --out.',
    );
  }
}

/** The data last and whole: its presence means that all is there. */
export async function writeComparison(folder: string, comparison: Comparison): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'comparison.md'), comparisonMarkdown(comparison));
  await writeFile(join(folder, 'comparison.json'), `${JSON.stringify(comparison, null, 2)}\n`);
}
