import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Ids of the processes whose command line is exactly this. */
export async function running(words: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    ids.map(async (id) => {
      const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      return line.replaceAll('\0', ' ').trim() === words ? [id] : [];
    }),
  );
  return lines.flat();
}

/** Polls until a condition holds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let round = 0; !(await condition()); round += 1) {
    if (round === 600) throw new Error('It did not happen within 600 looks.');
    await delay(30);
  }
}

/** Starts an engine of its own that runs two commands like `words`; ends it by SIGKILL once they run. */
export async function killEngine(
  repository: { readonly checkout: string; readonly scratch: string },
  level: string,
  words: string,
): Promise<void> {
  const script = join(import.meta.dirname, 'fixtures/engine.ts');
  const line = `setsid ${words} & ${words}; true`;
  const args = [script, repository.checkout, repository.scratch, level, line];
  const engine = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const over = once(engine, 'exit');
  await until(async () => (await running(words)).length === 2);
  engine.kill('SIGKILL');
  await over;
}
