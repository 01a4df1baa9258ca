import { parseShellLine, type Segment, type Word } from './shell-line.ts';

/** A segment of a test line with everything that `npm run` would have hidden. */
export interface Step {
  readonly words: readonly Word[];
  readonly operator: Segment['operator'];
  /** Names of the scripts that it stands in, the innermost first. */
  readonly scripts?: readonly string[];
}

type Scripts = ReadonlyMap<string, string>;

const DEEPEST = 8;
const MANAGERS = new Set(['npm', 'yarn', 'pnpm', 'bun']);
const SEVERAL = new Set(['run-s', 'npm-run-all', 'run-p', 'npm-run-all2']);
/** By which a manager runs the scripts of another folder. */
const ELSEWHERE = /^(?:-C|-w|-ws|-r|-F|--(?:cwd|dir|prefix|filter|recursive|workspaces?)(?:=.*)?)$/;
/** Names of scripts that say that they only judge the code. */
const JUDGES = /^(?:lint|format|prettier|eslint|type-?check|check-types|audit|spell)(?:$|[:.-])/;

/** Does it stand in a script whose name says that it only judges the code? */
export const isOfJudge = ({ scripts = [] }: Step): boolean =>
  scripts.some((name) => JUDGES.test(name));

/**
 * The plain commands of a test line, `npm run x` replaced by what x runs (with
 * the scripts before and after it). `undefined` where the line is no plain chain of commands.
 */
export function unfold(line: string, scripts: Scripts, depth = 0): readonly Step[] | undefined {
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
    const inner = unfoldScripts(called, scripts, depth);
    if (inner === undefined) return undefined;
    const [first, ...others] = inner;
    // Of `a || b` with `b1 && b2` in b: without its script b2 would run after a as well.
    if (segment.operator === '||' && others.length > 0) steps.push(segment);
    else if (first) steps.push({ ...first, operator: segment.operator }, ...others);
  }
  return steps;
}

interface Call {
  readonly env: readonly Word[];
  readonly names: readonly string[];
  readonly args: readonly Word[];
}

function unfoldScripts(call: Call, scripts: Scripts, depth: number): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (const name of call.names) {
    const before = unfold(scripts.get(`pre${name}`) ?? '', scripts, depth + 1);
    const own = unfold(scripts.get(name) ?? '', scripts, depth + 1);
    const after = unfold(scripts.get(`post${name}`) ?? '', scripts, depth + 1);
    if (before === undefined || own === undefined || after === undefined) return undefined;
    const last = own.at(-1);
    const extended =
      last === undefined
        ? own
        : [...own.slice(0, -1), { ...last, words: [...last.words, ...call.args] }];
    steps.push(
      ...[...before, ...extended, ...after].map((step) => ({
        ...step,
        words: [...call.env, ...step.words],
        scripts: [...(step.scripts ?? []), name],
      })),
    );
  }
  return steps;
}

/** The scripts that these words run through a package manager; `undefined` if they run something else. */
function calledScripts(words: readonly Word[], scripts: Scripts): Call | undefined {
  const start = words.findIndex((word) => !/^\w+=/.test(word.text) && word.text !== 'cross-env');
  if (start < 0) return undefined;
  const env = words.slice(0, start).filter((word) => word.text !== 'cross-env');
  const [program, ...rest] = words.slice(start);
  if (program === undefined) return undefined;
  const split = rest.findIndex((word) => word.text === '--');
  const head = split < 0 ? rest : rest.slice(0, split);
  const args = split < 0 ? [] : rest.slice(split + 1);
  const plain = head.filter((word) => !word.text.startsWith('-'));
  if (SEVERAL.has(program.text)) {
    const names = severalNames(program.text, head, scripts);
    return names && { env, args: [], names };
  }
  if (program.text === 'node' && head[0]?.text === '--run' && plain[0] !== undefined) {
    return { env, args, names: [plain[0].text] };
  }
  if (!MANAGERS.has(program.text) || head.some((word) => ELSEWHERE.test(word.text))) {
    return undefined;
  }
  const verb = plain[0]?.text === 'run' || plain[0]?.text === 'run-script' ? plain[1] : plain[0];
  const name = verb?.text === 't' ? 'test' : verb?.text;
  if (verb === undefined || name === undefined || !scripts.has(name)) return undefined;
  // yarn and pnpm hand on what follows the name, npm only what follows `--`.
  const direct = program.text === 'npm' ? [] : head.slice(head.indexOf(verb) + 1);
  return { env, args: [...direct, ...args], names: [name] };
}

/**
 * `run-s lint test:*` names scripts by patterns. `undefined` where one is handed words of
 * its own, or where several that do more than judge the code run at once.
 */
function severalNames(
  program: string,
  words: readonly Word[],
  scripts: Scripts,
): readonly string[] | undefined {
  const names = words.flatMap(({ text }) =>
    text.startsWith('-') ? [] : text.includes('*') ? likeNames(text, scripts) : [text],
  );
  if (names.length === 0 || names.some((name) => !scripts.has(name))) return undefined;
  const atOnce = program === 'run-p' || words.some(({ text }) => /^(?:-p|--parallel)$/.test(text));
  const working = names.filter((name) => !JUDGES.test(name));
  return atOnce && working.length > 1 ? undefined : names;
}

function likeNames(pattern: string, scripts: Scripts): readonly string[] {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  const matcher = new RegExp(`^${parts.join('.*')}$`);
  return [...scripts.keys()].filter((name) => matcher.test(name));
}

/** Without assignments, which a script gets from the one that calls it. */
export const plainWords = ({ words }: Step): readonly Word[] =>
  words.slice(words.findIndex(({ text }) => !/^\w+=/.test(text)));

/** The folder that steps change to, one below the other as the shell goes; `''` if they do not. */
export const folderAfter = (steps: readonly Step[]): string =>
  steps
    .map(plainWords)
    .flatMap(([first, path]) => (first?.text === 'cd' && path ? path.raw : []))
    .join('/');
