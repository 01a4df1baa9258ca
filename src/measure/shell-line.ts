/** Reading and writing shell lines: just enough grammar to see which program a test script runs. */

/** One word of a shell line. */
export interface Word {
  /** As written, with its quotes: what goes back into a line. */
  readonly raw: string;
  /** Without quotes: what decisions read. Expansions stay as written. */
  readonly text: string;
}

/** A simple command and the operator that precedes it (`''` for the first). */
export interface Segment {
  readonly operator: '' | '&&' | '||' | ';' | '|' | '&';
  readonly words: readonly Word[];
}

const TOKEN =
  /(?<space>[^\S\n]+|\\\n)|(?<operator>&&|\|\||;|\||\n|&(?!>))|(?<word>(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|\$\([^)]*\)|>&|&>|[^\s;|&'"\\])+)|(?<rest>.)/gsy;

/** `undefined` where the line uses grammar that is not a plain chain of commands. */
export function parseShellLine(line: string): readonly Segment[] | undefined {
  const segments: { operator: Segment['operator']; words: Word[] }[] = [
    { operator: '', words: [] },
  ];
  for (const match of line.trim().matchAll(TOKEN)) {
    const { operator, word, rest } = match.groups ?? {};
    if (rest !== undefined) return undefined;
    if (operator !== undefined) {
      // A line that goes on after an operator is still the same chain.
      if (operator === '\n' && segments.at(-1)?.words.length === 0) continue;
      const kind = operator === '\n' ? ';' : (operator as Segment['operator']);
      segments.push({ operator: kind, words: [] });
    } else if (word !== undefined) {
      if (/^[({#]|^(if|for|while|case|until|function)$/.test(word)) return undefined;
      segments.at(-1)?.words.push({ raw: word, text: unquote(word) });
    }
  }
  return segments.filter((segment) => segment.words.length > 0);
}

/** One argument that the shell hands on unchanged, whatever it holds. */
export const shellQuote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

function unquote(raw: string): string {
  return raw.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs, (_, single, double, escaped) =>
    typeof single === 'string'
      ? single
      : typeof double === 'string'
        ? double.replace(/\\(["\\$`])/g, '$1')
        : String(escaped),
  );
}
