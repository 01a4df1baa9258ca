import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenEnvironment, WrongUse } from './errors.ts';
import { makeFolder, writeWhole } from './folder.ts';
import { html } from './report/html.ts';
import { markdown } from './report/markdown.ts';
import { type Report, reportSchema } from './report/report.ts';
import { claimFolder } from './run-lock.ts';

/** The folder that a run leaves: journal, result and its views. */
export interface RunFolder extends Disposable {
  readonly path: string;
  readonly journal: string;
  readonly result: string;
  /** The result that an earlier life of this run left here. */
  earlier(): Promise<Report | undefined>;
  /** Removes a folder that this run made and nothing was paid into. */
  discardIfFresh(): Promise<void>;
}

/** Throws BrokenEnvironment when it cannot be written, WrongUse when another run lives or works there. */
export async function openRunFolder(path: string, resuming: boolean): Promise<RunFolder> {
  const made = await makeFolder(path);
  const present = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    throw new WrongUse(`${path} is no folder (${cause.code}).`, 'Name a folder with --out.', {
      cause,
    });
  });
  const folder = {
    path,
    journal: join(path, 'journal.ndjson'),
    result: join(path, 'result.json'),
  };
  if (resuming && !present.includes('journal.ndjson')) {
    throw new WrongUse(
      `${path} holds no journal.ndjson to go on with.`,
      'Name the --out folder of an earlier run.',
    );
  }
  if (!resuming && present.includes('journal.ndjson')) {
    throw new WrongUse(
      `${path} already holds a run.`,
      `Go on with it by --resume ${path}, or choose another folder with --out.`,
    );
  }
  const claim = claimFolder(path);
  return {
    ...folder,
    [Symbol.dispose]: () => claim[Symbol.dispose](),
    earlier: () => readResult(folder.result),
    discardIfFresh: async () => {
      if (made) await rm(path, { recursive: true, force: true });
    },
  };
}

/** `undefined` where there is none, or none that this version understands. */
async function readResult(file: string): Promise<Report | undefined> {
  try {
    return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes every view; result.json last and whole, so that its presence means that all is there. */
export async function writeReport({ path, result }: RunFolder, report: Report): Promise<void> {
  const files: Record<string, string> = {
    'patch.diff': report.best?.patch ?? '',
    'report.md': markdown(report),
    'report.html': html(report),
    'result.json': `${JSON.stringify(report, null, 2)}\n`,
  };
  try {
    for (const [name, content] of Object.entries(files)) await writeWhole(path, name, content);
  } catch (cause) {
    throw new BrokenEnvironment(
      `Cannot write ${result} (${(cause as NodeJS.ErrnoException).code}).`,
      `Free some space or choose another folder, then finish with --resume ${path}.`,
      { cause },
    );
  }
}
