import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellQuote } from './shell-line.ts';

/** Environment variables, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The interpreter whose packages the tests use, as a shell word: the project's
 * own environment, an activated one, else the first on PATH.
 */
export function findPython(directory: string, environment: Environment): string {
  for (const folder of ['.venv', 'venv', '.env', 'env']) {
    if (existsSync(join(directory, folder, 'bin/python'))) return `${folder}/bin/python`;
  }
  const active = environment.VIRTUAL_ENV ?? environment.CONDA_PREFIX;
  if (active !== undefined && existsSync(join(active, 'bin/python'))) {
    return shellQuote(join(active, 'bin/python'));
  }
  const folders = (environment.PATH ?? '').split(':').filter((folder) => folder !== '');
  for (const name of ['python3', 'python']) {
    const found = folders.find((folder) => existsSync(join(folder, name)));
    if (found !== undefined) return behindShim(found, name, directory, environment) ?? name;
  }
  return 'python3';
}

/** pyenv's shims cost 90 ms a start; behind them lies a plain interpreter. */
function behindShim(
  folder: string,
  name: string,
  directory: string,
  environment: Environment,
): string | undefined {
  if (!folder.endsWith('/shims')) return undefined;
  const root = folder.slice(0, -'/shims'.length);
  const versions = [
    environment.PYENV_VERSION,
    firstLine(join(directory, '.python-version')),
    firstLine(join(root, 'version')),
  ];
  const version = versions.find((text) => text !== undefined && text !== '');
  const path = join(root, 'versions', version ?? '', 'bin', name);
  return version !== undefined && existsSync(path) ? shellQuote(path) : undefined;
}

function firstLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n', 1)[0]?.trim();
  } catch {
    return undefined;
  }
}
