import { readdirSync, readFileSync } from 'node:fs';

/** `/proc/<pid>/<name>`, or nothing where the process or `/proc` is gone. */
const procFile = (pid: number, name: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
};

const numericEntries = (folder: string): readonly number[] => {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
};

/** Every thread has its own list of children (proc(5), `/proc/pid/task/tid/children`). */
export const children = (pid: number): readonly number[] =>
  numericEntries(`/proc/${pid}/task`).flatMap((thread) =>
    procFile(pid, `task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );

/** The processes below `pid` from a depth on, 1 being its children; synchronous, so that ids stay true. */
export function descendants(pid: number, from = 1): readonly number[] {
  const found: number[] = [];
  let level = children(pid);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth >= from) found.push(...level);
    level = level.flatMap(children);
  }
  return found;
}

/** Processes whose environment holds this entry: daemons that left the tree keep it. */
export const marked = (entry: string): readonly number[] =>
  numericEntries('/proc').filter((pid) => procFile(pid, 'environ').split('\0').includes(entry));

/** Private memory of the tree below `pid` in bytes: anonymous and shared-memory pages, files excluded. */
export const treeMemory = (pid: number): number =>
  descendants(pid)
    .map((process) => procFile(process, 'status'))
    .flatMap((status) => [...status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)])
    .reduce((sum, match) => sum + Number(match[1]) * 1024, 0);
