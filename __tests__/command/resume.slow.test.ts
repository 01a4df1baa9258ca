import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { readJournal } from '../../src/journal/journal.ts';
import { type Asked, completion, send, serve } from '../model/endpoint.ts';
import { type Bench, ended, openBench, RED } from './orps.ts';

const KILLS = 50;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const promptOf = ({ body }: Asked) =>
  (body.messages as { readonly content: string }[]).map(({ content }) => content).join('\n');

/** Bounds that a programmer may come up with; two of them are right, and one breaks a test. */
const BOUNDS = ['at <= to', 'at < to + 1', 'at <= to + 1', 'at !== to', 'at < to + 2'];

/** Times and ratios differ from life to life; what was asked for, and after which patches, does not. */
const stablePart = (prompt: string): string =>
  [...prompt.matchAll(/manner: .{60}|^[-+] .*$|Try \w+/gm)].join('\n');

/** Answers by the prompt alone, so that every life of a run would hear the same; `serial` tells answers apart. */
function answerTo(prompt: string, serial: number): string {
  const draw = Number.parseInt(hashOf(stablePart(prompt)), 16);
  if (prompt.includes('Your task now: critic')) {
    const right = prompt.includes('All failing tests pass');
    return `CRITIQUE: answer ${serial}.\nSCORE: ${right ? 4 : 1 + (draw % 3)}\nFINISHED: no`;
  }
  if (draw % 7 === 0) return `No idea, says answer ${serial}.`;
  const bound = BOUNDS[draw % BOUNDS.length];
  const bounds = prompt.match(/at (?:[<!]=+ to|< to)(?: \+ \d)?(?=; at\+\+)/g);
  const current = bounds?.at(-1) ?? 'at < to';
  return `Try ${hashOf(stablePart(prompt))}, answer ${serial}.\n\nsrc/range.js\n<<<<<<< SEARCH\n  for (let at = from; ${current}; at++) numbers.push(at);\n=======\n  for (let at = from; ${bound}; at++) numbers.push(at);\n>>>>>>> REPLACE`;
}

interface Answered {
  readonly prompt: string;
  readonly serial: number;
}

const argsOf = (baseUrl: string, out: string) => [
  ...['fix', '--model', 'm', '--base-url', baseUrl, '--out', out, '--json'],
  ...['--samples', '4', '--beam', '2', '--rounds', '3', '--preset', 'paper'],
];

/** What must not depend on how often a run died. */
function essence(out: string) {
  const { status, best, candidates, rounds } = JSON.parse(
    readFileSync(join(out, 'result.json'), 'utf8'),
  );
  return {
    status,
    best: best && { id: best.id, patch: best.patch, verification: best.verification },
    candidates: candidates.map(({ id, fate, verdict, processReward }: Record<string, unknown>) => ({
      id,
      fate,
      verdict,
      processReward,
    })),
    beams: rounds.map((round: { readonly beam: unknown }) => round.beam),
  };
}

/** The prompts whose answers the journal holds. */
function journaledPrompts(out: string, answered: readonly Answered[]): ReadonlySet<string> {
  const file = join(out, 'journal.ndjson');
  if (!existsSync(file)) return new Set();
  const text = JSON.stringify([...readJournal(file).entries]);
  return new Set(
    answered.filter(({ serial }) => text.includes(`answer ${serial}.`)).map(({ prompt }) => prompt),
  );
}

async function killAfter(bench: Bench, args: readonly string[], ms: number): Promise<boolean> {
  const child = bench.start(args);
  const end = ended(child);
  const first = await Promise.race([end.then(() => 'ended'), sleep(ms, 'time')]);
  if (first === 'ended') return false;
  child.kill('SIGKILL');
  await end;
  return true;
}

