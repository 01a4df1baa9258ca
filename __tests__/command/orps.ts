import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'dist/cli.js');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a checkout, a home and a temporary folder of its own; gone when disposed. */
export interface Bench extends Disposable {
  readonly folder: string;
  readonly checkout: string;
  readonly out: string;
  /** What is left under the temporary folder, and what git says of the checkout. */
  leftovers(): readonly string[];
  git(...args: string[]): string;
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
  orps(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
    cwd,
    encoding: 'utf8',
  });

/** Measuring the best patches takes as long as all the rest; whoever is about it asks for it. */
const withoutProfile = (args: readonly string[]): readonly string[] =>
  args[0] === 'fix' && !args.includes('--profile-minutes')
    ? [...args, '--profile-minutes', '0']
    : args;

/** The files of a project as a repository of one commit. */
export function openBench(files: Readonly<Record<string, string>>): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const checkout = join(folder, 'project');
  const temporary = join(folder, 'tmp');
  for (const path of [checkout, temporary, join(folder, 'home')]) mkdirSync(path);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    writeFileSync(join(checkout, path), content);
  }
  git(checkout, 'init', '-q');
  git(checkout, 'add', '-A');
  git(checkout, 'commit', '-qm', 'base');
  const start: Bench['start'] = (args, env = {}) =>
    spawn(process.execPath, [cli, ...withoutProfile(args)], {
      // As the entry is started again under an older Node: the channel's end is the starter's.
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      cwd: checkout,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
        HOME: join(folder, 'home'),
        TMPDIR: temporary,
        ORPS_STARTED_BY: String(process.pid),
        ...env,
      },
    });
  return {
    folder,
    checkout,
    out: join(folder, 'out'),
    leftovers: () =>
      [...readdirSync(temporary), ...git(checkout, 'status', '--porcelain').split('\n')].filter(
        Boolean,
      ),
    git: (...args) => git(checkout, ...args),
    start,
    orps: (args, env) => ended(start(args, env)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}

/** A small red project: one wrong bound, shown by one of its tests. */
export const RED: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/range.js': `/** Numbers from \`from\` to \`to\`, both included. */
export function range(from, to) {
  const numbers = [];
  for (let at = from; at < to; at++) numbers.push(at);
  return numbers;
}

export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
`,
  'test/range.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { range, sum } from '../src/range.js';
test('both ends are included', () => assert.deepEqual(range(1, 3), [1, 2, 3]));
test('an empty range is empty', () => assert.deepEqual(range(3, 2), []));
test('a sum of nothing is 0', () => assert.equal(sum([]), 0));
`,
};
