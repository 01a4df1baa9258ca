import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { executedLines, executedStretches } from '../../src/measure/v8-lines.ts';

const range = (startOffset: number, endOffset: number, count: number) => ({
  startOffset,
  endOffset,
  count,
});

type Range = ReturnType<typeof range>;

/** Ranges within ranges, to a depth that ends. */
const treeOf = (depth: number): fc.Arbitrary<readonly Range[]> =>
  fc
    .tuple(
      fc.nat(40),
      fc.nat(40),
      fc.nat(2),
      depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 2 }),
    )
    .map(([start, length, count, children]) => [
      range(start, start + length + 1, count),
      ...children
        .flat()
        .map((one) => range(one.startOffset + start, one.endOffset + start, one.count)),
    ]);

/** Ranges as V8 gives them: nested or apart, never crossing. */
const nested = treeOf(3).map((ranges) =>
  ranges.filter((one, at) => ranges.every((other, index) => index === at || !crosses(one, other))),
);

const crosses = (one: ReturnType<typeof range>, other: ReturnType<typeof range>): boolean => {
  const apart = one.endOffset <= other.startOffset || other.endOffset <= one.startOffset;
  const inside = (a: typeof one, b: typeof one) =>
    a.startOffset >= b.startOffset && a.endOffset <= b.endOffset;
  return (
    !apart &&
    (!(inside(one, other) || inside(other, one)) || (inside(one, other) && inside(other, one)))
  );
};

test('an offset ran exactly when the innermost range around it counts', () => {
  fc.assert(
    fc.property(nested, (ranges) => {
      const stretches = executedStretches(ranges);
      for (let at = 0; at < 130; at += 1) {
        const around = ranges.filter((one) => one.startOffset <= at && at < one.endOffset);
        const innermost = around.sort(
          (a, b) => a.endOffset - a.startOffset - b.endOffset + b.startOffset,
        )[0];
        const ran = stretches.some(([from, to]) => from <= at && at < to);
        expect(ran).toBe((innermost?.count ?? 0) > 0);
      }
    }),
  );
});

test('comments and lone brackets do not run', () => {
  const source = 'f();\n// comment\n}\nfunction g() {\n  x();\n}\n';
  const at = source.indexOf('function');
  const functions = [
    { ranges: [range(0, source.length, 1)] },
    { ranges: [range(at, source.length - 1, 0)] },
  ];
  const lines = executedLines({ url: '/r/a.js', source, functions });
  expect([...(lines.get('/r/a.js') ?? [])]).toEqual([[1, 1]]);
});

test('a map that is nonsense leaves the script as it is', () => {
  const source = 'f();\n//# sourceMappingURL=data:application/json;base64,bm9uc2Vuc2U=';
  const functions = [{ ranges: [range(0, source.length, 1)] }];
  expect([...executedLines({ url: '/r/a.js', source, functions }).keys()]).toEqual(['/r/a.js']);
});
