import { relativeStatics } from '../measure/statics.ts';
import type { Comparison } from '../report/comparison/comparison.ts';
import { introducesSyntaxError } from '../syntax/syntax-error.ts';
import { changedFunctions } from './changed-functions.ts';
import type { ChangedSource, ChangedSources } from './changed-sources.ts';
import { changesElsewhere } from './changes-elsewhere.ts';

/** What the changed sources say themselves; a part of them would say something else. */
export async function changedCode(
  head: string | undefined,
  changed: readonly string[],
  { read, unread }: ChangedSources,
): Promise<Pick<Comparison, 'changedFunctions' | 'changedElsewhere' | 'statics'>> {
  const nothing = { changedFunctions: [], changedElsewhere: true, statics: null };
  if (head === undefined || unread.length > 0) return nothing;
  try {
    return {
      changedFunctions: await changedFunctions(read),
      changedElsewhere: await changesElsewhere(changed, read),
      statics: await staticsOf(read),
    };
  } catch {
    // A grammar that fails on some text is no reason to lose what was measured.
    return nothing;
  }
}

async function staticsOf(sources: readonly ChangedSource[]): Promise<Comparison['statics']> {
  const sound: ChangedSource[] = [];
  for (const source of sources) {
    const { path, before, after = '' } = source;
    // A tree with holes says nothing of the code.
    if (!(await introducesSyntaxError(path, before, after))) sound.push(source);
  }
  const before = new Map(sound.map(({ path, before }) => [path, before]));
  const after = new Map(sound.map(({ path, after = null }) => [path, after]));
  return relativeStatics(after, async (path) => before.get(path));
}
