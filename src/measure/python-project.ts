import type { Recipe } from './recipe.ts';
import { parseShellLine } from './shell-line.ts';
import { isPythonTestFile } from './test-file.ts';

const CONFIGURATION = [
  'pytest.ini',
  '.pytest.ini',
  'pytest.toml',
  'pyproject.toml',
  'tox.ini',
  'setup.cfg',
];

/** Is there anything here that pytest would run? */
export async function hasPythonTests(
  files: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<boolean> {
  if (files.some(isPythonTestFile)) return true;
  return /\[(?:tool\.|tool:)?pytest/.test(await readConfiguration(files, read));
}

/** pytest with what the project's own configuration makes necessary. */
export async function pytestRecipe(
  python: string,
  args: Recipe['args'],
  files: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<Omit<Recipe, 'folder' | 'env'>> {
  const given = `${await readConfiguration(files, read)}\n${args.map((word) => word.text).join(' ')}`;
  const extra = [
    // Measuring coverage slows every candidate, and its threshold is no test.
    ...(/--cov\b/.test(given) ? ['--no-cov'] : []),
    // Workers of one candidate would compete with the other candidates.
    ...(/(?:^|[\s"'=])(?:-n[\s=]?(?:auto|logical|\d)|--numprocesses|--dist)/m.test(given)
      ? ['-n0']
      : []),
  ];
  const words = parseShellLine(extra.join(' '))?.[0]?.words ?? [];
  return { kind: 'pytest', program: [python, '-m', 'pytest'], args: [...args, ...words] };
}

async function readConfiguration(
  files: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<string> {
  const present = CONFIGURATION.filter((name) => files.includes(name));
  const texts = await Promise.all(present.map((name) => read(name)));
  return texts.join('\n');
}
