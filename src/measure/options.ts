import type { Word } from './shell-line.ts';

/** Flags of one runner, for taking a person's command line apart. */
export interface OptionTable {
  /** Options whose value is the next word, unless it is joined with `=`. */
  readonly valued: ReadonlySet<string>;
  /** Options that ours replace. */
  readonly replaced: ReadonlySet<string>;
}

/** Splits arguments into options that stay (with their values) and positional words. */
export function sortArguments(
  args: readonly Word[],
  table: OptionTable,
): { readonly options: readonly string[]; readonly positional: readonly string[] } {
  const options: string[] = [];
  const positional: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    if (word === undefined) break;
    if (!word.text.startsWith('-') || word.text === '-') {
      positional.push(word.raw);
      continue;
    }
    const name = word.text.split('=', 1)[0] ?? word.text;
    const next = args[index + 1];
    const takesNext = table.valued.has(word.text) && next !== undefined;
    if (takesNext) index += 1;
    if (table.replaced.has(name)) continue;
    options.push(word.raw, ...(takesNext ? [next.raw] : []));
  }
  return { options, positional };
}

/** Does the command line hold one of these options? */
export const hasOption = (args: readonly Word[], ...names: readonly string[]): boolean =>
  args.some((word) => names.some((name) => word.text === name || word.text.startsWith(`${name}=`)));

/** In place of a runner's limit for one test where a tool slows it down. */
export const PATIENCE_MS = 3_600_000;

/** The table for a run without the user's own limits, which are options of these names. */
export const withoutLimits = (table: OptionTable, ...names: readonly string[]): OptionTable => ({
  ...table,
  replaced: new Set([...table.replaced, ...names]),
});
