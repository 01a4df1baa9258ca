import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanGoal, cleanText } from '../../src/task/goal.ts';

describe('what a page does not show does not reach a prompt', () => {
  test.each([
    'a <!-- SECRET --> b',
    '<!-- SECRET',
    'a\n\n[//]: # (SECRET)\n\nb',
    'a\n\n[x]: <u> "SECRET\nSECRET"\n\nb',
    '> [q]: u (SECRET)',
    'a <?SECRET?> b',
    'a <!SECRET> b',
    '<![CDATA[SECRET]]>',
    'a <![CDATA[ SECRET ]]> b',
    '![SECRET](x)',
    '![SECRET][y]\n\n[y]: z "SECRET"',
    '<img alt="SECRET">',
    "a <span title='SECRET'>b</span>",
    'a <br title="x > SECRET"> b',
    '<div data-x="\nSECRET\n">',
    '[words](u "SECRET")',
    'a\n\n[^note]: SECRET\n\n    SECRET <!-- SECRET -->',
    'a \u{E0053}\u200B b',
    'a \u{E0141}\u034F\u3164 b',
  ])('%j', (text) => {
    expect(cleanGoal(text)).not.toMatch(/SECRET|\p{Default_Ignorable_Code_Point}/u);
  });

  test('whatever stands around it', () => {
    const around = fc.array(fc.constantFrom('a', ' ', '\n', '> ', '- ', '*', '[b](c)', '<i>'));
    fc.assert(
      fc.property(around, around, (before, after) => {
        const text = `${before.join('')}\n\n<!-- SECRET -->\n\n${after.join('')}`;
        expect(cleanGoal(text)).not.toContain('SECRET');
      }),
    );
  });
});

test.each([
  '```\n<!-- seen -->\n<?php seen\n[x]: seen\n```',
  'A List<String> and `<!-- seen -->`.',
  'a < b && c > d',
  'see [the line](https://example.com/a.js#L5), or https://example.com',
  '# Title\n\nwords\n\n    [1]: code',
])('what it shows stays as it is: %j', (text) => expect(cleanGoal(text)).toBe(text));

test('as deep as a stranger nests, it ends', () => {
  expect(cleanGoal('> '.repeat(100_000)).length).toBeLessThan(21_000);
  expect(cleanGoal('['.repeat(100_000)).length).toBeLessThan(21_000);
});

test('a log is no Markdown', () => {
  const text = 'expected <a href="x"> to be\n[x]: y';
  expect(cleanText(text)).toBe(text);
});
