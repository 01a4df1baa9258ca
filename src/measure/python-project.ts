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

async function readConfiguration(
  files: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<string> {
  const present = CONFIGURATION.filter((name) => files.includes(name));
  const texts = await Promise.all(present.map((name) => read(name)));
  return texts.join('\n');
}
