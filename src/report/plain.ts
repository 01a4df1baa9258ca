import { withoutTerminalCodes } from '../terminal-codes.ts';

/** Emoji presentation selectors change only the picture; every other invisible character is shown. */
const presentation = /[\uFE0E\uFE0F]/g;
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
/** More marks than any script puts on one letter: they would cover the lines around. */
const piled = /(\p{M}{4})\p{M}+/gu;
const loneSurrogate = /\p{Cs}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const control = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

const codePoint = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/**
 * A stranger's text as what it says: terminal sequences and control characters
 * are gone, bidirectional and zero-width characters are spelled out. Line feeds
 * and tabs stay.
 */
export const plain = (text: string): string =>
  withoutTerminalCodes(text)
    .replace(/\r\n?/g, '\n')
    .replace(control, '')
    .replace(loneSurrogate, '\uFFFD')
    .replace(presentation, '')
    .replace(piled, '$1')
    .replace(invisible, codePoint);

/** Cut after `limit` characters (whole code points), with an ellipsis. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, Math.max(0, limit - 1)).join('')}…`;
}

/** Of what a line may show, so many times as much is looked at: escapes and spaces take room and show nothing. */
const LOOKED_AT = 20;

/** A stranger's text on one line of at most `limit` characters. */
export const oneLine = (text: string, limit = 200): string =>
  clip(
    plain(text.slice(0, LOOKED_AT * limit))
      .replace(/\s+/g, ' ')
      .trim(),
    limit,
  );

/** A stranger's text as code in a sentence of ours. */
export const inTicks = (text: string, limit = 100): string =>
  `\`${oneLine(text.replaceAll('`', ''), limit)}\``;

const FEW = 3;

/** The first of a list of strangers' texts, and how many more there are: `` `a`, `b`, `c` and 2 more ``. */
export function fewInTicks(texts: readonly string[]): string {
  const shown = texts.slice(0, FEW).map((text) => inTicks(text));
  return `${shown.join(', ')}${texts.length > FEW ? ` and ${texts.length - FEW} more` : ''}`;
}

/** So few lines more are shown rather than counted. */
const SLACK = 3;

/** Beginning and end of what a stranger's program printed: one of them mostly has the reason. */
export function bothEnds(text: string, lines = 20, width = 200): string {
  const all = plain(text)
    .split('\n')
    .map((line) => clip(line.trimEnd(), width))
    .filter((line) => line !== '');
  if (all.length <= lines + SLACK) return all.join('\n');
  const half = Math.ceil(lines / 2);
  const left = all.length - 2 * half;
  return [...all.slice(0, half), `… ${left} more lines …`, ...all.slice(-half)].join('\n');
}

/** The first lines of a stranger's text, and how many more there were. */
export function firstLines(text: string, lines: number, width = 200): string {
  const all = plain(text).trim().split('\n');
  const kept = all
    .slice(0, all.length <= lines + SLACK ? all.length : lines)
    .map((line) => clip(line.trimEnd(), width));
  const left = all.length - kept.length;
  return left > 0
    ? `${kept.join('\n')}\n… ${left} more ${left === 1 ? 'line' : 'lines'}`
    : kept.join('\n');
}
