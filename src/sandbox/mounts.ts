import type { Secrecy } from './secrecy.ts';
import type { View } from './view.ts';

/** One step in building what processes see, in the order of the list. */
export type Mount =
  | { readonly kind: 'empty'; readonly at: string; readonly bytes: number }
  | { readonly kind: 'read-only' | 'writable'; readonly from: string; readonly at: string };

/** A file shown in place of another one, read-only. */
export interface Shadow {
  readonly from: string;
  readonly at: string;
}

/** A covered folder needs room for mount points only. */
const COVER_BYTES = 4 * 1024 * 1024;
const TEMPORARY = new Set(['/tmp', '/var/tmp']);

/** Folders before what they contain, so that nothing covers what was placed before it. */
const byPath = (a: Mount, b: Mount): number => {
  const [left, right] = [a.at.split('/'), b.at.split('/')];
  const differing = left.findIndex((name, index) => name !== right[index]);
  if (differing < 0 || differing >= right.length) return left.length - right.length;
  return (left[differing] ?? '') < (right[differing] ?? '') ? -1 : 1;
};

/** `emptyFile` is an empty file of ours; `temporaryBytes` limits each temporary folder, which lives in memory. */
export function planMounts(
  view: View,
  secrecy: Secrecy,
  shadows: readonly Shadow[],
  emptyFile: string,
  temporaryBytes: number,
): readonly Mount[] {
  const files = view.files.kind === 'folder' ? view.files.path : view.toplevel;
  const readOnly = (from: string, at = from): Mount => ({ kind: 'read-only', from, at });
  const plan: readonly Mount[] = [
    ...secrecy.emptyFolders.map(
      (at): Mount => ({
        kind: 'empty',
        at,
        bytes: TEMPORARY.has(at) ? temporaryBytes : COVER_BYTES,
      }),
    ),
    ...secrecy.emptyFiles.map((at) => readOnly(emptyFile, at)),
    ...secrecy.shown.map((path) => readOnly(path)),
    ...shadows.map(({ from, at }) => readOnly(from, at)),
    { kind: 'empty', at: '/dev/shm', bytes: temporaryBytes },
    { kind: 'writable', from: files, at: view.toplevel },
    { kind: 'writable', from: view.outbox, at: view.outbox },
  ];
  return [...plan].sort(byPath);
}
