import type { Spectrum } from '../ports.ts';

/**
 * Suspicion of every executed line on [0, 1] by Ochiai's formula,
 * ef / √((ef + nf)·(ef + ep)) (Abreu et al. 2007): path → line → suspicion.
 * Lines that no failing test executed are not in it.
 */
export function suspicionByLine({
  rows,
}: Spectrum): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const counts = new Map<string, Map<number, { failed: number; passed: number }>>();
  let failing = 0;
  for (const { failed, tests, lines } of rows) {
    if (failed) failing += tests;
    for (const [path, numbers] of lines) {
      const ofFile = counts.get(path) ?? new Map<number, { failed: number; passed: number }>();
      counts.set(path, ofFile);
      for (const line of numbers) {
        const count = ofFile.get(line) ?? { failed: 0, passed: 0 };
        ofFile.set(line, count);
        if (failed) count.failed += tests;
        else count.passed += tests;
      }
    }
  }
  const suspicion = new Map<string, ReadonlyMap<number, number>>();
  for (const [path, ofFile] of counts) {
    const byLine = new Map<number, number>();
    for (const [line, { failed, passed }] of ofFile) {
      if (failed > 0) byLine.set(line, failed / Math.sqrt(failing * (failed + passed)));
    }
    if (byLine.size > 0) suspicion.set(path, byLine);
  }
  return suspicion;
}
