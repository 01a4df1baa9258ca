import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { ModelUnavailable } from '../../src/errors.ts';
import type { Assignment, Feedback, Journal, Proposal, Refusal, Review } from '../../src/ports.ts';
import { Budget, type BudgetLimits } from '../../src/search/budget.ts';
import { orps } from '../../src/search/orps.ts';
import { PRESETS, type SearchSettings } from '../../src/search/settings.ts';
import { changes, feedback, review } from './fakes.ts';

/** What each candidate turns out to be, by its id. */
interface Script {
  readonly propose?: (assignment: Assignment) => Promise<Proposal | Refusal> | Proposal | Refusal;
  readonly evaluate?: (id: string, signal: AbortSignal) => Promise<Feedback> | Feedback;
  readonly review?: (id: string) => Review | Refusal;
}

const settings = (given: Partial<SearchSettings>): SearchSettings => ({
  ...PRESETS.balanced,
  samples: 4,
  beam: 2,
  rounds: 2,
  enough: Number.POSITIVE_INFINITY,
  patience: 9,
  ...given,
});

const propose = ({ id }: Assignment): Proposal => ({ reasoning: id, changes: changes(id) });
const idIn = (patch: ReadonlyMap<string, string | null>) => String(patch.get('src/a.js'));

/** What a killed run would leave to the next one. */
const memory = (kept = new Map<string, unknown>()): Journal => ({
  recall: (key) => kept.get(key),
  holds: (prefix) => [...kept.keys()].some((key) => key.startsWith(prefix)),
  record: async (key, value) => void kept.set(key, value),
});

async function run(
  script: Script,
  given: Partial<SearchSettings> = {},
  limits: BudgetLimits = {},
  journal = memory(),
) {
  const asked: Assignment[] = [];
  using budget = new Budget(limits, new AbortController().signal);
  budget.startClock();
  const outcome = await orps(
    {
      programmer: {
        propose: async (assignment) => {
          asked.push(assignment);
          return (script.propose ?? propose)(assignment);
        },
      },
      evaluator: {
        evaluate: async (patch, _order, signal) =>
          script.evaluate?.(idIn(patch), signal) ?? feedback('failing'),
      },
      critic: { review: async ({ id }) => script.review?.(id) ?? review(3) },
      journal,
    },
    settings(given),
    budget,
    () => undefined,
  );
  return { outcome, asked, budget };
}

const ids = (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => id);

test('round 0 asks for N samples of the root, each with another strategy', async () => {
  const { asked } = await run({}, { samples: 20, rounds: 1 });
  expect(asked).toHaveLength(20);
  expect(new Set(asked.map(({ strategy }) => strategy)).size).toBe(20);
});

test('every survivor is expanded by N samples that see the whole chain, all in turn', async () => {
  const best = new Set(['0.1', '0.3']);
  const { asked } = await run({ review: (id) => review(best.has(id) ? 4 : 1) });
  const children = asked.slice(4);
  expect(ids(children)).toEqual([
    ...['0.1/1.0', '0.3/1.0', '0.1/1.1', '0.3/1.1'],
    ...['0.1/1.2', '0.3/1.2', '0.1/1.3', '0.3/1.3'],
  ]);
  expect(children[0]?.chain).toMatchObject([
    { id: '0.1', proposal: { reasoning: '0.1' }, review: { processReward: 4 } },
  ]);
});

test('a finished node leaves the beam and stays in the running', async () => {
  const { outcome } = await run({
    evaluate: (id) => feedback(id === '0.0' ? 'plausible' : 'failing'),
    review: (id) => (id === '0.0' ? review(5, true) : review(2)),
  });
  expect(outcome.rounds[0]?.beam).not.toContain('0.0');
  expect(outcome.ranking[0]?.id).toBe('0.0');
});

test('enough finished candidates end the search', async () => {
  const { outcome } = await run(
    { evaluate: () => feedback('plausible'), review: () => review(5, true) },
    { enough: 2, rounds: 5 },
  );
  expect(outcome.stoppedBy).toBe('solved');
  expect(ids(outcome.tree)).toEqual(['0.0', '0.1']);
});

test('which candidates count does not depend on which was faster', async () => {
  const solvedBy = async (delays: Readonly<Record<string, number>>) => {
    const { outcome } = await run(
      {
        evaluate: async (id) => {
          await sleep(delays[id] ?? 0);
          return feedback(id === '0.1' || id === '0.3' ? 'plausible' : 'failing');
        },
        review: (id) => review(3, id === '0.1' || id === '0.3'),
      },
      { enough: 1 },
    );
    return ids(outcome.tree);
  };
  expect(await solvedBy({ '0.1': 30, '0.0': 60 })).toEqual(['0.0', '0.1']);
  expect(await solvedBy({ '0.3': 30 })).toEqual(['0.0', '0.1']);
});

test('a candidate waits for no sibling: a slow one does not hold up the review of others', async () => {
  const reviewed: string[] = [];
  const slow = Promise.withResolvers<void>();
  await run(
    {
      evaluate: async (id) => {
        if (id === '0.0') await slow.promise;
        return feedback('failing');
      },
      review: (id) => {
        reviewed.push(id);
        if (reviewed.length === 3) slow.resolve();
        return review(2);
      },
    },
    { rounds: 1 },
  );
  expect(reviewed).toEqual(['0.1', '0.2', '0.3', '0.0']);
});

