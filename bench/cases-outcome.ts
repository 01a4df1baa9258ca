import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import type { Recipe } from './cases-recipes.ts';

/** What one run of a whole suite said, test by test. */
export interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

type Status = 'passed' | 'failed' | 'skipped';
type Verdict = readonly [name: string, status: Status];

/**
 * Reads a runner's own report. Deliberately not the engine's readers: the
 * judge must not share a fault with what it judges.
 * @throws SyntaxError or ZodError on a report of another shape.
 */
export function readOutcome(format: Recipe['report'], text: string): Outcome {
  const seen = new Map<string, number>();
  const named = [...readers[format](text)].map(([name, status]): Verdict => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [times === 1 ? name : `${name} (${times})`, status];
  });
  const of = (wanted: Status) =>
    named.filter(([, status]) => status === wanted).map(([name]) => name);
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

const readers: Readonly<Record<Recipe['report'], (text: string) => Iterable<Verdict>>> = {
  junit: (text) => junitCases(xml.parse(text), ''),
  jest: jestCases,
  tap: tapPoints,
  jasmine: jasmineSpecs,
  go: goTests,
};

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: true,
  isArray: (name) => name === 'testsuite' || name === 'testcase',
});

interface JunitNode {
  readonly testsuites?: JunitNode;
  readonly testsuite?: readonly JunitNode[];
  readonly testcase?: readonly JunitNode[];
  readonly failure?: unknown;
  readonly error?: unknown;
  readonly skipped?: unknown;
  readonly '@name'?: string;
  readonly '@classname'?: string;
}

function* junitCases(node: JunitNode, path: string): Generator<Verdict> {
  for (const child of node.testsuite ?? []) {
    yield* junitCases(child, `${path}${child['@name'] ?? ''} › `);
  }
  for (const entry of node.testcase ?? []) {
    const broken = entry.failure !== undefined || entry.error !== undefined;
    const idle = entry.skipped !== undefined ? 'skipped' : 'passed';
    const name = `${path}${entry['@classname'] ?? ''} › ${entry['@name'] ?? ''}`;
    yield [name, broken ? 'failed' : idle];
  }
  if (node.testsuites) yield* junitCases(node.testsuites, path);
}

const jestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

function* jestCases(text: string): Generator<Verdict> {
  for (const file of jestReport.parse(JSON.parse(text)).testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) yield [file.name, 'failed'];
    for (const { fullName, status } of file.assertionResults) {
      const known = status === 'passed' || status === 'failed' ? status : 'skipped';
      yield [`${file.name} › ${fullName}`, known];
    }
  }
}

function* tapPoints(text: string): Generator<Verdict> {
  let group = '';
  for (const line of text.split('\n')) {
    group = /^# (.*)/.exec(line)?.[1] ?? group;
    const point = /^(not )?ok \d+ ?(?:- )?(.*)/.exec(line);
    if (!point) continue;
    const directive = /# (skip|todo)/i.test(line);
    yield [`${group} › ${point[2]}`, directive ? 'skipped' : point[1] ? 'failed' : 'passed'];
  }
}

/** Jasmine prints counts and the names of failures only: the others are told apart by number. */
function* jasmineSpecs(text: string): Generator<Verdict> {
  const counts = /(\d+) specs?, (\d+) failures?(?:, (\d+) pending)?/.exec(text);
  if (!counts) throw new SyntaxError('Jasmine printed no summary.');
  const [total, failures, pending] = counts.slice(1).map((digits) => Number(digits ?? 0));
  const list = text.split(/^Failures:$/m)[1]?.split(/^Pending:$/m)[0] ?? '';
  const names = [...list.matchAll(/^\d+\) (.+)$/gm)].map(([, name]) => name ?? '');
  for (let n = 0; n < (failures ?? 0); n++) yield [names[n] ?? `failure`, 'failed'];
  for (let n = 0; n < (pending ?? 0); n++) yield ['pending', 'skipped'];
  const green = (total ?? 0) - (failures ?? 0) - (pending ?? 0);
  for (let n = 0; n < green; n++) yield ['spec', 'passed'];
}

const goEvent = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  Test: z.string().optional(),
});

function* goTests(text: string): Generator<Verdict> {
  const ends: Readonly<Record<string, Status>> = {
    pass: 'passed',
    fail: 'failed',
    skip: 'skipped',
  };
  const events = text.split('\n').filter((line) => line.startsWith('{'));
  let failures = 0;
  for (const line of events) {
    const event = goEvent.parse(JSON.parse(line));
    const status = ends[event.Action];
    if (!status) continue;
    if (event.Test) yield [`${event.Package} › ${event.Test}`, status];
    // A package fails with its tests; alone it means that nothing could be compiled.
    else if (status === 'failed' && failures === 0) yield [`${event.Package}`, status];
    if (status === 'failed') failures += 1;
  }
}
