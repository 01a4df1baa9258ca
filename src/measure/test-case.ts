import type { TestCase } from '../ports.ts';
import { withoutTerminalCodes } from '../terminal-codes.ts';

/** What reports say of one test, before it has an id. */
export interface Finding {
  readonly name: string;
  readonly file?: string | undefined;
  readonly status: TestCase['status'];
  readonly durationMs: number;
  readonly message?: string | undefined;
}

/** The name of the case that stands for a whole file: it did not load, a hook of it failed, or it ended its process. */
export const FILE_CASE = '(file)';

/** The name of the one case that stands for a build step that failed. */
export const BUILD_CASE = '(build)';

const LONGEST_MESSAGE = 4_000;
/** What is looked at for it: terminal codes that never end take quadratic time. */
const READ_MESSAGE = 40_000;
export const LONGEST_NAME = 2_000;
const RANK = { failed: 2, passed: 1, skipped: 0 } as const;

/** Cases with unique ids, `file::name`: where two tests of a file share a name, the second gets ` (2)`. */
export function toCases(findings: readonly Finding[]): readonly TestCase[] {
  const seen = new Map<string, number>();
  const taken = new Set<string>();
  return findings.map((finding) => {
    const name = printable(finding.name.slice(0, 2 * LONGEST_NAME)).slice(0, LONGEST_NAME);
    const base = finding.file === undefined ? name : `${finding.file}::${name}`;
    let count = (seen.get(base) ?? 0) + 1;
    let id = count === 1 ? base : `${base} (${count})`;
    // Another test may bear this very name.
    while (taken.has(id)) id = `${base} (${++count})`;
    seen.set(base, count);
    taken.add(id);
    return {
      id,
      name,
      ...(finding.file === undefined ? {} : { file: finding.file }),
      status: finding.status,
      durationMs: Math.max(0, Number.isFinite(finding.durationMs) ? finding.durationMs : 0),
      ...(finding.message ? { message: clipMessage(finding.message) } : {}),
    };
  });
}

/** Several reports about one test (set-up, call, tear-down, subtests): the worst one counts. */
export function worst(one: Finding, other: Finding): Finding {
  const decisive = RANK[other.status] > RANK[one.status] ? other : one;
  const both = RANK[other.status] === RANK[one.status] ? [one, other] : [decisive];
  const messages = new Set(both.flatMap(({ message }) => message ?? []));
  return {
    ...decisive,
    durationMs: one.durationMs + other.durationMs,
    message: messages.size === 0 ? undefined : [...messages].join('\n\n'),
  };
}

const FRAME = /^\s+at /;
const FOREIGN = /node_modules[\\/]|node:[a-z]|\(<anonymous>\)|new Promise/;

/** A runner's own frames behind those of the project say nothing; one that heads a stack says who threw. */
function withoutForeignFrames(text: string): string {
  const lines = text.split('\n');
  return lines
    .filter(
      (line, at) => !(FRAME.test(line) && FOREIGN.test(line) && FRAME.test(lines[at - 1] ?? '')),
    )
    .join('\n');
}

/** Without terminal codes, at most 4,000 characters: the beginning and the end say most. */
function clipMessage(text: string): string {
  const plain = withoutForeignFrames(withoutTerminalCodes(clip(text, READ_MESSAGE))).trim();
  return clip(plain, LONGEST_MESSAGE);
}

const CUT = '\n[…]\n';

export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor((limit - CUT.length) / 2);
  return text.slice(0, half) + CUT + text.slice(-half);
}

export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  withoutTerminalCodes(text).replace(/[\u0000-\u001f\u007f]+/g, ' ');
