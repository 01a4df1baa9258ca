import { type KnownRunner, knownRunner } from './known-runner.ts';
import { type Step, unfold } from './script-chain.ts';

/** A test line taken apart. */
export interface TestScript {
  /** What runs the tests; `undefined` where no step is a runner that we know. */
  readonly runner: KnownRunner | undefined;
  /** Folder that the line changes to before it, as written; `''` if it does not. */
  readonly folder: string;
  /** Steps before it that make what the tests need, as one shell line. */
  readonly build: string | undefined;
  /** The whole line without steps that only judge the code, for when no runner is known. */
  readonly command: string;
}

/** Steps that judge the code instead of preparing it. */
const CHECKS =
  /^(?:eslint|standard|xo|ts-standard|semistandard|neostandard|prettier|biome|oxlint|dprint|tslint|jshint|jscs|flow|tsd|attw|publint|size-limit|bundlesize|knip|depcheck|ls-engines|aud|npm-audit|dtslint|dts-lint|markdownlint|cspell|commitlint|lockfile-lint|eclint|evalmd|safe-publish-latest|in-publish|not-in-publish|ruff|black|flake8|mypy|pylint|isort|pyright)$/;

/** Takes a test line apart; `undefined` when it is no plain chain of commands. */
export function readTestScript(
  line: string,
  scripts: ReadonlyMap<string, string>,
): TestScript | undefined {
  const steps = unfold(line, scripts);
  if (steps === undefined) return undefined;
  // What follows `||` or `|` only deals with the result.
  const main = steps.filter((step) => step.operator !== '||' && step.operator !== '|');
  const position = main.findIndex((step) => knownRunner(step.words) !== undefined);
  const before = position < 0 ? [] : main.slice(0, position);
  const step = main[position];
  const isPlain = steps.every((one) => one.operator === '' || one.operator === '&&');
  return {
    runner: step && knownRunner(step.words),
    folder: before.findLast(isFolderChange)?.words[1]?.raw ?? '',
    build: joinSteps(before.filter((one) => !isFolderChange(one))),
    // A test script of nothing but checks is the suite, for all we know.
    command: (isPlain ? joinSteps(main) : undefined) ?? line,
  };
}

function joinSteps(steps: readonly Step[]): string | undefined {
  const kept = steps.filter((step) => !isCheck(step));
  if (kept.length === 0) return undefined;
  return kept.map((step) => bare(step).join(' ')).join(' && ');
}

const isFolderChange = (step: Step): boolean => step.words[0]?.text === 'cd';

function isCheck(step: Step): boolean {
  const [first, ...rest] = step.words.filter(
    (word) => !/^\w+=/.test(word.text) && !['cross-env', 'npx', 'yarn', 'pnpm'].includes(word.text),
  );
  const name = first?.text.split('/').at(-1) ?? '';
  if (CHECKS.test(name)) return true;
  const compiles = name === 'tsc' || name === 'vue-tsc';
  if (compiles) return rest.some((word) => word.text === '--noEmit');
  // `npm run lint` that could not be unfolded, for example in another workspace.
  return name === 'npm' && rest.some((word) => /lint|format|typecheck|audit/.test(word.text));
}

/** The shell's own assignments do what cross-env does; measuring coverage is no part of a test. */
function bare({ words }: Step): readonly string[] {
  const rest = words.filter((word) => word.text !== 'cross-env');
  const wrapper = rest.findIndex((word) => word.text === 'c8' || word.text === 'nyc');
  const program = rest.findIndex(
    (word, at) => at > wrapper && !/^-(?:-[\w-]+=|-\w+$)/.test(word.text),
  );
  const kept = wrapper < 0 || program < 0 ? rest : rest.toSpliced(wrapper, program - wrapper);
  return kept.map((word) => word.raw);
}
