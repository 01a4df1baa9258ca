import { knownRunner } from './known-runner.ts';
import {
  calledScripts,
  isAssignment,
  isJudge,
  type ScriptCall,
  type Scripts,
} from './script-call.ts';
import { parseShellLine, type Segment, shellQuote, type Word } from './shell-line.ts';

/** A segment of a test line with everything that `npm run` would have hidden. */
export interface Step {
  readonly words: readonly Word[];
  readonly operator: Segment['operator'];
  /** Names of the scripts that it stands in, the innermost first. */
  readonly scripts?: readonly string[];
}

const DEEPEST = 8;

/** Steps that change the shell in which the next ones run. */
const SHELL = /^(?:cd|export|unset|source|\.|set|ulimit|umask)$/;

/** Does the script that it stands in say by its name that it only judges the code? */
export const isOfJudge = ({ scripts: [name] = [] }: Step): boolean =>
  name !== undefined && isJudge(name);

export const changesShell = (step: Step): boolean =>
  step.words.every(isAssignment) || SHELL.test(plainWords(step)[0]?.text ?? '');

/**
 * The plain commands of a test line, `npm run x` replaced by what x runs (with
 * the scripts before and after it). `undefined` where the line is no plain chain of commands.
 */
export function unfold(
  line: string,
  scripts: Scripts,
  isSought: Sought = isRunner,
  depth = 0,
): readonly Step[] | undefined {
  const segments = parseShellLine(line);
  if (segments === undefined || depth > DEEPEST) return undefined;
  const steps: Step[] = [];
  for (const segment of segments) {
    // In another folder the scripts are others.
    const hasMoved = steps.some((step) => plainWords(step)[0]?.text === 'cd');
    const called = hasMoved ? undefined : calledScripts(segment.words, scripts);
    if (called === undefined) {
      steps.push(segment);
      continue;
    }
    const inner = unfoldScripts(called, scripts, isSought, depth);
    if (inner === undefined) return undefined;
    const [first, ...others] = inner;
    if (isOfItsOwn(segment, inner, isSought)) steps.push(segment);
    else if (first) steps.push({ ...first, operator: segment.operator }, ...others);
  }
  return steps;
}

/** Would steps of a script do otherwise, or to others, without the shell that it runs in? */
function isOfItsOwn({ operator }: Segment, steps: readonly Step[], isSought: Sought): boolean {
  // Of `a || b` with `b1 && b2` in b, b2 would run after a as well.
  if (operator === '||' && steps.length > 1) return true;
  if (steps.some(({ words }) => isSought(words))) return false;
  // Of `a && b` with `b1; b2` in b, b2 would run though a failed.
  const goesOn = operator === '&&' && steps.slice(1).some((step) => step.operator !== '&&');
  return goesOn || steps.some(changesShell);
}

/** What the line is read for: of a script that has it the steps have to be known. */
type Sought = (words: readonly Word[]) => boolean;

const isRunner: Sought = (words) => knownRunner(words) !== undefined;

function unfoldScripts(
  { names, env, args, withOthers }: ScriptCall,
  scripts: Scripts,
  isSought: Sought,
  depth: number,
): readonly Step[] | undefined {
  const steps: Step[] = [];
  const other = (name: string) =>
    unfold(withOthers ? (scripts.get(name) ?? '') : '', scripts, isSought, depth + 1);
  for (const name of names) {
    const before = apart(other(`pre${name}`), `pre${name}`, isSought);
    const own = apart(
      unfold(scripts.get(name) ?? '', scripts, isSought, depth + 1),
      name,
      isSought,
    );
    const after = apart(other(`post${name}`), `post${name}`, isSought);
    if (before === undefined || own === undefined || after === undefined) return undefined;
    const last = own.at(-1);
    const extended =
      last === undefined
        ? own
        : [...own.slice(0, -1), { ...last, words: [...last.words, ...args] }];
    steps.push(
      ...[...before, ...extended, ...after].map((step) => ({
        ...step,
        words: [...env, ...step.words],
        scripts: [...(step.scripts ?? []), name],
      })),
    );
  }
  return steps;
}

/** A script that changes its shell, and holds nothing that is sought, is called: the next one has another shell. */
function apart(
  steps: readonly Step[] | undefined,
  name: string,
  isSought: Sought,
): readonly Step[] | undefined {
  const isPlain = !steps?.some(changesShell) || steps.some(({ words }) => isSought(words));
  if (isPlain) return steps;
  const words = ['npm', 'run', name].map((text) => ({ raw: shellQuote(text), text }));
  return [{ words, operator: '' }];
}

/** Without assignments, which a script gets from the one that calls it; those themselves, where there is nothing else. */
export const plainWords = ({ words }: Step): readonly Word[] =>
  words.slice(
    Math.max(
      0,
      words.findIndex((word) => !isAssignment(word)),
    ),
  );

/** The folder that steps change to, one below the other as the shell goes, for a line (`raw`) or as a path; `''` if they do not. */
export const folderAfter = (steps: readonly Step[], as: keyof Word = 'raw'): string =>
  steps
    .map(plainWords)
    .flatMap(([first, path]) => (first?.text === 'cd' && path ? path[as] : []))
    .join('/');
