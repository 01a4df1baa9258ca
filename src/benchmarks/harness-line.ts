import { HARNESSES, type Place } from './harness.ts';

const PATH = 'export PATH="$PWD/node_modules/.bin:$PATH"';

/** The shell line that runs these words where the recipe has them run; `env` adds `NAME=value` words. */
export function harnessLine(
  place: Place,
  words: readonly string[],
  env: readonly string[] = [],
): string {
  const { folder, kind, env: own } = place.recipe;
  return [
    PATH,
    ...(folder === '' ? [] : [`cd ${folder}`, PATH]),
    ...(HARNESSES[kind].prelude?.(place) ?? []),
    ...[...own, ...env].map((assignment) => `export ${assignment}`),
    words.join(' '),
  ].join(' && ');
}
