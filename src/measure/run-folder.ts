import { randomBytes } from 'node:crypto';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetPath } from '../assets.ts';
import type { Selection, TestLimits, Workspace } from '../ports.ts';
import { removeFolder } from '../workspace/removal.ts';
import { chosenNames } from './narrowing.ts';
import { newFolder, readLeft } from './outbox.ts';

/** What a run of the suite leaves and finds in the workspace's outbox; gone when disposed. */
export interface RunFolder extends AsyncDisposable {
  readonly path: string;
  /** What a Python asset is called here, as a module. */
  module(asset: string): string;
  /** For the runner's own cache. */
  readonly cache: string;
  /** Value of TEST_REPORT_LINES: what the assets in the test process need to know. */
  readonly settings: string;
  /** Where it grows, for watching. */
  readonly report: string;
  readReport(): Promise<string | undefined>;
  /** Another file of this run, at most `limit` bytes; `undefined` where there is none or it is larger. */
  read(name: string, limit?: number): Promise<string | undefined>;
}

const LARGEST_REPORT = 64 * 1024 * 1024;

/**
 * Assets are copied in, because the outbox is the one place that is visible
 * inside every sandbox. The random names are not a lock, only a reason why a
 * patch cannot know the place beforehand.
 */
export async function openRunFolder(
  workspace: Workspace,
  assets: readonly string[],
  selection: Selection,
  { testMs, measuring }: Pick<TestLimits, 'testMs' | 'measuring'> = {},
): Promise<RunFolder> {
  const path = await newFolder(workspace);
  const report = join(path, randomBytes(8).toString('hex'));
  // Python looks into the working directory first: a patch could shadow a name that it knows.
  const token = `run_${randomBytes(8).toString('hex')}_`;
  const placed = (name: string): string => (name.endsWith('.py') ? token + name : name);
  const select = join(path, 'selection.json');
  await Promise.all(assets.map((name) => copyFile(assetPath(name), join(path, placed(name)))));
  if (selection.kind !== 'all') await writeFile(select, JSON.stringify(chosenNames(selection)));
  const settings = {
    report,
    root: workspace.root,
    ...(selection.kind === 'all' ? {} : { select }),
    ...(testMs === undefined ? {} : { testMs }),
    // Work for nothing, where work is measured; elsewhere tests may need what other files do.
    ...(measuring && selection.kind === 'files' ? { alone: true } : {}),
  };
  return {
    path,
    module: (asset) => token + asset,
    // What is measured finds what its own earlier runs left, and nobody else's.
    cache: measuring ? join(workspace.outbox, 'runner-cache') : join(path, 'cache'),
    settings: JSON.stringify(settings),
    report,
    readReport: () => readLeft(report, LARGEST_REPORT),
    read: (name, limit = LARGEST_REPORT) => readLeft(join(path, name), limit),
    [Symbol.asyncDispose]: () => removeFolder(path),
  };
}
