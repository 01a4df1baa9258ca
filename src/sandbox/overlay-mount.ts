import type { ViewFiles } from './view.ts';

const SCRIPT = `cd "$1" || exit
"$2" -t overlay overlay -o "$3" -- "$4" || exit
shift 4
exec "$@"`;

/**
 * Puts the overlay on the toplevel in a mount namespace of its own, then becomes
 * the rest of the command line. The kernel takes the mount down with the last process.
 *
 * `volatile`: the changes of a candidate need not survive a power failure, and
 * unmounting would otherwise sync the whole file system beneath.
 */
export const overlayMount = (
  tools: { readonly sh: string; readonly mount: string },
  files: Extract<ViewFiles, { kind: 'overlay' }>,
  toplevel: string,
  inUserNamespace: boolean,
): readonly string[] => {
  const layers = `lowerdir=${files.lower.join(':')},upperdir=${files.upper},workdir=${files.work}`;
  // An ordinary user may not set the trusted attributes that renaming a folder takes.
  const attributes = inUserNamespace ? 'userxattr' : 'redirect_dir=on';
  const options = `${layers},volatile,${attributes}`;
  return [tools.sh, '-c', SCRIPT, 'orps-mount', files.folder, tools.mount, options, toplevel];
};
