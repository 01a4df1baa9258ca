import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits } from '../../src/search/apply.ts';
import { parseEdits } from '../../src/search/edits.ts';

const block = (path: string, search: string, replace: string) =>
  `${path}\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;

const apply = (search: string, replace: string, content: string | undefined) =>
  applyEdits([{ path: 'a.py', search, replace }], new Map(), async () => content);

const resultOf = async (search: string, replace: string, content: string | undefined) => {
  const applied = await apply(search, replace, content);
  return applied.kind === 'applied' ? applied.changes.get('a.py') : applied.problem;
};

test('reasoning and blocks are told apart', () => {
  const { prose, edits, problem } = parseEdits(
    `The bound is wrong.\n\n${block('src/a.py', 'x < 1', 'x <= 1')}`,
  );
  expect(problem).toBeUndefined();
  expect(prose).toBe('The bound is wrong.');
  expect(edits).toEqual([{ path: 'src/a.py', search: 'x < 1', replace: 'x <= 1' }]);
});

test.each([
  ['`src/a.py`'],
  ['**src/a.py**'],
  ['### src/a.py'],
  ['File: src/a.py'],
  ['./src/a.py'],
  ['- `src/a.py`:'],
  ['src/a.py\n```python'],
  ['```python src/a.py'],
  ['src/a.py\n\n```'],
])('a path written as %j is understood', (path) => {
  expect(parseEdits(block(path, 'a', 'b')).edits[0]?.path).toBe('src/a.py');
});

test('a path given once serves the blocks that follow', () => {
  const { edits } = parseEdits(
    `${block('src/a.py', 'a', 'b')}\n\n<<<<<<< SEARCH\nc\n=======\nd\n>>>>>>> REPLACE`,
  );
  expect(edits.map((edit) => edit.path)).toEqual(['src/a.py', 'src/a.py']);
});

test('thoughts in think tags are no edits', () => {
  const { edits } = parseEdits(
    `<think>${block('x.py', 'no', 'no')}</think>\nSo:\n${block('src/a.py', 'a', 'b')}`,
  );
  expect(edits.map((edit) => edit.path)).toEqual(['src/a.py']);
});

test.each([
  ['an empty answer', '', 'no SEARCH/REPLACE block'],
  ['prose', 'I would change the bound.', 'no SEARCH/REPLACE block'],
  ['an answer that was cut off', 'a.py\n<<<<<<< SEARCH\nx\n=======\ny', 'cut off'],
  ['a block without a divider', 'a.py\n<<<<<<< SEARCH\nx\n>>>>>>> REPLACE', 'no ======='],
  ['a block without a path', '<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE', 'no file path'],
])('%s is refused with a reason', (_, reply, reason) => {
  expect(parseEdits(reply).problem).toContain(reason);
});

test('parsing never throws, whatever a model answers', () => {
  const piece = fc.constantFrom(
    '<<<<<<< SEARCH',
    '=======',
    '>>>>>>> REPLACE',
    'a.py',
    '```',
    '',
    'text',
    '\r',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (lines) => {
      const { edits, problem } = parseEdits(lines.join('\n'));
      expect(edits.length > 0 || problem !== undefined).toBe(true);
    }),
  );
});

test('what a model copies exactly is replaced exactly there', () => {
  const line = fc
    .string({ minLength: 1 })
    .filter((text) => !/[\r\n]/.test(text) && text.trim() !== '' && !/^\s*\d+\|/.test(text));
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(line, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      async (lines, pick) => {
        const at = pick % lines.length;
        const expected = lines.with(at, 'REPLACED');
        expect(await resultOf(lines[at] ?? '', 'REPLACED', lines.join('\n'))).toBe(
          expected.join('\n'),
        );
      },
    ),
  );
});

test.each([
  [
    'white space at line ends',
    'if x:\n  y()',
    'if x:\n  z()',
    'if x:  \n  y()\t\nend',
    'if x:\n  z()\nend',
  ],
  [
    'another indentation',
    'if x:\n    y()',
    'if x:\n    z()',
    '  if x:\n      y()\n',
    '  if x:\n      z()\n',
  ],
  [
    'line numbers that were shown',
    ' 7| a = 1\n 8| b = 2',
    ' 7| a = 1\n 8| b = 3',
    'a = 1\nb = 2\n',
    'a = 1\nb = 3\n',
  ],
  ['Windows line ends, which stay', 'a\nb', 'a\nc', 'a\r\nb\r\n', 'a\r\nc\r\n'],
])('%s does not matter', async (_, search, replace, content, expected) => {
  expect(await resultOf(search, replace, content)).toBe(expected);
});

test('an empty replacement removes the lines', async () => {
  expect(await resultOf('b', '', 'a\nb\nc\n')).toBe('a\nc\n');
});

test('a text that occurs twice is refused, with both places', async () => {
  expect(await resultOf('x', 'y', 'x\nz\nx\n')).toContain('2 times (lines 1, 3)');
});

test('a text that does not occur is refused, and nothing is guessed', async () => {
  expect(await resultOf('x = 1', 'x = 2', 'x = 3\n')).toContain('do not occur');
});

test('an empty SEARCH makes a new file, and only a new one', async () => {
  expect(await resultOf('', 'x = 1', undefined)).toBe('x = 1\n');
  expect(await resultOf('', 'x = 1', 'y = 2\n')).toContain('exists');
  expect(await resultOf('y', 'x', undefined)).toContain('no file a.py');
});

test('edits that change nothing are refused', async () => {
  expect(await resultOf('x', 'x', 'x\n')).toBe('The edits change nothing.');
});

test('edits build on the parent’s patch, and undoing it leaves the base out of the changes', async () => {
  const before = new Map([
    ['a.py', 'two\n'],
    ['b.py', 'kept\n'],
  ]);
  const applied = await applyEdits(
    [{ path: 'a.py', search: 'two', replace: 'one' }],
    before,
    async () => 'one\n',
  );
  expect(applied).toEqual({ kind: 'applied', changes: new Map([['b.py', 'kept\n']]) });
});

test.each([
  ['line breaks', `Fix.${'\n'.repeat(12_000)}x\n`],
  ['thoughts without an end', '<think></thinking'.repeat(100_000)],
])('a reply of nothing but %s is read all the same', (_, reply) => {
  expect(parseEdits(reply).edits).toEqual([]);
});
