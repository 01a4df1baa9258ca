import { withoutTerminalCodes } from '../terminal-codes.ts';

/** The step of a job that failed, as its log tells. */
export interface FailedStep {
  /** The lines of its script. */
  readonly script: readonly string[];
  /** The last lines of what it printed. */
  readonly output: readonly string[];
}

const KEPT_LINES = 40;
const LONGEST_SCRIPT = 40;
/** Of longer lines the beginning is enough. */
const LONGEST_LINE = 4_000;

/** The runner puts the time before each line, and colours. */
const bare = (line: string): string =>
  withoutTerminalCodes(
    line.slice(0, LONGEST_LINE).replace(/^\uFEFF?\d{4}-\d\d-\d\dT[\d:.]+Z ?/, ''),
  ).trimEnd();

interface Section {
  readonly script: string[];
  readonly output: string[];
  open: boolean;
  inScript: boolean;
}

/**
 * The failed step in the log of a job. A test can print what looks like the
 * beginning of a step: what is read here is a hint where to look, and is only
 * ever run where the repository's own code runs.
 */
export function failedStep(log: string): FailedStep | undefined {
  let section: Section | undefined;
  for (const raw of log.split('\n')) {
    const line = bare(raw);
    if (line.startsWith('##[group]Run ')) {
      section = { script: [], output: [], open: true, inScript: true };
    } else if (section === undefined) {
    } else if (line === '##[endgroup]') {
      section.open = false;
    } else if (section.open) {
      if (/^(shell|with|env): ?/.test(line)) section.inScript = false;
      else if (section.inScript && section.script.length < LONGEST_SCRIPT)
        section.script.push(line);
    } else if (/^##\[error\]Process completed with exit code/.test(line)) {
      return {
        script: section.script.filter((text) => text.trim() !== ''),
        output: section.output,
      };
    } else {
      section.output.push(line);
      if (section.output.length > KEPT_LINES) section.output.shift();
    }
  }
  return undefined;
}

const TESTING =
  /\b(tests?|pytest|jest|vitest|mocha|tox|nox|specs?|rspec|phpunit|ctest|check|verify|surefire|unittest)\b/;

/** The line of a script that runs the tests: the last that speaks of testing, else the whole script. */
export function testLineOf({ script }: FailedStep): string | undefined {
  const lines = script.map((line) => line.trim()).filter((line) => !line.startsWith('#'));
  return lines.findLast((line) => TESTING.test(line)) ?? (lines.join(' && ') || undefined);
}
