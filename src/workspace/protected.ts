import picomatch from 'picomatch';

/**
 * What a candidate may not touch: the judge and everything that chooses or
 * configures it. Manifests are among them because they hold test commands and
 * runner configuration (`scripts.test`, `jest`, `[tool.pytest]`): a repair that
 * needs a new dependency is for people to make.
 */
const PATTERNS: readonly string[] = [
  // Tests, what they compare with and what they load.
  ...['**/__tests__/**', '**/__mocks__/**', '**/__snapshots__/**', '**/*.snap'],
  ...['**/*.{test,spec,tests,specs}.*', '**/*{-,_}{test,spec}.{js,cjs,mjs,ts,cts,mts,jsx,tsx}'],
  ...[
    '**/{test,tests,spec,specs,e2e,testing,testdata}/**',
    '**/{test,tests,spec}.{js,cjs,mjs,ts,py}',
  ],
  ...[
    '**/{test,tests,testing,spec}[-_.]{util,utils,helper,helpers,support,setup,fixtures}.*',
    '**/{test,tests,testing,spec}[-_]{util,utils,helper,helpers,support,setup,fixtures}/**',
  ],
  ...['**/{vitest,test,tests}.setup.*', '**/setupTests.*', '**/CODEOWNERS'],
  ...['**/test_*.{py,c,cc,cpp,cxx,rb,php}', '**/conftest.py'],
  ...['**/*_{test,tests,unittest,spec}.{py,go,rb,rs,c,cc,cpp,cxx,exs,dart,lua,zig,jl}'],
  ...['**/{tests,test}.rs', '**/{unittest,unittests,testsuite,testsuites}/**', 't/**'],
  ...['**/features/{steps,step_definitions,support}/**', '**/features/environment.py'],
  ...['**/*.{bats,feature,t,exp}', '**/.jest/**', '**/.rspec*', '**/.proverc'],
  // Runners' configuration.
  ...[
    '**/{jest,vitest,vite,karma,playwright,cypress,ava,babel,wdio,rstest,nyc,cucumber}.config.*',
    '**/vitest.{workspace,projects,shims}.*',
    '**/{cypress.json,cucumber.*,testem.js,wallaby.js,web-test-runner.config.*,jest-preset.*}',
  ],
  ...['**/karma.conf.*', '**/jest.{setup,preset,env,global}*', '**/.mocharc*', '**/mocha.opts'],
  ...['**/{.nycrc,.c8rc,.taprc,.babelrc,.swcrc}*', '**/jasmine.{json,js,mjs,cjs}'],
  ...[
    '**/{pytest,tox,mypy,hatch}.{ini,toml}',
    '**/.pytest.{ini,toml}',
    '**/setup.cfg',
    '**/.coveragerc',
  ],
  ...['**/sitecustomize.py', '**/usercustomize.py', '**/*.pth', '**/noxfile.py'],
  // Manifests and lock files.
  ...['**/package.json', '**/pyproject.toml', '**/setup.py', '**/go.mod', '**/Cargo.toml'],
  ...[
    '**/{package-lock,npm-shrinkwrap}.json',
    '**/{yarn,bun,poetry,pdm,uv,Cargo,composer,Gemfile,flake,deno,mix}.lock',
  ],
  ...['**/pnpm-{lock,workspace}.yaml', '**/bun.lockb', '**/Pipfile*', '**/requirements*.txt'],
  ...['**/go.{sum,work,work.sum}', '**/gradle.lockfile', '**/packages.lock.json'],
  // What builds and starts the tests elsewhere.
  ...[
    '**/{GNUmakefile,makefile}',
    '**/*.{mk,mak}',
    '**/{justfile,Rakefile,Gemfile}',
    '**/Taskfile.y*ml',
  ],
  ...['**/{Gruntfile,gulpfile,Jakefile}.*', '**/CMakeLists.txt', '**/*.cmake', '**/meson.build'],
  ...['**/{pom,build}.xml', '**/*.gradle', '**/*.gradle.kts', '**/gradle.properties', '**/.mvn/**'],
  ...['**/junit-platform.properties', '**/META-INF/services/org.junit*', '**/nextest.toml'],
  ...[
    '**/build.rs',
    '**/Directory.{Build,Packages}.*',
    '**/*.{runsettings,slnx}',
    '**/buildSrc/**',
  ],
  ...['**/mix.exs', '**/Package.swift', '**/{pubspec,dart_test}.yaml', '**/BUILD{,.bazel}'],
  ...['**/.bazelrc', '**/{MODULE,WORKSPACE}{,.bazel}', '**/{,.}mise.toml'],
  ...['**/{webpack,rollup,esbuild,tsup,rspack,postcss}.config.*'],
  ...['**/{mvnw,gradlew}', '**/gradle/wrapper/**', '**/*.{csproj,fsproj,sln}', '**/composer.json'],
  ...['**/phpunit{,.dist}.xml*', '**/.cargo/**', '**/rust-toolchain*', '**/deno.json*'],
  ...['**/{ts,js}config*.json', '**/bunfig.toml', '**/{nx,turbo,lerna}.json{,c}'],
  // What is installed, and what Python finds plugins by.
  ...['**/node_modules/**', '**/site-packages/**', '**/*.{egg-info,dist-info}/**', '**/*.egg-link'],
  // What configures package managers, shells and git around the tests.
  ...['**/.npmrc', '**/.yarnrc*', '**/.yarn/**', '**/.pnpmfile.cjs', '**/.env*', '**/Makefile'],
  ...[
    '**/{.nvmrc,.node-version,.python-version,.tool-versions}',
    '**/.git{attributes,modules,ignore}',
  ],
  // Continuous integration and our own configuration.
  ...['.github/**', '.gitlab-ci.yml', '.gitlab/**', '.circleci/**', '.buildkite/**', '.travis.yml'],
  ...['.appveyor.yml', 'appveyor.yml', 'azure-pipelines*.yml', 'Jenkinsfile', '.drone.yml'],
  ...['bitbucket-pipelines.yml', '.woodpecker.y*ml', '.woodpecker/**'],
  ...['.ci/**', '.husky/**', '.pre-commit-config.yaml', '**/.orps*', '**/.orps/**', '**/orps.yml'],
];

/** Words that are known by their capitals: `Audit.java` ends like `AuditIT.java`. */
const CAPITALISED: readonly string[] = [
  '**/*{Test,Tests,TestCase,Spec,Specs,IT,ITCase}.{java,kt,kts,scala,groovy,cs,fs,vb,php,swift,hs}',
];

const isNamed = picomatch([...PATTERNS], { dot: true, nocase: true });
const isCapitalised = picomatch([...CAPITALISED], { dot: true });

const isDefault = (path: string): boolean => isNamed(path) || isCapitalised(path);

/**
 * Whether a candidate may not change this path. `extra` are further glob
 * patterns; `editable`, if there are any, name all that may be changed.
 */
export const isProtected = (
  path: string,
  extra: readonly string[] = [],
  editable: readonly string[] = [],
): boolean => isDefault(path) || isClosed(path, extra, editable);

/** The user's own part of it. */
export const isClosed = (
  path: string,
  extra: readonly string[],
  editable: readonly string[],
): boolean =>
  (extra.length > 0 && picomatch([...extra], { dot: true })(path)) ||
  (editable.length > 0 && !picomatch([...editable], { dot: true })(path));
