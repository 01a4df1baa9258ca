import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lackedTime } from '../../src/comparison/uncounted.ts';
import { comparisonComment } from '../../src/publication/comparison-comment.ts';
import { adviceOn } from '../../src/report/advice.ts';
import {
  type ComparedWorkload,
  type Comparison,
  comparisonSchema,
} from '../../src/report/comparison/comparison.ts';
import { figure, percent, signed } from '../../src/report/comparison/figures.ts';
import { headline } from '../../src/report/comparison/headline.ts';
import { keptNote } from '../../src/report/comparison/kept.ts';
import { comparisonMarkdown, MOST_OF_A_COMMENT } from '../../src/report/comparison/markdown.ts';
import { faultyFunction, regressions } from '../../src/report/comparison/regressions.ts';
import { comparisonSummary } from '../../src/report/comparison/terminal.ts';
import { hostile, unseen } from './hostile.ts';
import { namedOf } from './named.ts';

type Judgement = ComparedWorkload['parts'][number]['judgement'];

const judged = (verdict: Judgement['verdict'], centre: number, over: Partial<Judgement> = {}) => ({
  ...{ verdict, change: { centre, low: centre - 0.01, high: centre + 0.01 } },
  ...{ p: 0.0004, visible: verdict === 'no-difference' ? 0.02 : null, noise: 0.013, why: '' },
  ...over,
});

const part = (name: string, verdict: Judgement['verdict'], centre: number) => ({
  ...{
    id: `a.test.js::${name}`,
    name,
    file: 'a.test.js',
    unit: 'ms' as const,
    source: 'runner' as const,
  },
  ...{ better: 'lower' as const, base: 100, head: 100 * (1 + centre) },
  judgement: judged(verdict, centre),
});

const cpu = (judgement: Judgement) => ({
  ...{
    name: 'cpu' as const,
    unit: 'ms' as const,
    source: 'kernel' as const,
    base: 2_000,
    head: 2_400,
  },
  judgement,
});

const workload = (over: Partial<ComparedWorkload> = {}): ComparedWorkload => ({
  ...{ kind: 'tests', command: 'node --test', verdict: 'slower', broken: [], comparable: true },
  ...{ build: null, omitted: null, files: null },
  whole: [cpu(judged('slower', 0.2))],
  parts: [part('parse', 'slower', 0.4), part('print', 'no-difference', 0.001)],
  named: namedOf(),
  pairs: { done: 20, dropped: 0, cut: null, turns: 1, pinned: false },
  counting: { source: null, missing: '' },
  ...{ kept: [], keptTotal: 0, keptUntold: null },
  notes: [],
  raw: { pairs: [], counts: { base: [], head: [] } },
  ...over,
});

const comparison = (over: Partial<ComparedWorkload> = {}): Comparison => ({
  schema: 'orps-comparison/1',
  base: { ref: 'main', sha: 'a'.repeat(40) },
  head: { ref: 'feature', sha: 'b'.repeat(40) },
  ...{ directory: '', changedFiles: ['a.js'], changedFunctions: [], changedElsewhere: false },
  statics: null,
  workloads: [workload(over)],
  skipped: [],
  machine: { processor: 'A processor', cores: 2, system: 'Linux 6', load: 0.5 },
  isolation: {
    ...{ level: 'bubblewrap', workspace: 'overlay', network: 'none', system: 'read-only' },
    ...{ processes: 'private', notes: [] },
  },
  totalMs: 60_000,
});

const judgedBy = (over: Partial<Judgement>) => ({
  ...part('x', 'slower', 0.2),
  judgement: judged('slower', 0.2, over),
});

const SAMPLE = {
  ...{ wallMs: 1, cpuMs: 1, systemMs: 0, peakRssBytes: 1, minorFaults: 0, majorFaults: 0 },
  values: [],
};
const PAIR = { order: 'base-first', base: SAMPLE, head: SAMPLE } as const;

const plainly = (text: string): string => text.replaceAll('\u00a0', ' ');
const firstLine = (over: Partial<ComparedWorkload>): string =>
  plainly(comparisonMarkdown(comparison(over))).split('\n')[0] ?? '';

const broken = (side: 'base' | 'head') => ({ side, why: 'It fails.', output: '' });
const cutBy = (cut: ComparedWorkload['pairs']['cut']): ComparedWorkload['pairs'] => ({
  ...{ done: 0, dropped: 0, cut, turns: 1, pinned: false },
});

/** Of a comparison of which nothing came. */
const nothing = (over: Partial<ComparedWorkload>): Partial<ComparedWorkload> => ({
  ...{ verdict: 'inconclusive', whole: [], parts: [], ...over },
});

