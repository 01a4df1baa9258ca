import { WrongUse } from '../errors.ts';
import type { Settings } from '../inputs.ts';
import { readJournal } from '../journal/journal.ts';
import type { Journal, Model } from '../ports.ts';
import type { Budget } from '../search/budget.ts';
import { type Clocks, timedModel } from '../timing.ts';
import { accounted } from './accounted.ts';
import { journaled } from './journaled.ts';
import type { Price } from './prices.ts';
import { createReplayModel } from './replay.ts';

/** The model of one run: within its budget, and never asked the same thing twice. */
export interface OpenModel {
  readonly model: Model;
  /** Answers that came from the journal. */
  readonly cachedCalls: () => number;
}

/** `undefined` for the offline programmer, which asks nobody. Throws WrongUse where a budget in money cannot be kept. */
export async function openModel(
  settings: Settings,
  journal: Journal,
  budget: Budget,
  clocks: Clocks,
): Promise<OpenModel | undefined> {
  const opened = await rawModel(settings);
  if (opened === undefined) return undefined;
  const { raw, price } = opened;
  let cached = 0;
  const careful = accounted(timedModel(raw, clocks), budget, price, settings.concurrency);
  return {
    model: journaled(careful, journal, budget, () => cached++),
    cachedCalls: () => cached,
  };
}

async function rawModel({
  model: choice,
  price: own,
  budget,
}: Settings): Promise<{ readonly raw: Model; readonly price: Price } | undefined> {
  if (choice.kind === 'offline') return undefined;
  if (choice.kind === 'replay') {
    const { entries } = readJournal(choice.file);
    const raw = createReplayModel(choice.file, { recall: (key) => entries.get(key) });
    return { raw, price: () => 0 };
  }
  // Loaded only here: the offline programmer starts without them.
  const [{ createOpenAiModel }, { priceOf }] = await Promise.all([
    import('./openai.ts'),
    import('./prices.ts'),
  ]);
  const price = priceOf(choice.name, choice.baseUrl, own);
  if (budget.costUsd !== undefined && price(1_000, 1_000) === null) {
    throw new WrongUse(
      `--max-cost cannot be kept: no price is known for the model "${choice.name}".`,
      'State it with --price-input and --price-output (US dollars per million tokens; 0 for a local server).',
    );
  }
  const endpoint = {
    model: choice.name,
    baseUrl: choice.baseUrl,
    apiKey: choice.apiKey,
    timeoutMs: 600_000,
    retries: 5,
  };
  return { raw: createOpenAiModel(endpoint, price), price };
}
