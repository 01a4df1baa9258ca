import { comparableFunctions, differences } from '../measure/statics-functions.ts';
import { declaresTests, isTestFile } from '../measure/test-file.ts';
import { isProtected } from '../workspace/protected.ts';
import type { ChangedSource } from './changed-sources.ts';

/** Nobody runs these. */
const PROSE = /\.(?:md|mdx|rst|adoc|txt)$/i;

/**
 * Did anything else change than functions that the head has, tests and prose: a constant, data,
 * a dependency, a function that is gone? Then no function alone is at fault. Paths are relative
 * to the toplevel.
 */
export async function changesElsewhere(
  changed: readonly string[],
  sources: readonly ChangedSource[],
): Promise<boolean> {
  const known = new Map(sources.map((source) => [source.path, source]));
  for (const path of changed.filter((one) => !isTestFile(one) && !PROSE.test(one))) {
    const source = known.get(path);
    if (source === undefined || (await differsElsewhere(source))) return true;
  }
  return false;
}

async function differsElsewhere({ path, before, after }: ChangedSource): Promise<boolean> {
  if (before === undefined || after === undefined) return true;
  // No function of what configures or builds is named, so that nothing of it may be passed over.
  if (isProtected(path) && !declaresTests(after)) return true;
  const base = await comparableFunctions(path, before);
  const head = await comparableFunctions(path, after);
  if (base === undefined || head === undefined) return true;
  return differences(base, head).some(
    (one) => one.name === '' || one.before.length > one.after.length,
  );
}
