import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellQuote } from './shell-line.ts';

/** Environment variables, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An interpreter as a shell word, and where it lies. */
export interface Interpreter {
  readonly word: string;
  /** Absolute; `undefined` where none was found. */
  readonly path?: string;
}

/**
 * The interpreter whose packages the tests use, as a shell word: the project's
 * own environment, an activated one, else the first on PATH.
 */
export const findPython = (directory: string, environment: Environment): string =>
  locatePython(directory, environment).word;

export function locatePython(directory: string, environment: Environment): Interpreter {
  for (const folder of ['.venv', 'venv', '.env', 'env']) {
    const path = join(directory, folder, 'bin/python');
    if (existsSync(path)) return { word: `${folder}/bin/python`, path };
  }
  const active = environment.VIRTUAL_ENV ?? environment.CONDA_PREFIX;
  if (active !== undefined && existsSync(join(active, 'bin/python'))) {
    const path = join(active, 'bin/python');
    return { word: shellQuote(path), path };
  }
  const folders = (environment.PATH ?? '').split(':').filter((folder) => folder !== '');
  for (const name of ['python3', 'python']) {
    const found = folders.find((folder) => existsSync(join(folder, name)));
    if (found === undefined) continue;
    const path = behindShim(found, name, directory, environment);
    return path === undefined
      ? { word: name, path: join(found, name) }
      : { word: shellQuote(path), path };
  }
  return { word: 'python3' };
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
