/** Options of the command and what the action has in their place; other words with two dashes are somebody else's. */
const NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['model', 'base-url', 'preset', 'samples', 'beam', 'rounds', 'jobs', 'isolation'],
      ...['max-cost', 'max-tokens', 'max-calls', 'max-minutes', 'price-input', 'price-output'],
      ...['profile-minutes', 'suite-timeout', 'test-timeout', 'existing-tests', 'target'],
    ].map((name) => [name, name]),
  ),
  test: 'test-command',
  command: 'test-command',
  benchmarks: 'bench-command',
  build: 'build-command',
  protect: 'protected-paths',
  editable: 'editable-paths',
  goal: '/orps retry',
};

const SPAN = /(`[^`]*`)/;
const OPTION = /--([a-z]+(?:-[a-z]+)*)/g;

const named = (option: string): string | undefined => NAMES[option];

/** `--preset paper` → `preset: paper`; a whole command line stays what it is. */
const inSpan = (span: string): string =>
  span.replace(/^`--([a-z]+(?:-[a-z]+)*)(?: ([^`]+))?`$/, (all, option: string, value?: string) => {
    const name = named(option);
    if (name === undefined) return all;
    return value === undefined ? `\`${name}\`` : `\`${name}: ${value}\``;
  });

const INSTALL = 'Install the dependencies: `setup-command: npm ci`, or what your project needs.';

/** Words about the command's options, for somebody who knows the action's inputs. */
export const asInputs = (words: string): string =>
  words
    .replace(/Install the dependencies first(?:: npm ci|, as for running the tests\.)/, INSTALL)
    .replace('neither ORPS_API_KEY nor OPENAI_API_KEY is set', 'there is no `api-key`')
    .replace(/`?ORPS_API_KEY`? or `?OPENAI_API_KEY`?/g, '`api-key`')
    .split(SPAN)
    .map((part) =>
      part.startsWith('`')
        ? inSpan(part)
        : part.replace(OPTION, (all, option: string) => {
            const name = named(option);
            return name === undefined ? all : `\`${name}\``;
          }),
    )
    .join('');
