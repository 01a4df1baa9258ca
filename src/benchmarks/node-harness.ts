import * as z from 'zod';
import { preload } from '../measure/preload.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import { type Finding, timing } from './readings.ts';
import { parseReport } from './report-json.ts';

const PRELOAD = 'bench-preload.cjs';

const lineSchema = z.object({
  name: z.string(),
  file: z
    .string()
    .regex(/^(?!\/)(?!\.\.?\/)[^\0]+$/)
    .optional(),
  ns: z.number().optional(),
  failed: z.literal(true).optional(),
});

/**
 * tinybench 2 to 6 (https://github.com/tinylibs/tinybench) and mitata 1
 * (https://github.com/evanwashere/mitata): libraries, so that the program of the
 * user decides what is printed. A preload takes the values where `run` returns
 * them, whatever wrapper starts Node. How long a benchmark runs is the program's
 * own choice: mitata has it fixed, and tinybench cannot tell a default from a wish.
 */
export const nodeHarness: Harness = {
  assets: [PRELOAD],
  environment: ({ folder }) => [
    `BENCHMARK_REPORT_LINES=${shellQuote(folder.settings)}`,
    preload(folder, PRELOAD),
  ],
  words: ({ recipe }) => [...recipe.program, ...recipe.args.map((word) => word.raw)],
  async read({ folder }) {
    const text = await folder.readReport();
    return text === undefined ? undefined : parseNodeLines(text)?.measured;
  },
  async failing({ folder }) {
    return parseNodeLines((await folder.readReport()) ?? '')?.failed ?? [];
  },
};

/** Lines of assets/bench-preload.cjs. One that was cut where the process was killed does not count. */
export function parseNodeLines(
  text: string,
): Readonly<Record<'measured' | 'failed', readonly Finding[]>> | undefined {
  const measured: Finding[] = [];
  const failed: Finding[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const entry = parseReport(line, lineSchema);
    if (entry === undefined || (entry.ns === undefined) !== (entry.failed === true))
      return undefined;
    const list = entry.failed ? failed : measured;
    list.push(timing(entry.name, entry.file, entry.ns ?? 0));
  }
  return { measured, failed };
}
