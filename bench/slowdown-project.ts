import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../src/sandbox/process.ts';
import { commitAll } from '../src/workspace/git.ts';

export type Language = 'python' | 'node';

/** A project of one test whose work can be made larger by an exact share. */
interface Recipe {
  readonly file: string;
  readonly source: (rounds: number) => string;
  readonly command: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The program itself: a version manager's stand-in takes longer to start than some work does. */
const interpreter = (name: string, script: string): string =>
  execFileSync(name, ['-c', script], { encoding: 'utf8' }).trim();

const RECIPES: Readonly<Record<Language, Recipe>> = {
  python: {
    file: 'work.py',
    source: (rounds) =>
      `def work():\n    s = 0\n    for i in range(${rounds}):\n        s = (s * 31 + i) % 1000003\n    return s\n`,
    command: `${interpreter('python3', 'import sys; print(sys.executable)')} check.py`,
    files: { 'check.py': 'from work import work\nassert work() >= 0\n' },
  },
  node: {
    file: 'work.mjs',
    source: (rounds) =>
      `export function work() { let s = 0; for (let i = 0; i < ${rounds}; i++) s = (s * 31 + i) % 1000003; return s; }\n`,
    command: 'node check.mjs',
    files: {
      'check.mjs': "import { work } from './work.mjs';\nif (work() < 0) process.exit(1);\n",
    },
  },
};

export interface SlowdownProject {
  readonly directory: string;
  readonly command: string;
  /** Commits the project with so many rounds of work; gives the commit. */
  commit(rounds: number): Promise<string>;
}

export async function openSlowdownProject(language: Language): Promise<SlowdownProject> {
  const { file, source, command, files } = RECIPES[language];
  const directory = await mkdtemp(join(tmpdir(), `orps-${language}-`));
  await mkdir(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  await writeFile(join(directory, '.gitignore'), '__pycache__/\n');
  return {
    directory,
    command,
    async commit(rounds) {
      await writeFile(join(directory, file), source(rounds));
      await commitAll(directory, `${rounds} rounds`);
      const { stdout } = await runTool('git', ['-C', directory, 'rev-parse', 'HEAD']);
      return stdout.trim();
    },
  };
}
