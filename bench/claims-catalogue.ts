import { findMyWay, type Recipe } from './cases-recipes.ts';

/** A commit of a public repository, and what its author said of its speed. */
export interface Claim {
  readonly id: string;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly commit: string;
  /** The author's words; '' where none were about speed. */
  readonly claim: string;
  /** One of both, as `orps bench` takes it. */
  readonly command?: string;
  readonly benchmarks?: string;
}

/** What a repository needs to run its tests. */
export const DEPENDENCIES: Readonly<Record<string, Recipe['install']>> = {
  'hukkin/tomli': { kind: 'venv', packages: ['pytest', 'python-dateutil'] },
  'executablebooks/markdown-it-py': {
    kind: 'venv',
    packages: ['pytest', 'pytest-regressions', 'mdurl', 'linkify-it-py', 'attrs'],
  },
  'delvedor/find-my-way': findMyWay.install,
  'moment/luxon': {
    kind: 'npm-packages',
    packages: ['jest@29', 'babel-jest@29', '@babel/core@7', '@babel/preset-env@7'],
  },
  'toss/es-toolkit': { kind: 'npm-packages', packages: ['vitest@2', 'lodash@4', 'tslib@2'] },
};

/** Node resolves a package's own name only where its manifest is the nearest one. */
export const LINKS: Readonly<Record<string, string>> = { 'toss/es-toolkit': 'es-toolkit' };

const tomli = (commit: string, claim: string): Claim => ({
  ...{ id: `tomli ${commit}`, repository: 'hukkin/tomli', commit, claim },
  command: '.venv/bin/python -m pytest -q -p no:cacheprovider tests',
});

/** The data of the project's own benchmark. */
const LOADS = `.venv/bin/python -c "
import tomli
text = open('benchmark/data.toml').read()
for _ in range(300): tomli.loads(text)"`;

const markdown = (commit: string, claim: string): Claim => ({
  ...{ id: `markdown-it-py ${commit}`, repository: 'executablebooks/markdown-it-py' },
  ...{ commit, claim },
  command:
    '.venv/bin/python -m pytest -q -p no:cacheprovider tests/test_cmark_spec tests/test_port',
});

const router = (commit: string, claim: string): Claim => ({
  ...{ id: `find-my-way ${commit}`, repository: 'delvedor/find-my-way', commit, claim },
  command: 'node --test test/find*.test.js test/lookup*.test.js test/pa*.test.js',
});

/** Routes as a server looks them up. */
const LOOKUPS = `node -e "
const router = require('.')();
router.on('GET', '/user/:id/comments', () => 1);
router.on('GET', '/static/files/all', () => 1);
for (let i = 0; i < 1e6; i++) {
  router.find('GET', '/user/' + i + '/comments');
  router.find('GET', '/static/files/all');
}"`;

const luxon = (commit: string, claim: string, command: string): Claim => ({
  ...{ id: `luxon ${commit}`, repository: 'moment/luxon', commit, claim, command },
});

const JEST =
  'TZ=America/New_York node_modules/.bin/jest test/datetime/tokenParse.test.js test/datetime/toFormat.test.js';

/** Parsing as in the project's own benchmarks. */
const FORMATS = `node --input-type=module -e "
import { DateTime } from './src/luxon.js';
for (let i = 0; i < 20000; i++) DateTime.fromFormat('1982-05-25 09:10:11.445', 'yyyy-MM-dd hh:mm:ss.SSS');"`;

const toolkit = (commit: string, claim: string, benchmark: string): Claim => ({
  ...{ id: `es-toolkit ${commit}`, repository: 'toss/es-toolkit', commit, claim },
  benchmarks: `node_modules/.bin/vitest bench --run benchmarks/performance/${benchmark}.bench.ts`,
});

export const CLAIMS: readonly Claim[] = [
  tomli('1852743', '~10% performance boost'),
  { ...tomli('1852743', '~10% performance boost'), command: LOADS },
  tomli('809a8ae', 'Slightly speed up execution time of common cases'),
  { ...tomli('809a8ae', 'Slightly speed up execution time of common cases'), command: LOADS },
  tomli('a103b07', ''),
  markdown('c5161b5', 'Improve performance of "text" inline rule'),
  markdown('36a428b', 'Improve performance of skipSpaces/skipChars'),
  markdown('87b16e2', ''),
  router('b3aca1e', '+18.7% geomean, every benchmark scenario faster'),
  { ...router('b3aca1e', '+18.7% geomean, every benchmark scenario faster'), command: LOOKUPS },
  router('4a2e5a7', 'improve string operations'),
  router('66d3015', ''),
  luxon('6b0ec2e4', 'about a 1.5x improvement on DateTime.fromFormat', JEST),
  luxon('6b0ec2e4', 'about a 1.5x improvement on DateTime.fromFormat', FORMATS),
  luxon('4badf84a', '', JEST),
  toolkit('a6ee85735', 'reduce meanBy computation', 'meanBy'),
  toolkit('48295badf', 'improve performance', 'uniq'),
  toolkit('8593c6742', '', 'unionBy'),
];
