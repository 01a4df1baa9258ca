/** A place that a failure message names. */
export interface Frame {
  /** As written: absolute, relative or a URL. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** Python's traceback, pytest's long and short form, V8's frames, in this order of trial. */
const FRAMES: readonly RegExp[] = [
  /^\s*File "(?<path>[^"\n]+)", line (?<line>\d+)/,
  /^(?<path>[^\s:()]+\.py):(?<line>\d+): /,
  /^\s*at .*?\(?(?:file:\/\/)?(?<path>[^\s()]+?):(?<line>\d+):\d+\)?$/,
  /^\s*(?:❯|>)?\s*(?<path>[^\s:()]+\.(?:[cm]?[jt]sx?)):(?<line>\d+)(?::\d+)?\s*$/,
];

/**
 * The frames of a failure message, nearest to the throw first. Python prints
 * the throw last, V8 prints it first.
 */
export function framesOf(message: string): readonly Frame[] {
  const frames: Frame[] = [];
  let python = false;
  for (const line of message.split('\n')) {
    for (const [at, form] of FRAMES.entries()) {
      const found = form.exec(line)?.groups;
      if (found?.path === undefined || found.line === undefined) continue;
      frames.push({ path: found.path, line: Number(found.line) });
      python ||= at < 2;
      break;
    }
  }
  return python ? frames.reverse() : frames;
}

/** The repository's file that a frame means: below its root, else the one whose path ends the frame's. */
export function fileOf(
  frame: Frame,
  files: ReadonlySet<string>,
  root?: string,
): string | undefined {
  let path = frame.path.replaceAll('\\', '/').replace(/^\.\//, '');
  if (root !== undefined && path.startsWith(`${root}/`)) path = path.slice(root.length + 1);
  while (!files.has(path)) {
    const cut = path.indexOf('/');
    if (cut === -1) return undefined;
    path = path.slice(cut + 1);
  }
  return path;
}
