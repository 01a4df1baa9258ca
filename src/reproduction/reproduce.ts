import { BudgetSpent } from '../errors.ts';
import type { Baseline } from '../evaluation/baseline.ts';
import type { Journal, Model, Observer, TestCase, TestRunner } from '../ports.ts';
import { counted } from '../report/wording.ts';
import type { Budget } from '../search/budget.ts';
import type { Sampling } from '../search/programmer.ts';
import { parseReview } from '../search/verdict-reply.ts';
import type { NewFiles } from '../workspace/workspaces.ts';
import { againPrompt, testCriticPrompt, testerPrompt } from './prompts.ts';
import { type Place, readTests } from './reply.ts';
import type { Trial } from './trial.ts';

/** One answer of the tester, and what became of it. */
export interface Attempt {
  /** Empty when the answer held no test. */
  readonly tests: NewFiles;
  readonly reasoning: string;
  /** One sentence: what the harness or the critic says of it. */
  readonly outcome: string;
}

/** Tests that fail on the base, every time, because of what is reported. */
export interface Shown {
  readonly tests: NewFiles;
  /** Of the base with the tests in it. */
  readonly baseline: Baseline;
  readonly critique: string;
  /** 1 to 5. */
  readonly score: number;
}

/** What came of asking for a test where none fails. */
export interface Reproduction {
  readonly attempts: readonly Attempt[];
  readonly shown: Shown | undefined;
  /** In one or two sentences: why there is no such test, and what is missing; empty when there is one. */
  readonly missing: string;
}

export interface Tester {
  /** `undefined`: the offline programmer writes no tests. */
  readonly model: Model | undefined;
  readonly runner: TestRunner;
  readonly base: Baseline;
  readonly place: Place;
  readonly briefing: () => Promise<string>;
  readonly attempt: (tests: NewFiles, signal: AbortSignal) => Promise<Trial>;
  readonly renderPatch: (tests: NewFiles) => Promise<string>;
  readonly sampling: Sampling;
  readonly journal: Journal;
  readonly budget: Budget;
  readonly observe: Observer;
}

const ATTEMPTS = 3;
/** What the critic must give: "shows what is reported". */
const GOOD = 4;
const TEMPERATURE = 0.2;

const none = (missing: string, attempts: readonly Attempt[] = []): Reproduction => ({
  attempts,
  shown: undefined,
  missing,
});

/**
 * Asks the model for tests that show what is reported, up to three times, each
 * answer tried on the base and judged by the critic. Throws ModelUnavailable.
 */
export async function reproduce(tester: Tester): Promise<Reproduction> {
  const { model, base, budget } = tester;
  if (base.suite.kind === 'exit-status') {
    return none(
      'The test command tells only whether it passed as a whole, so that a new test which shows the defect could not be told from one that does not even load: add a failing test, or let the command write a JUnit report.',
    );
  }
  if (model === undefined) {
    return none(
      'The offline programmer writes no tests: name a language model, or add a test that fails because of it.',
    );
  }
  const attempts: Attempt[] = [];
  try {
    return await ask(tester, model, attempts);
  } catch (error) {
    // As in the search: what ends the budget ends the asking, with what there is.
    if (!(error instanceof BudgetSpent) && !budget.signal.aborted) throw error;
    return none(`The asking for a test that shows it ended early (${budget.spent}).`, attempts);
  }
}

async function ask(tester: Tester, model: Model, attempts: Attempt[]): Promise<Reproduction> {
  const { budget, observe, sampling, place } = tester;
  const briefing = await tester.briefing();
  let messages = testerPrompt(briefing);
  for (let turn = 1; turn <= ATTEMPTS; turn++) {
    observe({ kind: 'stage', name: `Asking for a test that shows it (${turn} of ${ATTEMPTS})` });
    const key = `reproduce/${turn}`;
    const { text } = await model.complete({ key, messages, ...sampling }, budget.signal);
    const reply = await readTests(text, place);
    if (reply.kind === 'no-test') {
      const words = reply.why === '' ? 'it does not say why' : reply.why;
      return none(`The model sees nothing that a test could show: ${words}`, attempts);
    }
    const judged =
      reply.kind === 'unusable'
        ? { why: reply.problem, failures: [] }
        : await judge(tester, model, briefing, key, reply);
    const written = reply.kind === 'tests' ? reply : { tests: new Map(), reasoning: '' };
    if ('shown' in judged) {
      const { score } = judged.shown;
      attempts.push({ ...written, outcome: `It shows it; the critic gives ${score} of 5.` });
      return { attempts, shown: judged.shown, missing: '' };
    }
    attempts.push({ ...written, outcome: judged.why });
    observe({ kind: 'note', text: `No test yet: ${judged.why}` });
    messages = againPrompt(messages, text, judged.why, judged.failures);
  }
  return none(
    `${counted(ATTEMPTS, 'attempt')} at a test that shows it came to nothing; the last: ${attempts.at(-1)?.outcome} More words on what happens, and what should, may help; or add a failing test.`,
    attempts,
  );
}

type Judged =
  | { readonly shown: Shown }
  | { readonly why: string; readonly failures: readonly TestCase[] };

/** First the harness, then the critic. */
async function judge(
  tester: Tester,
  model: Model,
  briefing: string,
  key: string,
  { tests, reasoning }: { readonly tests: NewFiles; readonly reasoning: string },
): Promise<Judged> {
  const trial = await triedOnce(tester, key, tests);
  if (trial.kind === 'not-shown') return trial;
  const { baseline } = trial;
  const { budget, sampling } = tester;
  const diff = await tester.renderPatch(tests);
  const prompt = testCriticPrompt(briefing, reasoning, diff, baseline.failToPass);
  const how = { ...sampling, temperature: Math.min(TEMPERATURE, sampling.temperature) };
  const { text } = await model.complete(
    { key: `${key}/review`, messages: prompt, ...how },
    budget.signal,
  );
  const review = parseReview(text);
  if (review === undefined) return refused('The critic gave no score for it.', baseline);
  const { critique, processReward: score } = review;
  return score >= GOOD
    ? { shown: { tests, baseline, critique, score } }
    : refused(`The critic gives it ${score} of 5: ${critique}`, baseline);
}

const refused = (why: string, { failToPass }: Baseline): Judged => ({ why, failures: failToPass });

/** An earlier life of the run may have tried these very tests. */
async function triedOnce(
  { journal, budget, attempt }: Tester,
  key: string,
  tests: NewFiles,
): Promise<Trial> {
  const name = `trial:${key}`;
  const kept = journal.recall(name) as Trial | undefined;
  if (kept !== undefined) return kept;
  const trial = await attempt(tests, budget.signal);
  await journal.record(name, trial);
  return trial;
}