test('an unusable reply, a rejected patch and a critique without a score fail with their reason', async () => {
  const { outcome } = await run(
    {
      propose: (assignment) =>
        assignment.id === '0.0' ? { refused: 'no patch' } : propose(assignment),
      evaluate: (id) => feedback(id === '0.1' ? 'rejected' : 'failing'),
      review: (id) => (id === '0.2' ? { refused: 'no score' } : review(2)),
    },
    { rounds: 1 },
  );
  expect(outcome.tree.map(({ failure }) => failure)).toEqual([
    'no patch',
    'rejected',
    'no score',
    undefined,
  ]);
  expect(outcome.rounds[0]?.beam).toEqual(['0.3']);
});

test('a plausible patch stays in the running when its critic gave no score', async () => {
  const { outcome } = await run(
    {
      evaluate: (id) => feedback(id === '0.2' ? 'plausible' : 'failing'),
      review: (id) => (id === '0.2' ? { refused: 'no score' } : review(5)),
    },
    { rounds: 1 },
  );
  expect(outcome.ranking[0]?.id).toBe('0.2');
});

test('a round in which nothing ran asks its parents again, for something else', async () => {
  const { asked, outcome } = await run(
    { propose: (a) => (a.id.startsWith('0.') ? { refused: 'no patch' } : propose(a)) },
    { rounds: 2, samples: 3 },
  );
  expect(asked.map(({ id, sample }) => [id, sample])).toEqual([
    ['0.0', 0],
    ['0.1', 1],
    ['0.2', 2],
    ['1.0', 3],
    ['1.1', 4],
    ['1.2', 5],
  ]);
  expect(outcome.rounds).toHaveLength(2);
});

test('two rounds in which nothing could be run end the search', async () => {
  const { outcome } = await run({ propose: () => ({ refused: 'no patch' }) }, { rounds: 9 });
  expect(outcome.stoppedBy).toBe('unusable');
  expect(outcome.rounds).toHaveLength(2);
});

test('the search stops when no round improves the best score', async () => {
  const { outcome } = await run({}, { rounds: 9, patience: 2 });
  expect(outcome.stoppedBy).toBe('plateau');
  expect(outcome.rounds).toHaveLength(3);
});

test('a programmer with nothing more to propose ends the search, and makes no failed candidates', async () => {
  const { outcome } = await run({
    propose: (a) =>
      a.sample < 2 && a.chain.length === 0 ? propose(a) : { refused: 'all tried', exhausted: true },
  });
  expect(ids(outcome.tree)).toEqual(['0.0', '0.1']);
  expect(outcome.stoppedBy).toBe('exhausted');
});

test('no more candidates than the budget allows, and those go on to their end', async () => {
  const slow = async () => {
    await sleep(10);
    return feedback('failing');
  };
  const { outcome } = await run({ evaluate: slow }, {}, { candidates: 3 });
  expect(outcome.stoppedBy).toBe('budget:candidates');
  expect(ids(outcome.tree)).toEqual(['0.0', '0.1', '0.2']);
});

test('the nearest rivals of a finished candidate are awaited, and what is behind them is not', async () => {
  const { outcome } = await run(
    { evaluate: async () => feedback('plausible'), review: () => review(4, true) },
    { samples: 6, rounds: 1, enough: 1, rivals: 2 },
  );
  expect(ids(outcome.tree)).toEqual(['0.0', '0.1', '0.2']);
});

test('when most of the time is gone and a candidate is a step ahead, the next round goes on from it', async () => {
  const step = feedback('failing', { failToPass: { passed: 1, total: 2 }, success: 0.75 });
  const journal = memory();
  const { outcome } = await run(
    {
      evaluate: async (id, signal) => {
        if (id === '0.2') await sleep(1_600, undefined, { signal });
        if (id === '0.3') await sleep(60_000, undefined, { signal });
        return id === '0.1' ? step : feedback('failing');
      },
    },
    { samples: 4, beam: 1, rounds: 2 },
    { minutes: 2 / 60 },
    journal,
  );
  expect(outcome.stoppedBy).toBe('rounds');
  expect(outcome.rounds[0]?.beam).toEqual(['0.1']);
  expect(ids(outcome.tree)).toEqual([
    ...['0.0', '0.1', '0.2'],
    ...['0.1/1.0', '0.1/1.1', '0.1/1.2', '0.1/1.3'],
  ]);
  // A later life has all the time, and all answers at once: it ends the round with the same.
  const again = await run(
    { evaluate: async (id) => (id === '0.1' ? step : feedback('failing')) },
    { samples: 4, beam: 1, rounds: 2 },
    { minutes: 30 },
    journal,
  );
  expect(ids(again.outcome.tree)).toEqual(ids(outcome.tree));
});

test('when the time is over, what is under way is ended', async () => {
  const { outcome } = await run(
    {
      evaluate: async (id, signal) => {
        if (id !== '0.0') await sleep(60_000, undefined, { signal });
        return feedback('failing');
      },
    },
    {},
    { minutes: 0.1 / 60 },
  );
  expect(outcome.stoppedBy).toBe('budget:minutes');
  expect(ids(outcome.tree)).toEqual(['0.0']);
});

test('a model that is gone ends the search, and keeps what was found', async () => {
  const gone = new ModelUnavailable('gone', 'check');
  const { outcome, budget } = await run({
    propose: async (a) => {
      if (a.sample === 0) return propose(a);
      await sleep(10);
      throw gone;
    },
  });
  expect(outcome.stoppedBy).toBe('model-unavailable');
  expect(ids(outcome.tree)).toEqual(['0.0']);
  expect(budget.cause).toBe(gone);
});

test('a fault of ours is not mistaken for a failed candidate', async () => {
  const broken = run({
    evaluate: () => {
      throw new TypeError('a bug');
    },
  });
  await expect(broken).rejects.toThrow('a bug');
});
