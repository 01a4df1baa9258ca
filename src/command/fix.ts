import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { Interrupted, ModelUnavailable, WrongUse } from '../errors.ts';
import { type Options, parseOptions, type Surroundings, settingsFrom } from '../inputs.ts';
import { readJournal } from '../journal/journal.ts';
import { repair } from '../main.ts';
import type { Observer } from '../ports.ts';
import { shellWord } from '../report/next-steps.ts';
import type { Report } from '../report/report.ts';
import { isWhole } from '../report/verdict.ts';
import { applyToCheckout } from '../workspace/git.ts';
import { defaultFolder, folderOf, outFolder } from './folders.ts';
import type { OutputFlags } from './program.ts';

export interface FixResult {
  readonly report: Report;
  /** Absolute path of the run's folder. */
  readonly out: string;
  readonly applied: boolean;
}

const headerSchema = z.object({
  directory: z.string(),
  options: z.record(z.string(), z.unknown()),
});

/** `orps fix`: flags → settings → run → files; applies the patch only when asked and proven. */
export async function fix(
  directory: string | undefined,
  flags: Record<string, unknown>,
  surroundings: Surroundings & { readonly now: Date },
  observe: Observer,
  signal: AbortSignal,
  enough?: AbortSignal,
): Promise<FixResult> {
  const {
    out,
    resume,
    apply,
    json: _json,
    ...given
  } = flags as OutputFlags & Record<string, unknown>;
  const header =
    resume === undefined ? freshHeader(directory, given) : keptHeader(resume, directory, given);
  const settings = settingsFrom(header.directory, header.options, surroundings);
  if (settings.model.kind === 'replay' && !existsSync(settings.model.file)) {
    throw new WrongUse(
      `There is no journal ${settings.model.file}.`,
      'Name the journal.ndjson of an earlier run after replay:.',
    );
  }
  const fresh = out === undefined ? defaultFolder(header.directory, surroundings) : outFolder(out);
  const folder = resume === undefined ? fresh : resolve(resume);
  const report = await repair({
    settings,
    out: folder,
    resuming: resume !== undefined,
    header,
    environment: surroundings.environment,
    observe,
    signal,
    enough,
  }).catch((cause: unknown) => {
    const kept = existsSync(join(folder, 'journal.ndjson')) ? folder : undefined;
    if (signal.aborted) throw new Interrupted(kept, { cause });
    if (!(cause instanceof ModelUnavailable) || kept === undefined) throw cause;
    throw new ModelUnavailable(
      cause.message,
      `${cause.remedy} Instead of beginning anew, --resume ${shellWord(kept)} goes on from here.`,
      {
        cause,
      },
    );
  });
  const applied = apply === true && isWhole(report) && report.best !== null;
  if (applied) await applyToCheckout(header.directory, report.best.patch);
  return { report, out: folder, applied };
}

interface Header {
  readonly directory: string;
  readonly options: Options;
}

function freshHeader(directory: string | undefined, given: Record<string, unknown>): Header {
  const options = parseOptions(given);
  // Paths in options are kept as the user meant them, whatever folder --resume is called from.
  const issue = options.issue === undefined ? {} : { issue: resolve(options.issue) };
  return { directory: folderOf(directory), options: { ...options, ...issue } };
}

/** The first life's flags, with what is said anew on top. */
function keptHeader(
  resume: string,
  directory: string | undefined,
  given: Record<string, unknown>,
): Header {
  const file = join(resume, 'journal.ndjson');
  const kept = headerSchema.safeParse(readJournal(file).entries.get('run'));
  if (!kept.success) {
    throw new WrongUse(
      `${resume} holds no run to go on with.`,
      'Name the --out folder of an earlier run.',
    );
  }
  return {
    directory: directory === undefined ? kept.data.directory : folderOf(directory),
    options: parseOptions({ ...kept.data.options, ...given }),
  };
}
