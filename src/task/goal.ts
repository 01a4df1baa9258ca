/** What the search is told when nobody says more. */
export const DEFAULT_GOAL =
  'Make the failing tests pass by repairing the code, without breaking any other test.';

const LONGEST = 20_000;

/**
 * Text from an issue or a flag, fit for a prompt: without invisible characters,
 * bidirectional overrides and HTML comments, which hide instructions from the
 * people who read it.
 */
export function cleanGoal(text: string): string {
  const visible = text
    .normalize('NFC')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  return visible.length <= LONGEST ? visible : `${visible.slice(0, LONGEST)}\n[… cut]`;
}