describe('the first line is the verdict', () => {
  test('of a change, with its size, interval and what else changed', () => {
    expect(firstLine({})).toBe(
      '**Slower: CPU time +20 %** (99 % interval +19 to +21 %; 1 test slower).',
    );
  });

  test('of tests that changed where the whole did not', () => {
    const whole = [cpu(judged('no-difference', 0.001))];
    expect(firstLine({ whole })).toBe(
      '**Slower: 1 of 2 tests** (the largest change is +40 %; as a whole the tests show no difference in CPU time).',
    );
  });

  test('of nothing found, with what would have been seen', () => {
    const whole = [cpu(judged('no-difference', 0.001))];
    expect(firstLine({ verdict: 'no-difference', whole, parts: [] })).toBe(
      '**No difference found** (≥ 2.0 % in CPU time would have been seen).',
    );
  });

  test('of no change: what would have been seen is of speed, not of memory', () => {
    const memory = { ...cpu(judged('no-difference', 0, { visible: 0.01 })), name: 'peak-memory' };
    const whole = [cpu(judged('no-difference', 0)), memory as ReturnType<typeof cpu>];
    expect(firstLine({ verdict: 'no-difference', whole, parts: [] })).toContain(
      '≥ 2.0 % in CPU time',
    );
  });

  test('of benchmarks that show nothing: what would have been seen in how many of them', () => {
    const parts = [
      part('one', 'no-difference', 0),
      {
        ...part('two', 'no-difference', 0),
        judgement: judged('no-difference', 0, { visible: 0.04 }),
      },
      part('three', 'inconclusive', 0.1),
    ];
    const of = (some: typeof parts): string =>
      firstLine({ kind: 'benchmarks', verdict: 'no-difference', whole: [], parts: some });
    expect(of(parts)).toBe(
      '**No difference found** (≥ 4.0 % in 2 of 3 benchmarks would have been seen).',
    );
    expect(of(parts.slice(0, 1))).toContain('(≥ 2.0 % in 1 benchmark would have been seen)');
  });

  test('of benchmarks on a noisy machine', () => {
    const judgement = judged('inconclusive', 0.2, { visible: 0.42, why: 'noisy' });
    const parts = [{ ...part('one', 'inconclusive', 0.2), judgement }];
    expect(firstLine({ kind: 'benchmarks', verdict: 'inconclusive', whole: [], parts })).toBe(
      '**Inconclusive** (this machine was too noisy: only ≥ 42 % in 1 benchmark would have been seen).',
    );
  });

  test('of benchmarks with several readings: of how many benchmarks it speaks', () => {
    const reading = (name: string, unit: string, verdict: 'slower' | 'no-difference') => ({
      ...part(name, verdict, 0.2),
      id: `${name} [${unit}]`,
    });
    const both = [reading('a', 'ns/op', 'slower'), reading('a', 'B/op', 'slower')];
    const calm = [reading('b', 'ns/op', 'no-difference'), reading('b', 'B/op', 'no-difference')];
    const of = (verdict: 'slower' | 'no-difference', parts: typeof both): string =>
      firstLine({ kind: 'benchmarks', verdict, whole: [], parts });
    expect(of('slower', [...both, ...calm])).toContain('**Slower: 1 of 2 benchmarks**');
    const sized = ['10', '20'].map((size) => reading('sort', size, 'slower'));
    expect(of('slower', sized)).toContain('**Slower: 2 of 2 benchmarks**');
    expect(of('no-difference', calm)).toContain('in 2 readings would have been seen');
  });

  test('of memory that changed, though nothing can be told of time', () => {
    const memory = { ...cpu(judged('slower', 0.066)), name: 'peak-memory' };
    const whole = [
      cpu(judged('inconclusive', 0.05, { visible: 0.17, why: 'noisy' })),
      memory as ReturnType<typeof cpu>,
    ];
    expect(firstLine({ verdict: 'inconclusive', whole, parts: [] })).toBe(
      '**Inconclusive** (this machine was too noisy: only ≥ 17 % in CPU time would have been seen; peak memory +6.6 %).',
    );
  });

  test('of a noisy machine', () => {
    const whole = [cpu(judged('inconclusive', 0.05, { visible: 0.17, why: 'noisy' }))];
    expect(firstLine({ verdict: 'inconclusive', whole, parts: [] })).toBe(
      '**Inconclusive** (this machine was too noisy: only ≥ 17 % in CPU time would have been seen).',
    );
  });

  test('of single tests: what the whole shows is said only where it could be told', () => {
    const parts = [part('parse', 'slower', 0.4)];
    const calm = [cpu(judged('no-difference', 0))];
    expect(firstLine({ whole: calm, parts })).toContain(
      '; as a whole the tests show no difference in CPU time',
    );
    const noisy = [cpu(judged('inconclusive', 0.05, { visible: 0.17, why: 'noisy' }))];
    expect(firstLine({ whole: noisy, parts })).toContain(
      '; of the tests as a whole nothing can be told',
    );
  });

  test('of a command that drifts: that it does, and not that the machine is noisy', () => {
    const pairs = { ...workload().pairs, drift: 'slower' as const };
    const whole = [cpu(judged('inconclusive', 0.05, { visible: 3.35, why: 'noisy' }))];
    expect(firstLine({ verdict: 'inconclusive', whole, parts: [], pairs })).toBe(
      '**Inconclusive** (the command gets slower from run to run: only ≥ 335 % in CPU time would have been seen).',
    );
    expect(firstLine(nothing({ pairs }))).toBe(
      '**Inconclusive** (the command gets slower from run to run).',
    );
    expect(firstLine({ pairs })).toMatch(/1 test slower; the command gets slower from run to run/);
  });

  test('of sides that do other work: why nothing was told, and nothing of noise', () => {
    const why = 'the two sides do not run the same tests';
    const whole = [cpu(judged('inconclusive', 0.05, { visible: null, why }))];
    expect(firstLine({ verdict: 'inconclusive', whole, parts: [] })).toBe(
      '**Inconclusive** (the two sides do not run the same tests).',
    );
  });

  test('of every command: what changed beside it, what broke, and which tests fail on the head', () => {
    const failing = namedOf({ newlyFailing: ['a.test.js::gone', 'a.test.js::lost'] });
    const calm = workload({ verdict: 'no-difference', whole: [], parts: [], named: failing });
    const benchmarks = workload({
      ...{ kind: 'benchmarks', whole: [], command: 'npm run bench' },
      parts: [part('one', 'slower', 1), part('two', 'faster', -0.6)],
    });
    const broken = workload({
      ...{ kind: 'benchmarks', verdict: 'inconclusive', whole: [], parts: [] },
      broken: [{ side: 'base', why: 'It fails.', output: '' }],
    });
    const lines = (workloads: ComparedWorkload[]): string => {
      const { claim, support } = headline({ ...comparison(), workloads });
      return plainly(`${claim} (${support})`);
    };
    expect(lines([calm, benchmarks, broken])).toBe(
      'Slower: 1 of 2 benchmarks (2 tests fail on the head and not on the base; the largest change is +100 %; 1 benchmark faster; a benchmark suite could not be measured on the base)',
    );
    expect(lines([workload(), benchmarks])).toBe(
      'Slower: CPU time +20 % (99 % interval +19 to +21 %; 1 test slower; 1 benchmark slower; 1 benchmark faster)',
    );
    expect(lines([broken, workload({ verdict: 'inconclusive', whole: [], parts: [] })])).toMatch(
      /^Inconclusive /,
    );
  });

  test('of each faster command: that only its runs leave files', () => {
    const kept = { kept: ['.cache/a'], keptTotal: 1 };
    const faster = (over: Partial<ComparedWorkload>) =>
      workload({ verdict: 'faster', whole: [cpu(judged('faster', -0.2))], parts: [], ...over });
    const two = [faster({}), faster({ kind: 'benchmarks', ...kept })];
    const words = 'only its runs leave files that later ones can read';
    expect(headline({ ...comparison(), workloads: two }).support).toContain(words);
    expect(
      headline({ ...comparison(), workloads: [faster({}), faster({})] }).support,
    ).not.toContain(words);
  });

  test('of a change that has no percentage', () => {
    const whole = [cpu(judged('slower', 0, { change: null }))];
    expect(firstLine({ whole, parts: [] })).toBe(
      '**Slower: CPU time, by more than a percentage tells**.',
    );
  });

  test('of tests that pass and do not run, or whose file changed', () => {
    expect(
      firstLine({ named: namedOf({ unrun: ['a::one', 'a::two'], changed: ['b::x'] }) }),
    ).toContain('3 tests that both sides pass were not compared');
  });

  test('of what the head no longer runs', () => {
    expect(firstLine({ named: namedOf({ vanished: ['a::one'] }) })).toContain(
      '(1 test runs only on the base; ',
    );
    const named = namedOf({
      ...{ vanished: ['m::a', 'm::a [B/op]', 'm::b', 'm::c [B/op]'], newlyFailing: ['m::c'] },
    });
    expect(firstLine({ kind: 'benchmarks', named })).toContain('2 benchmarks run only on the base');
  });

  test('of a side that does not work', () => {
    expect(firstLine(nothing({ broken: [broken('head')], pairs: cutBy('side-broken') }))).toBe(
      '**Not compared** (the head could not be measured).',
    );
  });

  test.each<[string, Partial<ComparedWorkload>]>([
    [
      'every test fails on the head',
      {
        ...{ broken: [broken('head')], pairs: cutBy('nothing-passes') },
        named: namedOf({ newlyFailing: ['a', 'b'] }),
      },
    ],
    [
      'every test fails on the base and head',
      { broken: [broken('base'), broken('head')], pairs: cutBy('nothing-passes') },
    ],
    [
      'every benchmark fails on the base',
      { kind: 'benchmarks', broken: [broken('base')], pairs: cutBy('nothing-passes') },
    ],
    [
      '1 test fails on the head and not on the base; nothing that ran is the same on both sides',
      {
        ...{ broken: [broken('head')], pairs: cutBy('nothing-alike') },
        named: namedOf({ newlyFailing: ['a'], failing: ['b'] }),
      },
    ],
    [
      '2 tests fail on the base, and what is the same on both sides is too short to be compared',
      {
        ...{ broken: [broken('base')], pairs: cutBy('too-short') },
        named: namedOf({ failing: ['a', 'b'] }),
      },
    ],
  ])('of sides that ran: %s', (words, over) => {
    expect(firstLine(nothing(over))).toBe(`**Not compared** (${words}).`);
  });

  test('beside another command, of tests that all fail', () => {
    const failing = workload(nothing({ broken: [broken('head')], pairs: cutBy('nothing-passes') }));
    const { support } = headline({ ...comparison(), workloads: [workload(), failing] });
    expect(support).toMatch(/; every test fails on the head$/);
  });
});

