import { dirname, join, normalize } from 'node:path/posix';

/**
 * Repository files that a source imports, found in its text. A regular
 * expression is enough: a wrong hit only ranks a file, it decides nothing.
 */
export function importsOf(
  path: string,
  source: string,
  known: ReadonlySet<string>,
): readonly string[] {
  const targets = path.endsWith('.py')
    ? pythonImports(path, source).flatMap((module) => pythonFiles(module, known))
    : scriptImports(path, source).flatMap((module) => scriptFiles(module, known));
  return [...new Set(targets)].filter((target) => target !== path);
}

function scriptImports(path: string, source: string): string[] {
  const specifiers = source.matchAll(
    /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"](\.{1,2}(?:\/[^'"\n]*)?)['"]/g,
  );
  return [...specifiers].map((match) => normalize(join(dirname(path), match[1] ?? '')));
}

function scriptFiles(module: string, known: ReadonlySet<string>): string[] {
  const stem = module.replace(/\/$/, '');
  const bare = stem.replace(/\.[cm]?js$/, '');
  const endings = ['', '.js', '.ts', '.mjs', '.cjs', '.tsx', '.jsx', '.mts', '.cts'];
  const candidates = [
    ...endings.map((ending) => stem + ending),
    ...endings.map((ending) => bare + ending),
    ...endings.map((ending) => `${stem}/index${ending}`),
  ];
  const hit = candidates.find((candidate) => known.has(candidate));
  return hit ? [hit] : [];
}

function pythonImports(path: string, source: string): string[] {
  const modules: string[] = [];
  for (const match of source.matchAll(
    /^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import\s+\(?([^)\n#]*)/gm,
  )) {
    const [, dots = '', module = '', names = ''] = match;
    const base = dots === '' ? '' : join(dirname(path), '../'.repeat(dots.length - 1));
    const stem = join(base, module.replaceAll('.', '/'));
    modules.push(stem, ...namesIn(names).map((name) => join(stem, name)));
  }
  for (const match of source.matchAll(/^[ \t]*import[ \t]+([\w., ]+)/gm)) {
    modules.push(...namesIn(match[1] ?? '').map((name) => name.replaceAll('.', '/')));
  }
  return modules;
}

const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim().split(/\s+/, 1)[0] ?? '')
    .filter((name) => name !== '');

/** Packages may lie under `src/` or another source root. */
function pythonFiles(module: string, known: ReadonlySet<string>): string[] {
  const stem = module.replace(/^\.\//, '');
  return ['', 'src/', 'lib/'].flatMap((root) =>
    [`${root}${stem}.py`, `${root}${stem}/__init__.py`].filter((file) => known.has(file)),
  );
}
