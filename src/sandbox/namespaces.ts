import type { Mount } from './mounts.ts';

/**
 * bubblewrap's work done by hand with mount(8), for machines without it. Sources
 * are gathered on a stage before folders are covered, since they may lie below
 * them; read-only sources after the system was sealed, so that they are sealed too.
 * The stage is reached by relative paths only: it may itself get covered.
 */
const STAGE_SCRIPT = `mount=$1 stage=$2
shift 2
gather() {
  kind=$1 n=0
  shift
  while [ "$1" != -- ]; do
    n=$((n + 1))
    if [ "$1" = "$kind" ]; then
      if [ -d "$2" ]; then mkdir -p ./$n; else : > ./$n; fi
      "$mount" -c --rbind "$2" ./$n || return
    fi
    shift 3
  done
}
seal() {
  while read -r _ _ _ _ at options _; do
    at=$(printf '%b' "$at")
    case $at in "$stage"|"$stage"/*|/proc|/proc/*) continue ;; esac
    case ,$options, in *,ro,*) continue ;; esac
    "$mount" -c -o "remount,bind,ro,\${options#rw}" "$at" < /dev/null || [ "$at" != / ] || return
  done < /proc/self/mountinfo
}
place() {
  n=0
  while [ "$1" != -- ]; do
    n=$((n + 1))
    if [ "$1" = empty ]; then
      # A sticky /dev would keep ordinary users from opening devices to write.
      case $3 in */tmp|/dev/shm) mode=1777 ;; *) mode=0755 ;; esac
      mkdir -p "$3" && "$mount" -c -t tmpfs -o "mode=$mode,size=$2" tmpfs "$3" || return
    else
      if [ -d ./$n ]; then mkdir -p "$3"; else mkdir -p "\${3%/*}" && [ -e "$3" ] || : > "$3"; fi
      "$mount" -c --rbind ./$n "$3" || return
    fi
    shift 3
  done
}
"$mount" -c -t tmpfs -o mode=0755 tmpfs "$stage" && cd "$stage" || exit
gather writable "$@" && seal && gather read-only "$@" && place "$@" || exit
ln -s /proc/self/fd /dev/fd && ln -s fd/0 /dev/stdin && ln -s fd/1 /dev/stdout && ln -s fd/2 /dev/stderr
while [ "$1" != -- ]; do shift 3; done
shift
exec "$@"`;

/** First process of the private PID namespace: finishes what needs its /proc and network, then drops all power. */
const FIRST_SCRIPT = `mount=$1 ip=$2 root=$3
shift 3
[ -z "$ip" ] || "$ip" link set lo up
for name in sys sysrq-trigger irq bus; do
  [ ! -e /proc/$name ] || { "$mount" -c --bind /proc/$name /proc/$name && "$mount" -c -o remount,bind,ro /proc/$name; } || exit
done
cd "$root" || exit
exec "$@"`;

const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];

const triple = (mount: Mount): readonly string[] =>
  mount.kind === 'empty'
    ? [mount.kind, String(mount.bytes), mount.at]
    : [mount.kind, mount.from, mount.at];

export interface NamespaceTools {
  readonly sh: string;
  readonly mount: string;
  readonly unshare: string;
  readonly ip?: string;
  readonly setpriv?: string;
}

/** Runs inside a private mount namespace, before the command is measured. */
export const stage = (
  tools: NamespaceTools,
  mounts: readonly Mount[],
  folder: string,
): readonly string[] => {
  const devices: readonly Mount[] = [
    { kind: 'empty', at: '/dev', bytes: 1024 * 1024 },
    ...DEVICES.map(
      (name): Mount => ({
        kind: 'writable',
        from: `/dev/${name}`,
        at: `/dev/${name}`,
      }),
    ),
  ];
  return [
    ...[tools.sh, '-c', STAGE_SCRIPT, 'orps-stage', tools.mount, folder],
    ...[...devices, ...mounts].flatMap(triple),
    '--',
  ];
};

/** The measured part: private processes, network and IPC. */
export const seclude = (tools: NamespaceTools, root: string): readonly string[] => [
  // unshare ends its child with itself, and must itself end with what measures it.
  ...(tools.setpriv === undefined ? [] : [tools.setpriv, '--pdeathsig', 'KILL', '--']),
  ...[tools.unshare, '--pid', '--fork', '--kill-child', '--mount-proc', '--net', '--ipc', '--'],
  ...[tools.sh, '-c', FIRST_SCRIPT, 'orps-first', tools.mount, tools.ip ?? '', root],
];
