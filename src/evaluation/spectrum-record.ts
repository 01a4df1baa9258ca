import type { Spectrum } from '../ports.ts';

/** A spectrum as JSON, for the journal. */
export interface SpectrumRecord {
  readonly rows: readonly {
    readonly failed: boolean;
    readonly tests: number;
    readonly lines: readonly (readonly [path: string, lines: readonly number[]])[];
    readonly counts?: readonly (readonly [
      path: string,
      counts: readonly (readonly [line: number, count: number])[],
    ])[];
  }[];
}

export const toRecord = ({ rows }: Spectrum): SpectrumRecord => ({
  rows: rows.map(({ counts, ...row }) => ({
    ...row,
    lines: [...row.lines],
    ...(counts && { counts: [...counts].map(([path, lines]) => [path, [...lines]] as const) }),
  })),
});

export const fromRecord = ({ rows }: SpectrumRecord): Spectrum => ({
  rows: rows.map(({ counts, ...row }) => ({
    ...row,
    lines: new Map(row.lines),
    ...(counts && { counts: new Map(counts.map(([path, lines]) => [path, new Map(lines)])) }),
  })),
});
