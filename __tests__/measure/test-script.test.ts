import { expect, test } from '@jest/globals';
import { readTestScript } from '../../src/measure/test-script.ts';

const read = (line: string, scripts: Readonly<Record<string, string>> = {}) => {
  const found = readTestScript(line, new Map(Object.entries(scripts)));
  const runner = found?.runner;
  return {
    kind: runner?.kind,
    env: runner?.env.join(' '),
    args: runner?.args.map((word) => word.raw).join(' '),
    build: found?.build,
    folder: found?.folder,
    prelude: found?.prelude,
    omitted: found?.omitted,
  };
};

test.each([
  ['npx jest foo', 'jest', 'foo'],
  ['jest --config "a b.js"', 'jest', '--config "a b.js"'],
  ['node --experimental-vm-modules node_modules/jest/bin/jest.js src', 'jest', 'src'],
  ['node node_modules/.bin/mocha -t 100', 'mocha', '-t 100'],
  ["c8 --reporter=lcov mocha 'test/*.js'", 'mocha', "'test/*.js'"],
  ['nyc _mocha', 'mocha', ''],
  ['node --import tsx --test', 'node', '--import tsx --test'],
  ['python3 -m pytest tests/x -k "a or b"', 'pytest', 'tests/x -k "a or b"'],
  ['poetry run pytest -q', 'pytest', '-q'],
  ['uv run --extra dev pytest', 'pytest', ''],
  ['coverage run -m pytest', 'pytest', ''],
  ['python -m unittest -v', 'pytest', "-o python_files='test*.py'"],
  [
    'python -m unittest discover -s tests -p "*_test.py" -t .',
    'pytest',
    'tests -o python_files="*_test.py"',
  ],
  ['npx --yes jest x', 'jest', 'x'],
  ['python -uB -m pytest x', 'pytest', 'x'],
  ["borp -i 'x/*.js' 'a/*.js'", 'node', "--test 'a/*.js'"],
  ['npx -p jest jest x', 'jest', 'x'],
  ['uv run --with pytest pytest -q', 'pytest', '-q'],
  ['time -p mocha a', 'mocha', 'a'],
  ['dotenv -e .env.test -- vitest run', 'vitest', 'run'],
  ['node --import ./setup.js --test test', 'node', '--import ./setup.js --test test'],
  ['node --test-reporter spec --test', 'node', '--test-reporter spec --test'],
  ['pnpm exec vitest run', 'vitest', 'run'],
])('%s runs %s with %j', (line, kind, args) => {
  expect(read(line)).toMatchObject({ kind, args });
});

test.each([
  'make check',
  'tape test/*.js',
  'go test ./...',
  'jasmine',
  'node test.js',
  'eslint jest',
  'npx eslint test/jest',
  'npx --yes eslint test/jest',
  'npm install jest',
  'cd packages/a && npm run jest',
  'node gen.js --test',
  'python gen.py -m pytest',
  'python -O -m pytest',
  'env -C sub pytest',
  'npx -w sub jest',
  'npm exec -wsub jest',
  'bun test',
  'node --enable-source-maps gen.js --test',
  'node gen.js node_modules/.bin/jest',
  'python -m unittest tests.test_one',
  'npm -w core exec jest',
  'yarn workspace core jest',
  'pnpm --filter core exec vitest',
  'npm --prefix=core exec jest',
  'poetry -C core run pytest',
])('%s is no runner that we know', (line) => expect(read(line).kind).toBeUndefined());

test('npm scripts are followed; other steps before the tests are the build, checks and what follows are named as not run', () => {
  const scripts = {
    test: 'npm run lint && npm run compile && npm run test:unit && npm run e2e',
    lint: 'eslint . && tsc --noEmit',
    compile: 'tsc -p . && rollup -c',
    'test:unit': 'cross-env A=b NODE_OPTIONS="--x --y" mocha --exit',
    e2e: 'playwright test',
  };
  expect(read('npm test', scripts)).toEqual({
    kind: 'mocha',
    env: 'A=b NODE_OPTIONS="--x --y"',
    args: '--exit',
    build: 'tsc -p . && rollup -c',
    folder: '',
    prelude: '',
    omitted: 'eslint . && tsc --noEmit && playwright test',
  });
});

test('pretest is a step before the tests, whatever manager is asked', () => {
  const scripts = { pretest: 'npm run build', build: 'node build.js', test: 'jest' };
  for (const line of ['npm test', 'npm t', 'yarn test', 'pnpm run test', 'bun run test']) {
    expect(read(line, scripts)).toMatchObject({ kind: 'jest', build: 'node build.js' });
  }
});

test.each(['node --run test', 'npm test --ignore-scripts'])('%s runs no pretest', (line) => {
  const scripts = { pretest: 'node build.js', test: 'jest' };
  expect(read(line, scripts)).toMatchObject({ kind: 'jest', build: undefined });
});

