import * as z from 'zod';
import type { TestCase } from '../ports.ts';
import { FILE_CASE, type Finding, toCases, worst } from './test-case.ts';

/** What the reporter in the test process wrote (format: assets/report-lines.cjs), read as a stranger's word. */
export interface ReportLines {
  readonly findings: readonly Finding[];
  /** Tests and files that began and have no verdict. */
  readonly unfinished: readonly { readonly file?: string | undefined; readonly name: string }[];
  /** The reporter saw the end of the run. */
  readonly ended: boolean;
  /** Lines that are not of this format. */
  readonly malformed: number;
}

const file = z
  .string()
  .max(4_096)
  .regex(/^(?!\/)(?!\.\.?\/)[^\0]+$/)
  .nullish()
  .transform((value) => value ?? undefined);
const named = { file, name: z.string().max(100_000) };
const verdict = {
  ...named,
  status: z.enum(['passed', 'failed', 'skipped']),
  ms: z.number(),
  message: z.string().max(40_000).nullish(),
};
const lineSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('started'), ...named }),
  z.object({ event: z.literal('case'), ...verdict }),
  z.object({ event: z.literal('early'), ...verdict }),
  z.object({ event: z.literal('file-end'), file }),
  z.object({ event: z.literal('end') }),
]);
type Line = z.infer<typeof lineSchema>;
type Verdict = Extract<Line, { event: 'case' | 'early' }>;

/** The last line may be cut where the process was killed; then it only does not count. */
export function parseReportLines(text: string): ReportLines {
  const texts = text.split('\n');
  const cut = texts.pop() ?? '';
  const { good, malformed } = readLines(texts);
  const files = new Set(good.flatMap((line) => (line.event === 'file-end' ? [line.file] : [])));
  const verdicts = good.filter(
    (line) => line.event === 'case' || (line.event === 'early' && !files.has(line.file)),
  ) as readonly Verdict[];
  return {
    findings: verdicts.map(toFinding),
    unfinished: findUnfinished(good, verdicts, files),
    ended: good.some((line) => line.event === 'end'),
    malformed: malformed + (cut === '' ? 0 : 1),
  };
}

/** One bad line is enough to know; a report of millions of them is not read to its end. */
const MOST_MALFORMED = 100;

function readLines(texts: readonly string[]) {
  const good: Line[] = [];
  let malformed = 0;
  for (const text of texts) {
    if (text === '') continue;
    const line = parseLine(text);
    if (line !== undefined) good.push(line);
    else if (++malformed === MOST_MALFORMED) break;
  }
  return { good, malformed };
}

function parseLine(text: string): Line | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const toFinding = ({ file, name, status, ms, message }: Verdict): Finding => ({
  file,
  name,
  status,
  durationMs: ms,
  message: message ?? undefined,
});

const key = (line: { file?: string | undefined; name: string }): string =>
  JSON.stringify([line.file, line.name]);

/** A file counts as unfinished only where no single test of it explains what is missing. */
function findUnfinished(
  lines: readonly Line[],
  verdicts: readonly Verdict[],
  ended: ReadonlySet<string | undefined>,
): ReportLines['unfinished'] {
  const decided = new Set(verdicts.map(key));
  const begun = lines.filter((line) => line.event === 'started' && !ended.has(line.file));
  const open = (begun as readonly Extract<Line, { event: 'started' }>[]).filter(
    (line) => !decided.has(key(line)),
  );
  const tests = open.filter((line) => line.name !== '');
  const explained = new Set(tests.map((line) => line.file));
  const files = open
    .filter((line) => line.name === '' && line.file !== undefined && !explained.has(line.file))
    .map((line) => ({ file: line.file, name: FILE_CASE }));
  return [...tests, ...files];
}

/**
 * pytest reports a test once a phase: those are one case, and so is whatever
 * stands for one file. Else two reports of one name are two tests.
 */
export function casesOf(lines: ReportLines, repeats: 'phases' | 'tests'): readonly TestCase[] {
  const merged = new Map<string, Finding>();
  for (const [index, finding] of lines.findings.entries()) {
    const isOne = repeats === 'phases' || finding.name === FILE_CASE;
    const place = isOne ? key(finding) : String(index);
    const before = merged.get(place);
    merged.set(place, before === undefined ? finding : worst(before, finding));
  }
  return toCases([...merged.values()]);
}
