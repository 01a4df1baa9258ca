import { shellQuote } from '../shell-line.ts';
import { readEnds } from './count-folder.ts';
import type { Counter, Counts } from './counter.ts';

const FLAGS = [
  '--tool=cachegrind',
  // Cache simulation doubles the time and says nothing that holds on another machine.
  '--cache-sim=no',
  '--branch-sim=yes',
  '--trace-children=yes',
  '--vgdb=no',
  '-q',
];

/**
 * valgrind's count of every instruction of every process
 * (https://valgrind.org/docs/manual/cg-manual.html). The same program with the
 * same input gives the same number whatever else the machine does. It takes 19 to
 * 25 times as long for Python and Node, and a Node process 8 s more to start.
 */
export const cachegrind: Counter = {
  source: 'cachegrind',
  slowdown: { factor: 25, startMs: 8_000 },
  wrap: (line, folder) =>
    [
      'exec valgrind',
      ...FLAGS,
      shellQuote(`--cachegrind-out-file=${folder}/%p.counts`),
      shellQuote(`--log-file=${folder}/%p.log`),
      `/bin/sh -c ${shellQuote(line)}`,
    ].join(' '),
  async read(folder) {
    const texts = await readEnds(folder, /^\d+\.counts$/);
    if (texts === undefined || texts.length === 0) return undefined;
    const all = texts.map(parseCachegrind);
    // A process that was killed leaves an empty file: the sum would be of the others.
    if (all.some((counts) => counts === undefined)) return undefined;
    return sum(all.filter((counts) => counts !== undefined));
  },
};

/** `events:` names the columns of `summary:`; Bcm and Bim are mispredicted branches. */
export function parseCachegrind(text: string): Counts | undefined {
  const events = /^events: (.+)$/m.exec(text)?.[1]?.trim().split(' ');
  const totals = /^summary: (.+)$/m.exec(text)?.[1]?.trim().split(' ').map(Number);
  const total = (name: string): number | undefined => totals?.[events?.indexOf(name) ?? -1];
  const instructions = total('Ir');
  if (!isCount(instructions) || instructions === 0) return undefined;
  const [conditional, indirect] = [total('Bcm'), total('Bim')];
  const known = isCount(conditional) && isCount(indirect);
  return { instructions, branchMisses: known ? conditional + indirect : null };
}

const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0;

const sum = (all: readonly Counts[]): Counts => ({
  instructions: all.reduce((total, { instructions }) => total + instructions, 0),
  branchMisses: all.every(({ branchMisses }) => branchMisses !== null)
    ? all.reduce((total, { branchMisses }) => total + (branchMisses ?? 0), 0)
    : null,
});
