import type { WriteStream } from 'node:tty';
import { liveView } from '../report/live.ts';
import { logView } from '../report/log.ts';
import type { ProgressView } from '../report/progress.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A live view on a terminal, log groups in GitHub Actions, plain lines elsewhere. */
export function openView(stream: WriteStream, environment: Environment): ProgressView {
  return stream.isTTY && !environment.CI
    ? liveView(stream, styleOf(stream, environment))
    : logView(stream, { groups: environment.GITHUB_ACTIONS === 'true' });
}

/** What the terminal can show, by the customs of NO_COLOR and the locale. */
export const styleOf = (stream: WriteStream, environment: Environment) => ({
  colour: Boolean(stream.isTTY) && !environment.NO_COLOR && environment.TERM !== 'dumb',
  unicode: /utf-?8/i.test(environment.LC_ALL ?? environment.LC_CTYPE ?? environment.LANG ?? ''),
});
