/** How many of QuixBugs' Python programs the offline programmer repairs, each in its own repository. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { programsOf } from './quixbugs-repository.ts';
import { type QuixbugsRow, quixbugsRow } from './quixbugs-row.ts';

const command = new Command('bench:quixbugs')
  .argument('<checkout>', 'a checkout of jkoppel/QuixBugs')
  .option('--max-minutes <minutes>', 'search budget of each program', '1.5')
  .option('--only <programs>', 'comma-separated names')
  .option('--cli <file>', 'the command to try', join(import.meta.dirname, '..', 'dist', 'cli.js'))
  .parse();

const [checkout = ''] = command.args;
const { maxMinutes, only, cli } = command.opts<{
  maxMinutes: string;
  only?: string;
  cli: string;
}>();

async function run(scratch: string): Promise<void> {
  const all = await programsOf(resolve(checkout));
  const programs = only === undefined ? all : all.filter((name) => only.split(',').includes(name));
  const options = { checkout: resolve(checkout), cli, maxMinutes: Number(maxMinutes), scratch };
  const rows: QuixbugsRow[] = [];
  // One at a time: each search uses every core itself.
  for (const program of programs) {
    const row = await quixbugsRow(program, options);
    const { status, candidates, seconds } = row;
    console.error(`${program.padEnd(28)} ${status} (${candidates} candidates, ${seconds} s)`);
    rows.push(row);
  }
  const repaired = rows.filter((row) => row.status === 'fixed').length;
  console.log(JSON.stringify({ repaired, total: rows.length, rows }, undefined, 2));
}

if ((await stat(join(checkout, 'python_testcases')).catch(() => undefined)) === undefined) {
  console.error(
    `${checkout} is no checkout of QuixBugs: it has no python_testcases. Clone https://github.com/jkoppel/QuixBugs and give its path.`,
  );
  process.exitCode = 2;
} else {
  const scratch = await mkdtemp(join(tmpdir(), 'orps-quixbugs-'));
  try {
    await run(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
