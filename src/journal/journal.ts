import {
  closeSync,
  existsSync,
  fdatasync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';
import * as z from 'zod';
import { BrokenEnvironment, WrongUse } from '../errors.ts';
import type { Journal } from '../ports.ts';

const flush = promisify(fdatasync);

/** One line of `journal.ndjson`. */
const lineSchema = z.object({ key: z.string(), atMs: z.number(), value: z.unknown() });

/** An append-only NDJSON file; each entry is on the disk before it counts. */
export interface NdjsonJournal extends Journal, Disposable {
  /** Milliseconds of work in all lives of this run; what is only recalled takes none. */
  workedMs(): number;
}

/**
 * Opens or continues a journal. A last line cut short by a kill is dropped: it
 * never counted. `onWork` is told when something is first asked that no
 * earlier life knows. Throws
 * WrongUse if the file is something else.
 */
export function openJournal(file: string, onWork: () => void = () => undefined): NdjsonJournal {
  const { entries, earlierMs, length } = readJournal(file);
  if (existsSync(file)) truncateSync(file, length);
  let started: number | undefined;
  const workedMs = () => earlierMs + (started === undefined ? 0 : performance.now() - started);
  const handle = openForAppend(file);
  // The names alone: what this life records it knows, and values can be large.
  const recorded = new Set(entries.keys());
  return {
    workedMs,
    recall(key) {
      const known = entries.get(key);
      // Everything is asked for once, and the larger entries take megabytes.
      entries.delete(key);
      if (known === undefined && started === undefined) {
        started = performance.now();
        onWork();
      }
      return known;
    },
    holds: (prefix) => recorded.keys().some((key) => key.startsWith(prefix)),
    async record(key, value) {
      const atMs = Math.round(workedMs());
      // One synchronous write keeps lines whole; waiting for the disk does not hold up others.
      writeSync(handle, `${JSON.stringify({ key, atMs, value })}\n`);
      await flush(handle);
      recorded.add(key);
    },
    [Symbol.dispose]: () => closeSync(handle),
  };
}

/** Reads a journal without touching it: for replays. */
export function readJournal(file: string): {
  readonly entries: Map<string, unknown>;
  readonly earlierMs: number;
  /** Bytes up to the end of the last whole line. */
  readonly length: number;
} {
  const entries = new Map<string, unknown>();
  if (!existsSync(file)) return { entries, earlierMs: 0, length: 0 };
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  let earlierMs = 0;
  for (const line of whole.split('\n')) {
    if (line === '') continue;
    const { key, atMs, value } = parseLine(line, file);
    entries.set(key, value);
    earlierMs = Math.max(earlierMs, atMs);
  }
  return { entries, earlierMs, length: Buffer.byteLength(whole) };
}

function parseLine(line: string, file: string): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new WrongUse(
      `${file} is not a journal of orps.`,
      'Name the journal.ndjson of an earlier run, or its folder for --resume.',
      { cause },
    );
  }
}

function openForAppend(file: string): number {
  try {
    return openSync(file, 'a');
  } catch (cause) {
    throw new BrokenEnvironment(
      `Cannot write ${file} (${(cause as NodeJS.ErrnoException).code}).`,
      'Choose a writable folder with --out.',
      { cause },
    );
  }
}