test('a command of the manager is no script, though one is called like it', () => {
  const scripts = { install: 'node install.js', test: 'pnpm install && npm install && mocha' };
  expect(read('npm test', scripts).build).toBe('pnpm install && npm install');
});

test('arguments behind -- and scripts in turn reach the runner', () => {
  expect(read('npm test -- --bail x', { test: 'mocha' })).toMatchObject({ args: '--bail x' });
  expect(read('npm test --silent x', { test: 'mocha' })).toMatchObject({ args: 'x' });
  expect(read('yarn test --bail x', { test: 'mocha' })).toMatchObject({ args: '--bail x' });
  const scripts = { a: 'eslint .', 'test:one': 'vitest run', 'test:two': 'vitest bench' };
  expect(read('run-s a test:*', scripts)).toMatchObject({ kind: 'vitest', args: 'run' });
});

test('the folder that the line changes to is kept', () => {
  expect(read('cd packages/core && jest')).toMatchObject({ kind: 'jest', folder: 'packages/core' });
});

test('scripts that call each other for ever are no plain chain', () => {
  expect(read('npm test', { test: 'npm run again', again: 'npm test' }).kind).toBeUndefined();
});

test('a line without a known runner keeps what may test, without checks and coverage', () => {
  const scripts = { test: "npm run lint && nyc tape 'test/*.js'", lint: 'eslint .' };
  expect(readTestScript('npm test', new Map(Object.entries(scripts)))?.command).toBe(
    "tape 'test/*.js'",
  );
});

test.each([
  'node --test && node work.js',
  'X=1 node --test; node work.js',
  'mocha && jest',
  'npm run build && npm test && npm run e2e',
  'node serve.js & node --test',
  'node --test a\nnode --test b',
  'eslint . || exit 1; node --test',
  'cd pkg && npm test',
  'mocha a || mocha b',
  'pushd a && mocha',
  'if-env CI && npm test || npm run again',
  'npm test --prefix sub',
  'npm test --workspace=sub',
  'yarn --cwd sub test',
  'pnpm -r test',
])('%s is typed as it is to be run: as a whole', (line) => {
  const scripts = { build: 'tsc', test: 'mocha', again: 'mocha b', e2e: 'playwright test' };
  expect(readTestScript(line, new Map(Object.entries(scripts)))).toMatchObject({
    runner: undefined,
    command: line,
    omitted: undefined,
  });
});

test.each(['yarn test --project unit', 'pnpm run test --filter x', 'npm test -- --project unit'])(
  '%s hands its flags to the script',
  (line) => {
    expect(read(line, { test: 'vitest run' })).toMatchObject({ kind: 'vitest' });
  },
);

test.each([
  ['mocha | tee log', 'tee log'],
  ['mocha || exit 1', 'exit 1'],
  ['mocha && eslint .', 'eslint .'],
])('%s runs mocha, without %j', (line, omitted) => {
  expect(read(line)).toMatchObject({ kind: 'mocha', omitted });
});

test('of a script with several runners all are run where that is asked for, without its checks', () => {
  const scripts = {
    ...{ test: 'npm run lint && tsc && run-s unit:* && echo done', lint: 'eslint .' },
    ...{ 'unit:a': 'A=1 mocha a', 'unit:b': 'node c.js && mocha b', 'unit:c': 'cypress run' },
  };
  const of = (inAll: boolean) =>
    readTestScript('npm test', new Map(Object.entries(scripts)), { inAll });
  expect(of(true)).toMatchObject({
    ...{ runner: undefined, build: 'tsc', omitted: 'eslint . && cypress run && echo done' },
    command: 'A=1 mocha a && node c.js && mocha b',
  });
  expect(of(false)).toMatchObject({
    ...{
      runner: { kind: 'mocha' },
      omitted: 'eslint . && node c.js && mocha b && cypress run && echo done',
    },
  });
  for (const moving of ['unit:a', 'unit:b']) {
    const moved = new Map(Object.entries({ ...scripts, [moving]: 'cd b && mocha b' }));
    expect(readTestScript('npm test', moved, { inAll: true })).toMatchObject({
      ...{ runner: undefined, command: 'npm test' },
    });
  }
});

test.each([
  ['tsc; mocha', 'tsc; :'],
  ['test -d dist || npm run build && mocha', 'test -d dist || npm run build'],
  ['npm run clean; npm run build && mocha', 'npm run clean; npm run build'],
])('%s builds by %s: a step that may fail still may', (line, build) => {
  expect(read(line)).toMatchObject({ kind: 'mocha', build });
});

test.each([
  ['coverage run -m pytest && coverage report -m', 'pytest', 'coverage report -m'],
  ['mocha; echo done; exit 0', 'mocha', 'echo done; exit 0'],
  ['nyc mocha && nyc report --reporter lcov', 'mocha', 'nyc report --reporter lcov'],
])('%s is %s: what only reports behind the tests is not run', (line, kind, omitted) => {
  expect(read(line)).toMatchObject({ kind, omitted });
});

