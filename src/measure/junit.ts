import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import type { Finding } from './test-case.ts';

const LARGEST = 16 * 1024 * 1024;

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const outcome = z
  .union([text, z.object({ message: text.optional(), text: text.optional() })])
  .transform((value) =>
    typeof value === 'string' ? value : [value.message, value.text].filter(Boolean).join('\n'),
  );
const outcomes = z.array(outcome).optional();
const caseSchema = z.object({
  name: text.optional(),
  classname: text.optional(),
  file: text.optional(),
  time: z.coerce.number().optional().catch(undefined),
  failure: outcomes,
  error: outcomes,
  skipped: outcomes,
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: 'text',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['testcase', 'testsuite', 'failure', 'error', 'skipped'].includes(name),
});

/**
 * Findings of one JUnit XML file (https://github.com/testmoapp/junitxml), or
 * `undefined` if it is something else, too large, malformed, or declares
 * entities: no test runner needs them, and they can expand without end.
 */
export function parseJUnit(xml: string): readonly Finding[] | undefined {
  if (xml.length > LARGEST || /<!(?:DOCTYPE|ENTITY)/i.test(xml)) return undefined;
  try {
    const tree: unknown = parser.parse(xml, true);
    if (tree === null || typeof tree !== 'object') return undefined;
    if (!('testsuites' in tree) && !('testsuite' in tree)) return undefined;
    return collect(tree, undefined);
  } catch {
    return undefined;
  }
}

/** Walks suites within suites; a suite's file is that of its cases unless they say otherwise. */
function collect(node: unknown, file: string | undefined): readonly Finding[] {
  if (Array.isArray(node)) return node.flatMap((child) => collect(child, file));
  if (node === null || typeof node !== 'object') return [];
  const own = 'file' in node && typeof node.file === 'string' ? node.file : file;
  const cases = 'testcase' in node && Array.isArray(node.testcase) ? node.testcase : [];
  return [
    ...cases.map((one) => toFinding(caseSchema.parse(one), own)),
    ...('testsuite' in node ? collect(node.testsuite, own) : []),
    ...('testsuites' in node ? collect(node.testsuites, own) : []),
  ];
}

function toFinding(one: z.infer<typeof caseSchema>, file: string | undefined): Finding {
  const bad = [...(one.failure ?? []), ...(one.error ?? [])];
  const name = one.name ?? '(unnamed)';
  const place = one.file ?? file;
  const full = one.classname && !name.startsWith(one.classname) ? `${one.classname} ${name}` : name;
  return {
    name: full,
    file:
      place === undefined || /^(?:\/|\.\.)/.test(place) ? undefined : place.replace(/^\.\//, ''),
    status: bad.length > 0 ? 'failed' : one.skipped !== undefined ? 'skipped' : 'passed',
    durationMs: (one.time ?? 0) * 1000,
    message: bad.length > 0 ? bad.join('\n') : undefined,
  };
}
