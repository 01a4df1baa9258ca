import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import type { RedRepository } from './cases-setup.ts';

/** As much of `result.json` as a row needs. */
const resultFile = z.object({
  status: z.string(),
  reason: z.string(),
  candidates: z.array(z.unknown()),
  usage: z.object({ calls: z.number(), inputTokens: z.number(), outputTokens: z.number() }),
});

export type FixResult = Readonly<z.infer<typeof resultFile>>;

export interface FixRun {
  /** `undefined` when the command left no result that can be read. */
  readonly result: FixResult | undefined;
  readonly exitCode: number | undefined;
  readonly seconds: number;
  /** The last of what it printed, for a run without a result. */
  readonly said: string;
  /** `git status` says what it said before, of ignored files too. */
  readonly checkoutUntouched: boolean;
}

/** Beyond this share of the budget, plus a minute to verify in, the run is killed. */
const GRACE = 1.5;

export interface FixSettings {
  /** The built command under test. */
  readonly cli: string;
  readonly maxMinutes: number;
  /** The model and whatever else the command is given. */
  readonly fixArguments: readonly string[];
}

/** Runs `orps fix` in a red repository, as a person would. */
export async function runFix(
  { root, recipe }: RedRepository,
  out: string,
  { cli, maxMinutes, fixArguments }: FixSettings,
): Promise<FixRun> {
  const test = recipe.test === undefined ? [] : ['--test', recipe.test];
  const given = ['--out', out, '--max-minutes', String(maxMinutes), ...test, ...fixArguments];
  const before = await footprint(root);
  const begun = performance.now();
  const done = await execa('node', [cli, 'fix', root, ...given], {
    reject: false,
    all: true,
    timeout: (maxMinutes * GRACE + 1) * 60_000,
  });
  const seconds = (performance.now() - begun) / 1000;
  const text = await readFile(join(out, 'result.json'), 'utf8').catch(() => 'null');
  return {
    result: resultFile.safeParse(JSON.parse(text)).data,
    exitCode: done.exitCode,
    seconds,
    said: done.all.slice(-400),
    checkoutUntouched: (await footprint(root)) === before,
  };
}

/** What git sees in a checkout, ignored files and folders included. */
const footprint = async (root: string): Promise<string> =>
  (await execa('git', ['status', '--porcelain', '--ignored'], { cwd: root })).stdout;
