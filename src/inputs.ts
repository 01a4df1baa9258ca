import * as z from 'zod';
import { WrongUse } from './errors.ts';
import type { Aim } from './search/aims.ts';
import type { BudgetLimits } from './search/budget.ts';
import { OFFLINE_PRESETS, PRESETS, type Preset, type SearchSettings } from './search/settings.ts';
import { PERFORMANCE } from './task/goal.ts';

/** A number on the command line; whatever is wrong with it, the answer says what would be right. */
function numeric(error: string, least: number, most = Number.MAX_SAFE_INTEGER) {
  return z.coerce.number({ error }).min(least, { error }).max(most, { error });
}

/** An empty variable on the command line is no 0. */
const notBlank = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? Number.NaN : value;

export function whole(least = 1, most?: number) {
  const range = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
  const error = `it must be a whole number ${range}`;
  return z.preprocess(notBlank, numeric(error, least, most).int({ error }));
}

const amount = (most?: number) =>
  most === undefined
    ? z.preprocess(notBlank, numeric('it must be a number of at least 0', 0))
    : z.preprocess(notBlank, numeric(`it must be a number from 0 to ${most}`, 0, most));

const positive = () =>
  z.preprocess(notBlank, numeric('it must be a number above 0', Number.MIN_VALUE));

/** A timer of Node holds 24 days. */
export const duration = (longest: number) => {
  const error = `it must be a number above 0, at most ${longest}`;
  return z.preprocess(notBlank, numeric(error, Number.MIN_VALUE, longest));
};

export const oneOf = <const Names extends readonly [string, ...string[]]>(...names: Names) =>
  z.enum(names, { error: `it must be one of ${names.join(', ')}` });

export const text = z.string().trim().min(1, { error: 'it must not be empty' });
export const list = z.array(text);

/** Every option of `orps fix` as text or flag, named as on the command line. The journal keeps them for `--resume`. */
export const optionsSchema = z.strictObject({
  issue: text.optional(),
  goal: text.optional(),
  test: text.optional(),
  build: text.optional(),
  target: text.optional(),
  existingTests: z.boolean().optional(),
  model: text.optional(),
  baseUrl: z
    .url({
      protocol: /^https?$/,
      error: 'it must be an http(s) address such as http://localhost:8080/v1',
    })
    .optional(),
  priceInput: amount().optional(),
  priceOutput: amount().optional(),
  preset: oneOf('fast', 'balanced', 'paper').optional(),
  samples: whole(1, 10_000).optional(),
  beam: whole(1, 1_000).optional(),
  rounds: whole(1, 1_000).optional(),
  alpha: amount().optional(),
  beta: amount().optional(),
  temperature: amount(2).optional(),
  seed: whole(0).optional(),
  maxCost: positive().optional(),
  maxTokens: whole().optional(),
  maxCalls: whole().optional(),
  maxMinutes: duration(30_000).optional(),
  maxCandidates: whole().optional(),
  maxOutputTokens: whole().optional(),
  contextTokens: whole(1_000).optional(),
  profileMinutes: amount(1_000).optional(),
  suiteTimeout: duration(1_800_000).optional(),
  testTimeout: duration(1_800_000).optional(),
  jobs: whole(1, 64).optional(),
  concurrency: whole(1, 64).optional(),
  memory: whole(64).optional(),
  isolation: oneOf('bubblewrap', 'namespaces', 'process').optional(),
  passEnv: list.optional(),
  protect: list.optional(),
  editable: list.optional(),
  allowDirty: z.boolean().optional(),
});

export type Options = z.infer<typeof optionsSchema>;

export type ModelChoice =
  | { readonly kind: 'offline' }
  | { readonly kind: 'replay'; readonly file: string }
  | {
      readonly kind: 'openai';
      readonly name: string;
      readonly baseUrl?: string | undefined;
      readonly apiKey?: string | undefined;
    };

/** All that a run is told, parsed once; nobody else reads flags or the environment. */
export interface Settings {
  readonly directory: string;
  readonly aim: Aim;
  readonly goal?: string | undefined;
  readonly issueFile?: string | undefined;
  readonly testCommand?: string | undefined;
  readonly buildCommand?: string | undefined;
  readonly target?: string | undefined;
  /** Where no test fails there is nothing to do: none is asked for that shows the task. */
  readonly existingTests: boolean;
  readonly model: ModelChoice;
  readonly price?: { readonly input: number; readonly output: number } | undefined;
  readonly preset: Preset;
  readonly search: SearchSettings;
  readonly temperature: number;
  readonly seed: number;
  readonly maxOutputTokens: number;
  readonly contextTokens: number;
  readonly budget: BudgetLimits;
  readonly suiteMs: number;
  readonly testMs: number;
  /** For measuring the best patches against the base; 0 for none of it. */
  readonly profileMs: number;
  readonly jobs: number;
  readonly concurrency: number;
  readonly memoryBytes: number;
  readonly isolation?: Options['isolation'];
  readonly passEnv: readonly string[];
  readonly protect: readonly string[];
  /** Where alone patches may change anything; everywhere, if empty. */
  readonly editable: readonly string[];
  readonly allowDirty: boolean;
}

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cores: number;
}

