import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measured } from './measured.ts';

/** A program of constructs that every language has. */
type Program = readonly Statement[];
type Statement =
  | { readonly kind: 'call' }
  | { readonly kind: 'while'; readonly operators: Operators; readonly body: Program }
  | {
      readonly kind: 'if';
      readonly operators: Operators;
      readonly body: Program;
      readonly elseIf: Program | undefined;
      readonly otherwise: Program | undefined;
    };
type Operators = readonly ('and' | 'or')[];

/** What a language needs to write such a program. */
interface Spelling {
  readonly path: string;
  readonly and: string;
  readonly or: string;
  /** A statement's head, before its condition and after it. */
  readonly heads: Readonly<Record<'if' | 'else if' | 'else' | 'while', readonly [string, string]>>;
  readonly call: string;
  function(body: string): string;
}

const curly = (before: string, after: string, loop = 'while'): Spelling['heads'] => ({
  if: [`if ${before}`, `${after} {`],
  'else if': [`else if ${before}`, `${after} {`],
  else: ['else', ' {'],
  while: [`${loop} ${before}`, `${after} {`],
});
const AND = { and: '&&', or: '||', call: 'g();' };

const SPELLINGS: readonly Spelling[] = [
  { path: 'a.ts', ...AND, heads: curly('(', ')'), function: (body) => `function f() {${body}}` },
  {
    path: 'A.java',
    ...AND,
    heads: curly('(', ')'),
    function: (b) => `class A { void f() {${b}} }`,
  },
  { path: 'a.c', ...AND, heads: curly('(', ')'), function: (body) => `void f(void) {${body}}` },
  { path: 'a.cc', ...AND, heads: curly('(', ')'), function: (b) => `void A::f() {${b}}` },
  { path: 'a.rs', ...AND, heads: curly('', ''), function: (body) => `fn f() {${body}}` },
  {
    path: 'a.go',
    ...AND,
    heads: curly('', '', 'for'),
    // A line's end is a semicolon: an else stays on the line of its brace.
    function: (body) => `package a\nfunc f() {${body.replace(/}\s+else/g, '} else')}}`,
  },
  {
    path: 'a.py',
    and: 'and',
    or: 'or',
    call: 'g()',
    heads: {
      if: ['if ', ':'],
      'else if': ['elif ', ':'],
      else: ['else', ':'],
      while: ['while ', ':'],
    },
    function: (body) => `def f():${body}`,
  },
];

function written(program: Program, spelling: Spelling, indent = '  '): string {
  const { path, heads, call, and, or } = spelling;
  const end = path === 'a.py' ? '' : `\n${indent}}`;
  const block = (head: keyof Spelling['heads'], operators: Operators, body: Program) => {
    const rest = operators.map((operator) => ` ${operator === 'and' ? and : or} x`).join('');
    const condition = head === 'else' ? '' : `x${rest}`;
    const [before, after] = heads[head];
    const inner = written(body, spelling, `${indent}  `);
    return `\n${indent}${before}${condition}${after}${inner}${end}`;
  };
  if (program.length === 0) return `\n${indent}${call}`;
  return program
    .map((statement) => {
      if (statement.kind === 'call') return `\n${indent}${call}`;
      const { kind, operators, body } = statement;
      if (kind === 'while') return block('while', operators, body);
      const { elseIf, otherwise } = statement;
      return [
        block('if', operators, body),
        elseIf === undefined ? '' : block('else if', [], elseIf),
        otherwise === undefined ? '' : block('else', [], otherwise),
      ].join('');
    })
    .join('');
}

const runs = (operators: Operators): number =>
  operators.filter((operator, at) => operator !== operators[at - 1]).length;

/** The white paper, read aloud. */
function expected(program: Program, nesting = 0): { cyclomatic: number; cognitive: number } {
  const sum = { cyclomatic: 0, cognitive: 0 };
  const add = (cyclomatic: number, cognitive: number, body?: Program) => {
    const inner = body === undefined ? undefined : expected(body, nesting + 1);
    sum.cyclomatic += cyclomatic + (inner?.cyclomatic ?? 0);
    sum.cognitive += cognitive + (inner?.cognitive ?? 0);
  };
  for (const statement of program) {
    if (statement.kind === 'call') continue;
    const { operators, body } = statement;
    add(1 + operators.length, 1 + nesting + runs(operators), body);
    if (statement.kind === 'while') continue;
    if (statement.elseIf !== undefined) add(1, 1, statement.elseIf);
    if (statement.otherwise !== undefined) add(0, 1, statement.otherwise);
  }
  return sum;
}

const operators = fc.array(fc.constantFrom('and' as const, 'or' as const), { maxLength: 4 });
const { program } = fc.letrec<{ program: Program; statement: Statement }>((tie) => {
  const body = tie('program');
  const maybe = fc.option(body, { nil: undefined, maxDepth: 3 });
  return {
    program: fc.array(tie('statement'), { maxLength: 3 }),
    statement: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      fc.constant({ kind: 'call' as const }),
      fc.record({ kind: fc.constant('while' as const), operators, body }),
      fc.record({
        kind: fc.constant('if' as const),
        operators,
        body,
        elseIf: maybe,
        otherwise: maybe,
      }),
    ),
  };
});

test('the same program is as complex in every language as by the white paper', async () => {
  await fc.assert(
    fc.asyncProperty(program, async (statements) => {
      const { cyclomatic, cognitive } = expected(statements);
      for (const spelling of SPELLINGS) {
        const text = spelling.function(`${written(statements, spelling)}\n`);
        expect({ text, ...(await measured(spelling.path, text)) }).toMatchObject({
          text,
          cyclomatic: cyclomatic + 1,
          cognitive,
        });
      }
    }),
    { numRuns: 60 },
  );
});
