import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BudgetSpent } from '../../src/errors.ts';
import { Budget } from '../../src/search/budget.ts';

const reply = (tokens: number, costUsd: number | null = 0) => ({
  text: '',
  inputTokens: tokens,
  outputTokens: 0,
  costUsd,
  durationMs: 0,
});
const budgetOf = (limits: ConstructorParameters<typeof Budget>[0]) =>
  new Budget(limits, new AbortController().signal);

test('parallel calls cannot overshoot together: a call waits until its worst case fits', async () => {
  using budget = budgetOf({ costUsd: 1 });
  const worst = { tokens: 10, costUsd: 0.6 };
  await budget.reserve(worst);
  let admitted = false;
  const second = budget.reserve(worst).then(() => {
    admitted = true;
  });
  await Promise.resolve();
  expect(admitted).toBe(false);
  budget.settle(worst, reply(10, 0.1));
  await second;
  expect(admitted).toBe(true);
});

test('a call whose worst case can never fit ends the search', async () => {
  using budget = budgetOf({ tokens: 100 });
  await expect(budget.reserve({ tokens: 101, costUsd: null })).rejects.toThrow(BudgetSpent);
  expect(budget.spent).toBe('budget:tokens');
  expect(budget.signal.aborted).toBe(true);
});

test('calls that wait are ended with the budget', async () => {
  using budget = budgetOf({ calls: 1 });
  await budget.reserve({ tokens: 1, costUsd: null });
  const waiting = budget.reserve({ tokens: 1, costUsd: null });
  budget.end('interrupted');
  await expect(waiting).rejects.toThrow(BudgetSpent);
});

test('no limit is ever exceeded, whatever calls come and go', async () => {
  const call = fc.record({
    worst: fc.integer({ min: 1, max: 50 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { maxLength: 30 }),
      fc.integer({ min: 1, max: 200 }),
      async (calls, tokens) => {
        using budget = budgetOf({ tokens });
        await Promise.all(
          calls.map(async ({ worst, share }) => {
            const estimate = { tokens: worst, costUsd: null };
            try {
              await budget.reserve(estimate);
            } catch (error) {
              expect(error).toBeInstanceOf(BudgetSpent);
              return;
            }
            await Promise.resolve();
            budget.settle(estimate, reply(Math.floor(worst * share)));
          }),
        );
        expect(budget.usage.inputTokens).toBeLessThanOrEqual(tokens);
      },
    ),
  );
});

test('the cost is unknown as soon as one reply has no price', () => {
  using budget = budgetOf({});
  budget.charge(reply(1, 0.5));
  expect(budget.usage.costUsd).toBe(0.5);
  budget.charge(reply(1, null));
  expect(budget.usage.costUsd).toBeNull();
});

test('time that an earlier life of the run used up is gone', async () => {
  using budget = new Budget({ minutes: 1 }, new AbortController().signal, 61_000);
  budget.startClock();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(budget.spent).toBe('budget:minutes');
});

test('a limit that candidates without a proposal seemed to reach is not what ended the search', () => {
  using budget = budgetOf({ candidates: 2 });
  expect([1, 2, 3].map(() => budget.admitCandidate())).toEqual([true, true, false]);
  expect(budget.spent).toBe('budget:candidates');
  budget.releaseCandidate();
  expect(budget.spent).toBeUndefined();
});

test('an interruption ends it', () => {
  const interruption = new AbortController();
  using budget = new Budget({}, interruption.signal);
  interruption.abort();
  expect(budget.spent).toBe('interrupted');
});
