import { parseManifest } from '../measure/package-manifest.ts';
import type { TestCase } from '../ports.ts';

/** A package's own name: what lies inside of it may be missing because of a defect. */
const JAVASCRIPT = [
  /Cannot find (?:module|package) '((?:@[\w.-]+\/)?\w[\w.-]*)'/,
  /(?:Failed to resolve import|Failed to load url) "?((?:@[\w.-]+\/)?\w[\w.-]*)"? /,
];
const PYTHON = /No module named '(\w+)'/;

const MANIFEST = /(?:^|\/)package\.json$/;
const REQUIREMENTS =
  /(?:^|\/)(?:requirements[\w./-]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|tox\.ini)$/;

interface Missing {
  readonly name: string;
  readonly declaredIn: RegExp;
  readonly isDeclared: (text: string) => boolean;
}

function missingOf({ message = '' }: TestCase): Missing | undefined {
  const python = PYTHON.exec(message)?.[1];
  if (python !== undefined) {
    const isDeclared = (text: string) => namesIn(text).has(comparable(python));
    return { name: python, declaredIn: REQUIREMENTS, isDeclared };
  }
  const name = JAVASCRIPT.map((pattern) => pattern.exec(message)?.[1]).find(Boolean);
  if (name === undefined) return undefined;
  const isDeclared = (text: string) => parseManifest(text).packages.has(name);
  return { name, declaredIn: MANIFEST, isDeclared };
}

/** As distributions are compared: `ruamel.yaml`, `ruamel-yaml` and `Ruamel_Yaml` are one. */
const comparable = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const namesIn = (text: string): ReadonlySet<string> =>
  new Set((text.match(/[\w.-]+/g) ?? []).map(comparable));

/**
 * A package that the project declares and that is not installed, where such a lack
 * is why every one of these tests fails: no patch can install it.
 */
export async function missingPackage(
  failing: readonly TestCase[],
  files: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<{ readonly name: string; readonly file: string } | undefined> {
  const missing = failing.map(missingOf);
  const [first] = missing;
  if (first === undefined || missing.includes(undefined)) return undefined;
  for (const file of files.filter((path) => first.declaredIn.test(path))) {
    const text = await read(file);
    if (text !== undefined && first.isDeclared(text)) return { name: first.name, file };
  }
  return undefined;
}
