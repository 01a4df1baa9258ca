import { visibleMarkdown } from './visible-markdown.ts';

/** What the search is told when nobody says more. */
export const DEFAULT_GOAL =
  'Make the failing tests pass by repairing the code, without breaking any other test.';

/** The word for a search for speed, in place of words on a defect. */
export const PERFORMANCE = 'performance';

/** What such a search is told when nobody says what is slow. */
export const PERFORMANCE_GOAL =
  'Make the code that the tests run faster, with every test passing as before.';

const LONGEST = 20_000;

/** Text fit for a prompt: without invisible characters and bidirectional overrides, and not too long. */
export function cleanText(text: string): string {
  const visible = text
    .normalize('NFC')
    // Emoji presentation selectors change only a picture.
    .replace(/(?![\uFE0E\uFE0F])[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  return visible.length <= LONGEST ? visible : `${visible.slice(0, LONGEST)}\n[… cut]`;
}

/**
 * Markdown of an issue or a comment, fit for a prompt: what its page does not
 * show hides instructions from the people who read it.
 */
export const cleanGoal = (markdown: string): string => {
  const clean = cleanText(markdown.replace(/\r\n?/g, '\n'));
  return visibleMarkdown(clean).trim();
};
