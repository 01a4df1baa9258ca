import { comparableFunctions, differences } from '../measure/statics-functions.ts';
import { declaresTests, isNamedTestFile } from '../measure/test-file.ts';
import { isProtected } from '../workspace/protected.ts';
import type { ChangedSource } from './changed-sources.ts';

/** Nobody runs these; elsewhere a program may read such files. */
const PROSE = /^(?:[^/]+|(?:docs?|\.github|\.changeset)\/.*)\.(?:md|mdx|rst|adoc)$/i;

/** Of these languages the name of a file tells whether it holds tests. */
const TOLD_BY_NAME = /\.(?:py|[cm]?[jt]sx?)$/;

/** A function that is a test, in the others; what else is beside it helps all of them. */
const TEST = /(?:^|\.)[Tt]est[^.]*$/;

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
  for (const path of changed.filter((one) => !PROSE.test(one))) {
    const source = known.get(path);
    if (source === undefined || (await differsElsewhere(source))) return true;
  }
  return false;
}

async function differsElsewhere({ path, before, after }: ChangedSource): Promise<boolean> {
  // These are not compared, or in the base's version.
  if (isNamedTestFile(path) && declaresTests(after ?? before ?? '')) return false;
  if (before === undefined || after === undefined) return true;
  // No function of what configures or builds is named, so that nothing of it may be passed over.
  const isOfTests = isProtected(path);
  if (isOfTests && (TOLD_BY_NAME.test(path) || !declaresTests(after))) return true;
  const base = await comparableFunctions(path, before);
  const head = await comparableFunctions(path, after);
  if (base === undefined || head === undefined) return true;
  return differences(base, head).some(
    ({ name, before, after }) =>
      name === '' || before.length > after.length || (isOfTests && !TEST.test(name)),
  );
}
