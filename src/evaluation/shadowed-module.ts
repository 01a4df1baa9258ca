import { isPythonTestFile } from '../measure/test-file.ts';
import type { FileChanges } from '../ports.ts';

export interface PythonFiles {
  readonly files: () => Promise<readonly string[]>;
  /** The base's content. */
  readonly read: (path: string) => Promise<string | undefined>;
}

export interface Shadow {
  readonly path: string;
  readonly module: string;
}

/** What pytest and the standard library's judges are made of, whether or not a test names it. */
const JUDGES: ReadonlySet<string> = new Set(
  (
    'pytest _pytest py pluggy iniconfig unittest doctest nose hypothesis mock site codecs encodings ' +
    'builtins importlib inspect traceback linecache warnings contextlib functools types typing enum abc ' +
    'collections dataclasses itertools operator re os sys io time math decimal fractions datetime random ' +
    'copy json pathlib shutil tempfile subprocess threading signal faulthandler ast difflib pprint reprlib ' +
    'string logging argparse platform struct'
  ).split(' '),
);

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The module that a new file would be, where Python may look for modules: not inside of a package. */
function moduleOf(path: string, known: ReadonlySet<string>): string | undefined {
  const file = path.replace(/\/__init__\.py$/, '.py');
  const name = /(?:^|\/)([A-Za-z_]\w*)\.py$/.exec(file)?.[1];
  return known.has(`${folderOf(file)}__init__.py`) ? undefined : name;
}

const imports = (text: string, module: string): boolean =>
  new RegExp(
    `^[ \\t]*(?:from[ \\t]+${module}(?![\\w])|import[ \\t]+(?:[\\w., \\t]*[, \\t])?${module}(?![\\w]))`,
    'm',
  ).test(text);

/**
 * A new Python file that tests would load instead of the module of this name that
 * they load from elsewhere: it would stand between the code and its judge. A module
 * that the failing tests cannot find is what a repair may bring.
 */
export async function shadowedModule(
  changes: FileChanges,
  failures: readonly { readonly message?: string | undefined }[],
  { files, read }: PythonFiles,
): Promise<Shadow | undefined> {
  const created = [...changes]
    .filter(([path, content]) => content !== null && path.endsWith('.py'))
    .map(([path]) => path);
  if (created.length === 0) return undefined;
  const all = await files();
  const known = new Set(all);
  const tests = all.filter((path) => isPythonTestFile(path) || path.endsWith('conftest.py'));
  for (const path of created.filter((one) => !known.has(one))) {
    const module = moduleOf(path, known);
    if (module === undefined) continue;
    if (failures.some(({ message = '' }) => message.includes(`No module named '${module}'`)))
      continue;
    if (JUDGES.has(module)) return { path, module };
    if (isOwn(module, path, all)) continue;
    for (const test of tests) {
      if (imports((await read(test)) ?? '', module)) return { path, module };
    }
  }
  return undefined;
}

/** A module or a package of the repository that has this name already. */
const isOwn = (module: string, path: string, files: readonly string[]): boolean =>
  files.some(
    (file) =>
      file !== path &&
      (file.endsWith(`/${module}.py`) ||
        file === `${module}.py` ||
        `/${file}`.includes(`/${module}/`)),
  );
