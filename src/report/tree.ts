/** What a search tree is made of, whether it is finished or still growing. */
export interface TreeItem {
  readonly id: string;
  readonly parent: string | null;
}

export interface Branch<T> {
  readonly item: T;
  readonly children: readonly Branch<T>[];
  /** Children that were left out. */
  readonly hidden: readonly T[];
}

export interface Forest<T> {
  readonly branches: readonly Branch<T>[];
  /** Roots that were left out. */
  readonly hidden: readonly T[];
  readonly shown: number;
}

/** The items that are worth showing, each with its ancestors, at most `limit`. */
function worthShowing<T extends TreeItem>(
  parents: ReadonlyMap<string, T | null>,
  ranked: readonly T[],
  limit: number,
): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const item of ranked) {
    const path: string[] = [];
    for (let at: T | null = item; at !== null; at = parents.get(at.id) ?? null) {
      if (!kept.has(at.id)) path.push(at.id);
    }
    if (kept.size + path.length > limit) continue;
    for (const id of path) kept.add(id);
  }
  return kept;
}

/**
 * The tree of `items` (parents before children), cut to `limit` nodes: those of
 * the highest `rank` with their ancestors. A parent that is not known by then
 * makes a root, so that no input can form a loop or lose a node.
 */
export function prunedTree<T extends TreeItem>(
  items: readonly T[],
  limit: number,
  rank: (item: T) => number,
): Forest<T> {
  const known = new Map<string, T>();
  const parents = new Map<string, T | null>();
  const children = new Map<T | null, T[]>();
  for (const item of items) {
    if (known.has(item.id)) continue;
    const parent = (item.parent === null ? undefined : known.get(item.parent)) ?? null;
    known.set(item.id, item);
    parents.set(item.id, parent);
    children.set(parent, [...(children.get(parent) ?? []), item]);
  }
  const ranked = [...known.values()].sort((a, b) => rank(b) - rank(a));
  const kept = worthShowing(parents, ranked, limit);
  const grow = (parent: T | null): Pick<Branch<T>, 'children' | 'hidden'> => {
    const all = children.get(parent) ?? [];
    return {
      children: all.filter(({ id }) => kept.has(id)).map((item) => ({ item, ...grow(item) })),
      hidden: all.filter(({ id }) => !kept.has(id)),
    };
  };
  const { children: branches, hidden } = grow(null);
  return { branches, hidden, shown: kept.size };
}
