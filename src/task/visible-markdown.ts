import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';

const GFM = {
  extensions: [gfmFootnote()],
  mdastExtensions: [gfmFootnoteFromMarkdown()],
};

type Node = ReturnType<typeof fromMarkdown> | RootContent;

interface Range {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Comments, processing instructions, declarations and CDATA: HTML that no page shows. */
const UNSHOWN = /<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<![\s\S]*?(?:>|$)/g;
/** A tag keeps its name, which may be a type parameter that was not meant as HTML. */
const ATTRIBUTES = /(<\/?[A-Za-z][\w-]*)\s(?:"[^"]*"|'[^']*'|[^>"'])*(?:>|["']|$)/g;

const shownOfHtml = (html: string): string => html.replace(UNSHOWN, '').replace(ATTRIBUTES, '$1>');

const offsets = ({ position }: Node) => ({
  start: position?.start.offset ?? 0,
  end: position?.end.offset ?? 0,
});

/** What a page does not show of a node, and what stands there instead. */
function unshown(node: Node, text: string): Range | undefined {
  const { start, end } = offsets(node);
  switch (node.type) {
    case 'html':
      return { start, end, by: shownOfHtml(text.slice(start, end)) };
    case 'definition':
    case 'footnoteDefinition':
      return { start, end, by: '' };
    case 'image':
    case 'imageReference':
      return { start, end, by: '[image]' };
    case 'link': {
      const words = node.children.at(-1);
      return node.title && words
        ? { start: offsets(words).end, end, by: `](${node.url})` }
        : undefined;
    }
    default:
      return undefined;
  }
}

function rewritten(text: string, ranges: readonly Range[]): string {
  let end = 0;
  const parts = ranges.map((range) => {
    const part = text.slice(end, range.start) + range.by;
    end = range.end;
    return part;
  });
  return parts.join('') + text.slice(end);
}

/**
 * Markdown without what its reader on GitHub does not see: comments and other
 * unshown HTML, attributes of tags, definitions and titles of links,
 * footnotes, and what stands behind images. Code stays as it is.
 */
export function visibleMarkdown(text: string): string {
  const ranges: Range[] = [];
  // A list and no recursion: a stranger chooses how deep it goes.
  const nodes: Node[] = [fromMarkdown(text, GFM)];
  for (const node of nodes) {
    const range = unshown(node, text);
    if (range !== undefined) ranges.push(range);
    const isWholeNode = range?.start === offsets(node).start;
    if (!isWholeNode && 'children' in node) for (const child of node.children) nodes.push(child);
  }
  return rewritten(
    text,
    ranges.sort((a, b) => a.start - b.start),
  );
}
