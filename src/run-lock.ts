import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const holder = holderOf(file);
  if (holder !== undefined) {
    throw new WrongUse(
      `Another run is at work in ${folder} (process ${holder}).`,
      `Wait for its end, or stop it first: kill ${holder}`,
    );
  }
  try {
    rmSync(file, { force: true });
    writeFileSync(file, own, { flag: 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new WrongUse(`Another run has just begun in ${folder}.`, 'Choose another --out.', {
        cause,
      });
    }
    throw new BrokenEnvironment(
      `Cannot write ${file} (${code}).`,
      'Choose a writable folder with --out.',
      { cause },
    );
  }
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) };
}

/** The living process that holds the lock, if any. */
function holderOf(file: string): number | undefined {
  const [pid = '', start = ''] = contentOf(file).split(' ');
  const holder = Number.parseInt(pid, 10);
  return holder > 0 && isAlive(holder) && startOf(holder) === start ? holder : undefined;
}

/** When a process began, in ticks since the boot: a number that is used again belongs to another one. '' where nobody knows. */
const startOf = (pid: number): string =>
  contentOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19] ?? '';

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
