import { type KnownRunner, knownRunner } from './known-runner.ts';
import { isJudge, type Scripts } from './script-call.ts';
import {
  changesShell,
  folderAfter,
  isOfJudge,
  plainWords,
  type Step,
  unfold,
} from './script-chain.ts';
import { parseShellLine, type Segment, type Word } from './shell-line.ts';

/** A test line taken apart. */
export interface TestScript {
  /** What runs the tests; `undefined` where no step is a runner that we know. */
  readonly runner: KnownRunner | undefined;
  /** Steps before it that change the shell it runs in (`cd`, `export`, `source`), as one line; `''` for none. */
  readonly prelude: string;
  /** Folder that they change to, without quotes; `''` if they do not. */
  readonly folder: string;
  /** Steps before it that make what the tests need, as one shell line. */
  readonly build: string | undefined;
  /** Steps that are not run: those that only judge the code, and those of a script behind its tests. */
  readonly omitted: string | undefined;
  /** The whole line without steps that only judge the code, for when no runner is known. */
  readonly command: string;
}

/** Steps that judge the code instead of preparing it. */
const CHECKS =
  /^(?:eslint|standard|xo|ts-standard|semistandard|neostandard|prettier|biome|oxlint|dprint|tslint|jshint|jscs|flow|tsd|attw|publint|size-limit|bundlesize|knip|depcheck|ls-engines|aud|npm-audit|dtslint|dts-lint|markdownlint|cspell|commitlint|lockfile-lint|eclint|evalmd|safe-publish-latest|in-publish|not-in-publish|ruff|black|flake8|mypy|pylint|isort|pyright)$/;

/** Steps that change how a shell goes on, of which nothing is left in ours: `set -e`, and not `set -a`. */
const isMode = ({ words: [first, flag, option] }: Step): boolean => {
  if (first?.text !== 'set') return /^(?:shopt|trap)$/.test(first?.text ?? '');
  const exports = /^[-+][b-np-zC]*a[b-np-zC]*$/.test(flag?.text ?? '');
  return !exports && !(/^[-+]o$/.test(flag?.text ?? '') && option?.text === 'allexport');
};

/** Steps behind the tests that only report on them, or say how they ended. */
const REPORTS =
  /^(?:(?:echo|printf|true|:|exit|cd|wait|codecov|coveralls)(?: |$)|coverage (?:report|xml|html|json|lcov|combine)|(?:nyc|c8) report)/;

/**
 * Takes a test line apart; `undefined` when it is no plain chain of commands. Of a script
 * with several runners the first is taken, or, `inAll`, all as one command that tells less.
 */
export function readTestScript(
  line: string,
  scripts: Scripts,
  { inAll = false } = {},
): TestScript | undefined {
  const steps = unfold(line, scripts)?.filter((one) => !isMode(one));
  if (steps === undefined) return undefined;
  const position = steps.findIndex(isRunner);
  const step = steps[position];
  const before = steps.slice(0, position);
  const inBackground = [...before, step].some((one) => one?.operator === '&');
  const isStacked = before.some(({ words: [first] }) => /^(?:pushd|popd)$/.test(first?.text ?? ''));
  const isHandled = before.some((one, at) => isCheck(one) && dealsWithResult(steps[at + 1] ?? one));
  const after = step === undefined ? [] : steps.slice(position + 1);
  if (inBackground || isStacked || isHandled || after.some(isOtherwise) || goesOn(line, scripts)) {
    return unread(line);
  }
  if (step === undefined) return withoutChecks(line, steps);
  const built = 1 + before.findLastIndex((one) => !changesShell(one) && !isCheck(one));
  const prelude = before.filter(changesShell).map(preludeLine).join(' && ');
  const build = joined(
    before.slice(0, built).filter((one) => !isCheck(one)),
    steps[built]?.operator,
  );
  if (inAll && after.some(isRunner)) {
    const upToLast = after.slice(0, after.findLastIndex(isRunner) + 1);
    // Each script has a shell of its own.
    if ([...before, ...upToLast].some(changesShell)) return unread(line);
    const tests = [step, ...upToLast.filter((one) => !isAside(one))];
    const omitted = [...before, ...after].filter((one, at) =>
      at < before.length ? isCheck(one) : !tests.includes(one),
    );
    return { ...unread(joined(tests) ?? line), build, omitted: joined(omitted) };
  }
  return {
    ...{ runner: knownRunner(step.words), prelude, folder: folderAfter(before, 'text'), build },
    omitted: joined([...before.filter(isCheck), ...after]),
    command: line,
  };
}

/** Neither a test nor made for one. */
const isAside = (step: Step): boolean => isCheck(step) || REPORTS.test(lineOf(step));

/** What follows `||` or `|` only deals with the result. */
const dealsWithResult = ({ operator }: Segment): boolean => operator === '||' || operator === '|';

const isRunner = (step: Step): boolean =>
  !dealsWithResult(step) && !isOfJudge(step) && knownRunner(step.words) !== undefined;

