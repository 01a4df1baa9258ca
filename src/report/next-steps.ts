import { PERFORMANCE } from '../task/goal.ts';
import { oneLine } from './plain.ts';
import type { Report } from './report.ts';
import { wallBehind } from './walls.ts';
import { counted } from './wording.ts';

export interface NextSteps {
  /** Sentences of our own words. */
  readonly advice: readonly string[];
  /** Shell lines to copy; they quote the user's own test command. */
  readonly commands: readonly string[];
}

/** Where the folder's name and the command's are not known. */
const RESUME = '`orps fix --resume DIR`, with the folder of this report, goes on from here';

function afterStop({ stoppedBy, candidates }: Report, how: string): string {
  const resume = `${how}.`;
  if (stoppedBy.startsWith('budget:')) {
    const which = stoppedBy.slice('budget:'.length).replace(/[^a-z]/g, '');
    return `The search ended because its budget was spent (${which}): raise it, then ${resume}`;
  }
  switch (stoppedBy) {
    case 'stopped':
      return `The search was stopped: ${resume}`;
    case 'interrupted':
      return `The search was interrupted: ${resume}`;
    case 'model-unavailable':
      return `The model could not be reached: check \`--model\`, \`--base-url\` and the key, then ${resume}`;
    case 'plateau':
      return 'The scores stopped rising: another model, or more words on what is wrong (`--goal`), helps more than more rounds.';
    case 'unusable':
      return 'Nothing that was proposed could be run: see the reasons under "Other candidates" and in the log, and try another model.';
    case 'exhausted':
      return candidates.length === 0
        ? 'Nothing was proposed: see that `--protect` and `--editable` leave the faulty file to patches, and try a language model (`--model`) or another one.'
        : 'There was nothing left to propose: try a language model (`--model`) or another one.';
    default:
      return 'Search wider or deeper: `--samples`, `--rounds`, or `--preset paper`.';
  }
}

function afterReplies({ calls, unusableReplies }: Report['usage']): readonly string[] {
  return calls > 0 && unusableReplies * 3 >= calls
    ? [
        `${unusableReplies} of ${counted(calls, 'reply', 'replies')} could not be used: the model may be too weak for the task.`,
      ]
    : [];
}

/** Its operators are for slips; more of them helps less than a model. */
const OFFLINE =
  'The offline programmer repairs slips of one or two edits: for anything else name a language model (`--model`).';

/** A search that came to its own end, and not to that of a budget. */
const ENDED: ReadonlySet<string> = new Set(['rounds', 'plateau']);

const furtherSearch = (report: Report, resume: string): string =>
  report.model === 'offline' && report.best === null && ENDED.has(report.stoppedBy)
    ? OFFLINE
    : afterStop(report, resume);

/** From a run's own files. */
const applying = ({ base }: Report): readonly string[] => [
  `git switch --detach ${base.sha.slice(0, 12)}`,
  'git apply patch.diff',
];

function trying({ task }: Report, bring: readonly string[]): readonly string[] {
  return [
    ...bring,
    ...(task.directory === undefined ? [] : [`cd ${shellWord(task.directory)}`]),
    ...(task.buildCommand === undefined ? [] : [oneLine(task.buildCommand, 1_000)]),
    oneLine(task.testCommand, 1_000),
  ];
}

export const shellWord = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A patch that held in the search and not in its proof may be right, and a test unsteady. */
const afterProof = ({ best }: Report): readonly string[] =>
  best !== null && best.verification.passed < best.verification.runs
    ? [
        'The patch held in the search and not in its proof. If the test that failed then has nothing to do with it, it is flaky: make it steady (time limits, shared state, order, randomness) and run again.',
      ]
    : [];

/** Where nothing passes, the command may be at fault and not the code. */
const afterBaseline = ({ baseline, best, task }: Report): readonly string[] =>
  baseline.passToPass === 0 && best === null
    ? [
        `No test passes on the base: see that \`${oneLine(task.testCommand, 120).replaceAll('`', "'")}\` works there by hand, with this version of its language and all dependencies installed.`,
      ]
    : [];

