import { expect, test } from '@jest/globals';
import { withoutTerminalCodes } from '../src/terminal-codes.ts';

test('colours, links and titles go, and their words stay', () => {
  const link = '\u001B]8;;https://x.test\u0007a link\u001B]8;;\u001B\\';
  expect(withoutTerminalCodes(`\u001B[31mred\u001B[0m ${link}, \u001B]0;title\u0007end`)).toBe(
    'red a link, end',
  );
});

test('a code that never ends hides nothing, however many there are', () => {
  expect(withoutTerminalCodes('\u001B]8;;a\u001B\u001B]]b')).toBe('8;;a]b');
  const many = withoutTerminalCodes('\u001B]a'.repeat(1_000_000));
  expect(many).toBe('a'.repeat(1_000_000));
  expect(withoutTerminalCodes('\u001B'.repeat(1_000_000))).not.toContain(']');
});
