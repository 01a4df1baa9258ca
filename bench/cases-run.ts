import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
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
  /** `git status --porcelain` stayed as empty as it was: the checkout was not written to. */
  readonly checkoutUntouched: boolean;
}

/** Beyond this share of the budget, plus a minute to verify in, the run is killed. */
const GRACE = 1.5;

/** Runs the built `orps fix` in a red repository, as a person would. */
export async function runFix(
  repository: RedRepository,
  out: string,
  maxMinutes: number,
  more: readonly string[],
): Promise<FixRun> {
  const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');
  const { root, recipe } = repository;
  const test = recipe.test === undefined ? [] : ['--test', recipe.test];
  const budget = ['--max-minutes', String(maxMinutes)];
  const begun = performance.now();
  const done = await execa('node', [cli, 'fix', root, '--out', out, ...budget, ...test, ...more], {
    reject: false,
    all: true,
    timeout: (maxMinutes * GRACE + 1) * 60_000,
  });
  const seconds = (performance.now() - begun) / 1000;
  const text = await readFile(join(out, 'result.json'), 'utf8').catch(() => 'null');
  const status = await execa('git', ['status', '--porcelain'], { cwd: root });
  return {
    result: resultFile.safeParse(JSON.parse(text)).data,
    exitCode: done.exitCode,
    seconds,
    said: done.all.slice(-400),
    checkoutUntouched: status.stdout === '',
  };
}
