/** Kinds of nodes as a tree-sitter grammar names them. */
export type Kinds = ReadonlySet<string>;

/** How a language spells what complexity counts. */
export interface ControlFlow {
  /** McCabe: each is one way more through a function. */
  readonly decisions: Kinds;
  /** Cognitive: they cost 1 plus their nesting, and whatever they contain is nested deeper. */
  readonly breaks: Kinds;
  /** Those that may have an else. */
  readonly ifs: Kinds;
  /** An else that is a node of its own: it costs 1 however deep. Without, it hangs on its if. */
  readonly elses: Kinds;
  /** Kinds of the above that count only with this word in them: `case 1:`, not `default:`. */
  readonly words: ReadonlyMap<string, string>;
  /** Decisions of which the last one among its siblings takes what is left. */
  readonly exhaustive: Kinds;
  /** Operators that may leave their right side out. */
  readonly operators: Kinds;
  /** How a jump names its target; one that names none is part of its loop. */
  readonly labels: Kinds;
}