test(`killed ${KILLS} times at random moments, a resumed run ends like an undisturbed one and asks nothing twice`, async () => {
  const answered: Answered[] = [];
  await using endpoint = await serve((response, asked, nth) => {
    const prompt = promptOf(asked);
    setTimeout(() => {
      if (response.destroyed) return;
      answered.push({ prompt, serial: nth });
      send(response, 200, completion(answerTo(prompt, nth)));
    }, 60);
  });
  using bench = openBench(RED);
  await bench.orps(argsOf(endpoint.baseUrl, bench.out));
  const undisturbed = essence(bench.out);
  expect(undisturbed.candidates.length).toBeGreaterThan(10);

  for (let kills = 0, run = 0; kills < KILLS; run++) {
    const out = `${bench.out}-${run}`;
    answered.length = 0;
    for (let lives = 0; ; lives++) {
      const resuming = existsSync(join(out, 'journal.ndjson'));
      if (!resuming) rmSync(out, { recursive: true, force: true });
      const held = journaledPrompts(out, answered);
      const before = endpoint.asked.length;
      const args = resuming ? ['fix', '--resume', out, '--json'] : argsOf(endpoint.baseUrl, out);
      const killed = kills < KILLS && (await killAfter(bench, args, 100 + Math.random() * 1_400));
      if (kills >= KILLS) await bench.orps(args);
      if (killed) kills++;
      const again = endpoint.asked
        .slice(before)
        .map(promptOf)
        .filter((prompt) => held.has(prompt));
      expect(again).toEqual([]);
      if (!killed) break;
      expect(lives).toBeLessThan(KILLS);
    }
    expect(essence(out)).toEqual(undisturbed);
  }
  // What killed runs left behind is gone with the next life.
  expect(bench.leftovers()).toEqual([]);
}, 400_000);

/** Command lines of living processes that name this folder. */
function processesNaming(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return []; // It ended in the meantime.
      }
    })
    .filter((line) => line.includes(folder));
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s stops a run in order: children end, the journal stays, nothing is left behind',
  async (signal, status) => {
    await using endpoint = await serve((response, asked, nth) => {
      // The first answers make a journal; then the model keeps everyone waiting.
      if (nth <= 4) send(response, 200, completion(answerTo(promptOf(asked), nth)));
    });
    using bench = openBench(RED);
    const child = bench.start(argsOf(endpoint.baseUrl, bench.out));
    const end = ended(child);
    while (endpoint.asked.length < 5) await sleep(50);
    child.kill(signal);
    const { status: code, stderr } = await end;
    expect(code).toBe(status);
    expect(stderr).toMatch(
      new RegExp(`Go on with: (orps|node \\S+cli\\.js) fix --resume ${bench.out}$`, 'm'),
    );
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(bench.out, 'result.json'))).toBe(false);
    expect([...readJournal(join(bench.out, 'journal.ndjson')).entries.keys()]).toContain(
      'baseline',
    );
    expect(bench.leftovers()).toEqual([]);
    expect(processesNaming(bench.folder)).toEqual([]);
  },
);

test('a signal ends a test run that would take for ever', async () => {
  using bench = openBench(RED);
  const child = bench.start(['fix', '--test', 'sleep 600', '--out', bench.out]);
  const end = ended(child);
  while (processesNaming(bench.folder).length < 2) await sleep(50);
  child.kill('SIGTERM');
  expect((await end).status).toBe(143);
  expect(processesNaming(bench.folder)).toEqual([]);
  expect(bench.leftovers()).toEqual([]);
});

test('a run whose starter was killed ends as if it had been told to', async () => {
  using bench = openBench(RED);
  const child = bench.start(['fix', '--test', 'sleep 600', '--out', bench.out]);
  const exit = once(child, 'exit');
  while (processesNaming(bench.folder).length < 2) await sleep(50);
  child.disconnect();
  expect(await exit).toEqual([143, null]);
  expect(processesNaming(bench.folder)).toEqual([]);
});

