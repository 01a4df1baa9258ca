import * as z from 'zod';
import { WrongUse } from '../errors.ts';

const names = z.record(z.string(), z.string()).catch({});
const manifestSchema = z.object({
  name: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
  exports: z.unknown().optional(),
  scripts: names.optional(),
  dependencies: names.optional(),
  devDependencies: names.optional(),
  jest: z.unknown().optional(),
  mocha: z.unknown().optional(),
});

/** What package.json says that matters for running tests. */
export interface PackageManifest {
  readonly name: string | undefined;
  /** Where importing the package leads, as far as plain strings tell. */
  readonly entries: readonly string[];
  readonly scripts: ReadonlyMap<string, string>;
  /** Names of dependencies and devDependencies. */
  readonly packages: ReadonlySet<string>;
  /** Runners that are configured inside package.json. */
  readonly configured: ReadonlySet<string>;
}

/** Throws WrongUse when the text is no JSON object. */
export function parseManifest(text: string): PackageManifest {
  const { data } = manifestSchema.safeParse(parseJson(text));
  if (data === undefined) {
    throw new WrongUse(
      'package.json is not valid JSON.',
      'Mend package.json, or name the test command with --test.',
    );
  }
  return {
    name: data.name,
    entries: [...(data.main === undefined ? [] : [data.main]), ...strings(data.exports)],
    scripts: new Map(Object.entries(data.scripts ?? {})),
    packages: new Set([
      ...Object.keys(data.dependencies ?? {}),
      ...Object.keys(data.devDependencies ?? {}),
    ]),
    configured: new Set(
      (['jest', 'mocha'] as const).filter((runner) => data[runner] !== undefined),
    ),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}
