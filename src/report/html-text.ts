import { plain } from './plain.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A stranger's text for element content and quoted attributes. */
export const escaped = (text: string): string =>
  plain(text).replace(/[&<>"']/g, (mark) => entities[mark] ?? '');

const inline = (line: string): string => escaped(line).replace(/`([^`]+)`/g, '<code>$1</code>');

/** A stranger's prose: paragraphs, fenced code, and inline code; all else is text. */
export function paragraphs(text: string): string {
  return plain(text)
    .split(/^[ \t]*(?:`{3,}|~{3,}).*$/m)
    .map((part, index) =>
      index % 2 === 1
        ? `<pre>${escaped(part.replace(/^\n|\n$/g, ''))}</pre>`
        : part
            .split(/\n\s*\n/)
            .filter((paragraph) => paragraph.trim() !== '')
            .map((paragraph) => `<p>${paragraph.trim().split('\n').map(inline).join('<br>')}</p>`)
            .join('\n'),
    )
    .join('\n');
}

const kindOf = (line: string): string => {
  if (line.startsWith('@@')) return 'hunk';
  if (/^(?:---|\+\+\+) |^diff |^index /.test(line)) return 'file';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : '';
};

/** A unified diff, a line an element, coloured by its first character. */
export function diffBlock(patch: string): string {
  if (patch.trim() === '') return '<p class="quiet">No diff.</p>';
  const lines = plain(patch)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `<span class="${kindOf(line)}">${escaped(line)}</span>`);
  return `<pre class="diff" tabindex="0">${lines.join('')}</pre>`;
}
