const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\W]+/)
    .filter((word) => word !== '');

const pairs = (name: string): readonly string[] =>
  [...name.slice(1)].map((letter, at) => `${name[at]}${letter}`);

const overlap = (a: readonly string[], b: readonly string[]): number => {
  if (a.length + b.length === 0) return 0;
  const rest = [...b];
  let shared = 0;
  for (const item of a) {
    const at = rest.indexOf(item);
    if (at === -1) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / (a.length + b.length);
};

/** How alike two names are, on [0, 1]: shared words, else shared letter pairs (Dice). */
export const similarity = (a: string, b: string): number =>
  Math.max(overlap(words(a), words(b)), overlap(pairs(a.toLowerCase()), pairs(b.toLowerCase())));
