import { describe, expect, test } from '@jest/globals';
import { PartialRepairs } from '../../../src/model/offline/partial-repairs.ts';
import { linkOf } from './chain.ts';

const FILES: Readonly<Record<string, string>> = {
  'cart.py': 'a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\ng = 7\nh = 8\n',
  'rate.py': 'x = 1\n',
};

/** Of the tests t1, t2 and t3 these still fail. */
const judged = (id: string, changes: Record<string, string>, ...left: string[]) =>
  linkOf(
    id,
    { reasoning: `as ${id}`, changes: new Map(Object.entries(changes)) },
    { stillFailing: left, failToPass: { passed: 3 - left.length, total: 3 } },
  );

const first = (was: string, is: string) => ({
  'cart.py': FILES['cart.py']?.replace(was, is) ?? '',
});
const repairs = (...known: ReturnType<typeof judged>[]) => {
  const partial = new PartialRepairs(async (path) => FILES[path]);
  for (const one of known) partial.note(one);
  return partial;
};

describe('patches that each repair a part', () => {
  const parent = judged('0.1', first('a = 1', 'a = 9'), 't2', 't3');

  test('are put together, in one file and in several', async () => {
    const partial = repairs(
      parent,
      judged('0.5', first('h = 8', 'h = 0'), 't1', 't3'),
      judged('0.7', { 'rate.py': 'x = 2\n' }, 't1', 't2'),
    );
    const given = await partial.complementsOf(parent, 1);
    expect(given.map(({ of }) => of.id)).toEqual(['0.5', '0.7']);
    expect(given[0]?.changes.get('cart.py')).toBe(
      FILES['cart.py']?.replace('a = 1', 'a = 9').replace('h = 8', 'h = 0'),
    );
    expect(given[1]?.changes).toEqual(
      new Map(Object.entries({ ...first('a = 1', 'a = 9'), 'rate.py': 'x = 2\n' })),
    );
  });

  test('come with the one that repairs most first, then in the order of the search', async () => {
    const partial = repairs(
      judged('0.12', { 'rate.py': 'x = 4\n' }, 't1', 't2'),
      judged('0.9', { 'rate.py': 'x = 3\n' }, 't1', 't2'),
      judged('0.40', { 'rate.py': 'x = 5\n' }, 't1'),
    );
    const given = await partial.complementsOf(parent, 1);
    expect(given.map(({ of }) => of.id)).toEqual(['0.40', '0.9', '0.12']);
  });

  test.each([
    ['repairs nothing more', judged('0.5', { 'rate.py': 'x = 2\n' }, 't2', 't3')],
    ['repairs nothing', judged('0.5', { 'rate.py': 'x = 2\n' }, 't1', 't2', 't3')],
    ['is at odds with it', judged('0.5', first('a = 1', 'a = 8'), 't1', 't3')],
    ['is of a round that is not over', judged('0.3/1.5', { 'rate.py': 'x = 2\n' }, 't1', 't3')],
  ])('are left alone where the other one %s', async (_why, other) => {
    expect(await repairs(other).complementsOf(parent, 1)).toEqual([]);
  });
});
