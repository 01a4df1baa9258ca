import { describe, expect, test } from '@jest/globals';
import { ochiai } from '../../../src/measure/ochiai.ts';
import { PartialRepairs } from '../../../src/model/offline/partial-repairs.ts';
import { createOfflineProgrammer } from '../../../src/model/offline/programmer.ts';
import type { Proposal, Refusal, TestCase } from '../../../src/ports.ts';
import { hasSyntaxError } from '../../../src/syntax/syntax-error.ts';
import { answer, linkOf } from './chain.ts';

const MERGE = `def merge(left, right):
    result = []
    i = j = 0
    while i < len(left) or j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    return result + left[i:] + right[j:]


def unrelated(x):
    return x + 1
`;
const FILES: Readonly<Record<string, string>> = {
  'lists/merge.py': MERGE,
  'lists/other.py': 'def other(x):\n    return x > 0\n',
  'tests/test_merge.py':
    'from lists.merge import merge\n\ndef test_it():\n    assert merge([1], [2]) == [1, 2]\n',
};

const lines = (path: string, ...numbers: number[]) => new Map([[path, numbers]]);
const spectrum = {
  rows: [
    { failed: true, tests: 2, lines: lines('lists/merge.py', 2, 3, 4, 5, 6, 7, 11) },
    { failed: false, tests: 3, lines: lines('lists/merge.py', 2, 3, 11) },
    { failed: false, tests: 1, lines: lines('lists/merge.py', 15) },
  ],
};
const failure: TestCase = {
  id: 'tests/test_merge.py::test_it',
  name: 'test_it',
  file: 'tests/test_merge.py',
  status: 'failed',
  durationMs: 1,
  message: 'IndexError: list index out of range',
};

const programmerWith = (
  options: Partial<Parameters<typeof createOfflineProgrammer>[0]> = {},
  read: (path: string) => void = () => undefined,
) =>
  createOfflineProgrammer({
    read: async (path) => {
      read(path);
      return FILES[path];
    },
    files: Object.keys(FILES),
    suspicion: ochiai(spectrum),
    failures: [failure],
    seed: 1,
    isProtected: (path) => path.startsWith('tests/'),
    partialRepairs: new PartialRepairs(async (path) => FILES[path]),
    ...options,
  });

const isProposal = (given: Proposal | Refusal): given is Proposal => 'changes' in given;

async function proposals(
  count: number,
  programmer = programmerWith(),
): Promise<readonly Proposal[]> {
  const given = await Promise.all(Array.from({ length: count }, (_, at) => answer(programmer, at)));
  return given.filter(isProposal);
}

const textOf = ({ changes }: Proposal, path = 'lists/merge.py') => changes.get(path) ?? '';

describe('the offline programmer', () => {
  test('offers the slip on the most suspicious line early', async () => {
    const texts = (await proposals(15)).map((proposal) => textOf(proposal));
    expect(texts).toContain(MERGE.replace(' or ', ' and '));
  });

  test('offers only texts that parse, differ from the base and from each other', async () => {
    const given = await proposals(300);
    expect(given.length).toBeGreaterThan(150);
    const texts = given.map((proposal) => textOf(proposal));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).not.toContain(MERGE);
    for (const text of texts) expect(await hasSyntaxError('a.py', text)).toBe(false);
  });

  test('gives the same answers for the same seed, in whatever order they are asked for', async () => {
    const ahead = await proposals(40);
    const programmer = programmerWith();
    for (const at of [39, 0, 17, 17]) {
      expect(await answer(programmer, at)).toEqual(ahead[at]);
    }
  });

  test('another seed orders equals differently and offers the same', async () => {
    const texts = async (seed: number) =>
      (await proposals(2_000, programmerWith({ seed }))).map((proposal) => textOf(proposal));
    const [one, two] = [await texts(1), await texts(2)];
    expect(two).not.toEqual(one);
    expect([...two].sort()).toEqual([...one].sort());
  });

  test('explains itself in one sentence with line and file', async () => {
    for (const { reasoning } of await proposals(30)) {
      expect(reasoning).toMatch(
        /^In line \d+ of lists\/merge\.py: .+, because failing tests .+\.$/s,
      );
    }
  });

  test('leaves lines alone that no failing test ran', async () => {
    for (const proposal of await proposals(2_000)) {
      expect(textOf(proposal)).toContain('def unrelated(x):\n    return x + 1\n');
    }
  });

  test('refuses when everything was offered', async () => {
    expect(await answer(programmerWith(), 100_000)).toEqual({
      refused: expect.stringMatching(/no mutant is left/),
      exhausted: true,
    });
  });

  test('refuses when nothing leads to a line of a large repository', async () => {
    const lost = programmerWith({
      files: Array.from({ length: 40 }, (_, at) => `module${at}.py`),
      suspicion: new Map(),
      failures: [{ ...failure, file: 'tests/gone.py' }],
    });
    expect(await answer(lost, 0)).toEqual({
      refused: expect.stringMatching(/under suspicion/),
      exhausted: true,
    });
  });

  test('never edits a protected file, even the most suspicious one', async () => {
    const rows = [
      { failed: true, tests: 1, lines: lines('tests/test_merge.py', 4) },
      ...spectrum.rows,
    ];
    const given = await proposals(400, programmerWith({ suspicion: ochiai({ rows }) }));
    expect(new Set(given.flatMap(({ changes }) => [...changes.keys()]))).toEqual(
      new Set(['lists/merge.py']),
    );
  });

  test('reads nothing before it is asked', async () => {
    const seen: string[] = [];
    const programmer = programmerWith({}, (path) => seen.push(path));
    expect(seen).toEqual([]);
    await answer(programmer, 0);
    expect(seen).toContain('lists/merge.py');
  });

  test('an abort ends a proposal', async () => {
    const assignment = { id: '0.0', sample: 0, strategy: '', chain: [] };
    await expect(programmerWith().propose(assignment, AbortSignal.abort())).rejects.toThrow(
      /abort/i,
    );
  });
});

