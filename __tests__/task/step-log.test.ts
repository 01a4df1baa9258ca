import { expect, test } from '@jest/globals';
import { failedStep } from '../../src/task/step-log.ts';

const log = (printed: string): string =>
  ['##[group]Run npm test', 'npm test', 'shell: bash', '##[endgroup]', printed]
    .concat('##[error]Process completed with exit code 1.', '')
    .map((line) => `2026-11-26T08:00:00.1234567Z ${line}`)
    .join('\n');

test('the failed step is the script before the error, with the end of what it printed', () => {
  expect(failedStep(log('not ok'))).toEqual({ script: ['npm test'], output: ['not ok'] });
});

test('a line of a million terminal codes that never end is read all the same', () => {
  expect(failedStep(log('\u001b]'.repeat(1_000_000)))?.script).toEqual(['npm test']);
});
