import fc from 'fast-check';
import type { SearchEvent } from '../../src/ports.ts';
import { hostile } from './hostile.ts';

const tally = fc
  .nat(9)
  .chain((total) => fc.record({ passed: fc.nat(total), total: fc.constant(total) }));
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.nat(9999);

const event: fc.Arbitrary<SearchEvent> = fc.oneof(
  fc.record({ kind: fc.constant('stage' as const), name: hostile }),
  fc.record({
    kind: fc.constant('baseline' as const),
    failing: count,
    passing: count,
    flaky: count,
  }),
  fc.record({ kind: fc.constant('round' as const), round: fc.nat(9), candidates: fc.nat(99) }),
  fc.record({
    kind: fc.constant('proposed' as const),
    id: hostile,
    parent: fc.option(hostile),
    strategy: hostile,
  }),
  fc.record({
    kind: fc.constant('evaluated' as const),
    id: hostile,
    verdict: fc.constantFrom('failing' as const, 'plausible' as const),
    reason: hostile,
    failToPass: tally,
    passToPass: tally,
  }),
  fc.record({
    kind: fc.constant('scored' as const),
    id: hostile,
    processReward: unit,
    outcomeReward: unit,
    stepScore: unit,
  }),
  fc.record({ kind: fc.constant('failed' as const), id: hostile, reason: hostile }),
  fc.record({
    kind: fc.constant('selected' as const),
    round: fc.nat(9),
    beam: fc.array(hostile, { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('usage' as const),
    calls: count,
    tokens: count,
    costUsd: fc.option(unit),
    elapsedMs: count,
    budgetMs: fc.option(count),
  }),
  fc.record({
    kind: fc.constant('verification' as const),
    run: fc.nat(3),
    of: fc.nat(3),
    passed: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('note' as const), text: hostile }),
);

/** Any events in any order, with hostile text in them. */
export const events = fc.array(event, { maxLength: 40 });

/** A search of `rounds` rounds of 60 candidates each, as the engine tells it. */
export function scripted(rounds: number): readonly SearchEvent[] {
  const told: SearchEvent[] = [
    { kind: 'stage', name: 'search' },
    { kind: 'baseline', failing: 2, passing: 148, flaky: 1 },
  ];
  let parents: readonly (string | null)[] = [null, null, null];
  for (let round = 0; round < rounds; round += 1) {
    told.push({ kind: 'round', round, candidates: 60 });
    const ids = parents.flatMap((parent, index) =>
      Array.from({ length: 20 }, (_, sample) => {
        const id = parent === null ? `0.${index * 20 + sample}` : `${parent}/${round}.${sample}`;
        told.push(...lifeOf(id, parent, sample, round));
        return id;
      }),
    );
    parents = [ids[3] ?? null, ids[25] ?? null, ids[47] ?? null];
    told.push({ kind: 'selected', round, beam: parents.flatMap((id) => id ?? []) });
  }
  return told;
}

function lifeOf(
  id: string,
  parent: string | null,
  sample: number,
  round: number,
): readonly SearchEvent[] {
  if (sample === 9) return [{ kind: 'failed', id, reason: 'The edit matched nothing.' }];
  const passed = sample === 3 ? 2 : sample % 2;
  return [
    { kind: 'proposed', id, parent, strategy: 'Boundaries: check every comparison.' },
    {
      kind: 'evaluated',
      id,
      verdict: passed === 2 ? 'plausible' : 'failing',
      reason: `${passed} of 2 pass.`,
      failToPass: { passed, total: 2 },
      passToPass: { passed: 148, total: 148 },
    },
    {
      kind: 'scored',
      id,
      processReward: 1 + passed,
      outcomeReward: passed / 2,
      stepScore: Math.min(1, (passed + 1) / 4 + round / 20),
    },
  ];
}
