import { posix } from 'node:path';
import type { Evidence } from './evidence.ts';

/** A bench target of Cargo that is measured by Criterion. */
export interface CriterionTarget {
  readonly name: string;
  /** Folder of the topmost Cargo.toml above it: from there the whole workspace is run. */
  readonly folder: string;
}

const FILE = /^(?:(.*)\/)?benches\/([\w-]+)(?:\/main)?\.rs$/;
const USES = /\bcriterion(?:_main|_group)?\b/;

/** By where Cargo looks for them, and by `[[bench]]` entries that name another place. */
export function criterionTargets({ texts }: Evidence): readonly CriterionTarget[] {
  const manifests = [...texts.keys()].filter((file) => posix.basename(file) === 'Cargo.toml');
  const targets = [...texts].flatMap(([file, text]) => {
    if (!USES.test(text)) return [];
    const [, crate = '', name] = FILE.exec(file) ?? [];
    if (name !== undefined) return [{ name, folder: topmost(manifests, crate) }];
    if (!manifests.includes(file)) return [];
    const folder = topmost(manifests, posix.dirname(file));
    return namedElsewhere(text).map((elsewhere) => ({ name: elsewhere, folder }));
  });
  const distinct = new Map(targets.map((one) => [`${one.folder}\0${one.name}`, one]));
  return [...distinct.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function topmost(manifests: readonly string[], from: string): string {
  const folder = from === '.' ? '' : from;
  const above = manifests
    .map((file) => posix.dirname(file))
    .map((place) => (place === '.' ? '' : place))
    .filter((place) => place === '' || folder === place || folder.startsWith(`${place}/`));
  return above.sort((a, b) => a.length - b.length)[0] ?? folder;
}

/** Enough of TOML for `[[bench]]` with a `path` of its own; without the default harness, as Criterion needs. */
function namedElsewhere(toml: string): readonly string[] {
  return toml
    .split(/^[ \t]*\[\[bench\]\]/m)
    .slice(1)
    .map((section) => section.split(/^[ \t]*\[/m, 1)[0] ?? '')
    .filter(
      (section) =>
        /^[ \t]*path[ \t]*=/m.test(section) && /^[ \t]*harness[ \t]*=[ \t]*false/m.test(section),
    )
    .flatMap((section) => /^[ \t]*name[ \t]*=[ \t]*"([\w-]+)"/m.exec(section)?.[1] ?? []);
}