describe('what to do next', () => {
  const tooShort = 'it is too short for its clock';
  const brief = (name: 'cpu' | 'wall') => ({
    ...cpu(judged('inconclusive', 0, { why: tooShort })),
    name: name as 'cpu',
  });
  const lacking = lackedTime('with perf that is expected to take 2 min');

  test.each<[string, RegExp, Partial<ComparedWorkload>]>([
    [
      'no time for pairs',
      /^The time was too short.*--max-minutes/,
      { pairs: cutBy('out-of-time') },
    ],
    [
      'no time for counts',
      /^The time was too short.*--max-minutes/,
      { pairs: cutBy('not-counted'), counting: { source: null, missing: lacking } },
    ],
    [
      'time for pairs, and none for counts',
      /^With more time \(--max-minutes\)/,
      { counting: { source: null, missing: lacking } },
    ],
    [
      'a benchmark suite that nobody reads',
      /^Only the figures of vitest bench.* with --command/,
      {
        ...{ kind: 'benchmarks', pairs: cutBy('side-broken') },
        broken: [
          { ...broken('base'), unread: true },
          { ...broken('head'), unread: true },
        ],
      },
    ],
    [
      'a head whose every test fails',
      /^Mend what fails/,
      { pairs: cutBy('nothing-passes'), broken: [broken('head')] },
    ],
    [
      'a head that does not build, or whose command fails',
      /^Mend what fails/,
      { pairs: cutBy('side-broken'), broken: [{ ...broken('head'), fails: true }] },
    ],
    [
      'a command that fails on both sides',
      /^Run the command by hand/,
      {
        pairs: cutBy('side-broken'),
        broken: [
          { ...broken('base'), fails: true },
          { ...broken('head'), fails: true },
        ],
      },
    ],
    [
      'sides whose every test fails',
      /^Run the command by hand/,
      { pairs: cutBy('nothing-passes'), broken: [broken('base'), broken('head')] },
    ],
    [
      'failing tests, and nothing else that is alike',
      /^Mend what fails/,
      { pairs: cutBy('nothing-alike'), broken: [broken('head')] },
    ],
    [
      'nothing that is alike',
      /^Only what both sides have.*--command/,
      { pairs: cutBy('nothing-alike') },
    ],
    [
      'failing tests, for which the time would not have sufficed either',
      /^Mend what fails/,
      {
        ...{ pairs: cutBy('nothing-alike'), broken: [broken('head')] },
        counting: { source: null, missing: lacking },
      },
    ],
    ['tests that are too short', /^Name something longer/, { pairs: cutBy('too-short') }],
    [
      'a command that is too short',
      /^Name something longer/,
      { whole: [brief('cpu'), brief('wall')] },
    ],
    [
      'a command that is too short, whose counting would take longer than there is',
      /^Name something longer/,
      {
        whole: [brief('cpu'), brief('wall')],
        counting: { source: null, missing: lackedTime('with cachegrind that would take 1 min') },
      },
    ],
    [
      'a command that drifts',
      /^Let the command begin/,
      { pairs: { ...workload().pairs, drift: 'slower' } },
    ],
  ])('is said once: %s', (_, words, over) => {
    const said = { ...comparison(), workloads: [workload(nothing(over)), workload(nothing(over))] };
    expect(adviceOn(said)).toEqual([expect.stringMatching(words)]);
    const answered = { ...said, workloads: [workload(), ...said.workloads] };
    expect(adviceOn(answered)).toEqual(/time/.test(words.source) ? adviceOn(said) : []);
    expect(comparisonComment(said)).not.toMatch(/--(?:command|max)/);
  });

  test('is nothing where the time of processors alone is too short, or the machine too noisy', () => {
    expect(adviceOn(comparison(nothing({ whole: [brief('cpu')] })))).toEqual([]);
    expect(adviceOn(comparison(nothing({})))).toEqual([]);
  });
});

