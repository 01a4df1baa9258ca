import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bench } from '../bench.ts';
import { benchSettingsFrom, parseBenchOptions } from '../bench-inputs.ts';
import { BrokenEnvironment, Interrupted, WrongUse } from '../errors.ts';
import { makeFolder, writeWhole } from '../folder.ts';
import type { Surroundings } from '../inputs.ts';
import type { Observer } from '../ports.ts';
import { adviceOn } from '../report/advice.ts';
import type { Comparison } from '../report/comparison/comparison.ts';
import { comparisonMarkdown } from '../report/comparison/markdown.ts';
import { defaultFolder, folderOf, outFolder } from './folders.ts';

export interface BenchResult {
  readonly comparison: Comparison;
  /** Absolute path of the folder with the files. */
  readonly out: string;
  /** Why they are not there: what was measured is told all the same. */
  readonly unwritten?: BrokenEnvironment;
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
  const folder =
    typeof out === 'string' ? outFolder(out) : defaultFolder(settings.directory, surroundings);
  const isNew = await openFolder(folder);
  const comparison = await bench({ settings, environment, observe, signal }).catch(
    async (cause: unknown) => {
      // Nothing is in it, if nothing was measured.
      if (isNew) await rmdir(folder).catch(() => undefined);
      if (signal.aborted) throw new Interrupted(undefined, { cause });
      throw cause;
    },
  );
  const unwritten = await writeComparison(folder, comparison);
  return { comparison, out: folder, ...(unwritten && { unwritten }) };
}

/**
 * Made before anything is measured: nothing that took minutes may be lost for a folder.
 * Was it not there before?
 */
async function openFolder(path: string): Promise<boolean> {
  const made = await makeFolder(path);
  const present = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOTDIR' ? 'is a file' : `cannot be read (${cause.code})`;
    throw new WrongUse(`${path} ${what}.`, 'Name a folder with --out.', { cause });
  });
  if ((await lstat(path)).isSymbolicLink()) {
    throw new WrongUse(`${path} is a link.`, 'Name the folder itself with --out.');
  }
  const earlier = present.find((name) => FILES.has(name));
  if (earlier === undefined) return made !== undefined;
  throw new WrongUse(
    `${join(path, earlier)} is there already.`,
    'Remove it, or choose another folder with --out.',
  );
}

const FILES: ReadonlySet<string> = new Set(['comparison.json', 'comparison.md']);

const markdownOf = (comparison: Comparison): string =>
  [comparisonMarkdown(comparison), ...adviceOn(comparison).map((line) => `${line}\n`)].join('\n');

/** The data last and whole: its presence means that all is there. Gives what kept it from being written. */
async function writeComparison(
  folder: string,
  comparison: Comparison,
): Promise<BrokenEnvironment | undefined> {
  try {
    await mkdir(folder, { recursive: true });
    await writeWhole(folder, 'comparison.md', markdownOf(comparison));
    await writeWhole(folder, 'comparison.json', `${JSON.stringify(comparison, null, 2)}\n`);
    return undefined;
  } catch (cause) {
    return new BrokenEnvironment(
      `Cannot write the comparison to ${folder} (${(cause as NodeJS.ErrnoException).code}).`,
      'Free some space there, or choose a writable folder with --out, and compare again.',
      { cause },
    );
  }
}
