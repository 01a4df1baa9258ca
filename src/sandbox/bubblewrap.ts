import type { Mount } from './mounts.ts';

const mountArguments = (mount: Mount): readonly string[] => {
  switch (mount.kind) {
    case 'empty':
      return ['--size', String(mount.bytes), '--tmpfs', mount.at];
    case 'read-only':
      return ['--ro-bind', mount.from, mount.at];
    case 'writable':
      return ['--bind', mount.from, mount.at];
  }
};

/**
 * Arguments of bwrap(1): a read-only system without network, other processes or
 * capabilities. `user` maps back to an ordinary user when we are root of a user
 * namespace of our own making.
 */
export const bubblewrap = (
  tool: string,
  mounts: readonly Mount[],
  root: string,
  user: { readonly uid: number; readonly gid: number } | undefined,
  keptCapabilities: readonly string[],
): readonly string[] => [
  tool,
  ...(user === undefined
    ? []
    : ['--unshare-user', '--uid', String(user.uid), '--gid', String(user.gid)]),
  ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts'],
  // Our shell is the first process: bwrap waits for it itself, so that its usage counts.
  ...['--die-with-parent', '--as-pid-1', '--new-session', '--cap-drop', 'ALL'],
  ...keptCapabilities.flatMap((name) => ['--cap-add', `CAP_${name.toUpperCase()}`]),
  ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
  // As root its switches could be turned: core_pattern names a program of the host.
  ...['--ro-bind', '/proc/sys', '/proc/sys'],
  ...mounts.flatMap(mountArguments),
  // Else a limitless file system in memory.
  ...['--remount-ro', '/dev'],
  ...['--chdir', root, '--'],
];