test('the table has what changed, and folds the rest', () => {
  const text = plainly(comparisonMarkdown(comparison()));
  const [above = '', below = ''] = text.split('<details>');
  expect(above).toContain(
    '| `parse` | 100 ms | 140 ms | +40 % (+39 to +41 %) | **slower**, p = 0.0004 | runner |',
  );
  expect(above).not.toContain('`print`');
  expect(below).toContain('1 other test: no difference found in 1');
  expect(text).toContain('Identical code seemed to differ by up to 1.3 % in CPU time');
});

test('a few benchmarks are all shown at once, whatever came of them; of many those that changed', () => {
  const few = [part('one', 'no-difference', 0), part('two', 'inconclusive', 0.2)];
  const many = Array.from({ length: 11 }, (_, at) => part(`n${at}`, 'no-difference', 0));
  const of = (parts: typeof few): Comparison =>
    comparison({ kind: 'benchmarks', whole: [], parts });
  expect(comparisonMarkdown(of(few)).split('<details>')[0]).toContain('| `two` |');
  expect(comparisonMarkdown(of(many)).split('<details>')[0]).not.toContain('| `n1` |');
  const terminal = (parts: typeof few): string =>
    comparisonSummary(of(parts), { colour: false, out: '' });
  expect(terminal(few)).toMatch(/^ {2}two /m);
  expect(terminal(many)).not.toMatch(/^ {2}n1 /m);
});

