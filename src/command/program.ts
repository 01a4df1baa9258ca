import { Command, type CommanderError, Option } from 'commander';
import { WrongUse } from '../errors.ts';
import { PERFORMANCE } from '../task/goal.ts';

/** The flags that say how a run is shown and kept, beside those of `Options`. */
export interface OutputFlags {
  readonly out?: string;
  readonly resume?: string;
  readonly apply?: boolean;
  readonly json?: boolean;
}

/** What each command of the line does; injected, so that parsing acts on nothing. */
export interface Actions {
  fix(directory: string | undefined, flags: Record<string, unknown>): Promise<void>;
  bench(directory: string | undefined, flags: Record<string, unknown>): Promise<void>;
  demo(names: readonly string[], flags: Record<string, unknown>): Promise<void>;
}

/** Describes the command line. Parsing throws WrongUse, or CommanderError for help and version. */
export function createProgram(version: string, actions: Actions): Command {
  const program = new Command('orps')
    .description(
      'Repairs a red repository by search: proposed patches are judged by its own tests.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  program.addCommand(fixCommand(actions));
  program.addCommand(benchCommand(actions));
  program.addCommand(demoCommand(actions));
  return program;
}

function benchCommand(actions: Actions): Command {
  const command = new Command('bench')
    .description('compare the performance of two commits by their tests, in pairs, on this machine')
    .argument('[dir]', 'the checkout (default: the current folder)')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action((directory: string | undefined, flags: Record<string, unknown>) =>
      actions.bench(directory, flags),
    );
  for (const [heading, options] of BENCH_GROUPS) {
    for (const option of options) command.addOption(option.helpGroup(`${heading}:`));
  }
  return command;
}

function demoCommand(actions: Actions): Command {
  return new Command('demo')
    .description('repair the small red projects that come with orps, without a key or a network')
    .argument('[names...]', 'only these: gallery-cache, opening-hours, timetable')
    .option('--out <dir>', 'keep the runs in this folder')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action((names: readonly string[], flags: Record<string, unknown>) =>
      actions.demo(names, flags),
    );
}

function fixCommand(actions: Actions): Command {
  const command = new Command('fix')
    .description('find, prove and write a patch that makes the failing tests pass')
    .argument('[dir]', 'the checkout to repair (default: the current folder)')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .action((directory: string | undefined, flags: Record<string, unknown>) =>
      actions.fix(directory, flags),
    );
  for (const [heading, options] of GROUPS) {
    for (const option of options) command.addOption(option.helpGroup(`${heading}:`));
  }
  return command;
}

const flag = (flags: string, description: string): Option => new Option(flags, description);

/** One word says nothing of a defect, and is mostly a misspelt `performance`. */
function goalFrom(text: string): string {
  if (text === PERFORMANCE || !/^[a-z-]+$/i.test(text)) return text;
  throw new WrongUse(
    `The goal ${JSON.stringify(text.slice(0, 40))} is one word, and not "${PERFORMANCE}".`,
    `Say what is wrong in a sentence, or \`${PERFORMANCE}\` to make it faster.`,
  );
}

const GROUPS: readonly (readonly [heading: string, options: readonly Option[]])[] = [
  [
    'The task',
    [
      flag(
        '--goal <text>',
        'what is wrong, in your words; or `performance`: make it faster',
      ).argParser(goalFrom),
      flag('--issue <file>', 'a file with the text of the issue'),
      flag(
        '--target <text>',
        'only failing tests (for speed: passing ones) whose id (file::name) contains this',
      ),
      flag('--existing-tests', 'where none fails do nothing, instead of asking the model for one'),
      flag('--test <command>', 'the test command (default: found from the project)'),
      flag('--build <command>', 'the build step that the tests need (default: found)'),
      flag('--allow-dirty', 'make uncommitted changes part of the base'),
      flag('--protect <glob...>', 'further files that no patch may touch'),
      flag('--editable <glob...>', 'the only files that patches may touch'),
    ],
  ],
  [
    'The model',
    [
      flag('--model <name>', 'offline (default), replay:FILE, or a model of the endpoint'),
      flag(
        '--base-url <url>',
        'an OpenAI-compatible endpoint; the key is ORPS_API_KEY or OPENAI_API_KEY',
      ),
      flag('--temperature <n>', 'of the programmer (default: 0.5)'),
      flag('--max-output-tokens <n>', 'of one reply (default: 6000)'),
      flag('--context-tokens <n>', 'of the repository in a prompt (default: 24000)'),
      flag('--concurrency <n>', 'calls at once (default: 8)'),
      flag('--price-input <usd>', 'per million tokens, where the built-in prices are wrong'),
      flag('--price-output <usd>', 'per million tokens'),
    ],
  ],
  [
    'The search',
    [
      flag('--preset <name>', 'fast, balanced (default) or paper'),
      flag('--samples <n>', 'N, candidates a node'),
      flag('--beam <n>', 'K, nodes kept a round'),
      flag('--rounds <n>', 'T, rounds at most'),
      flag('--alpha <n>', "weight of the critic's score"),
      flag('--beta <n>', 'weight of the execution'),
      flag('--seed <n>', 'default: 1'),
    ],
  ],
  [
    'Budgets',
    [
      flag('--max-minutes <n>', 'of searching (default: 30)'),
      flag('--max-cost <usd>', 'for the model'),
      flag('--max-tokens <n>', 'for the model, in and out'),
      flag('--max-calls <n>', 'of the model'),
      flag('--max-candidates <n>', 'patches tried'),
      flag(
        '--profile-minutes <n>',
        'of measuring the best patches; 0 for none (default: 2; for speed 10)',
      ),
      flag('--suite-timeout <s>', 'for one run of the suite (default: 600)'),
      flag('--test-timeout <s>', 'for one test, where the runner can end it (default: 30)'),
      flag('--jobs <n>', 'candidates executed at once (default: the cores)'),
      flag('--memory <mb>', 'for one candidate (default: 4096)'),
    ],
  ],
  [
    'Isolation',
    [
      flag(
        '--isolation <level>',
        'exactly bubblewrap, namespaces or process (default: the best there is)',
      ),
      flag('--pass-env <name...>', 'variables that the tests need'),
    ],
  ],
  [
    'Output',
    [
      flag('--out <dir>', 'folder for result, patch, report and journal'),
      flag('--resume <dir>', 'go on with the run in this folder'),
      flag('--apply', 'apply the patch to the checkout when it is proven'),
      flag('--json', 'print result.json on standard output'),
    ],
  ],
];

const BENCH_GROUPS: typeof GROUPS = [
  [
    'What is compared',
    [
      flag('--base <ref>', 'branch, tag or commit to compare with (required)'),
      flag('--head <ref>', 'branch, tag or commit (default: what is checked out)'),
      flag('--allow-dirty', 'without --head: let uncommitted changes be part of the head'),
      flag('--command <command>', 'what to run (default: the tests and benchmarks that are found)'),
      flag('--benchmarks <command>', 'a benchmark suite whose own figures are compared'),
      flag('--build <command>', 'the build step that it needs (default: found)'),
    ],
  ],
  [
    'Measuring',
    [
      flag('--max-minutes <n>', 'of measuring (default: 20)'),
      flag('--no-counts', 'do not count instructions, even where that is possible'),
      flag('--no-times', 'only count instructions, which is soon done'),
      flag('--suite-timeout <s>', 'for one run, and at most a quarter of the time (default: 600)'),
      flag('--test-timeout <s>', 'for one test, where the runner can end it (default: 120)'),
      flag('--memory <mb>', 'for one run (default: 4096)'),
      flag('--isolation <level>', 'exactly bubblewrap, namespaces or process'),
      flag('--pass-env <name...>', 'variables that the tests need'),
    ],
  ],
  [
    'Output',
    [
      flag('--out <dir>', 'folder for comparison.md and comparison.json'),
      flag('--json', 'print comparison.json on standard output'),
    ],
  ],
];

const COMMANDS: ReadonlySet<string | undefined> = new Set(['fix', 'bench', 'demo']);

/** A fault of the command line as one sentence; `undefined` for help and version, which are no faults. */
export function asWrongUse(error: CommanderError, args: readonly string[]): WrongUse | undefined {
  if (error.exitCode === 0 || error.code === 'commander.help') return undefined;
  const message = error.message.replace(/^error: /, '').replace(/\.?$/, '.');
  return new WrongUse(
    message.charAt(0).toUpperCase() + message.slice(1),
    `See ${COMMANDS.has(args[0]) ? `orps ${args[0]}` : 'orps'} --help.`,
  );
}
