import type { ComparedWorkload } from '../../src/report/comparison/comparison.ts';

type Named = ComparedWorkload['named'];
type Lists = Omit<Named, 'totals' | 'leftOut'>;

/** What a comparison names and does not compare, all of it named. */
export function namedOf(over: Partial<Lists> = {}): Named {
  const none: Lists = {
    appeared: [],
    vanished: [],
    changed: [],
    failing: [],
    newlyFailing: [],
    unrun: [],
  };
  const { appeared, vanished, changed, failing, newlyFailing, unrun } = { ...none, ...over };
  return {
    ...{ appeared, vanished, changed, failing, newlyFailing, unrun, leftOut: 0 },
    totals: {
      ...{ appeared: appeared.length, vanished: vanished.length, changed: changed.length },
      ...{ failing: failing.length, newlyFailing: newlyFailing.length, unrun: unrun.length },
    },
  };
}