test('a folder in which a run is at work is not taken by another one', async () => {
  await using endpoint = await serve(() => undefined);
  using bench = openBench(RED);
  const child = bench.start(argsOf(endpoint.baseUrl, bench.out));
  const end = ended(child);
  while (endpoint.asked.length === 0) await sleep(50);
  for (const args of [['fix', '--resume', bench.out], argsOf(endpoint.baseUrl, bench.out)]) {
    const { status, stderr } = await bench.orps(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/at work in .*kill \d+|already holds a run/);
  }
  child.kill('SIGKILL');
  await end;
  expect(existsSync(join(bench.out, '.lock'))).toBe(true);
  const resumed = bench.start(['fix', '--resume', bench.out]);
  const resumedEnd = ended(resumed);
  const before = endpoint.asked.length;
  while (endpoint.asked.length === before) await sleep(50);
  resumed.kill('SIGTERM');
  expect((await resumedEnd).status).toBe(143);
  expect(existsSync(join(bench.out, '.lock'))).toBe(false);
});

/** As if the lives so far had used up all the time there is; keeps only the entries named. */
function spendAllTime(out: string, kept: (key: string) => boolean): void {
  const file = join(out, 'journal.ndjson');
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const spent = lines.filter(({ key }) => kept(key)).map((line) => ({ ...line, atMs: 1e9 }));
  writeFileSync(file, `${spent.map((line) => JSON.stringify(line)).join('\n')}\n`);
}

test('what earlier lives know takes no time: with none left, a run still ends as it would have', async () => {
  await using endpoint = await serve((response, asked, nth) =>
    send(response, 200, completion(answerTo(promptOf(asked), nth))),
  );
  using bench = openBench(RED);
  await bench.orps(argsOf(endpoint.baseUrl, bench.out));
  const undisturbed = essence(bench.out);
  const asked = endpoint.asked.length;
  rmSync(join(bench.out, 'result.json'));
  spendAllTime(bench.out, () => true);
  await bench.orps(['fix', '--resume', bench.out, '--json']);
  expect(essence(bench.out)).toEqual(undisturbed);
  expect(endpoint.asked).toHaveLength(asked);
});

test('a later life that gets less far leaves the better result as it is', async () => {
  await using endpoint = await serve((response, asked, nth) =>
    send(response, 200, completion(answerTo(promptOf(asked), nth))),
  );
  using bench = openBench(RED);
  await bench.orps(argsOf(endpoint.baseUrl, bench.out));
  const patch = readFileSync(join(bench.out, 'patch.diff'), 'utf8');
  expect(patch).not.toBe('');
  spendAllTime(bench.out, (key) => key === 'run' || key === 'baseline');
  const { status, stderr } = await bench.orps(['fix', '--resume', bench.out]);
  expect(status).toBe(0);
  expect(stderr).toContain('An earlier life of this run had found something better');
  expect(essence(bench.out).status).toBe('fixed');
  expect(readFileSync(join(bench.out, 'patch.diff'), 'utf8')).toBe(patch);
});

test('a run is not resumed on another commit', async () => {
  await using endpoint = await serve((response, asked, nth) =>
    send(response, 200, completion(answerTo(promptOf(asked), nth))),
  );
  using bench = openBench(RED);
  await bench.orps(argsOf(endpoint.baseUrl, bench.out));
  bench.git('commit', '--allow-empty', '-qm', 'later');
  const { status, stderr } = await bench.orps(['fix', '--resume', bench.out]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/began on commit .* is now on .*git checkout/);
});

test('a journal replays without a model, to the same result', async () => {
  await using endpoint = await serve((response, asked, nth) =>
    send(response, 200, completion(answerTo(promptOf(asked), nth))),
  );
  using bench = openBench(RED);
  const [fix, _model, _name, _url, _address, ...rest] = argsOf(endpoint.baseUrl, `${bench.out}-2`);
  await bench.orps(argsOf(endpoint.baseUrl, bench.out));
  const asked = endpoint.asked.length;
  await bench.orps([fix ?? '', '--model', `replay:${join(bench.out, 'journal.ndjson')}`, ...rest]);
  expect(endpoint.asked).toHaveLength(asked);
  expect(essence(`${bench.out}-2`)).toEqual(essence(bench.out));
});