test.each([
  ['export TZ=UTC && mocha', 'export TZ=UTC', '', undefined],
  ['source env.sh; cd a && cd b && mocha', '. ./env.sh && cd a && cd b', 'a/b', undefined],
  ['cd pkg && npm run build && mocha', 'cd pkg', 'pkg', 'cd pkg && npm run build'],
  ['npm run build\nmocha', '', '', 'tsc; :'],
  ['npm run build &&\n  mocha \\\n --exit', '', '', 'tsc'],
  ['npm run build && cd pkg && mocha', 'cd pkg', 'pkg', 'tsc'],
  ['A=1 npm run inner', 'A=1 cd pkg', 'pkg', undefined],
  ['cd "a b" && mocha', 'cd "a b"', 'a b', undefined],
  ['set -euo pipefail; mocha', '', '', undefined],
  ['set -o pipefail; mocha', '', '', undefined],
  ['set -o allexport; . ./env; mocha', 'set -o allexport && . ./env', '', undefined],
  ['npm run after-pre', '', '', 'npm run preafter-pre'],
  ['set -a; . ./env; set +a; mocha', 'set -a && . ./env && set +a', '', undefined],
  ['FOO=1; export FOO; mocha', 'FOO=1 && export FOO', '', undefined],
  ['npm run moved && mocha', '', '', 'npm run moved'],
])('%s runs the tests in the shell that %j makes', (line, prelude, folder, build) => {
  const scripts = { build: 'tsc', inner: 'cd pkg && mocha', moved: 'cd pkg && tsc' };
  const pre = { 'preafter-pre': 'cd pkg && make', 'after-pre': 'mocha' };
  expect(read(line, { ...scripts, ...pre })).toMatchObject({
    ...{ kind: 'mocha', prelude, folder, build },
  });
});

test('the scripts before and after a step belong to it', () => {
  const scripts = {
    ...{ prebuild: 'rm -rf dist', build: 'tsc', postbuild: 'cp a dist' },
    ...{ test: 'npm run build && mocha', posttest: 'node after.js' },
  };
  expect(read('npm test', scripts)).toMatchObject({
    build: 'rm -rf dist && tsc && cp a dist',
    omitted: 'node after.js',
  });
});

test.each([
  ["run-s 'gen -- --flag' unit", undefined, undefined],
  ['run-p serve unit', undefined, undefined],
  ['run-p lint unit', 'mocha', 'eslint .'],
  ['run-s un* unit:**', 'mocha', 'mocha a'],
  ['run-s built unit', 'mocha', undefined],
  ['npm-run-all -p serve unit', undefined, undefined],
])('of %s the tests are those of %j', (line, kind, omitted) => {
  const scripts = { gen: 'node g.js', serve: 'node s.js', unit: 'mocha', lint: 'eslint .' };
  const more = { built: 'wireit', 'unit:a': 'mocha a' };
  expect(read(line, { ...scripts, ...more })).toMatchObject({ kind, omitted });
});

test.each([
  ['npm run gen && npm run built && mocha', 'node g.js && wireit'],
  ['test -d dist || npm run both && mocha', 'test -d dist || npm run both'],
  ['npx c8 node x.js && mocha', 'node x.js'],
  ['nyc --reporter lcov node x.js && mocha', 'node x.js'],
  ['npm run lint && mocha', 'node g.js'],
  ['npm run typecheck && mocha', 'tsc -b'],
  ['npm run gen && npm run loose && mocha', 'node g.js && npm run loose'],
  ['npm run type-check && mocha', undefined],
  ['npm run check-types && mocha', undefined],
  ['deno fmt --check && mocha', undefined],
  ['cd a && pnpm lint && mocha', undefined],
  ['bun gen && mocha', 'node g.js'],
  ['npx cross-env A=1 node x.js && mocha', 'A=1 node x.js'],
  ['pnpm exec c8 --all node x.js && mocha', 'node x.js'],
])('%s builds by %s', (line, build) => {
  const scripts = { gen: 'node g.js', built: 'wireit', both: 'node g.js && node h.js' };
  const judges = {
    ...{ lint: 'npm run gen && eslint .', typecheck: 'tsc -b' },
    ...{ loose: 'node a.js; node b.js', 'type-check': 'vitest --typecheck.only' },
    ...{ 'check-types': 'tsc -p .', 'lint-and-test': 'eslint . && mocha' },
  };
  expect(read(line, { ...scripts, ...judges })).toMatchObject({ kind: 'mocha', build });
});

test('a script that is called lint is a check, whatever it runs', () => {
  const scripts = {
    test: 'npm run lint && npm run lint:md && mocha',
    lint: 'node tools/l.js',
    'lint:md': 'sh m.sh',
  };
  expect(read('npm test', scripts)).toMatchObject({
    build: undefined,
    omitted: 'node tools/l.js && sh m.sh',
  });
});
