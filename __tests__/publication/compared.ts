import type { ComparedWorkload, Comparison } from '../../src/report/comparison/comparison.ts';
import { namedOf } from '../report/named.ts';

export const WORKLOAD: ComparedWorkload = {
  ...{ kind: 'tests', command: 'node --test', verdict: 'no-difference', broken: [] },
  ...{ build: null, omitted: null, files: null },
  ...{
    comparable: true,
    whole: [],
    parts: [],
    kept: [],
    keptTotal: 0,
    keptUntold: null,
    notes: [],
  },
  named: namedOf(),
  pairs: { done: 20, dropped: 0, cut: null, turns: 1, pinned: false },
  counting: { source: null, missing: '' },
  raw: { pairs: [], counts: { base: [], head: [] } },
};

/** A comparison in which these workloads found no difference, but for what is said of them. */
export const comparisonOf = (...workloads: readonly Partial<ComparedWorkload>[]): Comparison => ({
  schema: 'orps-comparison/1',
  base: { ref: 'main', sha: 'a'.repeat(40) },
  head: { ref: 'feature', sha: 'b'.repeat(40) },
  ...{ directory: '', changedFiles: ['a.js'], changedFunctions: [], statics: null },
  changedElsewhere: false,
  workloads: workloads.map((over) => ({ ...WORKLOAD, ...over })),
  skipped: [],
  machine: { processor: 'A processor', cores: 2, system: 'Linux 6', load: 0.5 },
  isolation: {
    ...{ level: 'bubblewrap', workspace: 'overlay', network: 'none', system: 'read-only' },
    ...{ processes: 'private', notes: [] },
  },
  totalMs: 60_000,
});
