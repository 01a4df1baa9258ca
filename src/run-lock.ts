import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './alive.ts';
import { BrokenEnvironment, WrongUse } from './errors.ts';

/**
 * Claims a run's folder for this process until it is disposed. What a killed
 * process left is taken over. Throws WrongUse while another one is at work there.
 */
export function claimFolder(folder: string): Disposable {
  const file = join(folder, '.lock');
  const own = `${process.pid} ${startOf(process.pid)}`;
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, own);
    // A link is made whole or not at all: of two that begin at once, one succeeds.
    if (!linked(draft, file)) {
      removeAbandoned(file, folder);
      if (!linked(draft, file)) throw begun(folder);
    }
  } catch (cause) {
    if (cause instanceof WrongUse) throw cause;
    throw new BrokenEnvironment(
      `Cannot write ${file} (${(cause as NodeJS.ErrnoException).code}).`,
      'Choose a writable folder with --out.',
      { cause },
    );
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    [Symbol.dispose]: () => {
      if (contentOf(file) === own) rmSync(file, { force: true });
    },
  };
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Throws WrongUse when the lock's process lives. */
function removeAbandoned(file: string, folder: string): void {
  const found = contentOf(file);
  const holder = livingHolder(found);
  if (holder !== undefined) {
    throw new WrongUse(
      `Another run is at work in ${folder} (process ${holder}).`,
      `Wait for its end, or stop it first: kill ${holder}`,
    );
  }
  const moved = `${file}.${process.pid}.old`;
  renameSync(file, moved);
  const taken = contentOf(moved);
  // Somebody else was quicker to take it over: give it back.
  if (taken !== found) linked(moved, file);
  rmSync(moved, { force: true });
  if (taken !== found) throw begun(folder);
}

const begun = (folder: string): WrongUse =>
  new WrongUse(`Another run has just begun in ${folder}.`, 'Choose another folder with --out.');

function livingHolder(lock: string): number | undefined {
  const [pid = '', start = ''] = lock.split(' ');
  const holder = Number.parseInt(pid, 10);
  return holder > 0 && isAlive(holder) && startOf(holder) === start ? holder : undefined;
}

/**
 * When a process began, in ticks since the boot: a number that is used again
 * belongs to another one. '' where nobody knows, `gone` for one that ended and
 * that nobody has waited for.
 */
function startOf(pid: number): string {
  const fields = contentOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : (fields[19] ?? '');
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
