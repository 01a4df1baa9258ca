import { describe, expect, test } from '@jest/globals';
import { openLookout } from '../../src/comparison/lookout.ts';
import type { Side } from '../../src/comparison/side.ts';
import type { Look } from '../../src/comparison/watch.ts';

const NONE = { added: [], all: [] };

/** A side that leaves this, look by look; nobody can tell once the signal has ended. */
function leaving(name: Side['name'], looks: readonly Look[], onLook: () => void = () => undefined) {
  let taken = 0;
  const left = async (_: number, signal?: AbortSignal): Promise<Look> => {
    onLook();
    return signal?.aborted ? 'out-of-time' : (looks[taken++] ?? []);
  };
  return { name, watch: { left } } as unknown as Side;
}

const calm = new AbortController().signal;

test('what came in the first run is told from what comes in every run', async () => {
  const base = leaving('base', [['log-1'], ['log-1', 'log-2']]);
  const head = leaving('head', [
    ['log-3', 'memo'],
    ['log-3', 'log-4', 'log-5', 'memo'],
  ]);
  const lookout = await openLookout({ base, head }, 1_000, calm);
  expect(await lookout.kept(NONE, 1_000, calm)).toEqual(['memo']);
});

describe('a head that keeps results is named', () => {
  const sides = (onLook?: () => void) => ({
    base: leaving('base', [[], []]),
    head: leaving('head', [['memo'], ['memo']], onLook),
  });

  test('after an interruption', async () => {
    const lookout = await openLookout(sides(), 1_000, calm);
    expect(await lookout.kept(NONE, 1_000, AbortSignal.abort())).toEqual(['memo']);
  });

  test('though the interruption comes while it is looked', async () => {
    const controller = new AbortController();
    let looks = 0;
    const both = sides(() => {
      if (++looks === 2) controller.abort();
    });
    const lookout = await openLookout(both, 1_000, controller.signal);
    expect(await lookout.kept(NONE, 1_000, controller.signal)).toEqual(['memo']);
  });
});

test.each(['base', 'head'] as const)(
  'where the %s could not be told, nobody looks again',
  async (name) => {
    let looks = 0;
    const count = () => void looks++;
    const lookout = await openLookout(
      {
        base: leaving('base', name === 'base' ? ['no-find'] : [[]], count),
        head: leaving('head', name === 'head' ? ['no-find'] : [[]], count),
      },
      1_000,
      calm,
    );
    expect(await lookout.kept(NONE, 1_000, calm)).toBe('no-find');
    expect(looks).toBe(2);
  },
);