describe('what only the runs of the head leave', () => {
  const note = (over: Partial<ComparedWorkload>): string =>
    comparisonMarkdown(comparison(over)).match(/^⚠️ .*$/m)?.[0] ?? '';
  const left = (...kept: readonly string[]) => note({ kept, keptTotal: kept.length });

  test('is named with its place', () => {
    expect(left('.cache/a')).toContain(
      "Only the head's runs leave this file in the checkout: `.cache/a`.",
    );
    expect(left('../outbox/a')).toContain('this file in the folder for reports: `a`.');
    expect(left('a', '../outbox/b')).toContain(
      'these files in the checkout and the folder for reports: `a`, `b`.',
    );
  });

  test('is counted, though not all of it is kept by name', () => {
    const kept = ['a', 'b', 'c', 'd'];
    expect(note({ kept, keptTotal: 2_000 })).toContain('`a`, `b`, `c` and 1997 more.');
  });

  test('is said to be the work of a patch, where a patch is measured', () => {
    expect(keptNote(workload({ kept: ['a'], keptTotal: 1 }), 'patch')).toContain(
      "Only the patch's runs leave this file in the checkout: a.",
    );
  });

  test('is not spoken of where nobody looked', () => {
    expect(note({ kept: null })).toBe('');
  });

  test.each([
    ['no-find', 'this takes GNU find'],
    ['out-of-time', 'the time for looking ran out'],
    ['unreadable', 'the list of what they leave is too long'],
  ] as const)('could not be told: %s', (keptUntold, words) => {
    expect(note({ kept: null, keptUntold })).toContain(`could not be told: ${words}`);
  });
});

test('every note stands in the comment, whole', () => {
  const notes = ['Identical code is compared.', 'The command gets slower.'];
  const text = comparisonMarkdown(comparison({ notes }));
  for (const note of notes) expect(text).toContain(`⚠️ ${note}`);
});

test('where only some files of the tests could be compared it is said how many', () => {
  const said = comparison({ files: { ran: 1, of: 3 } });
  expect(comparisonMarkdown(said)).toContain('`node --test`, 1 of its 3 test files, 20 pairs');
  const terminal = comparisonSummary(said, { colour: false, out: '' });
  expect(terminal).toContain('20 pairs of `node --test`, 1 of its 3 test files;');
});

test('what of the given line is in no figure is named beside what ran', () => {
  const aside = comparison({ build: 'tsc -p .', omitted: 'playwright test' });
  expect(plainly(comparisonMarkdown(aside))).toContain(
    '\nTests, `node --test`, built once a side by `tsc -p .`, without `playwright test`, which was not run, 20 pairs of runs:\n',
  );
  const summary = comparisonSummary(aside, { colour: false, out: 'x' });
  expect(summary).toContain(
    '\n  built     once a side by `tsc -p .`\n  not run   `playwright test`',
  );
});

test('the notes of a side that is broken are said, and what is wrong with it comes first', () => {
  const notes = ['`main` has gone on without the head.'];
  const said = comparison(
    nothing({ notes, broken: [broken('head')], pairs: cutBy('side-broken') }),
  );
  const terminal = comparisonSummary(said, { colour: false, out: '' });
  for (const text of [comparisonMarkdown(said), terminal]) {
    expect(text).toMatch(/It fails\..*`main` has gone on without the head\./s);
  }
});

test.each<ComparedWorkload['pairs']['cut']>(['nothing-alike', 'too-short', 'not-counted'])(
  'where nothing was measured nothing is said to be, and no source is explained: %s',
  (cut) => {
    const said = comparison(nothing({ pairs: cutBy(cut) }));
    const terminal = comparisonSummary(said, { colour: false, out: '' });
    expect(terminal).not.toContain('measured  ');
    expect(terminal).toContain('  not timed `node --test` (');
    expect(comparisonMarkdown(said)).not.toContain('Sources: ');
    expect(comparisonMarkdown(comparison())).toContain('Sources: ');
  },
);

