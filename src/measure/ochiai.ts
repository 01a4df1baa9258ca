import type { Spectrum, SpectrumRow } from '../ports.ts';

/** Path → 1-based line → suspicion on [0, 1]. */
export type Suspicion = ReadonlyMap<string, ReadonlyMap<number, number>>;

/**
 * A row of n tests says that at least one of them ran a line, and at most all:
 * the geometric mean of the two. Counting all would clear a shared line because
 * of tests that never came near it.
 */
const weightOf = (row: SpectrumRow): number => Math.sqrt(row.tests);

/**
 * Ochiai's coefficient of every line that a failing test ran:
 * failing-through-line / √(failing × through-line) (Abreu, Zoeteweij, van
 * Gemund 2007).
 */
export function ochiai(spectrum: Spectrum): Suspicion {
  const failing = spectrum.rows.filter((row) => row.failed);
  const total = failing.reduce((sum, row) => sum + weightOf(row), 0);
  const tallies = new Map<string, Map<number, { failed: number; passed: number }>>();
  for (const row of [...failing, ...spectrum.rows.filter((row) => !row.failed)]) {
    const weight = weightOf(row);
    for (const [path, lines] of row.lines) {
      const known = tallies.get(path) ?? new Map<number, { failed: number; passed: number }>();
      tallies.set(path, known);
      for (const line of lines) {
        const tally = known.get(line) ?? { failed: 0, passed: 0 };
        // Lines that no failing test ran come second and are not kept.
        if (row.failed) known.set(line, { ...tally, failed: tally.failed + weight });
        else if (tally.failed > 0) known.set(line, { ...tally, passed: tally.passed + weight });
      }
    }
  }
  const scored = new Map<string, ReadonlyMap<number, number>>();
  for (const [path, lines] of tallies) {
    const scores = [...lines]
      .filter(([, tally]) => tally.failed > 0)
      .map(([line, { failed, passed }]) => {
        return [line, failed / Math.sqrt(total * (failed + passed))] as const;
      });
    if (scores.length > 0) scored.set(path, new Map(scores));
  }
  return scored;
}
