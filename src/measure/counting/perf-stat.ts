import { shellQuote } from '../shell-line.ts';
import { readEnds } from './count-folder.ts';
import type { Counter, Counts } from './counter.ts';

/**
 * The processor's own counters, for a command and all that it starts
 * (perf-stat(1)). Only user mode: the kernel's work hangs on what else the machine
 * does. The events stand alone and not in a group, which one of them could take
 * all others away from.
 */
export const perfStat: Counter = {
  source: 'perf',
  slowdown: { factor: 1.05, startMs: 0 },
  wrap: (line, folder) =>
    [
      'exec perf stat -x ,',
      `-o ${shellQuote(`${folder}/perf.csv`)}`,
      '-e instructions:u -e branch-misses:u --',
      `/bin/sh -c ${shellQuote(line)}`,
    ].join(' '),
  async read(folder) {
    const [text = ''] = (await readEnds(folder, /^perf\.csv$/)) ?? [];
    return parsePerfStat(text);
  },
};

/** Less than the whole time counted is an estimate, and no count. */
const WHOLE_PERCENT = 99.9;

/** Lines of value, unit, event, run time, percentage of it that was counted. */
export function parsePerfStat(text: string): Counts | undefined {
  const counted = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [value = '', , event = '', , percentage = ''] = line.split(',');
    if (!/^\d+$/.test(value) || Number(percentage) < WHOLE_PERCENT) continue;
    counted.set(event.replace(/:u$/, ''), Number(value));
  }
  const instructions = counted.get('instructions');
  if (instructions === undefined || instructions === 0) return undefined;
  return { instructions, branchMisses: counted.get('branch-misses') ?? null };
}