test('what ran is named, both commits are, and every figure has its source', () => {
  const text = plainly(comparisonMarkdown(comparison()));
  expect(text).toContain('\nTests, `node --test`, 20 pairs of runs:\n');
  expect(text).toContain('| base `main` `aaaaaaa` | head `feature` `bbbbbbb` |');
  const sha = 'a'.repeat(40);
  const unnamed = { ...comparison(), base: { ref: sha, sha } };
  expect(plainly(comparisonMarkdown(unnamed))).toContain('| base `aaaaaaa` | head');
  const rows = text.split('\n').filter((line) => /^\| [^|]/.test(line));
  expect(rows.map((row) => row.split(' | ').at(-1))).toEqual([
    ...['kernel |', 'runner |', 'runner |'],
  ]);
});

test('tests too short to be compared one by one are counted, though no other is left', () => {
  const named = { ...workload().named, leftOut: 7 };
  const text = (parts: ComparedWorkload['parts']): string =>
    comparisonMarkdown(comparison({ named, parts }));
  expect(text([])).toContain('Not compared one by one: 7 tests under 10 ms.');
  const hundred = Array.from({ length: 100 }, (_, at) => part(`${at}`, 'no-difference', 0));
  expect(text(hundred)).toContain('7 tests under 10 ms, or beyond the hundred slowest.');
  const why = 'it is too short for its clock';
  const brief = {
    ...part('brief', 'inconclusive', 0),
    judgement: judged('inconclusive', 0, { why }),
  };
  expect(text([brief])).toContain('Not compared one by one: 8 tests under 10 ms');
  expect(text([brief])).not.toContain('brief');
});

test('three changes or more are drawn as bars, the longest for the largest', () => {
  const parts = [0.1, 0.2, 0.4].map((centre, at) => part(`t${at}`, 'slower', centre));
  const text = plainly(comparisonMarkdown(comparison({ parts })));
  expect(text).toMatch(/t2 {2}█{24} \+40 %\nt1 {2}█{12} \+20 %\nt0 {2}█{6} \+10 %/);
});

test('a change from nothing is said in words, before every other', () => {
  const more = part('Sum', 'slower', 0.4);
  const judgement = judged('slower', 0, { change: null });
  const fresh = { ...part('Parse', 'slower', 0), unit: 'allocs/op' as const, base: 0, head: 2 };
  const said = { kind: 'benchmarks', whole: [], parts: [more, { ...fresh, judgement }] } as const;
  expect(firstLine(said)).toContain('the largest change is from nothing');
  const text = plainly(comparisonMarkdown(comparison(said)));
  expect(text).toContain(
    '| `Parse` | 0 allocs/op | 2 allocs/op | from nothing | **slower**, p = 0.0004 | runner |\n| `Sum` |',
  );
});

test('what is not the same on both sides is named', () => {
  const failing = { failing: ['a::red'], newlyFailing: ['a::broken'] };
  const named = namedOf({ appeared: ['a::new'], ...failing });
  const text = comparisonMarkdown(comparison({ named, comparable: false }));
  expect(text.split('\n')[0]).toContain('1 test fails on the head and not on the base');
  expect(text).toContain('1 test failing on the head and not on the base: `a::broken`');
  expect(text).toContain('1 test only on the head: `a::new`');
  expect(text).toContain('1 test failing on the base: `a::red`');
  expect(text).toContain('their totals are not compared');
});

test('more than are named are counted, and said to be more', () => {
  const some = namedOf({ appeared: ['a::0', 'a::1'], newlyFailing: ['a::2'] });
  const totals = { ...some.totals, appeared: 100_000, newlyFailing: 70_000 };
  const said = comparison({ named: { ...some, totals } });
  const text = comparisonMarkdown(said);
  expect(text.split('\n')[0]).toContain('70,000 tests fail on the head');
  expect(text).toContain('100,000 tests only on the head: `a::0`, `a::1`, and 99998 more');
  expect(comparisonSummary(said, { colour: false, out: '' })).toContain(
    '100,000 tests only on the head: a::0, a::1, …',
  );
});

test('what fails on the head is called what it is: a test, or a benchmark', () => {
  const named = namedOf({ newlyFailing: ['m::Parse'] });
  expect(firstLine({ kind: 'benchmarks', named })).toContain('1 benchmark fails on the head');
  expect(firstLine({ named })).toContain('1 test fails on the head');
});

test('only more instructions are a regression that may fail a check', () => {
  expect(regressions(comparison())).toEqual([]);
  const instructions = {
    ...cpu(judged('slower', 0.03, { p: null })),
    name: 'instructions' as const,
  };
  expect(regressions(comparison({ whole: [instructions] })).map(plainly)).toEqual([
    'Instructions of `node --test`: +3.0 %.',
  ]);
});

test('a function is at fault only where nothing else changed', () => {
  const one = { file: 'a.js', name: 'parse', firstLine: 3, lastLine: 9 };
  expect(faultyFunction({ ...comparison(), changedFunctions: [one] })).toEqual(one);
  expect(faultyFunction({ ...comparison(), changedFunctions: [one, one] })).toBeUndefined();
  const beside = { ...comparison(), changedFunctions: [one], changedElsewhere: true };
  expect(faultyFunction(beside)).toBeUndefined();
  const changedFiles = ['src/a.js', 'src/a.test.js'];
  const of = (build: string | null) =>
    faultyFunction({ ...comparison({ build }), changedFunctions: [one], changedFiles });
  expect([of(null), of('tsc')]).toEqual([one, undefined]);
});

