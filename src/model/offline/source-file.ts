import { descendants, textOf } from '../../syntax/nodes.ts';
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts';
import { assignmentOf, callOf, memberOf, subscriptOf } from './constructs.ts';
import { expectedAt } from './expectation.ts';
import { isValue } from './positions.ts';
import { type Binding, functionAround, type Scopes, scopesOf, visibleAt } from './scope.ts';
import { ANY, meet, Shape, shapeOf } from './shape.ts';
import { type Words, wordsOf } from './words.ts';

/** `xs[i] = …`, `xs.append(…)`: puts something into a name without reading it. */
function isFilling(use: SyntaxNode): boolean {
  const part = use.parent;
  if (part === undefined || (subscriptOf(part) ?? memberOf(part))?.object !== use) return false;
  const outer = part.parent;
  if (outer === undefined) return false;
  if (assignmentOf(outer)?.target === part) return true;
  return callOf(outer)?.callee === part && outer.parent?.kind === 'expression_statement';
}

/** A parsed file with what the operators ask about it again and again. */
export class SourceFile {
  readonly tree: SyntaxTree;
  readonly words: Words;
  readonly #scopes: Scopes;
  readonly #names = new WeakMap<SyntaxNode, Map<Binding['role'], readonly string[]>>();
  readonly #shapes = new Map<string, number>();
  readonly #pools = new Map<SyntaxNode, readonly SyntaxNode[]>();

  constructor(tree: SyntaxTree) {
    this.tree = tree;
    this.words = wordsOf(tree.language);
    this.#scopes = scopesOf(tree);
    // Twice: what is known of one name after the first pass tells about others.
    for (let pass = 0; pass < 2; pass++) this.#learnShapes();
  }

  get isPython(): boolean {
    return this.tree.language === 'python';
  }

  textOf = (node: SyntaxNode): string => textOf(this.tree, node);

  /** Names with a value at this node, nearest first. */
  namesAt(node: SyntaxNode, role: Binding['role'] = 'variable'): readonly string[] {
    const known = this.#names.get(node) ?? new Map<Binding['role'], readonly string[]>();
    this.#names.set(node, known);
    const names = known.get(role) ?? visibleAt(this.#scopes, node, role);
    known.set(role, names);
    return names;
  }

  shapeOf = (node: SyntaxNode): number => shapeOf(node, this.textOf, this.#shapeOfName);

  shapeOfNameAt(name: string, node: SyntaxNode): number {
    return this.#shapeOfName(name, node);
  }

  /** What may stand here, from the surroundings and from what stands here now. */
  expectedAt = (node: SyntaxNode): number => expectedAt(node, this.textOf);

  /** Values read in the same function, in source order. */
  valuesNear(node: SyntaxNode): readonly SyntaxNode[] {
    const owner = functionAround(node);
    let pool = this.#pools.get(owner);
    if (pool === undefined) {
      pool = [...descendants(owner)].filter(isValue);
      this.#pools.set(owner, pool);
    }
    return pool;
  }

  /** Is this name only ever filled or written in the function, never read? It was made for something. */
  isUnread(name: string, node: SyntaxNode): boolean {
    const uses = this.valuesNear(node).filter(
      (use) => use.kind === 'identifier' && this.textOf(use) === name,
    );
    return uses.every((use) => isFilling(use));
  }

  /** Names that an expression reads. */
  namesIn(node: SyntaxNode): readonly string[] {
    const names = new Set<string>();
    for (const at of descendants(node)) {
      if (at.kind === 'identifier' && isValue(at)) names.add(this.textOf(at));
    }
    return [...names];
  }

  #shapeOfName = (name: string, node: SyntaxNode): number => {
    let shape: number = ANY;
    for (let at = node; at.parent !== undefined; ) {
      at = functionAround(at);
      shape = meet(this.#shapes.get(`${at.start}:${name}`) ?? ANY, shape);
    }
    return shape;
  };

  #learn(name: string, node: SyntaxNode, shape: number): void {
    // Inner functions read the outer one's names: what is seen inside counts outside too.
    for (let at: SyntaxNode | undefined = node; at !== undefined; ) {
      const owner: SyntaxNode = functionAround(at);
      const key = `${owner.start}:${name}`;
      this.#shapes.set(key, meet(this.#shapes.get(key) ?? ANY, shape));
      at = owner.parent === undefined ? undefined : owner;
    }
  }

  #learnShapes(): void {
    for (const node of descendants(this.tree.root)) {
      if (node.kind === 'identifier' && isValue(node)) {
        this.#learn(this.textOf(node), node, expectedAt(node, this.textOf));
      }
      const assignment = assignmentOf(node);
      if (assignment !== undefined && assignment.target.kind === 'identifier') {
        const shape = this.shapeOf(assignment.value);
        // `x = None` says only that x is something else later.
        if (shape !== Shape.none) this.#learn(this.textOf(assignment.target), node, shape);
      }
      if (node.kind === 'default_parameter' || node.kind === 'assignment_pattern')
        this.#learnDefault(node);
      this.#learnLoop(node);
    }
  }

  #learnDefault(node: SyntaxNode): void {
    const [name, , value] = node.children;
    if (name?.kind !== 'identifier' || value === undefined) return;
    const shape = this.shapeOf(value);
    if (shape !== Shape.none) this.#learn(this.textOf(name), node, shape);
  }

  #learnLoop(node: SyntaxNode): void {
    const source = node.children.find((child) => child.field === 'right');
    const target = node.children.find((child) => child.field === 'left');
    const call = source === undefined ? undefined : callOf(source);
    if (call === undefined || target === undefined || !node.kind.startsWith('for')) return;
    const callee = this.textOf(call.callee);
    const counter = callee === 'enumerate' ? target.children[0] : target;
    if (callee !== 'range' && callee !== 'enumerate') return;
    if (counter?.kind === 'identifier') this.#learn(this.textOf(counter), node, Shape.number);
  }
}
