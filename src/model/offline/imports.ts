import { posix } from 'node:path';

const SCRIPT_ENDINGS = ['', '.js', '.ts', '.mjs', '.cjs', '.tsx', '.jsx', '/index.js', '/index.ts'];

const SCRIPT_IMPORT = /(?:from|import|require\()\s*['"](\.[^'"]*)['"]/g;
const PYTHON_IMPORT = /^\s*(?:from\s+([.\w]+)\s+import\s+(.+)|import\s+([\w.]+))/gm;

function scriptTargets(test: string, text: string): readonly string[] {
  const folder = posix.dirname(test);
  return [...text.matchAll(SCRIPT_IMPORT)].flatMap(([, target = '']) => {
    const path = posix.normalize(posix.join(folder, target));
    // TypeScript sources are imported by the names of what they compile to.
    return [...SCRIPT_ENDINGS.map((ending) => path + ending), path.replace(/\.js$/, '.ts')];
  });
}

function pythonTargets(text: string): readonly string[] {
  return [...text.matchAll(PYTHON_IMPORT)].flatMap(([, from, names, plain]) => {
    const module = (from ?? plain ?? '').replace(/^\.+/, '').replaceAll('.', '/');
    const members = (names ?? '').split(',').map((name) => name.trim().split(' ')[0] ?? '');
    return [module, ...members.map((name) => `${module}/${name}`)].flatMap((path) => [
      `${path}.py`,
      `${path}/__init__.py`,
    ]);
  });
}

/** Files of the repository that a test file imports, by reading its import lines. */
export function importedBy(
  test: string,
  text: string,
  files: readonly string[],
): readonly string[] {
  const python = test.endsWith('.py');
  const targets = python ? pythonTargets(text) : scriptTargets(test, text);
  const wanted = new Set(targets.filter((path) => path !== '.py' && path !== '/__init__.py'));
  if (!python) return files.filter((path) => wanted.has(path));
  return files.filter((path) =>
    [...wanted].some((end) => path === end || path.endsWith(`/${end}`)),
  );
}
