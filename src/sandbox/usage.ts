import type { ResourceUsage } from '../ports.ts';

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
export const measured = (time: string | undefined, shell: string): readonly string[] =>
  time === undefined
    ? [shell, '-c', STAT_SCRIPT, 'orps-measure']
    : [time, '-f', `${TIMED} %U %S %M %R %F`];

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
  const [user, system, peakKb] = [number(1), number(2), number(3)];
  return {
    started: lines.includes(STARTED),
    usage: {
      cpuMs: user === null || system === null ? null : Math.round((user + system) * 1000),
      systemMs: system === null ? null : Math.round(system * 1000),
      peakRssBytes: peakKb === null ? null : peakKb * 1024,
      minorFaults: number(4),
      majorFaults: number(5),
    },
    complaint: lines.filter((line) => line !== STARTED && !line.startsWith(TIMED)).join('\n'),
  };
}
