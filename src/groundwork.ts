import { WrongUse } from './errors.ts';
import { type Baseline, takeBaseline } from './evaluation/baseline.ts';
import { limitsFrom } from './evaluation/limits.ts';
import { fromRecord, type SpectrumRecord, toRecord } from './evaluation/spectrum-record.ts';
import { warmUp } from './evaluation/warm-up.ts';
import { ochiai, type Suspicion } from './measure/ochiai.ts';
import type { Journal, Spectrum } from './ports.ts';
import type { Run } from './run.ts';
import type { Workshop } from './workshop.ts';

/** What fails and what passes on the base; an earlier life of the run may have established it. */
export async function baselineOf(
  { settings, observe, signal }: Run,
  { workspaces, runner }: Workshop,
  journal: Journal,
): Promise<Baseline> {
  const kept = journal.recall('baseline') as Baseline | undefined;
  if (kept) {
    observe({ kind: 'stage', name: 'Taking up what is known of the base' });
    await warmUp(workspaces, runner, limitsFrom(kept.suite, settings, 'suite'), signal);
    return kept;
  }
  observe({ kind: 'stage', name: `Running ${runner.commandLine} on the base` });
  const { suiteMs, testMs, target } = settings;
  const isTarget = (test: { readonly id: string }) =>
    target === undefined || test.id.includes(target);
  const limits = { suiteMs, testMs };
  const baseline = await takeBaseline(workspaces, runner, { limits, isTarget }, signal);
  signal.throwIfAborted();
  assertTargeted(baseline, target);
  await journal.record('baseline', baseline);
  return baseline;
}

/** A target that no failing test answers to is a slip of the pen, and not a success. */
function assertTargeted({ failToPass, flaky, tolerated }: Baseline, target: string | undefined) {
  if (target === undefined || failToPass.length + flaky.length > 0 || tolerated.length === 0)
    return;
  throw new WrongUse(
    `No failing test's id contains "${target}"; failing are ${tolerated
      .slice(0, 3)
      .map((test) => test.id)
      .join(', ')}.`,
    'Correct --target, or leave it out to repair them all.',
  );
}

/**
 * How suspicious each line is. The spectrum behind it, every line that every
 * test runs, may take a hundred megabytes and is let go.
 */
export const suspicionOf = async (
  run: Run,
  workshop: Workshop,
  journal: Journal,
  baseline: Baseline,
): Promise<Suspicion> => ochiai(await spectrumOf(run, workshop, journal, baseline));

/** Which lines the failing and the passing tests run. Localisation is a help: without it the search goes on. */
async function spectrumOf(
  { settings, observe, signal }: Run,
  { workspaces, runner }: Workshop,
  journal: Journal,
  { failToPass, passToPass, suite }: Baseline,
): Promise<Spectrum> {
  const kept = journal.recall('spectrum');
  if (kept) return fromRecord(kept as SpectrumRecord);
  if (suite.kind === 'build-failed') return { rows: [] };
  observe({ kind: 'stage', name: 'Tracing the failing tests' });
  await using workspace = await workspaces.open(new Map());
  await runner.prepare(workspace, signal);
  const limits = {
    runMs: Math.min(settings.suiteMs, 30_000 + 3 * suite.usage.wallMs),
    testMs: limitsFrom(suite, settings, 'suite').testMs ?? settings.testMs,
  };
  const spectrum = await runner.trace(
    workspace,
    { failing: failToPass, passing: passToPass },
    limits,
    signal,
  );
  signal.throwIfAborted();
  await journal.record('spectrum', toRecord(spectrum));
  return spectrum;
}
