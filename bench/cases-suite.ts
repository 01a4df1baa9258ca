import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { BrokenEnvironment } from '../src/errors.ts';
import { type Outcome, readOutcome } from './cases-outcome.ts';
import type { Recipe } from './cases-recipes.ts';

const SUITE_LIMIT_SECONDS = 600;

/**
 * Runs a project's whole suite once, outside the tool under test.
 * @throws BrokenEnvironment when the suite leaves no report that can be read.
 */
export async function runSuite(root: string, recipe: Recipe): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'cases-report-'));
  try {
    const report = join(folder, 'report');
    const limit = ['--kill-after=5', String(SUITE_LIMIT_SECONDS)];
    const done = await execa('timeout', [...limit, 'bash', '-c', recipe.suite], {
      cwd: root,
      env: { REPORT: report, PYTHONDONTWRITEBYTECODE: '1' },
      reject: false,
      all: true,
    });
    const text = await readFile(report, 'utf8').catch(() => '');
    if (text === '') {
      throw new BrokenEnvironment(
        `The suite of ${root} left no report (exit ${done.exitCode}): ${done.all.slice(-500)}`,
        'Mend its entry in bench/cases-recipes.ts.',
      );
    }
    return readOutcome(recipe.report, text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is wrong with a run measured against the known-good one; empty when nothing is. */
export function shortfall(run: Outcome, knownGood: Outcome): readonly string[] {
  const passed = new Set(run.passed);
  return knownGood.passed.filter((name) => !passed.has(name));
}
