import type { Spectrum } from '../ports.ts';

/** A spectrum as JSON, for the journal. */
export interface SpectrumRecord {
  readonly rows: readonly {
    readonly failed: boolean;
    readonly tests: number;
    readonly lines: readonly (readonly [path: string, lines: readonly number[]])[];
  }[];
}

export const toRecord = ({ rows }: Spectrum): SpectrumRecord => ({
  rows: rows.map((row) => ({ ...row, lines: [...row.lines] })),
});

export const fromRecord = ({ rows }: SpectrumRecord): Spectrum => ({
  rows: rows.map((row) => ({ ...row, lines: new Map(row.lines) })),
});
