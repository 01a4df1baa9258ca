import { cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** The programs of a QuixBugs checkout that have a pytest of their own, sorted. */
export async function programsOf(checkout: string): Promise<readonly string[]> {
  const tests = await readdir(join(checkout, 'python_testcases'));
  return tests.flatMap((name) => /^test_(\w+)\.py$/.exec(name)?.[1] ?? []).sort();
}

/** The buggy program, relative to the repository. */
export const programFile = (program: string): string => `python_programs/${program}.py`;

export const testFile = (program: string): string => `python_testcases/test_${program}.py`;

/** What the tests need besides the program: upstream's own files, unchanged. Not every program has each. */
const supportFiles = (program: string): readonly string[] => [
  testFile(program),
  `json_testcases/${program}.json`,
  'python_testcases/load_testdata.py',
  'python_testcases/node.py',
  'conftest.py',
];

async function copyIfThere(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** One red program with its tests as a git repository of its own, with a single commit. */
export async function layOut(checkout: string, program: string, root: string): Promise<void> {
  for (const file of [programFile(program), ...supportFiles(program)]) {
    await copyIfThere(join(checkout, file), join(root, file));
  }
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  await execa('git', ['init', '-q', '-b', 'main'], { cwd: root });
  await execa('git', ['add', '-A'], { cwd: root });
  await execa('git', [...identity, 'commit', '-q', '-m', `${program} as published`], { cwd: root });
}
