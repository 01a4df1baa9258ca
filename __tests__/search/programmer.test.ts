import { expect, test } from '@jest/globals';
import type { Assignment, ContextBuilder, Model, ModelRequest } from '../../src/ports.ts';
import { AIMS } from '../../src/search/aims.ts';
import { asLink } from '../../src/search/candidate.ts';
import { createCritic } from '../../src/search/critic.ts';
import { createProgrammer } from '../../src/search/programmer.ts';
import { changes, feedback, scored } from './fakes.ts';

const context: ContextBuilder = {
  describe: async () => 'THE REPOSITORY',
  describeChanges: async () => 'THE DIFF',
  showChanged: async () => 'THE CHANGED FILES',
};
const SAMPLING = { temperature: 0.5, maxOutputTokens: 100, seed: 10 };
const never = new AbortController().signal;
const PATCH = 'Because.\n\nsrc/a.js\n<<<<<<< SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE';
const ROOT: Assignment = { id: '0.3', sample: 3, strategy: 'Smallest change.', chain: [] };

function scripted(...replies: readonly string[]) {
  const asked: ModelRequest[] = [];
  const tally = { unusable: 0, repaired: 0 };
  const model: Model = {
    name: 'scripted',
    complete: async (request) => {
      asked.push(request);
      const text = replies[asked.length - 1] ?? '';
      return { text, inputTokens: 1, outputTokens: 1, costUsd: 0, durationMs: 0 };
    },
  };
  const programmer = createProgrammer(
    model,
    context,
    async () => 'one\n',
    SAMPLING,
    tally,
    AIMS.repair,
  );
  const critic = createCritic(model, context, SAMPLING, tally, AIMS.repair);
  return { asked, tally, programmer, critic };
}

const textOf = (request: ModelRequest | undefined) =>
  request?.messages.map((m) => m.content).join('\n') ?? '';

test('a usable reply is a proposal, with its reasoning', async () => {
  const { programmer, asked } = scripted(PATCH);
  expect(await programmer.propose(ROOT, never)).toEqual({
    reasoning: 'Because.',
    changes: new Map([['src/a.js', 'two\n']]),
  });
  expect(asked[0]).toMatchObject({ key: '0.3/propose', seed: 13, temperature: 0.5 });
});

test('every prompt of both roles begins with the same text, and ends with what is asked', async () => {
  const { programmer, critic, asked } = scripted(PATCH, PATCH, 'SCORE: 3');
  const parent = asLink(
    scored(0, { proposal: { reasoning: '', changes: changes('one\nmore\n') } }),
  );
  await programmer.propose(ROOT, never);
  await programmer.propose({ ...ROOT, id: '0.0/1.1', chain: [parent] }, never);
  await critic.review(parent, [], never);
  const starts = asked.map((request) => textOf(request).split('THE REPOSITORY')[0]);
  expect(new Set(starts).size).toBe(1);
  expect(textOf(asked[0])).toContain('Smallest change.');
  expect(textOf(asked[1])).toContain('THE DIFF');
  expect(textOf(asked[2]).trimEnd()).toMatch(/FINISHED: yes or no.*$/);
});

test('a descendant sees thoughts, feedback and critique of every ancestor', async () => {
  const { programmer, asked } = scripted(PATCH);
  const chain = [
    asLink(scored(0, { proposal: { reasoning: 'FIRST THOUGHT', changes: new Map() } })),
    asLink(scored(1, { feedback: feedback('broke', { reason: 'IT BROKE ONE.' }) })),
  ];
  await programmer.propose({ ...ROOT, chain }, never);
  expect(textOf(asked[0])).toContain('FIRST THOUGHT');
  expect(textOf(asked[0])).toContain('IT BROKE ONE.');
});

test('an unusable reply gets one repair turn that says what was wrong', async () => {
  const { programmer, asked, tally } = scripted('Hmm.', PATCH);
  expect(await programmer.propose(ROOT, never)).toMatchObject({ reasoning: 'Because.' });
  expect(asked[1]?.key).toBe('0.3/propose/repair');
  expect(asked[1]?.messages.map((m) => m.role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(textOf(asked[1])).toContain('no SEARCH/REPLACE block');
  expect(tally).toEqual({ unusable: 1, repaired: 1 });
});

test('two unusable replies are a failed candidate with a reason, and no third call', async () => {
  const { programmer, asked, tally } = scripted('Hmm.', PATCH.replace('one', 'elsewhere'));
  expect(await programmer.propose(ROOT, never)).toMatchObject({
    refused: expect.stringContaining('do not occur'),
  });
  expect(asked).toHaveLength(2);
  expect(tally).toEqual({ unusable: 2, repaired: 0 });
});

test('an improvement step may leave the patch as it is; a first try may not', async () => {
  const parent = asLink(scored(0));
  const content = scripted('NO CHANGE: it is right.').programmer;
  expect(await content.propose({ ...ROOT, chain: [parent] }, never)).toMatchObject({
    exhausted: true,
  });
  const lazy = scripted('NO CHANGE', 'NO CHANGE').programmer;
  expect(await lazy.propose(ROOT, never)).not.toHaveProperty('exhausted');
});

test('a critique without a score gets one repair turn, then is refused', async () => {
  const { critic, asked } = scripted('Fine.', 'Really fine.');
  expect(await critic.review(asLink(scored(0)), [], never)).toEqual({
    refused: 'The critic gave no score, twice.',
  });
  expect(asked.map(({ key }) => key)).toEqual(['0.0/review', '0.0/review/repair']);
});
