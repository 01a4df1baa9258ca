import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { html } from '../../src/report/html.ts';
import { markdown } from '../../src/report/markdown.ts';
import { mermaid } from '../../src/report/mermaid.ts';
import type { Report } from '../../src/report/report.ts';
import { terminalSummary } from '../../src/report/terminal.ts';
import { unseen } from './hostile.ts';
import { hostileReport } from './hostile-report.ts';
import { sample } from './sample.ts';

const many: Report = {
  ...sample,
  candidates: Array.from({ length: 300 }, (_, index) => ({
    ...(sample.candidates[index % sample.candidates.length] ?? sample.candidates[0]),
    id: index < 40 ? `0.${index}` : `0.${index % 40}/1.${index}`,
    parent: index < 40 ? null : `0.${index % 40}`,
  })) as Report['candidates'],
};

const statuses: readonly Report[] = [
  sample,
  { ...sample, status: 'improved', stoppedBy: 'rounds' },
  { ...sample, status: 'unresolved', stoppedBy: 'budget:minutes' },
  { ...sample, status: 'unresolved', stoppedBy: 'exhausted', best: null, candidates: [] },
  { ...sample, status: 'flaky', best: null, candidates: [], rounds: [] },
  { ...sample, status: 'nothing-to-do', best: null, candidates: [], rounds: [] },
];

describe('report.md', () => {
  const text = markdown(sample);

  test('says the verdict in its first line', () => {
    expect(text.split('\n')[0]).toBe(
      '**✅ Fixed: 2 failing tests now pass and all 148 others still do, in 3 of 3 clean runs.**',
    );
  });

  test('holds the whole diff, the critique with its score, the proof and the runners-up', () => {
    expect(text).toContain(sample.best?.patch.trim());
    expect(text).toContain('Score: **4.6 of 5**');
    expect(text).toContain('| Tests that failed | 2 fail | 2/2 pass |');
    expect(text).toContain('CPU time ×1.31 against ×0.99');
    expect(text).toContain('| Page faults | n/a | not measured |');
  });

  test('has the same sections whatever strangers write', () => {
    const title = /^(?:#{1,6} |<\/?details).*/gm;
    const titles = (report: Report): readonly string[] => markdown(report).match(title) ?? [];
    const reproduction = { tests: ['a'], critique: null, score: null, attempts: [] };
    const honest = titles({ ...sample, reproduction });
    fc.assert(
      fc.property(hostileReport, (report) => {
        const body = markdown(report).replace(/^(`{3,})[^`\n]*\n[\s\S]*?\n\1$/gm, '');
        expect(body.match(title) ?? []).toEqual(honest);
        expect(body).not.toMatch(unseen);
      }),
      { numRuns: 60 },
    );
  });

  test('gives up the runners-up, the tree and the diff, in this order, to fit a limit', () => {
    const has = (limit: number): readonly boolean[] => {
      const short = markdown(sample, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      return ['Other candidates', 'Search tree', 'Diff'].map((part) =>
        short.includes(`<summary>${part}<`),
      );
    };
    const less = (title: string): number =>
      text.length - (text.split(`<summary>${title}<`)[1]?.split('</details>')[0]?.length ?? 0);
    expect(has(text.length)).toEqual([true, true, true]);
    expect(has(text.length - 1)).toEqual([false, true, true]);
    expect(has(less('Search tree') - 400)).toEqual([false, false, true]);
    expect(has(3300)).toEqual([false, false, false]);
    expect(markdown(sample, 400)).toContain('Fixed: 2 failing tests');
  });
});

describe('the diagram', () => {
  test('holds only our own syntax, whatever strangers write', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const line of mermaid(report).split('\n')) {
          expect(line).toMatch(
            /^(?:flowchart LR| {2}base\(\["base [^"]*"\]\)| {2}(?:base|n\d+) (?:-->|-\.->) [nm]\d+\["[\p{L}\p{N} .,/:+×·<>-]*"\]:::[a-z]+| {2}classDef [\w ,:#-]+)$/u,
          );
          expect(line.replace('<br/>', '').replace(/-->|-\.->/, '')).not.toMatch(/[<>]/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('shows at most forty candidates, the chosen one among them, and counts the rest', () => {
    const diagram = mermaid({ ...many, best: sample.best && { ...sample.best, id: '0.7/1.287' } });
    expect(diagram.match(/--> n\d+\[/g)).toHaveLength(40);
    expect(diagram).toContain('0.7/1.287');
    const hidden = [...diagram.matchAll(/\["(\d+) more"\]/g)].map(([, count]) => Number(count));
    expect(hidden.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(260);
  });
});

describe('report.html', () => {
  const tags = (page: string): readonly string[] => page.match(/<[a-z!/][^>]*>/gi) ?? [];

  test('asks for nothing and runs nothing', () => {
    const page = html(sample);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(?:script|img|link|iframe|object)|https?:|url\(|@import| on\w+=/i);
  });

  test('has only our own elements and attributes, whatever strangers write', () => {
    const known = new Set(tags(html(many)).concat(tags(html(sample)), ['<br>', '<pre>', '</pre>']));
    const odd = /^<(?:span class="(?:hunk|file|added|removed|)"|details|p class="quiet"|code)>$/;
    fc.assert(
      fc.property(hostileReport, (report) => {
        const page = html(report);
        expect(tags(page).filter((tag) => !known.has(tag) && !odd.test(tag))).toEqual([]);
        expect(page).not.toMatch(unseen);
      }),
      { numRuns: 60 },
    );
  });

  test('is written however many empty lines a model gives', () => {
    const reasoning = `One.${'\n'.repeat(200_000)}Two.`;
    const page = html({ ...sample, best: sample.best && { ...sample.best, reasoning } });
    expect(page).toContain('<p>One.</p>\n<p>Two.</p>');
  });

  test('holds every candidate', () => {
    expect(html(many).match(/<summary><code>0\.\d+/g)).toHaveLength(300);
  });
});

describe('the closing summary', () => {
  test('is a few lines without terminal sequences, whatever strangers write', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = terminalSummary(report, { colour: false, unicode: true, out: '.orps' });
        expect(text).not.toMatch(unseen);
        expect(text.split('\n').length).toBeLessThanOrEqual(8);
      }),
      { numRuns: 60 },
    );
  });
});

describe('every status', () => {
  test.each(statuses.map((report) => [report.status, report.stoppedBy, report] as const))(
    '%s (%s) says in every view what happened and how to go on',
    (_status, _stop, report) => {
      const [title = ''] = markdown(report).split('\n');
      const words = title.replace(/^\*\*\S+ |\*\*$/g, '');
      expect(html(report)).toContain(`<title>${words}</title>`);
      expect(terminalSummary(report, { colour: false, unicode: false })).toContain(words);
      expect(markdown(report)).toMatch(/### How to go on\n\n- \S/);
      expect(markdown(report)).not.toMatch(/NaN|\[object|null/);
      expect(html(report)).not.toMatch(/NaN|\[object|null/);
    },
  );
});
