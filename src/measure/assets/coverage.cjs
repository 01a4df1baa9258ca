'use strict';
/*
 * Preload: which parts of the repository's scripts this process runs, by V8's
 * precise coverage (https://v8.dev/blog/javascript-code-coverage), written at
 * its exit, or when its main thread is stuck in a loop. One JSON file a process:
 * {"scripts":[{"url","source","map","functions":[{"ranges":[{startOffset,endOffset,count}]}]}]}
 */
const { Session } = require('inspector');
const fs = require('fs');
const path = require('path');
const { isMainThread, threadId } = require('worker_threads');
const { isWatch, startWatch, watch } = require('./stuck-watch.cjs');

const settings = JSON.parse(process.env.TEST_COVERAGE || 'null');

if (settings && isWatch) watch(rescue);
else if (settings) start();

function pathOf(url) {
  try {
    return url.startsWith('file://') ? require('url').fileURLToPath(url) : url;
  } catch {
    return '';
  }
}

const isOurs = (url) => {
  const file = pathOf(url).split('?')[0];
  return (
    settings.roots.some((root) => file.startsWith(root + path.sep)) &&
    !/[\\/]node_modules[\\/]/.test(file)
  );
};

/** A map beside the script; one inside it comes with the source. */
function adjacentMap(url, source) {
  const found = /\/\/[#@] sourceMappingURL=(?!data:)(\S+)\s*$/.exec(source);
  if (!found) return undefined;
  try {
    return fs.readFileSync(path.resolve(path.dirname(pathOf(url)), found[1]), 'utf8');
  } catch {
    return undefined;
  }
}

function write(result, sources) {
  const scripts = [];
  for (const { url, scriptId, functions } of result) {
    const source = sources(scriptId);
    if (!source || !functions.some((one) => one.ranges.some((range) => range.count > 0))) continue;
    scripts.push({ url: pathOf(url).split('?')[0], source, map: adjacentMap(url, source), functions });
  }
  const name = `${process.pid}-${threadId}-${process.hrtime.bigint()}.json`;
  const temporary = path.join(settings.folder, `.${name}`);
  fs.writeFileSync(temporary, JSON.stringify({ scripts }));
  fs.renameSync(temporary, path.join(settings.folder, name));
}

function connect() {
  try {
    const session = new Session();
    session.connect();
    return session;
  } catch {
    // The parent process of node --test has no inspector, and runs no tests.
    return undefined;
  }
}

function start() {
  const session = connect();
  if (!session) return;
  const post = (method, parameters) => {
    let answer;
    // In the thread of its own, a session answers before post returns.
    session.post(method, parameters, (error, result) => {
      answer = error ? undefined : result;
    });
    return answer;
  };
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: settings.counting === true, detailed: true });
  let done = false;
  const finish = () => {
    if (done) return;
    done = true;
    const taken = post('Profiler.takePreciseCoverage');
    if (!taken) return;
    post('Debugger.enable');
    const source = (scriptId) => {
      const answer = post('Debugger.getScriptSource', { scriptId });
      return answer && answer.scriptSource;
    };
    write(taken.result.filter((one) => isOurs(one.url)), source);
  };
  process.on('exit', finish);
  if (isMainThread) finishEarly(finish);
}

/** Runners end their workers in ways that skip the exit event. */
function finishEarly(finish) {
  process.once('SIGTERM', () => {
    finish();
    process.exit(143);
  });
  if (process.env.VITEST && process.send) {
    // Vitest kills a worker half a second after its last answer: too short on a busy machine.
    process.on('message', (message) => {
      if (message && message.__vitest_worker_request__ && message.type === 'stop') finish();
    });
  }
  // Whose coverage is then taken from beside it.
  if (settings.stuckMs) startWatch(__filename, settings.stuckMs);
}

/**
 * Takes the coverage in the place of a main thread that is stuck. Without
 * starting it in this session: to start it a second time forgets what the first
 * one counted. Best effort tells functions, not blocks.
 */
async function rescue() {
  const session = new Session();
  session.connectToMainThread();
  const post = (method, parameters) =>
    new Promise((resolve) => session.post(method, parameters, (_error, result) => resolve(result)));
  await post('Profiler.enable');
  const taken = await post('Profiler.getBestEffortCoverage');
  if (!taken) return;
  const ours = taken.result.filter((one) => isOurs(one.url));
  await post('Debugger.enable');
  const sources = new Map();
  for (const { scriptId } of ours) {
    const answer = await post('Debugger.getScriptSource', { scriptId });
    sources.set(scriptId, answer && answer.scriptSource);
  }
  write(ours, (scriptId) => sources.get(scriptId));
}
