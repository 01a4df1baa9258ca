import { parseJUnit } from '../measure/junit.ts';
import { code } from '../report/markdown-text.ts';
import { cleanText } from './goal.ts';
import { type FailedStep, failedStep, testLineOf } from './step-log.ts';

/** What a red run of another workflow tells of itself; all of it was printed by code of the repository. */
export interface RedRun {
  readonly job: string | undefined;
  readonly step: string | undefined;
  /** The lines of its script. */
  readonly script: readonly string[];
  /** The line of them that ran the tests. */
  readonly testLine: string | undefined;
  /** The end of what the failed step printed. */
  readonly output: readonly string[];
  /** Tests that its JUnit reports name as failed. */
  readonly failing: readonly string[];
  /** Names of further jobs that failed. */
  readonly otherJobs: readonly string[];
}

export interface RedRunSource {
  jobs(): Promise<
    readonly { readonly id: number; readonly name: string; readonly step: string | undefined }[]
  >;
  log(job: number): Promise<string>;
  reports(): Promise<readonly string[]>;
  /** Told what could not be read; the search goes on with what is known. */
  onGap(what: string, cause: unknown): void;
}

/** Reads the failed jobs, their logs and the reports among the artifacts. */
export async function readRedRun(source: RedRunSource): Promise<RedRun> {
  const attempt = async <T>(what: string, ask: () => Promise<T>, otherwise: T): Promise<T> =>
    ask().catch((cause: unknown) => {
      source.onGap(what, cause);
      return otherwise;
    });
  const [jobs, reports] = await Promise.all([
    attempt("the run's jobs", () => source.jobs(), []),
    attempt("the run's artifacts", () => source.reports(), []),
  ]);
  const told: { readonly name: string; readonly step: string | undefined; found?: FailedStep }[] =
    [];
  for (const { id, name, step } of jobs) {
    const log = await attempt(`the log of the job ${name}`, () => source.log(id), '');
    const found = failedStep(log);
    told.push({ name, step, ...(found && { found }) });
    if (found && testLineOf(found) !== undefined) break;
  }
  const telling = told.find(({ found }) => found !== undefined) ?? told[0];
  return {
    job: telling?.name,
    step: telling?.step,
    script: telling?.found?.script ?? [],
    testLine: telling?.found && testLineOf(telling.found),
    output: telling?.found?.output ?? [],
    failing: failingIn(reports),
    otherJobs: jobs.map(({ name }) => name).filter((name) => name !== telling?.name),
  };
}

const failingIn = (reports: readonly string[]): readonly string[] => [
  ...new Set(
    reports
      .flatMap((xml) => parseJUnit(xml) ?? [])
      .filter(({ status }) => status === 'failed')
      .map(({ name }) => name),
  ),
];

const SHOWN_TESTS = 20;
const SHOWN_LINES = 20;

/** What the programmer is told of the red run. */
export function goalOfRun(name: string, { job, step, failing, output }: RedRun): string {
  const place = [job && `job "${job}"`, step && `step "${step}"`].filter(Boolean).join(', ');
  const opening = `The CI run "${name}" failed${place === '' ? '' : ` in ${place}`}.`;
  const named = failing.slice(0, SHOWN_TESTS).map((test) => `- ${test}`);
  const rest =
    named.length > 0
      ? ['Its report names as failed:', ...named]
      : output.length > 0
        ? ['The end of its output:', ...output.slice(-SHOWN_LINES)]
        : [];
  return cleanText([opening, ...rest].join('\n'));
}

/** What a repair of one job may leave red. */
export const otherRedJobs = ({ otherJobs }: RedRun): readonly string[] =>
  otherJobs.length === 0
    ? []
    : [
        `Red in the same run: ${otherJobs
          .slice(0, 5)
          .map((name) => code(name))
          .join(
            ', ',
          )}${otherJobs.length > 5 ? ` and ${otherJobs.length - 5} more` : ''}. Whether this repairs them as well, only CI can tell.`,
      ];

/** For whoever wonders why a red run has nothing that fails here. */
export function notReproduced({ job, step, testLine, failing }: RedRun, ran: string): string {
  const where = [job && `job ${code(job)}`, step && `step ${code(step)}`]
    .filter(Boolean)
    .join(', ');
  const which = failing.slice(0, 5).map((test) => code(test));
  return [
    `CI failed${where === '' ? '' : ` in ${where}`}${testLine === undefined ? '' : `, running ${code(testLine)}`}.`,
    ...(which.length === 0 ? [] : [`Its report names ${which.join(', ')}.`]),
    `Here ${code(ran)} was run, and nothing fails. What failed there may be flaky, need a service or a network that tests do not have here, or be no test; \`test-command\` and \`setup-command\` say what to run.`,
  ].join(' ');
}
