import * as z from 'zod';
import { WrongUse } from '../errors.ts';
import { optionsSchema } from '../inputs.ts';
import type { Allowance } from '../task/authorisation.ts';

/** Text of several items, one a line or between commas; in a file a list as well. */
const list = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value.split(/[\n,]/) : value))
  .transform((items) => items.map((item) => item.trim()).filter((item) => item !== ''));

const text = z.string().trim().min(1);
const flag = z
  .enum(['true', 'false'], { error: 'it must be true or false' })
  .transform((value) => value === 'true');
/** Numbers are judged by the engine, whose options they become. */
const number = z.union([z.number(), text]);

/** Keys of `.github/orps.yml`, which are inputs of the action as well. */
export const configurationSchema = z.strictObject({
  model: text.optional(),
  'base-url': text.optional(),
  'test-command': text.optional(),
  'bench-command': text.optional(),
  'build-command': text.optional(),
  'setup-command': text.optional(),
  'working-directory': text.optional(),
  target: text.optional(),
  preset: text.optional(),
  samples: number.optional(),
  beam: number.optional(),
  rounds: number.optional(),
  'max-cost': number.optional(),
  'price-input': number.optional(),
  'price-output': number.optional(),
  'max-tokens': number.optional(),
  'max-calls': number.optional(),
  'max-minutes': number.optional(),
  'profile-minutes': number.optional(),
  'suite-timeout': number.optional(),
  'test-timeout': number.optional(),
  jobs: number.optional(),
  isolation: text.optional(),
  label: text.optional(),
  'performance-label': text.optional(),
  labels: list.optional(),
  'base-branch': text.optional(),
  'branch-prefix': z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*[/-]$/, {
      error: 'it must be letters, digits, dots, dashes and slashes, and end with / or -',
    })
    .optional(),
  draft: z
    .union([z.boolean().transform(String), z.enum(['auto', 'true', 'false'])], {
      error: 'it must be auto, true or false',
    })
    .optional(),
  'allowed-actors': list.optional(),
  'allowed-bots': list.optional(),
  'comment-when': z
    .enum(['always', 'changed'], { error: 'it must be always or changed' })
    .optional(),
  'fail-on-regression': z
    .union([z.boolean(), flag], { error: 'it must be true or false' })
    .optional(),
  'existing-tests': z.union([z.boolean(), flag], { error: 'it must be true or false' }).optional(),
  'editable-paths': list.optional(),
  'protected-paths': list.optional(),
});

export type Configuration = z.infer<typeof configurationSchema>;

/** Inputs that belong to one workflow, and secrets: not in a file. */
export const workflowSchema = z.strictObject({
  'github-token': text.optional(),
  'api-key': text.optional(),
  mode: z
    .enum(['auto', 'announce', 'search', 'publish', 'bench'], {
      error: 'it must be auto, announce, search, publish or bench',
    })
    .optional(),
  issue: z
    .string()
    .regex(/^\d{1,9}$/, { error: 'it must be the number of an issue' })
    .optional(),
  bundle: text.optional(),
  'dry-run': flag.optional(),
  out: text.optional(),
});

export const INPUTS: readonly string[] = [
  ...Object.keys(workflowSchema.shape),
  ...Object.keys(configurationSchema.shape),
];

export type Mode = 'auto' | 'announce' | 'search' | 'publish' | 'bench';

/** All that the action is told, parsed once. */
export interface ActionSettings {
  readonly token: string;
  readonly mode: Mode;
  readonly dryRun: boolean;
  readonly issue: number | undefined;
  readonly out: string | undefined;
  /** Folder of a finished search, for `mode: publish`. */
  readonly bundle: string | undefined;
  readonly label: string;
  readonly performanceLabel: string;
  readonly labels: readonly string[];
  readonly baseBranch: string | undefined;
  readonly branchPrefix: string;
  readonly draft: 'auto' | 'true' | 'false';
  readonly allowance: Allowance;
  /** Whether a comparison that found nothing is spoken of. */
  readonly commentWhen: 'always' | 'changed';
  /** Whether more instructions fail the job. */
  readonly failOnRegression: boolean;
  /** A benchmark suite to compare by. */
  readonly benchCommand: string | undefined;
  readonly setupCommand: string | undefined;
  readonly workingDirectory: string;
  readonly protectedPaths: readonly string[];
  readonly editablePaths: readonly string[];
  readonly apiKey: string | undefined;
  /** Named as on the command line; the engine judges their values. */
  readonly engine: Readonly<Record<string, unknown>>;
}

