import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { completion, send, serve } from '../model/endpoint.ts';
import { type Bench, type Ended, openBench, RED } from './orps.ts';

/** One clear sentence, the right status, no stack trace, nothing left behind. */
function expectOneSentence({ status, stderr }: Ended, words: RegExp): void {
  const said = stderr.split('\n').filter((line) => line.startsWith('orps: '));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(words);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(status).toBe(2);
}

function expectNothingLeft(bench: Bench): void {
  expect(bench.leftovers()).toEqual([]);
  expect(existsSync(bench.out)).toBe(false);
}

const GREEN = {
  ...RED,
  'src/range.js': (RED['src/range.js'] ?? '').replace('at < to', 'at <= to'),
};

test.each<[string, RegExp, readonly string[]]>([
  ['an unknown flag', /Unknown option '--nope'\. See orps fix --help/, ['fix', '--nope']],
  ['an unknown flag of bench', /See orps bench --help/, ['bench', '--nope']],
  ['an unknown base', /no commit "nope" \(--base\) in .*git fetch/, ['bench', '--base', 'nope']],
  [
    'an unknown head',
    /no commit "nope" \(--head\) in /,
    ['bench', '--base', 'HEAD', '--head', 'nope'],
  ],
  [
    'uncommitted changes for a head that is a commit',
    /^orps: --allow-dirty makes .* part of the head, and --head names a commit\. Leave one/,
    ['bench', '--base', 'HEAD', '--head', 'HEAD', '--allow-dirty'],
  ],
  ['an empty --out', /--out is an empty text\./, ['bench', '--base', 'HEAD', '--out', '']],
  [
    "an --out that is git's own folder",
    /\.git is where git keeps its own files\. Name another folder/,
    ['bench', '--base', 'HEAD', '--out', '.git'],
  ],
  [
    "an --out within git's own folder",
    /\.git\/a\/b is where git keeps its own files\./,
    ['bench', '--base', 'HEAD', '--out', '.git/a/b'],
  ],
  ["git's own folder for a checkout", /no files are checked out there/, ['fix', '.git']],
  ['an unknown command', /Unknown command 'repair'/, ['repair']],
  [
    'a negative budget',
    /--max-cost cannot be "-1": it must be a number above 0\./,
    ['fix', '--max-cost', '-1'],
  ],
  [
    'a budget that is no number',
    /--max-minutes cannot be "soon": it must be a number above 0, at most 30000\./,
    ['fix', '--max-minutes', 'soon'],
  ],
  [
    'no candidates at all',
    /--samples cannot be "0": it must be a whole number from 1 to 10000\./,
    ['fix', '--samples', '0'],
  ],
  [
    'an unknown preset',
    /--preset cannot be "best": it must be one of fast, balanced, paper\./,
    ['fix', '--preset', 'best'],
  ],
  ['an address that is none', /--base-url .*http/, ['fix', '--base-url', 'localhost']],
  [
    'an endpoint without a model',
    /--base-url names an endpoint, and the model is offline\. Name a model/,
    ['fix', '--base-url', 'http://127.0.0.1:1'],
  ],
  [
    'a search for speed without a model',
    /The goal "performance" needs a language model.*--model/,
    ['fix', '--goal', 'performance'],
  ],
  [
    'a search for speed without time to confirm it',
    /--profile-minutes 0 leaves no time to confirm/,
    [
      ...['fix', '--goal', 'performance', '--profile-minutes', '0'],
      ...['--model', 'm', '--base-url', 'http://127.0.0.1:1'],
    ],
  ],
  ['a model without a key', /needs a key.*ORPS_API_KEY/, ['fix', '--model', 'gpt-4o-mini']],
  [
    'a price that nobody knows',
    /no price is known.*--price-input/,
    ['fix', '--model', 'm', '--base-url', 'http://127.0.0.1:1', '--max-cost', '1'],
  ],
  [
    'a goal of one word, mostly a misspelt one',
    /The goal "perfomance" is one word, and not "performance"\. Say what is wrong/,
    ['fix', '--goal', 'perfomance'],
  ],
  ['a goal without words', /--goal cannot be "": it must not be empty\./, ['fix', '--goal', '']],
  ['a folder without a name', /The folder is an empty text\. Name it/, ['fix', '']],
  ['a file for a folder', /package\.json is a file, not a folder\. Name/, ['fix', 'package.json']],
  ['a folder that is not there', /There is no folder .*nowhere/, ['fix', 'nowhere']],
  [
    'an issue that is not there',
    /Cannot read the issue .*issue\.md/,
    ['fix', '--issue', 'issue.md'],
  ],
  ['a journal that is not there', /holds no run to go on with/, ['fix', '--resume', 'nowhere']],
  ['a replay that is not there', /nowhere\.ndjson/, ['fix', '--model', 'replay:nowhere.ndjson']],
  [
    'a test command that does not exist',
    /no-such-command/,
    ['fix', '--test', 'no-such-command --all'],
  ],
])('%s gets one sentence', async (_, words, args) => {
  using bench = openBench(RED);
  expectOneSentence(
    await bench.orps([...args, ...(args[0] === 'fix' ? ['--out', bench.out] : [])]),
    words,
  );
  expectNothingLeft(bench);
});