export const MEBIBYTE = 1024 * 1024;

/** Throws WrongUse naming the flag that cannot be used. */
export const parseOptions = (raw: unknown): Options =>
  parseFlags(optionsSchema, raw, 'orps fix --help');

export function parseFlags<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  help: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0] ?? '');
  const flag = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new WrongUse(
    `--${flag} cannot be ${JSON.stringify((raw as Record<string, unknown>)[key])}: ${issue?.message ?? 'it is not valid'}.`,
    `See ${help}.`,
  );
}

/** Options and environment → one readonly value. */
export function settingsFrom(
  directory: string,
  options: Options,
  { environment, cores }: Surroundings,
): Settings {
  const model = modelChoice(options, environment);
  const isForSpeed = options.goal === PERFORMANCE;
  if (isForSpeed) assertCanSpeedUp(model, options);
  const preset = options.preset ?? 'balanced';
  const budget = budgetFrom(options);
  const presets = model.kind === 'offline' ? OFFLINE_PRESETS : PRESETS;
  return {
    directory,
    aim: isForSpeed ? PERFORMANCE : 'repair',
    goal: isForSpeed ? undefined : options.goal,
    issueFile: options.issue,
    testCommand: options.test,
    buildCommand: options.build,
    target: options.target,
    existingTests: options.existingTests ?? false,
    model,
    price: priceOf(options),
    preset,
    search: { ...presets[preset], ...searchOverrides(options) },
    temperature: options.temperature ?? 0.5,
    seed: options.seed ?? 1,
    maxOutputTokens: options.maxOutputTokens ?? 6_000,
    contextTokens: options.contextTokens ?? 24_000,
    budget,
    // A suite that takes longer than the whole search may would leave no time for it.
    suiteMs: Math.min((options.suiteTimeout ?? 600) * 1_000, budget.minutes * 60_000),
    testMs: (options.testTimeout ?? 30) * 1_000,
    profileMs: (options.profileMinutes ?? (isForSpeed ? 10 : 2)) * 60_000,
    // What is measured runs alone.
    jobs: isForSpeed ? 1 : (options.jobs ?? cores),
    concurrency: options.concurrency ?? 8,
    memoryBytes: (options.memory ?? 4_096) * MEBIBYTE,
    isolation: options.isolation,
    passEnv: options.passEnv ?? [],
    protect: options.protect ?? [],
    editable: options.editable ?? [],
    allowDirty: options.allowDirty ?? false,
  };
}

function assertCanSpeedUp(model: ModelChoice, { profileMinutes }: Options): void {
  if (model.kind === 'offline') {
    throw new WrongUse(
      'The goal "performance" needs a language model: the offline programmer only repairs.',
      'Name one with --model.',
    );
  }
  if (profileMinutes === 0) {
    throw new WrongUse(
      '--profile-minutes 0 leaves no time to confirm that anything became faster.',
      'Give it some minutes, or leave it out.',
    );
  }
}

const budgetFrom = (options: Options): BudgetLimits & { readonly minutes: number } => ({
  costUsd: options.maxCost,
  tokens: options.maxTokens,
  calls: options.maxCalls,
  minutes: options.maxMinutes ?? 30,
  candidates: options.maxCandidates,
});

function searchOverrides({ samples, beam, rounds, alpha, beta }: Options): Partial<SearchSettings> {
  if (alpha === 0 && beta === 0) {
    throw new WrongUse('--alpha and --beta are both 0.', 'Give one of them a weight above 0.');
  }
  const given = { samples, beam, rounds, alpha, beta: beta ?? complement(alpha) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** α + β = 1 unless both are stated. */
const complement = (alpha: number | undefined): number | undefined =>
  alpha === undefined ? undefined : Math.max(0, 1 - alpha);

function modelChoice(options: Options, environment: Surroundings['environment']): ModelChoice {
  const name = options.model ?? environment.ORPS_MODEL ?? 'offline';
  if (name === 'offline') {
    if (options.baseUrl === undefined) return { kind: 'offline' };
    throw new WrongUse(
      '--base-url names an endpoint, and the model is offline.',
      'Name a model of the endpoint with --model, or leave --base-url out.',
    );
  }
  if (name.startsWith('replay:')) return { kind: 'replay', file: name.slice('replay:'.length) };
  const baseUrl = options.baseUrl ?? environment.ORPS_BASE_URL ?? environment.OPENAI_BASE_URL;
  const apiKey = environment.ORPS_API_KEY ?? environment.OPENAI_API_KEY;
  if (!apiKey && !baseUrl) {
    throw new WrongUse(
      `The model "${name}" needs a key, and neither ORPS_API_KEY nor OPENAI_API_KEY is set.`,
      'Set one, or name a server with --base-url, or use `--model offline`.',
    );
  }
  return { kind: 'openai', name, baseUrl, apiKey };
}

function priceOf({ priceInput, priceOutput }: Options): Settings['price'] {
  if (priceInput === undefined && priceOutput === undefined) return undefined;
  return { input: priceInput ?? 0, output: priceOutput ?? 0 };
}
