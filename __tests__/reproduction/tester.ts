import { RED } from '../command/orps.ts';
import { type Asked, completion, send, serve } from '../model/endpoint.ts';

/** A defect that no test shows: the upper end is left out. */
export const GREEN_BUT_WRONG: Readonly<Record<string, string>> = {
  ...RED,
  'test/range.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { range } from '../src/range.js';
test('an empty range is empty', () => assert.deepEqual(range(3, 2), []));
`,
};

export const REPORT = '`range(1, 3)` gives 1 and 2, but both ends should be included.';

const block = (path: string, search: string, replace: string): string =>
  `${path}\n<<<<<<< SEARCH\n${search}=======\n${replace}\n>>>>>>> REPLACE`;

export const newFile = (path: string, content: string): string =>
  `The upper end is missing.\n\n${block(path, '', content)}`;

/** One test of the range, in a file of its own. */
export const testOf = (path: string, name: string, body: string): string =>
  newFile(
    path,
    `import assert from 'node:assert';
import { test } from 'node:test';
import { range } from '../src/range.js';
test('${name}', () => ${body});`,
  );

export const GOOD = testOf(
  'test/ends.test.js',
  'both ends are included',
  'assert.deepEqual(range(1, 3), [1, 2, 3])',
);

const LINE = 'for (let at = from; at <= to; at++) numbers.push(at);';

const repairBy = (line: string): string =>
  `The bound is wrong.\n\n${block(
    'src/range.js',
    '  for (let at = from; at < to; at++) numbers.push(at);\n',
    `  ${line}`,
  )}`;

export const promptOf = ({ body }: Asked): string =>
  (body.messages as { readonly content: string }[]).map(({ content }) => content).join('\n');

export interface Script {
  /** What the tester answers, one after another; the last one again and again. */
  readonly tests: readonly string[];
  /** What the critic gives a test. */
  readonly score?: number;
  /** The line that the programmer puts in place of the wrong one. */
  readonly repair?: string;
}

/** A model that plays tester, critic and programmer. */
export const serveTester = ({ tests, score = 5, repair = LINE }: Script) => {
  let asked = 0;
  return serve((response, call) => {
    const prompt = promptOf(call);
    const task = prompt.slice(prompt.lastIndexOf('# Your task now'));
    const text = task.startsWith('# Your task now: tester')
      ? (tests[Math.min(asked++, tests.length - 1)] ?? '')
      : task.includes('Judge this test.')
        ? `CRITIQUE: It says what the report says.\nSCORE: ${score}`
        : task.startsWith('# Your task now: critic')
          ? 'CRITIQUE: Right.\nSCORE: 5\nFINISHED: yes'
          : repairBy(repair);
    send(response, 200, completion(text, { prompt_tokens: 10, completion_tokens: 5 }));
  });
};
