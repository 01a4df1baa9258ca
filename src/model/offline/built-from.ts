import { posix } from 'node:path';

/** `dist/core/range.min.js` as `['range', 'core', 'dist']`. */
const segmentsOf = (path: string): readonly string[] => [
  posix.basename(path).replace(/(\.min|\.bundle)?(\.d)?\.\w+$/, ''),
  ...posix.dirname(path).split('/').reverse(),
];

function commonEnd(a: string, b: string): number {
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  const differing = left.findIndex((name, at) => name !== right[at]);
  return differing < 0 ? left.length : differing;
}

/**
 * What built files that ran without a source map were probably made of: the
 * editable files of the same name, nearest by the folders above them.
 */
export function sourcesOf(
  ran: Iterable<string>,
  {
    files,
    editable,
  }: { readonly files: readonly string[]; readonly editable: ReadonlySet<string> },
): readonly string[] {
  const known = new Set(files);
  const built = [...ran].filter((path) => !known.has(path));
  return built.flatMap((path) => {
    const nearness = [...editable].map((source) => [source, commonEnd(path, source)] as const);
    const nearest = Math.max(0, ...nearness.map(([, common]) => common));
    return nearest === 0
      ? []
      : nearness.filter(([, common]) => common === nearest).map(([source]) => source);
  });
}
