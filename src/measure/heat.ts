import type { Spectrum } from '../ports.ts';
import type { Suspicion } from './ochiai.ts';

/** A line, and how often the traced tests ran it. */
export interface HotLine {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly runs: number;
}

/** All lines that ran, the most often run first; none where the rows hold no counts. */
export function hotLines({ rows }: Spectrum): readonly HotLine[] {
  const all = new Map<string, Map<number, number>>();
  for (const [path, counts] of rows.flatMap((row) => [...(row.counts ?? [])])) {
    const known = all.get(path) ?? new Map<number, number>();
    for (const [line, runs] of counts) known.set(line, runs + (known.get(line) ?? 0));
    all.set(path, known);
  }
  return [...all]
    .flatMap(([path, lines]) => [...lines].map(([line, runs]) => ({ path, line, runs })))
    .sort((a, b) => b.runs - a.runs || (a.path < b.path ? -1 : 1) || a.line - b.line);
}

/**
 * How hot each line is, on [0, 1], in the place of how suspicious: by the logarithm of
 * its runs, since a line that runs a tenth as often may well cost more each time.
 */
export function heatOf(lines: readonly HotLine[]): Suspicion {
  const most = Math.log1p(lines[0]?.runs ?? 0);
  const heat = new Map<string, Map<number, number>>();
  for (const { path, line, runs } of lines) {
    const known = heat.get(path) ?? new Map<number, number>();
    heat.set(path, known.set(line, Math.log1p(runs) / most));
  }
  return heat;
}
