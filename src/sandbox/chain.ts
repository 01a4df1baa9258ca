import { bubblewrap } from './bubblewrap.ts';
import { type Mount, planMounts, type Shadow } from './mounts.ts';
import { seclude, stage } from './namespaces.ts';
import { overlayMount } from './overlay-mount.ts';
import type { Secrecy } from './secrecy.ts';
import type { Technique } from './technique.ts';
import type { Tools } from './tools.ts';
import { measured, STARTED } from './usage.ts';
import type { View } from './view.ts';

/** What the chains of one host and one checkout have in common. */
export interface Host {
  readonly tools: Tools;
  readonly uid: number;
  readonly gid: number;
  readonly secrecy: Secrecy;
  readonly shadows: readonly Shadow[];
  /** An empty file and an empty folder of ours. */
  readonly emptyFile: string;
  readonly stageFolder: string;
  readonly memoryBytes: number;
  readonly maySetCapabilities: boolean;
  /** Names of capabilities(7) that the files of another user take, were we root; else none. */
  readonly keptCapabilities: readonly string[];
}

type Argv = readonly [string, ...string[]];

/** A shell line, the LC_ALL that it gets, '' for none, and how it is measured. */
export interface Line {
  readonly line: string;
  readonly locale: string;
  /** Processor time to the millisecond. */
  readonly fine: boolean;
  /** The one core to run on; any by default. */
  readonly core?: number | undefined;
}

/**
 * The last link: says that everything before it worked, joins both streams and
 * limits each process. The line gets a shell of its own: this one may be the first
 * process of its namespace, which signals do not end, reaps orphans, and keeps its
 * own remarks ("Killed") out of the output.
 */
const LAST_SCRIPT = `echo ${STARTED} >&2
exec 3>&1 < /dev/null > /dev/null 2>&1
ulimit -c 0
ulimit -d "$1"
if [ -n "$3" ]; then LC_ALL=$3; else unset LC_ALL; fi
(exec "$0" -c "$2" >&3 2>&3 3>&-)
exit $?`;

/** What the links before the last run with: each would read a dozen files of its locale first. */
export const CHAIN_LOCALE = { LC_ALL: 'C' };

const commandLine = ({ tools, memoryBytes }: Host, run: Line): readonly string[] => [
  ...[tools.sh, '-c', LAST_SCRIPT, tools.sh, String(Math.floor(memoryBytes / 1024))],
  ...[run.line, run.locale],
];

/** Without capabilities, and without a way to gain any by sudo or a setuid program. */
const powerless = (host: Host, asRoot: boolean, kept: readonly string[] = []): readonly string[] =>
  host.tools.setpriv === undefined
    ? []
    : [
        host.tools.setpriv,
        '--no-new-privs',
        ...(asRoot ? [`--bounding-set=${['-all', ...kept].join(',+')}`, '--inh-caps=-all'] : []),
        '--',
      ];

/** Entry of the environment by which processes are known at the level `process`, wherever they went. */
export const MARKER = 'ORPS_PROCESS_TREE';

/**
 * Ends everything when we die unawares: our end of the pipe at its standard input
 * closes. The group goes last, since the watch itself belongs to it.
 */
const WATCH_SCRIPT = `exec 3<&0 < /dev/null
(
  read -r _ <&3
  read -r self _ < /proc/self/stat
  for file in $([ -n "$${MARKER}" ] && grep -ls "${MARKER}=$${MARKER}" /proc/[0-9]*/environ); do
    pid=\${file#/proc/}
    [ "\${pid%/*}" = "$self" ] || kill -KILL "\${pid%/*}"
  done
  kill -KILL 0
) > /dev/null 2>&1 &
exec 3<&-
exec "$@"`;

const tethered = (host: Host, byWatch: boolean): readonly string[] => {
  const { setpriv, sh } = host.tools;
  const watch = byWatch || setpriv === undefined ? [sh, '-c', WATCH_SCRIPT, 'orps-watch'] : [];
  return [...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--']), ...watch];
};

/** Whatever is started from here on shares one core. */
const pinned = ({ tools: { taskset } }: Host, { core }: Line): readonly string[] =>
  taskset === undefined || core === undefined ? [] : [taskset, '--cpu-list', String(core)];

const needs = (tool: string | undefined): string => tool ?? '/bin/false';

/** A private mount namespace with the workspace's files in their place. */
function mountNamespace(technique: Technique, host: Host, view: View): readonly string[] {
  const { tools } = host;
  const enter = [
    ...[needs(tools.unshare), ...(technique.userNamespace ? ['--map-root-user'] : [])],
    ...['--mount', '--propagation', 'private', '--'],
  ];
  if (view.files.kind === 'folder') return enter;
  const mount = { sh: tools.sh, mount: needs(tools.mount) };
  return [...enter, ...overlayMount(mount, view.files, view.toplevel, technique.userNamespace)];
}

function bubblewrapped(
  technique: Technique,
  host: Host,
  view: View,
  mounts: readonly Mount[],
  run: Line,
) {
  const enter = technique.overlay ? mountNamespace(technique, host, view) : [];
  const user = enter.length > 0 && technique.userNamespace ? host : undefined;
  return [
    ...enter,
    ...measured(host.tools, run.fine),
    ...bubblewrap(needs(host.tools.bwrap), mounts, view.root, user, host.keptCapabilities),
  ];
}

function namespaced(
  technique: Technique,
  host: Host,
  view: View,
  mounts: readonly Mount[],
  run: Line,
) {
  const { mount, unshare, ...others } = host.tools;
  const tools = { ...others, mount: needs(mount), unshare: needs(unshare) };
  return [
    ...mountNamespace(technique, host, view),
    ...stage(tools, mounts, host.stageFolder),
    ...measured(host.tools, run.fine),
    ...seclude(tools, view.root),
    ...powerless(host, true, host.keptCapabilities),
  ];
}

/** The argument vector that runs a line in `view`: each program in it becomes or starts the next. */
export function chain(technique: Technique, host: Host, view: View, run: Line): Argv {
  const { secrecy, shadows, emptyFile, memoryBytes } = host;
  const mounts = (): readonly Mount[] => planMounts(view, secrecy, shadows, emptyFile, memoryBytes);
  const inner = {
    bubblewrap: () => bubblewrapped(technique, host, view, mounts(), run),
    namespaces: () => namespaced(technique, host, view, mounts(), run),
    process: () => [
      ...powerless(host, host.uid === 0 && host.maySetCapabilities, host.keptCapabilities),
      ...measured(host.tools, run.fine),
    ],
  }[technique.level]();
  const argv = [
    ...tethered(host, technique.level === 'process'),
    ...pinned(host, run),
    ...inner,
    ...commandLine(host, run),
  ];
  const [file = host.tools.sh, ...args] = argv;
  return [file, ...args];
}
