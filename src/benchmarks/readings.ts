import { LONGEST_NAME, printable } from '../measure/test-case.ts';
import type { Reading } from './benchmark-suite.ts';

/** What a report says of one benchmark, before it has an id: a stranger's words. */
export interface Finding {
  readonly name: string;
  readonly file?: string | undefined;
  readonly value: number;
  readonly unit: Reading['unit'];
  readonly better: Reading['better'];
}

/** More than any suite has; what comes later is the work of a loop. */
const MOST_READINGS = 10_000;

/**
 * Readings with unique ids. Names and files are made printable and cut like
 * those of tests; a value that is no quantity (negative, not finite) is left out.
 */
export function toReadings(findings: readonly Finding[]): readonly Reading[] {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return findings
    .filter(({ value }) => Number.isFinite(value) && value >= 0)
    .slice(0, MOST_READINGS)
    .map(({ value, unit, better, ...finding }) => {
      const name = clean(finding.name);
      const file = finding.file === undefined ? undefined : clean(finding.file);
      const base = idOf(name, file, unit);
      let count = (counts.get(base) ?? 0) + 1;
      let id = count === 1 ? base : `${base} (${count})`;
      // Another benchmark may bear this very name.
      while (taken.has(id)) id = `${base} (${++count})`;
      counts.set(base, count);
      taken.add(id);
      return { id, name, ...(file === undefined ? {} : { file }), value, unit, better };
    });
}

const clean = (text: string): string =>
  printable(text.slice(0, 2 * LONGEST_NAME)).slice(0, LONGEST_NAME);

/** Time is what a benchmark is about; only what is measured beside it needs its unit. */
function idOf(name: string, file: string | undefined, unit: Reading['unit']): string {
  const id = file === undefined ? name : `${file}::${name}`;
  return unit === 'ns/op' || unit === 'op/s' ? id : `${id} [${unit}]`;
}

/** A time for one operation, in nanoseconds. */
export const timing = (name: string, file: string | undefined, ns: number): Finding => ({
  name,
  file,
  value: ns,
  unit: 'ns/op',
  better: 'lower',
});
