import type { TreeCursor } from 'web-tree-sitter';
import { withTree } from './grammar.ts';
import { type Language, languageOf } from './language.ts';
import { lineLookup } from './lines.ts';

/**
 * One node of a syntax tree, copied out of WebAssembly memory: nothing to
 * dispose of. Kinds and fields are those of the tree-sitter grammars.
 */
export interface SyntaxNode {
  readonly kind: string;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  /** Its role in the parent (`left`, `condition`, …), or '' */
  readonly field: string;
  /** Offsets in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** 1-based lines, both inclusive. */
  readonly line: number;
  readonly lastLine: number;
  readonly parent: SyntaxNode | undefined;
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxTree {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly hasError: boolean;
}

/** Building needs to write what readers may not. */
type Draft = { -readonly [K in keyof SyntaxNode]: SyntaxNode[K] } & { children: SyntaxNode[] };

type LineLookup = ReturnType<typeof lineLookup>;

function copyNode(cursor: TreeCursor, parent: SyntaxNode | undefined, lineAt: LineLookup): Draft {
  const start = cursor.startIndex;
  const end = cursor.endIndex;
  return {
    kind: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName ?? '',
    start,
    end,
    line: lineAt(start),
    lastLine: lineAt(end),
    parent,
    children: [],
  };
}

/** Iterative, since a long chain of operators may nest deeper than the stack. */
function copyTree(cursor: TreeCursor, lineAt: LineLookup): SyntaxNode {
  const root = copyNode(cursor, undefined, lineAt);
  const ancestors: Draft[] = [];
  for (let node = root; ; ) {
    if (cursor.gotoFirstChild()) ancestors.push(node);
    else {
      while (ancestors.length > 0 && !cursor.gotoNextSibling()) {
        cursor.gotoParent();
        ancestors.pop();
      }
    }
    const parent = ancestors.at(-1);
    if (parent === undefined) return root;
    node = copyNode(cursor, parent, lineAt);
    parent.children.push(node);
  }
}

/** The syntax tree of a file; `undefined` where the language is unknown. */
export async function parse(path: string, text: string): Promise<SyntaxTree | undefined> {
  const language = languageOf(path);
  if (language === undefined) return undefined;
  return withTree(language, text, (tree) => {
    const cursor = tree.walk();
    try {
      const hasError = tree.rootNode.hasError;
      const root = copyTree(cursor, lineLookup(text));
      return { path, language, text, root, hasError };
    } finally {
      cursor.delete();
    }
  });
}
