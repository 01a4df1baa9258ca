import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import * as z from 'zod';

const shape = z.object({
  mirror: z.string(),
  cases: z.string(),
  only: z.string(),
  setupOnly: z.string().optional(),
  repositories: z.string(),
  results: z.string(),
  model: z.string(),
  baseUrl: z.string().optional(),
  maxMinutes: z.number(),
});

export interface CasesOptions {
  readonly mirror: string;
  readonly cases: string;
  readonly only: readonly string[];
  /** Where the repositories are set up; they are kept, so that a second call is quick. */
  readonly repositories: string;
  readonly setupOnly: boolean;
  readonly results: string;
  readonly cli: string;
  readonly maxMinutes: number;
  readonly fixArguments: readonly string[];
}

function positive(text: string): number {
  if (Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Give a number of minutes above 0.');
}

/** Reads the command line of `bench:cases`; ends the process with a sentence on wrong use. */
export function readOptions(argv: readonly string[]): CasesOptions {
  const command = new Command('bench:cases')
    .description('Lets `orps fix` at real red repositories and judges its answers by itself.')
    .requiredOption('--mirror <dir>', 'folder of git snapshots: <owner>+<name>/repo')
    .requiredOption('--cases <file>', 'cases file: a JSON array of fix commits')
    .option('--only <ids>', 'comma-separated ids', '')
    .option('--setup-only <dir>', 'set the repositories up there and stop')
    .option('--repositories <dir>', 'set them up there', join(tmpdir(), 'orps-cases'))
    .option('--results <dir>', 'one --out folder a case', join(tmpdir(), 'orps-cases-results'))
    .option('--model <name>', 'as for orps fix', 'offline')
    .option('--base-url <url>', 'as for orps fix')
    .option('--max-minutes <minutes>', 'budget of one case', positive, 5)
    .argument('[fix...]', 'more arguments for orps fix, after --')
    // Wrong use is status 2 in this project, 1 in commander.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .parse([...argv]);
  const given = shape.parse(command.opts());
  const endpoint = given.baseUrl === undefined ? [] : ['--base-url', given.baseUrl];
  return {
    mirror: resolve(given.mirror),
    cases: resolve(given.cases),
    only: given.only.split(',').filter((id) => id !== ''),
    repositories: resolve(given.setupOnly ?? given.repositories),
    setupOnly: given.setupOnly !== undefined,
    results: resolve(given.results),
    cli: join(import.meta.dirname, '..', 'dist', 'cli.js'),
    maxMinutes: given.maxMinutes,
    fixArguments: ['--model', given.model, ...endpoint, ...command.args],
  };
}
