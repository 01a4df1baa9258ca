import { comparableFunctions } from '../measure/statics-functions.ts';
import { isTestFile } from '../measure/test-file.ts';
import type { ChangedSource } from './changed-sources.ts';

/** Nobody runs these. */
const PROSE = /\.(?:md|mdx|rst|adoc|txt)$/i;

/**
 * Did anything else change than functions, tests and prose: a constant, data, a dependency?
 * Then no function alone is at fault. Paths are relative to the toplevel.
 */
export async function changesElsewhere(
  changed: readonly string[],
  sources: readonly ChangedSource[],
): Promise<boolean> {
  for (const path of changed.filter((one) => !isTestFile(one) && !PROSE.test(one))) {
    const source = sources.find((one) => one.path === path);
    if (source === undefined || (await differsOutside(source))) return true;
  }
  return false;
}

async function differsOutside({ path, before, after }: ChangedSource): Promise<boolean> {
  const [base, head] = await Promise.all([before, after].map((text) => outsideOf(path, text)));
  return base === undefined || base !== head;
}

/** What a file says outside its functions. */
const outsideOf = async (path: string, text: string | undefined): Promise<string | undefined> =>
  text === undefined
    ? undefined
    : (await comparableFunctions(path, text))
        ?.get('')
        ?.map(({ ownText }) => ownText)
        .join('\n');