test('a target that no failing test answers to gets one sentence', async () => {
  using bench = openBench(RED);
  const args = ['fix', '--target', 'nobody', '--out', bench.out];
  expectOneSentence(
    await bench.orps(args),
    /contains "nobody"; failing are .*both ends are included/,
  );
  expectNothingLeft(bench);
});

test('a folder that is no repository gets one sentence', async () => {
  using bench = openBench(RED);
  rmSync(join(bench.checkout, '.git'), { recursive: true });
  const result = await bench.orps(['fix', '--out', bench.out]);
  expectOneSentence(result, /not in the working tree of a git repository/);
  expect(existsSync(bench.out)).toBe(false);
});

test('a bare repository, and a link to nothing, get one sentence', async () => {
  using bench = openBench(RED);
  bench.git('clone', '-q', '--bare', '.', '../bare.git');
  symlinkSync('nowhere', join(bench.folder, 'link'));
  const args = ['--base', 'HEAD', '--out', bench.out];
  expectOneSentence(
    await bench.orps(['bench', '../bare.git', ...args]),
    /bare repository, .*no files are checked out there\. .*`git clone`/,
  );
  expectOneSentence(
    await bench.orps(['bench', '../link', ...args]),
    /link is a link to what is not there\. Name a checkout/,
  );
  expect(existsSync(bench.out)).toBe(false);
});

test('a repository without a commit gets one sentence that fits every command', async () => {
  using bench = openBench(RED);
  bench.git('update-ref', '-d', 'HEAD');
  const result = await bench.orps(['bench', '--base', 'main', '--out', bench.out]);
  expectOneSentence(result, /has no commit yet\. Commit the files: `git add --all`/);
});

test('a project without tests gets one sentence', async () => {
  using bench = openBench({ 'README.md': 'nothing here\n' });
  expectOneSentence(await bench.orps(['fix', '--out', bench.out]), /--test/);
  expectNothingLeft(bench);
});

test('a dirty checkout gets one sentence, and --allow-dirty makes it the base', async () => {
  using bench = openBench(GREEN);
  writeFileSync(join(bench.checkout, 'src/range.js'), RED['src/range.js'] ?? '');
  const refused = await bench.orps(['fix', '--out', bench.out]);
  expectOneSentence(refused, /uncommitted changes \(src\/range\.js\).*--allow-dirty/);
  const allowed = await bench.orps(['fix', '--allow-dirty', '--out', bench.out, '--json']);
  expect(JSON.parse(allowed.stdout)).toMatchObject({ status: 'fixed', base: { dirty: true } });
}, 60_000);