/** Tests that run only where others fail, or do not apply. */
const isOtherwise = (step: Step): boolean =>
  step.operator === '||' && knownRunner(step.words) !== undefined;

/** Whoever types more behind the tests wants it run; a script's end-to-end tests or uploads are not asked for. */
function goesOn(line: string, scripts: Scripts): boolean {
  const typed = parseShellLine(line) ?? [];
  const runs = typed.findIndex((one) => unfold(lineOf(one), scripts)?.some(isRunner));
  if (runs < 0) return false;
  return typed.slice(runs + 1).some((one) => !dealsWithResult(one) && !isAside(one));
}

const unread = (command: string, omitted?: string): TestScript => ({
  ...{ runner: undefined, prelude: '', folder: '', build: undefined },
  ...{ command, omitted },
});

function withoutChecks(line: string, steps: readonly Step[]): TestScript {
  const isPlain = steps.every((one) => one.operator === '' || one.operator === '&&');
  const command = joined(steps.filter((one) => !isCheck(one)));
  // A test script of nothing but checks is the suite, for all we know.
  if (!isPlain || command === undefined) return unread(line);
  return unread(command, joined(steps.filter(isCheck)));
}

/** Every shell reads a file by `.`, though not all look for it here. */
function preludeLine(step: Step): string {
  const [first, path] = plainWords(step);
  if (first?.text !== 'source' && first?.text !== '.') return lineOf(step);
  return `. ${path?.text.includes('/') === false ? './' : ''}${path?.raw ?? ''}`;
}

/** As one shell line, as far as it goes until what `next` joins to it. */
function joined(steps: readonly Step[], next: Segment['operator'] = '&&'): string | undefined {
  if (steps.length === 0) return undefined;
  const line = steps
    .map((step, at) => (at === 0 ? '' : between(step.operator)) + textOf(step))
    .join('');
  return next === ';' ? `${line}; :` : line;
}

const textOf = (step: Step): string => (changesShell(step) ? preludeLine(step) : lineOf(step));

const between = (operator: Segment['operator']): string =>
  operator === ';' ? '; ' : ` ${operator || '&&'} `;

function isCheck(step: Step): boolean {
  const [first, ...rest] = step.words.filter(
    (word) => !/^\w+=/.test(word.text) && !['cross-env', 'npx', 'yarn', 'pnpm'].includes(word.text),
  );
  const name = first?.text.split('/').at(-1) ?? '';
  const compiles = name === 'tsc' || name === 'vue-tsc';
  if (compiles && isOfJudge(step)) return !rest.some(({ text }) => /^(?:-b|--build)$/.test(text));
  if (compiles) return rest.some((word) => word.text === '--noEmit');
  if (CHECKS.test(name) || isOfJudge(step)) return true;
  if (rest.some(({ text }) => text === '--check')) return true;
  // `npm run lint` that could not be unfolded, for example in another workspace.
  const isCall = step.words.some(({ text }) => /^(?:npm|yarn|pnpm)$/.test(text));
  return isCall && [name, ...rest.map(({ text }) => text)].some(isJudge);
}

/** The shell's own assignments do what cross-env does; measuring coverage is no part of a test. */
function lineOf({ words }: Pick<Step, 'words'>): string {
  const rest = without(words, 'cross-env');
  const wrapper = rest.findIndex((word) => word.text === 'c8' || word.text === 'nyc');
  const program = rest.findIndex(
    ({ text }, at) =>
      at > wrapper && !text.startsWith('-') && !COVERAGE_VALUES.test(rest[at - 1]?.text ?? ''),
  );
  const isOwn = COVERAGE_VERBS.test(rest[program]?.text ?? '');
  if (wrapper < 0 || program < 0 || isOwn) return textsOf(rest);
  const name = rest[wrapper]?.text ?? '';
  return textsOf(without(rest.toSpliced(wrapper + 1, program - wrapper - 1), name));
}

/** Flags of c8 and nyc whose value is a word of its own, and what they do instead of running a program. */
const COVERAGE_VALUES =
  /^(?:-[roxnec]|--(?:reporter|reports-dir|report-dir|exclude|include|extension|src|temp-dir(?:ectory)?|cwd|config|nycrc-path|branches|lines|functions|statements))$/;
const COVERAGE_VERBS = /^(?:report|merge|instrument|check-coverage)$/;

const textsOf = (words: readonly Word[]): string => words.map((word) => word.raw).join(' ');

/** Without a program, and without `npx`, `yarn` or `pnpm exec` where that only starts it. */
function without(words: readonly Word[], program: string): readonly Word[] {
  const at = words.findIndex((word) => word.text === program);
  if (at < 0) return words;
  const before = words.slice(0, at);
  const isStarted = before.every(({ text }) => /^(?:\w+=|-|npx$|yarn$|pnpm$|exec$)/.test(text));
  const kept = isStarted ? before.filter(({ text }) => /^\w+=/.test(text)) : before;
  return [...kept, ...words.slice(at + 1)];
}