test('numbers are read easily', () => {
  expect([figure(1_234, 'ms'), figure(0.5, 'ms'), figure(2 ** 21, 'bytes')]).toEqual([
    ...['1.234 s', '500 µs', '2 MiB'],
  ]);
  expect([figure(1.5e9, 'count'), figure(12, 'count'), figure(null, 'ms')]).toEqual([
    ...['1.5 G', '12', 'n/a'],
  ]);
  expect([figure(6_541_000, 'ns/op'), figure(2.5e6, 'op/s'), figure(64, 'B/op')]).toEqual([
    ...['6.541 ms/op', '2.5 M op/s', '64 B/op'],
  ]);
  expect([percent(0), percent(0.000_001), percent(0.012), signed(-0.34)].map(plainly)).toEqual([
    ...['0 %', '< 0.001 %', '1.2 %', '−34 %'],
  ]);
});

describe('text of strangers', () => {
  const texts = fc.array(hostile, { minLength: 9, maxLength: 9 });

  test('is nothing but text in the comment and on the terminal', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const text = (at: number): string => given[at] ?? '';
        const said: Comparison = {
          ...comparison({
            ...{ command: text(0), build: text(0), omitted: text(0) },
            ...{ notes: [text(1)], kept: [text(7)], keptTotal: 1 },
            counting: { source: null, missing: text(2) },
            parts: [{ ...part('x', 'slower', 0.2), name: text(3) }],
            named: namedOf({ changed: [text(4)] }),
          }),
          skipped: [text(4)],
          base: { ref: text(5), sha: null },
          head: { ref: text(6), sha: null },
          machine: { processor: text(7), cores: 1, system: text(8), load: 0 },
        };
        const written = [{}, { origin: 'Of another job.' }]
          .map((options) => comparisonMarkdown(said, options))
          .join('\n');
        expect(written).not.toMatch(unseen);
        expect(comparisonSummary(said, { colour: false, out: text(0) })).not.toMatch(unseen);
        const left = written
          .replace(/<\/?(?:details|summary)>|p\s[<=]\s0/g, '')
          .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/gs, ' ');
        expect(left).not.toMatch(/[@#<>[\]\\~&$`=]|www\.|:\/\//);
        // A row of a table has as many cells as its head.
        const rows = written.split('\n').filter((line) => line.startsWith('| '));
        for (const row of rows) expect(row.match(/\|/g)?.length).toBe(7);
      }),
    );
  });

  test('stands in no field that is shown as it is: such a bundle is refused', () => {
    const forged = (over: Partial<ComparedWorkload>) =>
      comparisonSchema.safeParse(comparison(over)).success;
    expect(forged({})).toBe(true);
    for (const sha of ['\n\n<!--', '@octoca', 'a'.repeat(41)]) {
      const base = { ref: 'main', sha };
      expect(comparisonSchema.safeParse({ ...comparison(), base }).success).toBe(false);
    }
    const evil = '[a](https://evil.example)';
    const forgedCut = evil as unknown as 'interrupted';
    expect(
      forged({ pairs: { done: 1, dropped: 0, cut: forgedCut, turns: 1, pinned: false } }),
    ).toBe(false);
    const units = ['www.evil.example', evil] as unknown as 'ms'[];
    for (const unit of units) {
      expect(forged({ parts: [{ ...part('x', 'slower', 1), unit }] })).toBe(false);
    }
    const forgedWhy = (why: string) => forged({ whole: [cpu(judged('inconclusive', 0, { why }))] });
    expect(forgedWhy('7 pairs are too few to tell')).toBe(true);
    for (const why of [evil, 'log in at www.evil.example', 'Fixes GH-1', 'a'.repeat(40)]) {
      expect(forgedWhy(why)).toBe(false);
    }
  });
});

test.each<readonly [string, Partial<Comparison>]>([
  ['a p that is no chance', comparison({ parts: [judgedBy({ p: 1.5 })] })],
  ['a negative p', comparison({ parts: [judgedBy({ p: -0.1 })] })],
  ['a figure beyond any unit', comparison({ parts: [{ ...judgedBy({}), head: 1e300 }] })],
  [
    'a median of nothing measurable',
    comparison({ whole: [{ ...cpu(judged('slower', 0.2)), base: -1e19 }] }),
  ],
  ['more pairs than are run', comparison({ pairs: { ...workload().pairs, done: 21 } })],
  ['no turn at all', comparison({ pairs: { ...workload().pairs, turns: 0 } })],
  ['more failing tests than anybody wrote', comparison({ named: { ...namedOf(), leftOut: 1e12 } })],
  [
    'more raw pairs than are run',
    comparison({ raw: { ...workload().raw, pairs: Array(21).fill(PAIR) } }),
  ],
  ['a load of no machine', { machine: { ...comparison().machine, load: 1e12 } }],
  ['cores of no machine', { machine: { ...comparison().machine, cores: 1e12 } }],
  ['a time of centuries', { totalMs: 1e13 }],
  ['a growth of nothing', { statics: { lines: 1e300, nodes: 1, cyclomatic: 1, cognitive: 1 } }],
])('%s is refused', (_, over) => {
  expect(comparisonSchema.safeParse({ ...comparison(), ...over }).success).toBe(false);
});

