import { explanation, headline, problemTitle } from './headline.ts';
import { failureList, profileView, proofTable, runnersUpView } from './html-evidence.ts';
import { style } from './html-style.ts';
import { diffBlock, escaped, paragraphs } from './html-text.ts';
import { treeList } from './html-tree.ts';
import { testsOf } from './markdown-evidence.ts';
import { nextSteps } from './next-steps.ts';
import type { Report } from './report.ts';
import { originOf } from './reproduction.ts';
import { isBetter } from './verdict.ts';
import { counted, duration, money, score, strategyName } from './wording.ts';

type Best = NonNullable<Report['best']>;

const section = (title: string, body: string): string =>
  body === '' ? '' : `<section><h2>${title}</h2>\n${body}</section>`;

const quote = (text: string): string => `<blockquote>${paragraphs(text)}</blockquote>`;

const list = (items: readonly string[], name = ''): string =>
  `<ul${name === '' ? '' : ` class="${name}"`}>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

function facts({ base, model, timing, usage, isolation, seed }: Report): string {
  const branch = base.branch === undefined ? '' : ` on <code>${escaped(base.branch)}</code>`;
  return list(
    [
      `Base <code>${escaped(base.sha.slice(0, 10))}</code>${branch}${base.dirty ? ' with uncommitted changes' : ''}`,
      `Model ${escaped(model)}`,
      duration(timing.totalMs),
      `${counted(usage.calls, 'call')}, ${counted(usage.inputTokens + usage.outputTokens, 'token')}`,
      money(usage.costUsd),
      `Seed ${seed}`,
      `Isolation: ${isolation.level}, network ${isolation.network}`,
    ],
    'facts',
  );
}

function problem(report: Report): string {
  const { failToPass, tests, flaky } = report.baseline;
  const flips =
    flaky.length === 0
      ? ''
      : `<p>These tests flip on the unchanged base and do not count:</p>${list(flaky.slice(0, 50).map((name) => `<code>${escaped(name)}</code>`))}`;
  const failing =
    failToPass.length === 0
      ? ''
      : `<p>${counted(failToPass.length, 'test')} of ${tests} failed on the base, every time:</p>${failureList(report)}`;
  return `${quote(report.task.goal)}${failing}${flips}`;
}

function reproduction({ reproduction: found }: Report): string {
  if (found === undefined) return '';
  const names = (tests: readonly string[]) =>
    tests.map((path) => `<code>${escaped(path)}</code>`).join(', ') || 'no usable test';
  if (found.tests.length > 0) {
    const origin = originOf(names(found.tests), (words) => `<strong>${words}</strong>`);
    const critique =
      found.critique === null
        ? ''
        : `<p>The critic gives it ${found.score} of 5:</p>${quote(found.critique)}`;
    return `<p>${origin}</p>${critique}`;
  }
  return found.attempts
    .map(
      ({ tests, outcome, reasoning, patch }) =>
        `<p>${names(tests)}: ${escaped(outcome)}</p>${reasoning === '' ? '' : quote(reasoning)}${patch === '' ? '' : diffBlock(patch)}`,
    )
    .join('\n');
}

function answer(report: Report, best: Best): string {
  const good = isBetter(report);
  const points = best.processReward === null ? 'no score' : `${best.processReward.toFixed(1)} of 5`;
  const notes = report.isolation.notes.map((note) => `<p class="quiet">${escaped(note)}</p>`);
  return [
    section(
      good ? 'What changed, and why' : 'What came closest',
      `<p class="quiet">The programmer's reasoning (candidate ${escaped(best.id)}, strategy ${escaped(strategyName(best.strategy))}):</p>${quote(best.reasoning)}${diffBlock(best.patch)}`,
    ),
    section(
      'The critique',
      `<p>Score: <strong>${points}</strong> (step score ${score(best.stepScore)} of 1).</p>${best.critique === null ? '' : quote(best.critique)}`,
    ),
    section(
      good ? 'Proof' : 'How far it got',
      `${proofTable(report, best)}<p>Run by <code>${escaped(report.task.testCommand)}</code>, with ${testsOf(report)}, in a fresh ${report.isolation.workspace} of the base for every candidate.</p>${notes.join('')}`,
    ),
    section('Profile against the base', profileView(best)),
  ].join('\n');
}

function goingOn(report: Report): string {
  const { advice, commands } = nextSteps(report);
  const lines = advice.map((line) => escaped(line).replace(/`([^`]+)`/g, '<code>$1</code>'));
  return `${list(lines)}${commands.length === 0 ? '' : `<pre tabindex="0">${escaped(commands.join('\n'))}</pre>`}`;
}

/** The report as one file of HTML: it asks for nothing, runs nothing, and needs no network. */
export function html(report: Report): string {
  const title = headline(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1 class="${report.status}">${escaped(title)}</h1>
${explanation(report)
  .map((words) => `<p>${escaped(words)}</p>`)
  .join('')}
${facts(report)}
${section(problemTitle(report), problem(report))}
${section(report.best === null ? 'Tests that were tried' : 'The test that shows it', reproduction(report))}
${report.best === null ? '' : answer(report, report.best)}
${section('Other candidates', runnersUpView(report))}
${section('Search tree', report.candidates.length === 0 ? '' : treeList(report))}
${section('How to go on', goingOn(report))}
</main>
</body>
</html>
`;
}
