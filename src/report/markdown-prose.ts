import { fence, sentence } from './markdown-text.ts';
import { plain } from './plain.ts';

const fenceLine = /^\s*(?:`{3,}|~{3,})/;
const bullet = /^\s*[-*+•]\s+(?=\S)/;
const numbered = /^\s*\d{1,3}[.)]\s+(?=\S)/;

type Block = { readonly kind: 'text' | 'code'; readonly lines: readonly string[] };

/** Fenced parts and the text between them; an unclosed fence runs to the end. */
function blocks(text: string): readonly Block[] {
  const found: Block[] = [];
  let lines: string[] = [];
  let kind: Block['kind'] = 'text';
  for (const line of plain(text).trim().split('\n')) {
    if (!fenceLine.test(line)) {
      lines.push(line);
      continue;
    }
    found.push({ kind, lines });
    lines = [];
    kind = kind === 'text' ? 'code' : 'text';
  }
  found.push({ kind, lines });
  return found.filter((block) => block.lines.some((line) => line.trim() !== ''));
}

function paragraphLine(line: string): string {
  if (bullet.test(line)) return `- ${sentence(line.replace(bullet, ''))}`;
  if (numbered.test(line)) return `- ${sentence(line.replace(numbered, ''))}`;
  return line.trim() === '' ? '' : sentence(line.replace(/^\s*#+\s+/, ''));
}

/**
 * A stranger's Markdown as a quotation: paragraphs, lists and code survive;
 * headings, links, mentions, tables, images and HTML do not.
 */
export function quotation(text: string, limit = 6000): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return blocks(cut)
    .map(({ kind, lines }) =>
      kind === 'code' ? fence(lines.join('\n')) : lines.map(paragraphLine).join('\n').trim(),
    )
    .join('\n\n')
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}
