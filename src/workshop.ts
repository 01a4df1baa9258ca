import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Checkout, examineCheckout } from './checkout.ts';
import type { Settings } from './inputs.ts';
import { configuredFiles } from './measure/configured-files.ts';
import { detectTestRunner } from './measure/detection.ts';
import { executedFiles } from './measure/executed-files.ts';
import { parseManifest } from './measure/package-manifest.ts';
import type { FileChanges, TestRunner, Workspaces } from './ports.ts';
import { openScratch } from './scratch.ts';
import { type Clocks, timedWorkspaces } from './timing.ts';
import { isIgnored } from './workspace/git-files.ts';
import { renderPatch } from './workspace/patch.ts';
import { isProtected } from './workspace/protected.ts';
import { createWorkspaces, type NewFiles } from './workspace/workspaces.ts';

/** The repository under repair, ready to be tried on: everything temporary goes when it is disposed. */
export interface Workshop extends AsyncDisposable {
  readonly checkout: Checkout;
  readonly workspaces: Workspaces;
  /** For a whole patch: the base without the new tests that the patch brings. */
  readonly clean: Workspaces;
  /** New tests that are part of the base here, and of every patch; mostly none. */
  readonly tests: NewFiles;
  readonly runner: TestRunner;
  readonly clocks: Clocks;
  /** Absolute path of the project, as its tests see it where the isolation permits. */
  readonly root: string;
  readonly isProtected: (path: string) => boolean;
  /** Why changes may not even be written: they would leave the project or go through links. */
  readonly refuse: (changes: FileChanges) => Promise<string | undefined>;
  readonly renderPatch: (changes: FileChanges) => Promise<string>;
  /** The same workshop with new tests in its base. */
  readonly including: (tests: NewFiles) => Promise<Workshop>;
}

/** What runs around the tests; a command that is judged as a whole is judged by the scripts that it runs. */
async function judgeOf(
  { kind, commandLine }: TestRunner,
  { files, read }: Workspaces,
): Promise<ReadonlySet<string>> {
  const manifest = await read('package.json');
  const scripts = manifest === undefined ? new Map() : parseManifest(manifest).scripts;
  const sources = { files: new Set(await files()), read, scripts };
  const configured = await configuredFiles(sources);
  return kind === 'command'
    ? new Set([...configured, ...(await executedFiles(commandLine, sources))])
    : configured;
}

/** A new file that git ignores would be in the proof, and in no commit that people make. */
async function ignoredIn(changes: FileChanges, { read }: Workspaces, root: string) {
  for (const [path, content] of changes) {
    if (content === null || (await read(path)) !== undefined) continue;
    if (await isIgnored(root, path)) return `The path ${JSON.stringify(path)} is ignored by git.`;
  }
  return undefined;
}

export async function openWorkshop(
  settings: Settings,
  environment: Readonly<Record<string, string | undefined>>,
  clocks: Clocks,
): Promise<Workshop> {
  const checkout = await examineCheckout(settings.directory, settings.allowDirty);
  await using stack = new AsyncDisposableStack();
  const scratch = stack.use(await openScratch(environment.TMPDIR ?? tmpdir()));
  const { protect, editable } = settings;
  const own = stack.use(
    await createWorkspaces({
      checkout: checkout.toplevel,
      directory: checkout.directory,
      scratch: scratch.path,
      environment,
      passEnv: settings.passEnv,
      memoryBytes: settings.memoryBytes,
      protect: (path) => isProtected(path, protect),
      ...(settings.isolation && { level: settings.isolation }),
    }),
  );
  const root = join(checkout.toplevel, checkout.directory);
  const runner = await detectTestRunner(
    { directory: root, read: (path) => own.read(path), files: () => own.files() },
    {
      testCommand: settings.testCommand,
      buildCommand: settings.buildCommand,
      environment,
      scratch: scratch.path,
    },
  );
  const judge = await judgeOf(runner, own);
  const owned = stack.move();
  const workspaces = timedWorkspaces(own, clocks);
  const workshop: Workshop = {
    checkout,
    workspaces,
    clean: workspaces,
    tests: new Map(),
    runner,
    clocks,
    root,
    isProtected: (path) =>
      judge.has(path) ||
      isProtected(path, protect, editable) ||
      isProtected(join(checkout.directory, path)),
    refuse: async (changes) => (await own.refuse(changes)) ?? ignoredIn(changes, own, root),
    renderPatch: (changes) => renderPatch(changes, (path) => own.read(path), checkout.directory),
    including: async (tests) => {
      const extended = await own.including(tests);
      return {
        ...workshop,
        workspaces: timedWorkspaces(extended.workspaces, clocks),
        clean: timedWorkspaces(extended.clean, clocks),
        tests,
        isProtected: (path) => tests.has(path) || workshop.isProtected(path),
      };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
  return workshop;
}
