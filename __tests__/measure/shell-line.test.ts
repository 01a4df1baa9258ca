import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseShellLine, shellQuote } from '../../src/measure/shell-line.ts';

test('a quoted word reaches the program as it was, whatever it holds', () => {
  const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      const line = ["printf '%s\\0' x", ...words.map(shellQuote)].join(' ');
      const heard = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split('\0');
      expect(heard.slice(1, -1)).toEqual(words);
    }),
    { numRuns: 30 },
  );
});

test('a quoted word is read back as the one word that it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [segment] = parseShellLine(`run ${shellQuote(text)}`) ?? [];
      expect(segment?.words.map((word) => word.text)).toEqual(['run', text]);
    }),
  );
});

test.each([
  ['a && b || c; d | e', ['', '&&', '||', ';', '|']],
  ['jest 2>&1', ['']],
  ["mocha 'test/**/*.js' && x", ['', '&&']],
])('%s has operators %j', (line, operators) => {
  expect(parseShellLine(line)?.map((segment) => segment.operator)).toEqual(operators);
});

test.each(['if x; then y; fi', '(cd a && jest)', 'for f in *; do x; done', "it's"])(
  '%s is no plain chain of commands',
  (line) => expect(parseShellLine(line)).toBeUndefined(),
);
