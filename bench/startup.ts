/**
 * npm run -s bench:startup
 *
 * From the start of dist/cli.js to its first test process, in milliseconds:
 * the "test" of a scratch project writes down when it began. Prints one JSON
 * object with the median of several starts.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = 9;
const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');

function once(folder: string, run: number): number {
  const checkout = join(folder, 'project');
  const out = join(folder, `out-${run}`);
  const started = Date.now();
  const { stdout } = spawnSync(
    process.execPath,
    [
      cli,
      'fix',
      checkout,
      '--test',
      'date +%s%3N >&2; false',
      '--max-candidates',
      '1',
      '--out',
      out,
      '--json',
    ],
    { encoding: 'utf8' },
  );
  const { baseline } = JSON.parse(stdout) as { baseline: { failToPass: { message?: string }[] } };
  const began = Number(baseline.failToPass[0]?.message?.match(/\b\d{13}\b/)?.[0]);
  return began - started;
}

const folder = mkdtempSync(join(tmpdir(), 'orps-startup-'));
try {
  const checkout = join(folder, 'project');
  mkdirSync(checkout);
  writeFileSync(join(checkout, 'a.js'), 'export const a = 1;\n');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: checkout, stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-qm', 'base');
  const times = Array.from({ length: RUNS }, (_, run) => once(folder, run)).sort((a, b) => a - b);
  const result = {
    medianMs: times[(RUNS - 1) / 2],
    minMs: times[0],
    maxMs: times.at(-1),
    runs: RUNS,
    node: process.version,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