/** Inputs that are options of the engine by another name. */
export const ENGINE: Readonly<Record<string, string>> = {
  model: 'model',
  'base-url': 'baseUrl',
  'test-command': 'test',
  'build-command': 'build',
  target: 'target',
  preset: 'preset',
  samples: 'samples',
  beam: 'beam',
  rounds: 'rounds',
  'max-cost': 'maxCost',
  'price-input': 'priceInput',
  'price-output': 'priceOutput',
  'max-tokens': 'maxTokens',
  'max-calls': 'maxCalls',
  'max-minutes': 'maxMinutes',
  'profile-minutes': 'profileMinutes',
  'suite-timeout': 'suiteTimeout',
  'test-timeout': 'testTimeout',
  jobs: 'jobs',
  isolation: 'isolation',
  'existing-tests': 'existingTests',
  'protected-paths': 'protect',
  'editable-paths': 'editable',
};

/** The input behind an option of the engine. */
const inputOf = (option: string): string =>
  Object.entries(ENGINE).find(([, name]) => name === option)?.[0] ?? option;

/** Parses one source; throws WrongUse naming the key that cannot be used, and where it stands. */
function parse<Schema extends z.ZodType>(
  schema: Schema,
  values: Readonly<Record<string, unknown>>,
  place: string,
  nameOf: (key: string) => string = (key) => key,
): z.infer<Schema> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw new WrongUse(
      `${place} knows no ${issue.keys.map((key) => `"${key}"`).join(', ')}.`,
      'See the table of inputs in the README for its keys.',
    );
  }
  const key = String(issue?.path[0] ?? '');
  throw new WrongUse(
    `"${nameOf(key)}" in ${place} cannot be ${JSON.stringify(values[key])}: ${issue?.message ?? 'it is not valid'}.`,
    'See the table of inputs in the README.',
  );
}

/** `.github/orps.yml`, already read as YAML. */
export function parseConfiguration(value: unknown, file: string): Configuration {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new WrongUse(
      `${file} holds no keys and values.`,
      'Write lines such as `model: offline`.',
    );
  }
  const secret = ['github-token', 'api-key'].find((key) => key in value);
  if (secret !== undefined) {
    throw new WrongUse(
      `${file} holds "${secret}", which everyone could read there.`,
      'Pass it as an input of the action, from a secret.',
    );
  }
  return parse(configurationSchema, value as Record<string, unknown>, file);
}

/** Inputs, over the file, over defaults. Empty inputs are inputs that were not given. */
export function settingsOf(
  inputs: Readonly<Record<string, string>>,
  file: Configuration,
): ActionSettings {
  const given = Object.entries(inputs).filter(([, value]) => value.trim() !== '');
  const among = (keys: object) => Object.fromEntries(given.filter(([key]) => key in keys));
  const place = 'the inputs of the action';
  const own = parse(workflowSchema, among(workflowSchema.shape), place);
  const all: Configuration = {
    ...file,
    ...parse(configurationSchema, among(configurationSchema.shape), place),
  };
  const token = own['github-token'];
  if (token === undefined) {
    throw new WrongUse(
      'There is no `github-token`.',
      'Leave the input out for the token of the job, or pass a token of a GitHub App.',
    );
  }
  const engine = Object.entries(ENGINE).flatMap(([key, option]) => {
    const value = all[key as keyof Configuration];
    return value === undefined ? [] : [[option, value] as const];
  });
  const options = Object.fromEntries(engine);
  parse(optionsSchema, options, `${place} or orps.yml`, inputOf);
  return {
    token,
    mode: own.mode ?? 'auto',
    dryRun: own['dry-run'] ?? false,
    issue: own.issue === undefined ? undefined : Number(own.issue),
    out: own.out,
    bundle: own.bundle,
    label: all.label ?? 'orps-fix',
    performanceLabel: all['performance-label'] ?? 'orps-perf',
    labels: all.labels ?? ['orps'],
    baseBranch: all['base-branch'],
    branchPrefix: all['branch-prefix'] ?? 'orps/',
    draft: all.draft === 'true' || all.draft === 'false' ? all.draft : 'auto',
    allowance: { actors: all['allowed-actors'] ?? [], bots: all['allowed-bots'] ?? [] },
    commentWhen: all['comment-when'] ?? 'always',
    failOnRegression: all['fail-on-regression'] ?? false,
    benchCommand: all['bench-command'],
    setupCommand: all['setup-command'],
    workingDirectory: all['working-directory'] ?? '.',
    protectedPaths: all['protected-paths'] ?? [],
    editablePaths: all['editable-paths'] ?? [],
    apiKey: own['api-key'],
    engine: options,
  };
}