/** Failures that the isolation itself may have made. */
function afterIsolation({ baseline, isolation }: Report): readonly string[] {
  const walls = baseline.failToPass.flatMap((test) => wallBehind(test, isolation) ?? []);
  return [...new Set(walls)].map((wall) => {
    const count = walls.filter((one) => one === wall).length;
    const lack = wall === 'the network' ? 'which tests do not have here' : 'which tests have here';
    return `${counted(count, 'failing test')} ${count === 1 ? 'speaks' : 'speak'} of ${wall}, ${lack}. If that is the reason, take \`--isolation process\`, which is weaker, or leave them out with \`--target\`.`;
  });
}

/** A gain that could not be told from noise may be there. */
const afterMeasuring = ({ task, best }: Report): readonly string[] =>
  task.aim === PERFORMANCE && best?.measurement?.verdict === 'inconclusive'
    ? [
        'The machine was too noisy to tell: give the measuring more time (`--profile-minutes`), install valgrind so that instructions are counted, name the tests that count (`--target`), or run where it is quieter.',
      ]
    : [];

const LIMITED =
  /timed out after|did not finish within|Exceeded timeout|Timeout of \d+\s?ms exceeded|Timeout >\d/i;

/** A limit of ours, or of the runner, may be the whole failure. */
function afterLimits({ baseline: { failToPass } }: Report): readonly string[] {
  const late = failToPass.filter(({ message = '' }) => LIMITED.test(message)).length;
  return late === 0
    ? []
    : [
        `${counted(late, 'failing test')} did not end in time: if ${late === 1 ? 'it is' : 'they are'} slow and not stuck, raise \`--test-timeout\` or \`--suite-timeout\` (seconds), or leave ${late === 1 ? 'it' : 'them'} out with \`--target\`.`,
      ];
}

const NOTHING_PASSES =
  'Let the tests pass first, or name a command whose tests do (`--test`): a faster patch is judged by them.';

export interface Place {
  /** What continues the search, as in "raise it, then …". */
  readonly resume?: string | undefined;
  /** Shell lines that bring the patched files. */
  readonly bring?: readonly string[] | undefined;
  /** The commands are another job's word: none of them is given to copy. */
  readonly isHearsay?: boolean | undefined;
}

/** What a reader can do now. */
export function nextSteps(
  report: Report,
  { resume = RESUME, bring = applying(report), isHearsay = false }: Place = {},
): NextSteps {
  const commands = report.best === null ? [] : isHearsay ? bring : trying(report, bring);
  switch (report.status) {
    case 'fixed':
      return {
        advice: [
          ...afterIsolation(report),
          ...(report.reproduction === undefined
            ? []
            : ['Read the new test first: it says what was taken to be wrong.']),
          'Read the diff before you merge: the tests vouch for what they cover, and for nothing else.',
          'To see it for yourself:',
        ],
        commands,
      };
    case 'faster':
      return {
        advice: [
          'Read the diff before you merge: the tests vouch for what they cover, and the figures for what the tests run.',
          'To see it for yourself:',
        ],
        commands,
      };
    case 'improved':
    case 'unresolved':
      return {
        advice: [
          ...afterIsolation(report),
          ...afterProof(report),
          ...afterBaseline(report),
          ...afterLimits(report),
          ...afterMeasuring(report),
          furtherSearch(report, resume),
          ...(report.status === 'improved'
            ? [
                'Where the tests that still fail are another matter, leave them out with `--target`.',
              ]
            : []),
          ...afterReplies(report.usage),
          ...(commands.length === 0 ? [] : ['To start by hand from the best attempt:']),
        ],
        commands,
      };
    case 'flaky':
      return {
        advice: [
          'Make these tests steady first: look for time limits, shared state, test order, randomness and the network. No patch can be judged by a test that flips.',
          'Or run the whole suite again: a failure that stays is a failure to repair.',
        ],
        commands: isHearsay ? [] : [report.task.testCommand],
      };
    case 'nothing-to-do':
      return {
        advice:
          report.task.aim === PERFORMANCE
            ? [NOTHING_PASSES]
            : [
                'If something is wrong that no test shows, add a test that fails because of it first: a patch is judged by tests.',
                'If the tests fail elsewhere, name the command that fails there (`--test`).',
              ],
        commands: [],
      };
  }
}
