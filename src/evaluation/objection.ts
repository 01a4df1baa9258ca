import type { FileChanges, TestCase } from '../ports.ts';
import { introducesSyntaxError } from '../syntax/syntax-error.ts';
import { type Shadow, shadowedModule } from './shadowed-module.ts';

export interface Guards {
  readonly isProtected: (path: string) => boolean;
  /** Why changes may not even be written. */
  readonly refuse: (changes: FileChanges) => Promise<string | undefined>;
  /** The base's content. */
  readonly read: (path: string) => Promise<string | undefined>;
  readonly files: () => Promise<readonly string[]>;
  /** The tests to repair, with their messages. */
  readonly failures: readonly TestCase[];
}

/** Why a patch is rejected before anything runs; `undefined` if it may be tried. */
export async function objectionTo(
  changes: FileChanges,
  { isProtected, refuse, read, files, failures }: Guards,
): Promise<string | undefined> {
  return (
    protectedObjection(changes, isProtected) ??
    (await refuse(changes)) ??
    (await syntaxObjection(changes, read)) ??
    shadowObjection(await shadowedModule(changes, failures, { files, read }))
  );
}

function protectedObjection(
  changes: FileChanges,
  isProtected: (path: string) => boolean,
): string | undefined {
  const touched = [...changes.keys()].find(isProtected);
  return (
    touched &&
    `It changes ${touched}, which is read-only for patches (tests, CI, lock files, configuration).`
  );
}

const shadowObjection = (found: Shadow | undefined): string | undefined =>
  found && `It creates ${found.path}, which tests would load as their module ${found.module}.`;

async function syntaxObjection(
  changes: FileChanges,
  read: (path: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (const [path, content] of changes) {
    if (content !== null && (await introducesSyntaxError(path, await read(path), content))) {
      return `${path} does not parse.`;
    }
  }
  return undefined;
}
