import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { layOut, programFile, testFile } from './quixbugs-repository.ts';

export interface QuixbugsRow {
  readonly program: string;
  /** `fixed` and green when tried again; else what `result.json` says, or how the command failed. */
  readonly status: string;
  /** Candidates that were proposed by the time the search ended. */
  readonly candidates: number;
  readonly seconds: number;
  readonly patch?: string;
}

const resultFile = z.object({ status: z.string(), candidates: z.array(z.unknown()) });

export interface QuixbugsOptions {
  /** A checkout of jkoppel/QuixBugs. */
  readonly checkout: string;
  /** The built command. */
  readonly cli: string;
  readonly maxMinutes: number;
  /** A folder of this benchmark's own, for repositories and results. */
  readonly scratch: string;
}

/** Reading the base, tracing and verifying come on top of the search's budget; beyond this it is killed. */
const GRACE_MINUTES = 2;

/** Four programs never end on some inputs; the others' tests take milliseconds. */
const TEST_SECONDS = '2';

/** Lets `orps fix` repair one program and tries the answer out. */
export async function quixbugsRow(program: string, options: QuixbugsOptions): Promise<QuixbugsRow> {
  const root = join(options.scratch, program);
  const out = join(options.scratch, `${program}.out`);
  await layOut(options.checkout, program, root);
  const begun = performance.now();
  const budget = ['--max-minutes', String(options.maxMinutes), '--test-timeout', TEST_SECONDS];
  const run = await execa(
    'node',
    [options.cli, 'fix', root, '--model', 'offline', ...budget, '--out', out],
    {
      reject: false,
      all: true,
      timeout: (options.maxMinutes + GRACE_MINUTES) * 60_000,
    },
  );
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const text = await readFile(join(out, 'result.json'), 'utf8').catch(() => 'null');
  const result = resultFile.safeParse(JSON.parse(text)).data;
  if (result === undefined) {
    return { program, status: `no result: ${run.all.slice(-200)}`, candidates: 0, seconds };
  }
  const row = { program, candidates: result.candidates.length, seconds };
  if (result.status !== 'fixed') return { ...row, status: result.status };
  const patch = await readFile(join(out, 'patch.diff'), 'utf8');
  const status = await triedAgain(program, patch, options);
  return { ...row, status, patch };
}

/** Applies the patch to the program alone, beside untouched tests, and runs these. */
async function triedAgain(
  program: string,
  patch: string,
  { checkout, scratch }: QuixbugsOptions,
): Promise<string> {
  const root = join(scratch, `${program}.again`);
  await layOut(checkout, program, root);
  const only = ['apply', `--include=${programFile(program)}`, '-'];
  const applied = await execa('git', only, { cwd: root, input: patch, reject: false });
  if (applied.failed) return 'fixed, but its patch does not apply';
  const tests = ['-m', 'pytest', '-q', testFile(program)];
  const green = await execa('python3', tests, { cwd: root, reject: false, timeout: 120_000 });
  return green.failed ? 'fixed, but red when tried again' : 'fixed';
}
