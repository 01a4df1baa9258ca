import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupTests } from '../../src/measure/test-groups.ts';
import type { TestCase } from '../../src/ports.ts';

const tests = (status: 'passed' | 'failed') =>
  fc
    .array(fc.tuple(fc.constantFrom('a.js', 'b.js', 'c.js'), fc.nat(500)), { maxLength: 300 })
    .map((pairs) =>
      [...new Set(pairs.map(([file, n]) => `${file}::${n}`))].map(
        (id): TestCase => ({ id, name: id, file: id.slice(0, 4), status, durationMs: 1 }),
      ),
    );

test('a spectrum takes at most ten processes, and no test is in two of its rows', () => {
  fc.assert(
    fc.property(tests('failed'), tests('passed'), (failing, passing) => {
      const groups = groupTests({ failing, passing });
      expect(groups.filter((group) => group.failed).length).toBe(Math.min(4, failing.length));
      expect(groups.filter((group) => !group.failed).length).toBeLessThanOrEqual(6);
      for (const side of [true, false]) {
        const ids = groups
          .filter((one) => one.failed === side)
          .flatMap((one) => one.tests.map((t) => t.id));
        expect(new Set(ids).size).toBe(ids.length);
      }
    }),
  );
});
