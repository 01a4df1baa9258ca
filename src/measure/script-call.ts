import type { Word } from './shell-line.ts';

export type Scripts = ReadonlyMap<string, string>;

/** Scripts of the manifest that a command runs. */
export interface ScriptCall {
  readonly env: readonly Word[];
  readonly names: readonly string[];
  readonly args: readonly Word[];
  /** Are those before and after them (`pretest`, `posttest`) run too? */
  readonly withOthers: boolean;
}

const MANAGERS = new Set(['npm', 'yarn', 'pnpm', 'bun']);
const SEVERAL = new Set(['run-s', 'npm-run-all', 'run-p', 'npm-run-all2']);
/** By which a manager runs what is in another folder. */
export const ELSEWHERE =
  /^(?:-[CwF].*|-r|--(?:cwd|dir|directory|chdir|prefix|project|filter|recursive|workspaces?)(?:=.*)?)$/;
/** What npm runs without `run`. */
const SHORT = /^(?:test|start|stop|restart)$/;
/** Of the others it is any script that is not called like one of their own commands. */
const OWN =
  /^(?:install|i|ci|add|remove|rm|link|unlink|publish|pack|up|update|upgrade|audit|exec|dlx|init|create|version|config|cache|ls|list|why|info|import|workspace|workspaces)$/;

/** Names of scripts that say that they only judge the code. */
const JUDGES =
  /^(?:lint|prettier|eslint|type-?check|check-types|audit|spell(?:ing|-?check)?)(?:$|[:.]|-(?!and))/;

export const isJudge = (script: string): boolean => JUDGES.test(script);

export const isAssignment = ({ text }: Word): boolean => /^\w+=/.test(text);

/** The scripts that these words run through a package manager; `undefined` if they run something else. */
export function calledScripts(words: readonly Word[], scripts: Scripts): ScriptCall | undefined {
  const start = words.findIndex((word) => !isAssignment(word) && word.text !== 'cross-env');
  if (start < 0) return undefined;
  const env = words.slice(0, start).filter((word) => word.text !== 'cross-env');
  const [program, ...rest] = words.slice(start);
  if (program === undefined) return undefined;
  const split = rest.findIndex((word) => word.text === '--');
  const head = split < 0 ? rest : rest.slice(0, split);
  const args = split < 0 ? [] : rest.slice(split + 1);
  if (SEVERAL.has(program.text)) {
    const names = severalNames(program.text, head, scripts);
    return names && { env, names, args: [], withOthers: true };
  }
  if (program.text === 'node') {
    const [flag, name] = head;
    if (flag?.text !== '--run' || name === undefined || !scripts.has(name.text)) return undefined;
    return { env, names: [name.text], args, withOthers: false };
  }
  if (!MANAGERS.has(program.text)) return undefined;
  const verb = verbOf(program.text, head);
  const name = verb?.text === 't' ? 'test' : verb?.text;
  if (verb === undefined || name === undefined || !scripts.has(name)) return undefined;
  const [before, behind] = [head.slice(0, head.indexOf(verb)), head.slice(head.indexOf(verb) + 1)];
  // What others find behind the script's name is for the script.
  const own = program.text === 'npm' ? head : before;
  if (own.some(({ text }) => ELSEWHERE.test(text))) return undefined;
  // npm keeps flags for itself, unless they stand behind `--`.
  const direct = program.text === 'npm' ? behind.filter((word) => !isFlag(word)) : behind;
  const withOthers = !head.some(({ text }) => text === '--ignore-scripts');
  return { env, names: [name], args: [...direct, ...args], withOthers };
}

const isFlag = ({ text }: Word): boolean => text.startsWith('-');

/** The word that names the script. */
function verbOf(manager: string, words: readonly Word[]): Word | undefined {
  const [first, second] = words.filter((word) => !isFlag(word));
  if (first?.text === 'run' || first?.text === 'run-script') return second;
  const name = first?.text === 't' ? 'test' : (first?.text ?? '');
  // bun's own test runner goes by that name.
  if (manager === 'bun' && name === 'test') return undefined;
  return (manager === 'npm' ? SHORT.test(name) : !OWN.test(name)) ? first : undefined;
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
  const names = words.flatMap((word) =>
    isFlag(word) ? [] : word.text.includes('*') ? likeNames(word.text, scripts) : [word.text],
  );
  if (names.length === 0 || names.some((name) => !scripts.has(name))) return undefined;
  const atOnce = program === 'run-p' || words.some(({ text }) => /^(?:-p|--parallel)$/.test(text));
  const working = names.filter((name) => !isJudge(name));
  return atOnce && working.length > 1 ? undefined : names;
}

/** One star goes no further than a colon. */
function likeNames(pattern: string, scripts: Scripts): readonly string[] {
  const source = pattern
    .split(/(\*+)/)
    .map((part) =>
      part.startsWith('*')
        ? part.length > 1
          ? '.*'
          : '[^:]*'
        : part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'),
    )
    .join('');
  const matcher = new RegExp(`^${source}$`);
  return [...scripts.keys()].filter((name) => matcher.test(name));
}
