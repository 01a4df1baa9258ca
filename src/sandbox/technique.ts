import type { Isolation } from '../ports.ts';
import type { Tools } from './tools.ts';

/** One way to confine a command; which of them work is found out by trying. */
export interface Technique {
  readonly level: Isolation['level'];
  /** Whether workspaces are overlays. */
  readonly overlay: boolean;
  /** Whether mounting takes a user namespace of our own, as it does for all but root. */
  readonly userNamespace: boolean;
}

/** What this host might be capable of, strongest first; the last always works. */
export function techniques(tools: Tools, uid: number): readonly Technique[] {
  const canMount = tools.unshare !== undefined && tools.mount !== undefined;
  // Root in a container often may not mount, but may do so in a user namespace.
  const users = uid === 0 ? [false, true] : [true];
  const level = (name: Technique['level'], overlay: boolean): readonly Technique[] =>
    users.map((userNamespace) => ({ level: name, overlay, userNamespace }));
  return [
    ...(tools.bwrap && canMount ? level('bubblewrap', true) : []),
    ...(tools.bwrap ? level('bubblewrap', false).slice(0, 1) : []),
    // Without setpriv its processes would keep the rights to undo it.
    ...(canMount && tools.setpriv
      ? [...level('namespaces', true), ...level('namespaces', false)]
      : []),
    { level: 'process', overlay: false, userNamespace: false },
  ];
}
