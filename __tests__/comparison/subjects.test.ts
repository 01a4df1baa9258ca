import { describe, expect, test } from '@jest/globals';
import { soundFiles } from '../../src/comparison/sound-files.ts';
import { subjectsOf } from '../../src/comparison/subjects.ts';
import type { Part, WorkRun } from '../../src/comparison/workload.ts';

const part = (file: string, name: string, value = 50, passed = true): Part => ({
  ...{ id: `${file}::${name}`, name, file, value, unit: 'ms', better: 'lower', passed },
});

const run = (...parts: readonly Part[]): WorkRun => ({
  kind: 'complete',
  why: '',
  parts,
  output: '',
  usage: { wallMs: 1, cpuMs: 1, peakRssBytes: 1, minorFaults: 1, majorFaults: 0 },
});

const never = () => false;

describe('what is compared', () => {
  test('is what both sides have and pass; the rest is named', () => {
    const base = run(
      ...[part('a.js', 'one'), part('a.js', 'old'), part('b.js', 'red', 50, false)],
      part('b.js', 'breaks'),
    );
    const head = run(
      ...[part('a.js', 'one'), part('a.js', 'new'), part('b.js', 'red')],
      part('b.js', 'breaks', 50, false),
    );
    expect(subjectsOf(base, head, never)).toMatchObject({
      compared: [{ id: 'a.js::one' }],
      appeared: ['a.js::new'],
      vanished: ['a.js::old'],
      failing: ['b.js::red'],
      newlyFailing: ['b.js::breaks'],
      same: false,
    });
  });

  test('is not a test file that does not load on the head: it fails there', () => {
    const base = run(part('a.js', 'one'), part('b.js', '(file)', 0, false));
    const head = run(part('a.js', '(file)', 0, false), part('b.js', 'two'));
    expect(subjectsOf(base, head, never)).toMatchObject({
      ...{ compared: [], appeared: ['b.js::two'], vanished: ['a.js::one'] },
      ...{ failing: ['b.js::(file)'], newlyFailing: ['a.js::(file)'], same: false },
    });
  });

  test('leaves out tests of a file that is another one on the head', () => {
    const side = run(part('a.js', 'one'), part('b.js', 'two'));
    const subjects = subjectsOf(side, side, ({ file }) => file === 'b.js');
    expect(subjects).toMatchObject({
      compared: [{ id: 'a.js::one' }],
      changed: ['b.js::two'],
      same: false,
    });
  });

  test('names a test once: one that fails by that, though its file is another one too', () => {
    const names = ['fails', 'broke', 'mended', 'passes'];
    const side = (failing: readonly string[]) =>
      run(...names.map((name) => part('a.js', name, 50, !failing.includes(name))));
    const always = () => true;
    const subjects = subjectsOf(side(['fails', 'mended']), side(['fails', 'broke']), always);
    expect(subjects).toMatchObject({
      ...{ changed: ['a.js::passes'], failing: ['a.js::fails', 'a.js::mended'] },
      newlyFailing: ['a.js::broke'],
    });
    expect(subjectsOf(side(names), side(names), always)).toMatchObject({
      changed: [],
      same: false,
    });
  });

  test('is of benchmarks the slowest by what one operation takes, in whatever unit', () => {
    const rates = Array.from({ length: 150 }, (_, at) => ({
      ...part('a.bench.js', `b${at}`, 100 + at),
      ...{ unit: 'op/s' as const, better: 'higher' as const },
    }));
    const bytes = { ...part('a.bench.js', 'bytes', 1e9), unit: 'B/op' as const };
    const side = run(bytes, ...rates);
    const names = subjectsOf(side, side, never).compared.map(({ name }) => name);
    expect(names).toEqual(Array.from({ length: 100 }, (_, at) => `b${at}`));
  });

  test('is the hundred slowest of a hundred thousand tests, and none under 10 ms', () => {
    const parts = Array.from({ length: 100_000 }, (_, at) => part('a.js', `t${at}`, at / 100));
    const { compared, leftOut, same } = subjectsOf(run(...parts), run(...parts), never);
    expect(compared).toHaveLength(100);
    expect(compared[0]?.id).toBe('a.js::t99999');
    expect(leftOut).toBe(99_900);
    expect(same).toBe(true);
    const short = run(part('a.js', 'short', 9));
    expect(subjectsOf(short, short, never)).toMatchObject({ compared: [], leftOut: 1 });
  });

  test('a test that fails on both sides does not keep the whole from being compared', () => {
    const side = run(part('a.js', 'one'), part('a.js', 'red', 50, false));
    expect(subjectsOf(side, side, never)).toMatchObject({ same: true, failing: ['a.js::red'] });
  });
});

describe('files whose tests can be run alone', () => {
  const base = run(part('a.js', 'one'), part('b.js', 'two'), part('c.js', 'three'));

  test('are those that hold the same tests with the same outcome in the same text', () => {
    const head = run(part('a.js', 'one'), part('b.js', 'two', 50, false), part('c.js', 'new'));
    expect(soundFiles(base, head, never)).toEqual(['a.js']);
    expect(soundFiles(base, base, ({ file }) => file === 'a.js')).toEqual(['b.js', 'c.js']);
  });

  test('are not asked for where all are, or where a test has no file', () => {
    expect(soundFiles(base, base, never)).toBeUndefined();
    const { file: _, ...homeless } = part('', 'homeless');
    expect(soundFiles(run(homeless), base, never)).toBeUndefined();
  });
});
