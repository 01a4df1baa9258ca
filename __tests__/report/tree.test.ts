import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Branch, prunedTree, type TreeItem } from '../../src/report/tree.ts';

const id = fc.integer({ min: 0, max: 12 }).map(String);
const items = fc.array(fc.record({ id, parent: fc.option(id), weight: fc.nat(9) }), {
  maxLength: 40,
});
type Item = TreeItem & { readonly weight: number };

const flat = (branches: readonly Branch<Item>[]): readonly Branch<Item>[] =>
  branches.flatMap((branch) => [branch, ...flat(branch.children)]);

test('every distinct item is shown or counted once, even with loops and strangers as parents', () => {
  fc.assert(
    fc.property(items, fc.nat(15), (all, limit) => {
      const forest = prunedTree(all, limit, ({ weight }) => weight);
      const shown = flat(forest.branches);
      expect(shown.length).toBe(forest.shown);
      expect(shown.length).toBeLessThanOrEqual(limit);
      const hidden = [...forest.hidden, ...shown.flatMap((branch) => branch.hidden)];
      const ids = [...shown.map(({ item }) => item.id), ...hidden.map((item) => item.id)];
      expect(new Set(ids).size).toBe(ids.length);
      if (limit >= all.length) expect(ids.length).toBe(new Set(all.map((item) => item.id)).size);
    }),
  );
});

test('the highest rank is shown with its ancestors', () => {
  const chain = ['a', 'b', 'c'].map((name, index) => ({
    id: name,
    parent: index === 0 ? null : (['a', 'b'][index - 1] ?? null),
    weight: index,
  }));
  const other = { id: 'x', parent: null, weight: 1 };
  const forest = prunedTree([...chain, other], 3, ({ weight }) => weight);
  expect(flat(forest.branches).map(({ item }) => item.id)).toEqual(['a', 'b', 'c']);
  expect(forest.hidden).toEqual([other]);
});
