import type { ResourceUsage } from '../ports.ts';
import type { Tools } from './tools.ts';

/** Printed on the control channel just before the command line takes over. */
export const STARTED = 'orps-started';

const TIMED = 'orps-usage';

/**
 * How a command is measured from outside: GNU time where there is one, else a
 * shell that reads its children's fields in `/proc/$$/stat` (proc(5)).
 *
 * Both print on standard error, which is the control channel: the command's
 * own standard error is joined to its output. They print last, when everything
 * that they waited for has ended, so the last line cannot be forged from inside.
 */
export const measured = (
  { time, sh, bash }: Pick<Tools, 'time' | 'sh' | 'bash'>,
  fine = false,
): readonly string[] =>
  time === undefined
    ? [sh, '-c', STAT_SCRIPT, 'orps-measure']
    : [
        ...[time, '-f', `${TIMED} %U %S %M %R %F`],
        ...(fine && bash !== undefined ? [bash, '--norc', '-c', FINE_SCRIPT, 'orps-clock'] : []),
      ];

/**
 * bash tells the same times in milliseconds; it costs a process more. With a socket
 * as its input, which our pipes are, it would read ~/.bashrc first.
 */
const FINE = 'orps-cpu';
const FINE_SCRIPT = `TIMEFORMAT='${FINE} %3U %3S'; time "$@"; exit $?`;

const STAT_SCRIPT = `"$@"
code=$?
if read -r stat < /proc/$$/stat; then
  set -- \${stat##*) }
  printf '${TIMED} %s.%02d %s.%02d - %s %s\\n' $((\${14} / 100)) $((\${14} % 100)) $((\${15} / 100)) $((\${15} % 100)) $9 \${11} >&2
fi
exit $code`;

/** What the control channel said. */
export interface ControlReport {
  /** Whether the command line was reached; if not, `complaint` says what stood in its way. */
  readonly started: boolean;
  readonly usage: Omit<ResourceUsage, 'wallMs'>;
  readonly complaint: string;
}

/** Never fails: what is missing or malformed was not measured. */
export function readControl(text: string): ControlReport {
  const lines = text.trimEnd().split('\n');
  const fields = (lines.at(-1) ?? '').split(' ');
  const number = (index: number): number | null => {
    const value = fields[0] === TIMED ? Number.parseFloat(fields[index] ?? '') : Number.NaN;
    return Number.isFinite(value) ? value : null;
  };
  const [roughUser, roughSystem, peakKb] = [number(1), number(2), number(3)];
  const fine = fineTimes(lines, roughUser, roughSystem);
  const [user, system] = fine ?? [roughUser, roughSystem];
  return {
    started: lines.includes(STARTED),
    usage: {
      cpuMs: user === null || system === null ? null : Math.round((user + system) * 1000),
      systemMs: system === null ? null : Math.round(system * 1000),
      cpuTickMs: fine === undefined ? 10 : 1,
      peakRssBytes: peakKb === null ? null : peakKb * 1024,
      minorFaults: number(4),
      majorFaults: number(5),
    },
    complaint: lines
      .filter((line) => line !== STARTED && !line.startsWith(TIMED) && !line.startsWith(FINE))
      .join('\n'),
  };
}

/** What GNU time rounds down, in seconds, and some room for what it measures besides. */
const ROUNDED = 0.025;

/** User and system time in seconds, where they agree with the rougher word that cannot be forged. */
function fineTimes(
  lines: readonly string[],
  user: number | null,
  system: number | null,
): readonly [number, number] | undefined {
  const said = lines.findLast((line) => line.startsWith(FINE));
  const [one = Number.NaN, other = Number.NaN] = (said ?? '').split(' ').slice(1).map(Number);
  if (user === null || system === null) return undefined;
  const agree = Math.abs(one - user) <= ROUNDED && Math.abs(other - system) <= ROUNDED;
  return agree ? [one, other] : undefined;
}