test('a comment fits into what GitHub takes, whatever it is about', () => {
  const long = 'x'.repeat(300);
  const parts = Array.from({ length: 100 }, (_, at) => part(`${at} ${long}`, 'slower', 0.1));
  const ids = Array.from({ length: 1_000 }, (_, at) => `${at} ${long}`);
  const named = namedOf({
    ...{ appeared: ids, vanished: ids, changed: ids, failing: ids, newlyFailing: ids },
  });
  const many = {
    ...comparison(),
    workloads: Array.from({ length: 20 }, () => workload({ parts, named })),
  };
  const run = 'https://github.com/o/r/actions/runs/1';
  const text = comparisonMarkdown(many, { run, most: MOST_OF_A_COMMENT });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('what is missing is in the raw data');
  expect(text).toContain('**slower**');
  expect(text.trimEnd().endsWith('every figure of every pair.')).toBe(true);
  expect(comparisonMarkdown(many).match(/How this was measured/g)).toHaveLength(1);
  expect(headline(many).claim).toContain('Slower');
});

test('a comment that is too long keeps every warning', () => {
  const long = 'x'.repeat(300);
  const parts = Array.from({ length: 15 }, (_, at) => part(`${at} ${long}`, 'slower', 0.1));
  const workloads = Array.from({ length: 12 }, (_, at) =>
    workload({ kind: 'benchmarks', command: `suite ${at}`, parts, notes: [`note ${at}`] }),
  );
  const text = comparisonMarkdown({ ...comparison(), workloads }, { most: 6_000 });
  expect(text.length).toBeLessThan(6_000);
  expect(text).toContain('what is missing is in the raw data');
  for (const at of workloads.keys()) expect(text).toContain(`\n⚠️ note ${at}\n`);
  // Of the last ones nothing is left but whose the warning is.
  expect(text).toMatch(/`suite 11`, 20 pairs of runs:\n\n⚠️ note 11\n/);
  const many = workloads.map((one) => ({ ...one, notes: Array(10).fill('word '.repeat(90)) }));
  const cut = comparisonMarkdown({ ...comparison(), workloads: many }, { most: 6_000 });
  expect(cut.length).toBeLessThan(6_000);
  expect(cut).toContain('**slower**');
});

test('more memory is called more, and not slower', () => {
  const memory = {
    ...({ name: 'peak-memory', unit: 'bytes', source: 'kernel' } as const),
    ...{ base: 1e6, head: 2e6, judgement: judged('slower', 1) },
  };
  const text = plainly(comparisonMarkdown(comparison({ whole: [memory], parts: [] })));
  expect(text).toMatch(/^\| Peak memory \|.*\| \*\*more\*\*, p = 0\.0004 \| kernel \|$/m);
});

test('that test files run one after another is said only where tests are known', () => {
  expect(comparisonMarkdown(comparison())).toContain('one test file after another');
  expect(comparisonMarkdown(comparison({ parts: [] }))).not.toContain('one test file after');
});

test('without a sandbox it is said that the sides share what is installed', () => {
  const shared = 'both sides share the installed files';
  expect(comparisonMarkdown(comparison())).not.toContain(shared);
  const isolation = { ...comparison().isolation, level: 'process' as const };
  expect(comparisonMarkdown({ ...comparison(), isolation })).toContain(shared);
});

test('commands that were not compared are named', () => {
  const said = { ...comparison(), skipped: ['npm run bench:b', 'npm run bench:c'] };
  expect(comparisonMarkdown(said)).toContain('no time left: `npm run bench:b`, ');
  expect(comparisonSummary(said, { colour: false, out: '' })).toContain('skipped   2 commands');
});

test('the terminal says the verdict first, and where the files are', () => {
  const lines = plainly(comparisonSummary(comparison(), { colour: false, out: '/tmp/out' })).split(
    '\n',
  );
  expect(lines[0]).toBe('Slower: CPU time +20 % (99 % interval +19 to +21 %; 1 test slower).');
  expect(lines.at(-1)).toBe('  files     /tmp/out: comparison.md, comparison.json');
});

test('the terminal says why figures go another way than the change, where they do', () => {
  const of = (change: number): string =>
    comparisonSummary(comparison({ whole: [cpu(judged('slower', change))] }), {
      colour: false,
      out: '',
    });
  expect(of(0.2)).not.toContain('need not agree');
  expect(of(-0.2)).toContain('within pairs, so that they need not agree.');
});
