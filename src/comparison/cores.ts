import { readFile } from 'node:fs/promises';
import type { Workspace } from '../ports.ts';
import { findTools } from '../sandbox/tools.ts';
import type { Side } from './side.ts';

/** Time of processors over time on the clock; a test runner's helpers make a little more than 1. */
const SERIAL = 1.5;

/** Does neither side keep more than one core busy? */
export const isSerial = (sides: readonly Side[]): boolean =>
  sides.every(
    ({ warmUp: { usage } }) => (usage.cpuMs ?? Number.POSITIVE_INFINITY) <= SERIAL * usage.wallMs,
  );

/** Numbers of the cores that a command can be kept on; none where the system does not tell (`/proc`). */
export async function allowedCores(): Promise<readonly number[]> {
  if ((await findTools(undefined)).taskset === undefined) return [];
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const list = /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(status)?.[1] ?? '';
  return coresIn(list);
}

/** `0-2,5` → 0, 1, 2, 5. */
export const coresIn = (list: string): readonly number[] =>
  list.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    const count = range === '' ? 0 : last - first + 1;
    return count > 0 ? Array.from({ length: count }, (_, at) => first + at) : [];
  });

/**
 * The core of a pair, by its place. A neighbour may slow one core down and not the
 * other: both sides of a pair share one, and so do every two pairs, which tell by how
 * much identical code differs.
 */
export const coreOf = (place: number, cores: readonly number[]): number | undefined =>
  cores[Math.floor(place / 2) % cores.length];

/** Every command of the project runs on this core alone, as far as that can be done. */
export const onCore = (workspace: Workspace, core: number): Workspace => ({
  ...workspace,
  exec: (command, signal) => workspace.exec(command.aside ? command : { ...command, core }, signal),
});
