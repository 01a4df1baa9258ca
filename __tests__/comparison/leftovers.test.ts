import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GO_CACHE, OUTBOX, RUNNER_CACHE } from '../../src/comparison/left-paths.ts';
import { leftByHeadOnly } from '../../src/comparison/leftovers.ts';

/** Left by the first run, and by later ones. */
const left = (first: readonly string[], later: readonly string[] = []) => ({
  first,
  all: [...first, ...later],
});

/** `out/1.json`, `out/2.json`, … */
const files = (count: number, nameOf: (at: number) => string, from = 1): string[] =>
  Array.from({ length: count }, (_, at) => nameOf(at + from));

interface Sides {
  readonly base?: readonly string[];
  /** What the runs after the first add. */
  readonly baseLater?: readonly string[];
  readonly head: readonly string[];
  readonly headLater?: readonly string[];
  readonly added?: readonly string[];
  /** Files of the project. */
  readonly all?: readonly string[];
}

const onlyHead = ({ base = [], baseLater, head, headLater, added = [], all = [] }: Sides) =>
  leftByHeadOnly(left(base, baseLater), left(head, headLater), { added, all });

/** As long as the names in Go's cache. */
const HEX = '0a1b'.repeat(16);

const NONE = { added: [], all: [] };

describe('what only the head leaves', () => {
  const cached = files(12, (at) => `memo/${at}.json`, 40);

  test.each<[string, Sides & { readonly only: readonly string[] }]>([
    ['a new file', { head: ['.cache/parsed.json'], only: ['.cache/parsed.json'] }],
    [
      'a file beside what both leave',
      { base: ['.coverage'], head: ['.coverage', 'memo.pkl'], only: ['memo.pkl'] },
    ],
    [
      'a file by a number beside the numbered one that both leave',
      {
        base: ['results/1.json'],
        head: ['results/1.json', 'results/17.json'],
        only: ['results/17.json'],
      },
    ],
    [
      'what comes by twice as many other numbers as the base leaves, and some',
      {
        base: ['memo/1.json'],
        baseLater: ['memo/2.json'],
        head: cached,
        headLater: ['memo/9.json'],
        only: [...cached, 'memo/9.json'],
      },
    ],
    [
      "a file in Go's cache that is not called like what Go compiles",
      {
        head: [
          ...[`${OUTBOX}${GO_CACHE}/trim.txt`, `${OUTBOX}${GO_CACHE}/0a/${HEX}-d/prog`],
          `${OUTBOX}${GO_CACHE}/${HEX.slice(0, 2)}/${HEX}-d`,
          `${OUTBOX}${GO_CACHE}/00/${HEX}-d`,
        ],
        only: [`${OUTBOX}${GO_CACHE}/00/${HEX}-d`],
      },
    ],
    [
      'a folder by a number, though it is empty',
      { base: ['memo/3/x'], head: ['memo/3/x', 'memo/17'], only: ['memo/17'] },
    ],
    [
      'a file by a hash beside what both leave',
      {
        base: ['cache/0a1b2c3d'],
        head: ['cache/0a1b2c3d', 'cache/99aa88bb'],
        only: ['cache/99aa88bb'],
      },
    ],
    [
      'a word in letters that hashes have too',
      {
        base: ['cache/4f1c09.json'],
        head: ['cache/77aa88.json', 'cache/facade.txt', 'cache/decade.json'],
        only: ['cache/decade.json', 'cache/facade.txt'],
      },
    ],
    [
      'a file that looks like one of the base, where every run leaves the same',
      {
        base: ['tmp/stage.txt', 'tmp/other.txt'],
        head: ['tmp/stage.txt', 'tmp/other.txt', 'tmp/cache.txt'],
        only: ['tmp/cache.txt'],
      },
    ],
    [
      'a file that the head adds and its runs rewrite',
      { head: ['memo.json'], added: ['memo.json'], only: ['memo.json'] },
    ],
    [
      'a file that has the name of an old module',
      {
        base: ['memo/a.js'],
        head: ['memo/a.js', 'memo/old.js'],
        all: ['old.js'],
        only: ['memo/old.js'],
      },
    ],
    [
      'a file in the cache of the runner that has the name of no module',
      {
        base: [`${RUNNER_CACHE}jest/0a/a_0a1b2c3d`],
        head: [`${RUNNER_CACHE}jest/0a/a_0a1b2c3d`, `${RUNNER_CACHE}jest/1b/memo_1a1b2c3d`],
        ...{ all: ['a.js', 'memo.txt'], only: [`${RUNNER_CACHE}jest/1b/memo_1a1b2c3d`] },
      },
    ],
    [
      'a file that has the name of a new module',
      { head: ['results.json'], added: ['results.py'], only: ['results.json'] },
    ],
    [
      'a file that has the name of a new module, where the base leaves its ending elsewhere',
      {
        base: ['out/x.json'],
        head: ['out/x.json', 'results.json'],
        added: ['results.py'],
        only: ['results.json'],
      },
    ],
    [
      'a file that has the name of a new file without code',
      {
        base: ['cache/x.bin'],
        head: ['cache/x.bin', 'cache/data.bin'],
        added: ['cache/data.txt'],
        only: ['cache/data.bin'],
      },
    ],
    [
      'a file that is called by a number, as a new module is',
      {
        base: ['cache/x.json'],
        head: ['cache/x.json', 'cache/17.json'],
        added: ['migrations/17.py'],
        only: ['cache/17.json'],
      },
    ],
    [
      'another file where the base left one',
      { base: ['stage.txt'], head: ['stage.json'], only: ['stage.json'] },
    ],
    [
      'a new folder where the base left a file',
      { base: ['stage.txt'], head: ['data/cache/x.json'], only: ['data/cache/x.json'] },
    ],
    [
      'a file beside names by chance',
      { base: ['tmpab_q9zx'], head: ['tmpzz_81uv', '.cache/x.json'], only: ['.cache/x.json'] },
    ],
    [
      'a file of its first run beside names by chance of another length',
      {
        base: ['tmpab_q9zx'],
        baseLater: ['tmpoo_q1zx'],
        head: ['tmpzz_81uv', 'memo'],
        headLater: ['tmpyy_81uv'],
        only: ['memo'],
      },
    ],
  ])('is named: %s', (_, { only, ...sides }) => expect(onlyHead(sides)).toEqual(only));

  test.each<[string, Sides]>([
    [
      'made by the runner of a module that only the head runs',
      {
        base: [`${RUNNER_CACHE}jest/0a/a_0a1b2c3d`, `${RUNNER_CACHE}jest/0a/a_0a1b2c3d.map`],
        head: ['a_0a1b2c3d', 'old_1a1b2c3d', 'old_1a1b2c3d.map'].map(
          (name) => `${RUNNER_CACHE}jest/0a/${name}`,
        ),
        all: ['a.js', 'lib/old.js'],
      },
    ],
    [
      'a cache by the hash of what it holds',
      {
        base: ['cache/3f/lexer_0a1b2c3d'],
        head: ['cache/aa/lexer_99aa88bb', 'cache/b1/new_77aa88bb'],
        added: ['src/new.js'],
      },
    ],
    [
      'a cache by hashes alone, with one more for a new module',
      {
        base: ['cache/0a1b2c3d', 'cache/1a1b2c3d'],
        head: ['cache/0a1b2c3d', 'cache/99aa88bb', 'cache/77aa88bb'],
        added: ['src/new.js', 'docs/new.md'],
      },
    ],
    ['bytecode', { head: ['src/__pycache__/new.cpython-311.pyc'] }],
    [
      'made of a file that only it has',
      { base: ['build/main.o'], head: ['build/lexer.o', 'build/main.o'], added: ['src/lexer.c'] },
    ],
    [
      'made of a file in a folder that only it has',
      {
        base: ['pkg/dist/old.js', 'pkg/dist/old.js.map'],
        head: ['pkg/dist/old.js', 'pkg/dist/sub/new.js', 'pkg/dist/sub/new.js.map'],
        added: ['pkg/src/sub/new.ts'],
      },
    ],
    [
      'numbered anew in every run',
      {
        base: ['out/report-17.txt'],
        baseLater: ['out/report-18.txt'],
        head: ['out/report-23.txt'],
        headLater: ['out/report-24.txt', 'out/report-25.txt'],
      },
    ],
    [
      'named by a process, one of which got another number once',
      { base: ['log-7.txt'], head: ['log-7.txt'], headLater: ['log-8.txt'] },
    ],
    [
      'named by the second, where one run took a little longer',
      {
        base: files(1, (at) => `log-${at}.txt`, 101),
        baseLater: files(4, (at) => `log-${at}.txt`, 102),
        head: files(1, (at) => `log-${at}.txt`, 101),
        headLater: files(8, (at) => `log-${at}.txt`, 102),
      },
    ],
    [
      'named by a uuid in every run',
      {
        base: ['.nyc_output/6f1f2a34-0b1c-4d5e-8f90-aabbccddeeff.json'],
        head: ['.nyc_output/0a1f2b34-bbbb-4d5e-9f90-aabbccddee00.json'],
        headLater: ['.nyc_output/1a1f2b34-cccc-4d5e-9f90-aabbccddee00.json'],
      },
    ],
    ['of names by chance', { base: ['out/tmpab_q9/log'], head: ['out/tmpzz_81/log'] }],
    [
      'of names by chance at the toplevel',
      {
        base: ['tmpab_q9'],
        baseLater: ['tmpqq_rr'],
        head: ['tmpzz_81'],
        headLater: ['tmpx__yz', 'tmpk__yz'],
      },
    ],
    [
      'of names by chance that are not equally long',
      {
        base: ['out/k3j9x0qwz1.tmp'],
        baseLater: ['out/z2x8c7vbn.tmp'],
        head: ['out/p0o9i8uyt21x.tmp'],
        headLater: ['out/l4k5j6hgfq3.tmp'],
      },
    ],
    [
      'of hashes by chance, one of which has no digit',
      {
        base: ['out/4f1c09.tmp'],
        baseLater: ['out/5a1c09.tmp'],
        head: ['out/71aa88.tmp'],
        headLater: ['out/abcdef.tmp'],
      },
    ],
  ])('is not: %s', (_, sides) => expect(onlyHead(sides)).toEqual([]));

  const path = fc.stringMatching(/^[a-z0-9./_-]{1,20}$/);

  test('is nothing where both leave the same', () => {
    fc.assert(
      fc.property(fc.array(path), fc.array(path), (first, later) => {
        expect(leftByHeadOnly(left(first, later), left(first, later), NONE)).toEqual([]);
      }),
    );
  });

  test('is one file more, whatever it is called, where every run leaves the same', () => {
    const name = fc.stringMatching(/^[a-f0-9]{1,8}([.][a-f0-9]{1,3})?$/);
    const names = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(names), names, (both, one) => {
        fc.pre(!both.some((other) => other === one || other.startsWith(`${one}/`)));
        expect(leftByHeadOnly(left(both), left([...both, one]), NONE)).toEqual([one]);
      }),
    );
  });
});
