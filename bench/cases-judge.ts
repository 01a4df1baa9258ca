import { execa } from 'execa';
import type { RedRepository } from './cases-setup.ts';
import { inTwin } from './cases-setup.ts';
import { takeFiles } from './cases-snapshot.ts';
import { runSuite, shortfall } from './cases-suite.ts';

/** Suites with timing assertions flip under load: a test counts as lost when it fails every time. */
const ATTEMPTS = 3;

export interface Judgement {
  readonly verified: boolean;
  /** Tests that pass with the real fix and not with the patch, or why nothing could be run. */
  readonly lost: readonly string[];
}

/**
 * Applies a patch to the untouched twin, puts the fix commit's tests over it,
 * runs the whole suite and compares with the real fix, test by test.
 * @param gitDir the snapshot that holds the fix commit's tests.
 */
export function judge(
  repository: RedRepository,
  gitDir: string,
  patchFile: string,
): Promise<Judgement> {
  return inTwin(repository, async (root) => {
    const applied = await execa('git', ['apply', '--whitespace=nowarn', patchFile], {
      cwd: root,
      reject: false,
    });
    if (applied.exitCode !== 0) return { verified: false, lost: [`git apply: ${applied.stderr}`] };
    const { entry, recipe, green } = repository;
    await takeFiles(gitDir, entry.fix_sha, entry.test_files, root);
    let lost: readonly string[] = green.passed;
    for (let attempt = 0; attempt < ATTEMPTS && lost.length > 0; attempt++) {
      const missing = new Set(shortfall(await runSuite(root, recipe), green));
      lost = lost.filter((name) => missing.has(name));
    }
    return { verified: lost.length === 0, lost };
  });
}
