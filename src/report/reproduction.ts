import { quotation } from './markdown-prose.ts';
import { code, fence, sentence } from './markdown-text.ts';
import type { Report } from './report.ts';

type Reproduction = NonNullable<Report['reproduction']>;

export const named = (tests: readonly string[]): string =>
  tests.map((path) => code(path, 200)).join(', ');

/** Where the failing test came from, in every view: its readers must know that it is a model's word. */
export const originOf = (tests: string, stressed: (words: string) => string): string =>
  `No test failed before. The model wrote ${tests} from the words of the task; it fails on the base, every time, and is part of the patch. ${stressed('Read it first:')} that it asks for what was meant is a model's judgement, and not proven.`;

function taken({ tests, critique, score }: Reproduction): string {
  const origin = originOf(named(tests), (words) => `**${words}**`);
  if (critique === null) return origin;
  return `${origin} The critic gives it ${score} of 5:\n\n${quotation(critique)}`;
}

function attempt(
  { tests, outcome, reasoning, patch }: Reproduction['attempts'][number],
  at: number,
): string {
  const what = tests.length === 0 ? 'no usable test' : named(tests);
  return [
    `${at + 1}. ${what}: ${sentence(outcome, 400)}`,
    ...(reasoning === '' ? [] : [quotation(reasoning, 1_500)]),
    ...(patch === '' ? [] : [fence(patch, 'diff')]),
  ].join('\n\n');
}

/** The tests that were written because none failed, whether or not one was taken. */
export function reproductionView({ reproduction }: Report): string {
  if (reproduction === undefined) return '';
  const { tests, attempts } = reproduction;
  if (tests.length > 0) return taken(reproduction);
  return attempts.map(attempt).join('\n\n');
}

/** What was tried in vain, in a line each. */
export function reproductionInBrief({ reproduction }: Report): readonly string[] {
  if (reproduction === undefined) return [];
  const { attempts, tests: shown } = reproduction;
  if (shown.length > 0 || attempts.length === 0) return [];
  const lines = attempts.map(({ tests, outcome }) => {
    const what = tests.length === 0 ? 'no usable test' : named(tests);
    return `- ${what}: ${sentence(outcome, 300)}`;
  });
  return [`Tests that were written and tried:\n${lines.join('\n')}`];
}
