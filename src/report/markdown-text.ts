import { oneLine, plain } from './plain.ts';

const longestRun = (text: string, mark: string): number =>
  Array.from(text.matchAll(new RegExp(`${mark}+`, 'g'))).reduce(
    (most, [run]) => Math.max(most, run.length),
    0,
  );

/** GitHub's parser knows no longer marks around code than 80 inline, and 255 of a fence: more would open it. */
const MOST_MARKS = 40;

const withoutLongRuns = (text: string): string =>
  text.replace(/`{41,}/g, () => `${'`'.repeat(MOST_MARKS - 1)}…`);

/** A fenced block that its content cannot close: GitHub links nothing inside. */
export function fence(text: string, language = ''): string {
  const body = withoutLongRuns(plain(text)).replace(/\n+$/, '');
  const marks = '`'.repeat(Math.max(3, longestRun(body, '`') + 1));
  return `${marks}${language}\n${body}\n${marks}`;
}

/**
 * Inline code, where nothing is a mention, a reference, a link or HTML. A bar
 * would end a table cell even in code, so a look-alike stands in for it.
 */
export function code(text: string, limit = 120): string {
  const body = withoutLongRuns(oneLine(text, limit)).replaceAll('|', '¦');
  if (body === '') return '(empty)';
  const marks = '`'.repeat(longestRun(body, '`') + 1);
  const pad = body.startsWith('`') || body.endsWith('`') ? ' ' : '';
  return `${marks}${pad}${body}${pad}${marks}`;
}

const ordinary = /^["'“‘(×]*[\p{L}\p{N}\p{M}]+(?:[-'’./][\p{L}\p{N}\p{M}]+)*%?[)"'”’,.;:!?…]*$/u;
const punctuation = /^[%)"'”’,.;:!?…–—]+$/u;
/** Alone between words, these mean nothing to Markdown. */
const sign = /^[→×÷≤≥≈±/]$/u;
/** GitHub links tracker keys (GH-12), commit ids and www addresses by themselves. */
const linking = /www\.|[a-z]-\d|(?:^|[^0-9a-z])(?=[a-z]*\d)[0-9a-f]{7,40}(?:[^0-9a-z]|$)/i;

const word = (text: string): string => {
  if ((ordinary.test(text) && !linking.test(text)) || punctuation.test(text)) return text;
  // A parenthesis around several words is no part of this one; that of a call is.
  const around = text.includes('(', 1) ? /^()(.*?)([,;:.!?]*)$/u : /^(\(?)(.*?)([),;:.!?]*)$/u;
  const [, start = '', body = text, end = ''] = around.exec(text) ?? [];
  return body === '' ? code(text) : `${start}${code(body)}${end}`;
};

/** Bold words become words, outside code: `__init__` and `x**2` are nobody's emphasis. */
const withoutBold = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`')
        ? part
        : part.replace(/(^|\s)\*\*(?=\S)([^*]+?)\*\*(?=[\s.,;:!?]|$)/g, '$1$2'),
    )
    .join('');

/** Code between backticks, calls with their arguments (`clamp(9, 0, 5)`), words. */
const pieces = /`[^`]+`|[\w$.]+\((?:[^()`]|\([^()`]{0,40}\)){0,80}\)[^`\s]*|[^`\s]+|`/g;

/** Words stay words; whatever could mean something to Markdown becomes inline code. */
export function sentence(text: string, limit = 2000): string {
  const flat = withoutBold(oneLine(text, limit));
  let line = '';
  let end = 0;
  for (const { 0: part, index } of flat.matchAll(pieces)) {
    const quoted = /^`[^`]+`$/.test(part);
    const numbering = line === '' && /^\d+[.)]/.test(part);
    const bare = line !== '' && index > end && sign.test(part);
    const piece = quoted
      ? code(part.slice(1, -1))
      : numbering
        ? code(part)
        : bare
          ? part
          : word(part);
    // Pieces that touch would run together into other Markdown; only closing punctuation may.
    const joined = index === end && punctuation.test(piece);
    line += line === '' || joined ? piece : ` ${piece}`;
    end = index + part.length;
  }
  return line === '' ? '(empty)' : line;
}
