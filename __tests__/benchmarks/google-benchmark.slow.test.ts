import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test as always, expect } from '@jest/globals';
import { tryBenchmarks, units } from './bench-trial.ts';

const venv = mkdtempSync(join(tmpdir(), 'venv-'));
const python = join(venv, 'bin/python');
afterAll(() => rmSync(venv, { recursive: true, force: true }));

/** The library itself, compiled, with its own bindings: no compiler and no sources are needed. */
function canInstall(): boolean {
  try {
    execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    const pip = ['-m', 'pip', 'install', '--quiet', 'google-benchmark'];
    execFileSync(python, pip, { stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    console.warn('skipped: google-benchmark cannot be installed on this machine');
    return false;
  }
}
const test = canInstall() ? always : always.skip;

const PROJECT = {
  Makefile: 'bench:\n\t$(PYTHON) bench.py $(FLAGS)\n',
  'bench.py': `import google_benchmark as benchmark

@benchmark.register
def plain(state):
    while state:
        sum(range(10))

@benchmark.register
@benchmark.option.range(8, 64)
@benchmark.option.use_real_time()
def sized(state):
    while state:
        list(range(state.range(0)))

benchmark.main()
`,
};

test.each(['', '--benchmark_repetitions=3'])(
  'Google Benchmark: flags reach it through make, also beside "%s"',
  async (flags) => {
    await using trial = await tryBenchmarks(PROJECT, [], {
      benchCommand: `make bench PYTHON=${python} FLAGS=${flags}`,
    });
    const run = await trial.run();
    expect(run.kind).toBe('reported');
    expect(units(run)).toEqual({
      plain: 'ns/op',
      'sized/8/real_time': 'ns/op',
      'sized/64/real_time': 'ns/op',
    });
  },
);