test('a suite that is green is nothing to do, and no failure', async () => {
  using bench = openBench(GREEN);
  const { status, stdout } = await bench.orps(['fix', '--out', bench.out, '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'nothing-to-do', best: null, candidates: [] });
  expect(bench.leftovers()).toEqual([]);
});

test('a suite that never ends gets one sentence after its time', async () => {
  using bench = openBench(RED);
  const args = ['fix', '--test', 'sleep 600', '--suite-timeout', '1', '--out', bench.out];
  expectOneSentence(await bench.orps(args), /did not end within 1 s.*--suite-timeout/);
  expectNothingLeft(bench);
});

test('a suite that fails differently each time is flaky, with the name of what flips', async () => {
  const flips = `import { test } from 'node:test';
test('stands', () => {});
test('flips', () => { if (Math.random() < 0.5) throw new Error('odd'); });
`;
  using bench = openBench({ 'package.json': RED['package.json'] ?? '', 'test/a.test.js': flips });
  for (;;) {
    rmSync(bench.out, { recursive: true, force: true });
    const { status, stdout } = await bench.orps([
      'fix',
      '--max-candidates',
      '1',
      '--out',
      bench.out,
      '--json',
    ]);
    const result = JSON.parse(stdout) as { status: string; reason: string };
    // One run in two sees it pass at once; one in eight of the others sees it fail three times.
    if (result.status !== 'flaky') continue;
    expect(status).toBe(1);
    expect(result.reason).toContain('flips');
    break;
  }
}, 60_000);

test('a disk that cannot be written gets one sentence', async () => {
  using bench = openBench(RED);
  const result = await bench.orps(['fix', '--out', '/proc/orps-cannot-write']);
  expectOneSentence(result, /Cannot make the folder \/proc\/orps-cannot-write.*--out/);
  expect(bench.leftovers()).toEqual([]);
});

test('a temporary folder that cannot be written gets one sentence', async () => {
  using bench = openBench(RED);
  const result = await bench.orps(['fix', '--out', bench.out], { TMPDIR: '/proc' });
  expectOneSentence(result, /temporary folder in \/proc.*TMPDIR/);
});

test.each<[string, number, unknown, RegExp]>([
  [
    'a refused key',
    401,
    { error: { message: 'Incorrect API key' } },
    /refused the key.*ORPS_API_KEY/,
  ],
  ['an unknown model', 404, { error: { message: 'no such model' } }, /knows no model "m"/],
])('%s gets one sentence', async (_, status, body, words) => {
  await using endpoint = await serve((response) => send(response, status, body));
  using bench = openBench(RED);
  const args = ['fix', '--model', 'm', '--base-url', endpoint.baseUrl, '--out', bench.out];
  expectOneSentence(await bench.orps(args), words);
  expectNothingLeft(bench);
});

test('an endpoint that answers HTML gets one sentence', async () => {
  await using endpoint = await serve((response) =>
    send(response, 200, '<!doctype html><title>It works</title>', { 'content-type': 'text/html' }),
  );
  using bench = openBench(RED);
  const args = ['fix', '--model', 'm', '--base-url', endpoint.baseUrl, '--out', bench.out];
  expectOneSentence(await bench.orps(args), /not a chat completion.*--base-url/);
  expectNothingLeft(bench);
});

test('an endpoint that is not there gets one sentence', async () => {
  const endpoint = await serve(() => undefined);
  await endpoint[Symbol.asyncDispose]();
  using bench = openBench(RED);
  const args = ['fix', '--model', 'm', '--base-url', endpoint.baseUrl, '--out', bench.out];
  expectOneSentence(await bench.orps(args), /No connection.*ECONNREFUSED.*--base-url/);
  expectNothingLeft(bench);
}, 60_000);

test('a model that answers nonsense for ever ends as unresolved, and the report counts it', async () => {
  await using endpoint = await serve((response) =>
    send(response, 200, completion('Hmm. I wonder.')),
  );
  using bench = openBench(RED);
  const args = ['fix', '--model', 'm', '--base-url', endpoint.baseUrl, '--preset', 'fast'];
  const { status, stdout } = await bench.orps([...args, '--out', bench.out, '--json']);
  expect(status).toBe(1);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ status: 'unresolved', best: null });
  expect(result.usage.unusableReplies).toBe(result.usage.calls);
  expect(result.usage.inputTokens).toBeGreaterThan(0);
  expect(result.candidates[0].reason).toContain('no SEARCH/REPLACE block');
  expect(readdirSync(bench.out)).toContain('report.md');
});