describe('without a spectrum', () => {
  const blind = { suspicion: new Map() };

  test('a stack trace leads to the line and its function', async () => {
    const message = [
      'Traceback (most recent call last):',
      '  File "/repo/tests/test_merge.py", line 4, in test_it',
      '  File "/repo/lists/merge.py", line 5, in merge',
      'IndexError: list index out of range',
    ].join('\n');
    const found = programmerWith({ ...blind, root: '/repo', failures: [{ ...failure, message }] });
    const texts = (await proposals(60, found)).map((proposal) => textOf(proposal));
    expect(texts).toContain(MERGE.replace(' or ', ' and '));
  });

  test('the imports of the failing test file lead to its subject', async () => {
    const given = await proposals(400, programmerWith(blind));
    const changed = new Set(given.flatMap(({ changes }) => [...changes.keys()]));
    expect(changed).toEqual(new Set(['lists/merge.py']));
  });
});

describe('continuing a parent', () => {
  async function continued(head: string, count: number) {
    const reasoning =
      'In line 4 of lists/merge.py: replaced `or` by `and`, because failing tests point there (suspicion 90 %) and this kind of slip (logicSwap) is common.';
    const parent = linkOf('0.3', { reasoning, changes: new Map([['lists/merge.py', head]]) });
    const programmer = programmerWith();
    const given = await Promise.all(
      Array.from({ length: count }, (_, at) => answer(programmer, at, [parent])),
    );
    return given.filter(isProposal);
  }

  test('keeps the first edit and adds another', async () => {
    const head = MERGE.replace(' or ', ' and ');
    const given = await continued(head, 200);
    expect(given.length).toBe(200);
    for (const proposal of given) {
      expect(textOf(proposal)).not.toBe(head);
      expect(textOf(proposal)).not.toBe(MERGE);
      expect(textOf(proposal)).toMatch(/^ +while .* and .*:$/m);
    }
  });

  test('finds lines again behind an inserted one', async () => {
    const head = MERGE.replace(
      '    result = []\n',
      '    if not left: return right\n    result = []\n',
    );
    const texts = (await continued(head, 60)).map((proposal) => textOf(proposal));
    expect(texts).toContain(head.replace(' or ', ' and '));
  });

  test('makes the same change at a sibling place early', async () => {
    const twin = MERGE.replace(
      'def unrelated(x):\n    return x + 1',
      'def twin(a, b):\n    return a or b',
    );
    const rows = [
      { failed: true, tests: 1, lines: lines('lists/merge.py', 2, 3, 4, 5, 6, 7, 11, 15) },
    ];
    const programmer = programmerWith({ suspicion: ochiai({ rows }), read: async () => twin });
    const first = await answer(programmer, 0);
    if (!isProposal(first)) throw new Error('refused');
    const head = twin.replace('(left) or j', '(left) and j');
    const reasoning = first.reasoning
      .replace(/: .*?, because/s, ': replaced `or` by `and`, because')
      .replace(/\(\w+\) is common/, '(logicSwap) is common');
    const parent = linkOf('0.0', { reasoning, changes: new Map([['lists/merge.py', head]]) });
    const texts = await Promise.all([0, 1, 2].map((at) => answer(programmer, at, [parent])));
    expect(texts.filter(isProposal).map((proposal) => textOf(proposal))).toContain(
      head.replace('a or b', 'a and b'),
    );
  });
});
