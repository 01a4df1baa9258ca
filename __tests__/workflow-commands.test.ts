import { expect, test } from '@jest/globals';
import { jsonWithoutWorkflowCommands, withoutWorkflowCommands } from '../src/workflow-commands.ts';

test('what a stranger prints is no command to the runner', () => {
  const printed = [
    '::add-mask::secret',
    '  ::set-output name=a::b',
    '\u00A0\t::stop-commands::x',
    'before\r::error::after',
    'text ##[add-mask]x',
    'std::vector ##[',
  ].join('\n');
  const shown = withoutWorkflowCommands(printed);
  expect(shown).not.toContain('##[');
  expect(shown.split(/[\n\r]/).map((line) => line.trimStart())).toEqual([
    ': :add-mask::secret',
    ': :set-output name=a::b',
    ': :stop-commands::x',
    'before',
    ': :error::after',
    'text ## [add-mask]x',
    'std::vector ## [',
  ]);
});

test.each([
  ['NEL', '\u0085'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['a vertical tab and a form feed', '\v\f'],
])('%s before a command is space to the runner', (_, space) => {
  expect(withoutWorkflowCommands(`a\n ${space} ::error::b`)).toBe(`a\n ${space} : :error::b`);
});

test('lines without end are looked through once', () => {
  const text = '\u2028'.repeat(1_000_000);
  expect(withoutWorkflowCommands(text)).toBe(text);
});

test('JSON that the runner reads says the same as before', () => {
  const value = { words: ['##[error]', '::error::'], nested: [['##[']] };
  const json = jsonWithoutWorkflowCommands(JSON.stringify(value, null, 2));
  expect(json).not.toContain('##[');
  expect(json).not.toMatch(/^\s*::/m);
  expect(JSON.parse(json)).toEqual(value);
});
