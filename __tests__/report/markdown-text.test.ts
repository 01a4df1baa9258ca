import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quotation } from '../../src/report/markdown-prose.ts';
import { code, fence, sentence } from '../../src/report/markdown-text.ts';
import { hostile, unseen } from './hostile.ts';

/** CommonMark: a run of backticks is closed by the next run of the same length. */
const withoutCode = (text: string): string =>
  text.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/gs, ' ');

const quoted = (text: string): readonly string[] =>
  quotation(text)
    .split('\n')
    .map((line) => line.replace(/^>( |$)/, ''));

/** The lines outside fenced blocks, by the rule that a fence closes with at least its own length. */
function outsideFences(lines: readonly string[]): readonly string[] {
  let open = '';
  return lines.filter((line) => {
    const marks = /^`{3,}/.exec(line)?.[0] ?? '';
    if (open === '') {
      open = marks;
      return marks === '';
    }
    if (line.length >= open.length && /^`+$/.test(line)) open = '';
    return false;
  });
}

describe('text of strangers in Markdown', () => {
  test('a fence is longer than any run of backticks inside', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [first = '', ...rest] = fence(text).split('\n');
        expect(rest.pop()).toBe(first);
        expect(rest.join('\n')).not.toContain(first);
      }),
    );
  });

  test('numbers, per cents and arrows are no code', () => {
    const text = 'It took 37 % (19 %) of the time, 3 × as much, 2 → 4.';
    expect(sentence(text)).toBe(text);
  });

  test('a parenthesis around words stays outside code, that of a call inside', () => {
    expect(sentence('Ended early (by budget:minutes).')).toBe('Ended early (by `budget:minutes`).');
    expect(sentence('It calls f_x() twice.')).toBe('It calls `f_x()` twice.');
  });

  test('inline code closes only where it ends, on one line, in one cell', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = code(text);
        expect(withoutCode(written).replace('(empty)', '').trim()).toBe('');
        expect(written).not.toMatch(/[|\n]/);
      }),
    );
  });

  test('outside code, a sentence holds nothing but words and punctuation', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const left = withoutCode(sentence(text));
        expect(left).not.toMatch(/[@#<>[\]|\\*_~&$`=\n{}]/);
        expect(left).not.toMatch(/www\.|:\/\/|[A-Za-z]-\d/);
        expect(sentence(text)).not.toMatch(/^(?:-|\d+[.)])(?: |$)/);
      }),
      { numRuns: 500 },
    );
  });

  test('every line of a quotation stays in it, without headings, tables or HTML', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of quotation(text).split('\n')) expect(line).toMatch(/^>(?: |$)/);
        for (const line of outsideFences(quoted(text))) {
          expect(withoutCode(line).replace(/^- /, '')).not.toMatch(/[@#<>[\]|\\*_~&$`=]|^-/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no control, bidirectional or zero-width character is left', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const written of [sentence(text), code(text), fence(text), quotation(text)]) {
          expect(written).not.toMatch(unseen);
        }
      }),
    );
  });

  test.each([
    ['Ask @octocat about #12.', 'Ask `@octocat` about `#12`.'],
    ['Compare `a < b` first, then **c**', 'Compare `a < b` first, then c'],
    ['See https://evil.example now', 'See `https://evil.example` now'],
    ["it's an off-by-one error", "it's an off-by-one error"],
    ['1. first', '`1.` first'],
  ])('%j reads as %j', (text, written) => {
    expect(sentence(text)).toBe(written);
  });

  test('prose keeps its paragraphs, lists and code', () => {
    expect(quotation('# Why\n\n- one\n- two\n\n```js\na()\n```\nend')).toBe(
      ['> Why', '>', '> - one', '> - two', '>', '> ```', '> a()', '> ```', '>', '> end'].join('\n'),
    );
  });
});

test('marks are not piled on a letter until they cover the lines around', () => {
  expect(code(`a${'\u0301'.repeat(500)}b`)).toBe(`\`a${'\u0301'.repeat(4)}b\``);
  expect(code('g̈ç̣')).toBe('`g̈ç̣`');
});

test('names with underscores keep them; only bold words lose their marks', () => {
  expect(sentence('**Root:** `__proto__` of __init__ is **wrong**.')).toBe(
    'Root: `__proto__` of `__init__` is wrong.',
  );
  expect(sentence('`x**2 + y**2`')).toBe('`x**2 + y**2`');
});

test('marks around code stay shorter than the longest that GitHub knows, whatever is in it', () => {
  const long = '`'.repeat(300);
  for (const text of [code(`a${long}b`, 2_000), fence(`a\n${long}\nb`)]) {
    expect(Math.max(...[...text.matchAll(/`+/g)].map(([run]) => run.length))).toBeLessThan(80);
  }
});
