'use strict';
/*
 * A thread beside the main one that sees when that stops turning, and ends the
 * process: no timer of a test runner fires while a loop never ends.
 *
 * As a preload (NODE_OPTIONS=--require) with TEST_STUCK_MS it does just that;
 * coverage.cjs uses its two halves to save what was counted first.
 */
const fs = require('fs');
const { isMainThread, Worker, workerData } = require('worker_threads');

const MARK = 'orps.stuck-watch';
const isWatch = !isMainThread && Boolean(workerData && workerData[MARK]);

/** In the main thread: starts the thread whose script is `file`. */
function startWatch(file, stuckMs) {
  const turns = new Int32Array(new SharedArrayBuffer(4));
  const data = { turns, stuckMs, [MARK]: true };
  const worker = new Worker(file, { workerData: data, stdout: true, stderr: true });
  worker.unref();
  setInterval(() => Atomics.add(turns, 0, 1), 100).unref();
}

/** In that thread: `beforeEnd` runs once when the main thread is stuck, before the process is killed. */
function watch(beforeEnd) {
  const { turns, stuckMs } = workerData;
  // Processor time, since on a busy machine a healthy thread may wait for long.
  const spentMs = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
  let before = -1;
  let since = spentMs();
  setInterval(async () => {
    const now = Atomics.load(turns, 0);
    if (now !== before) {
      before = now;
      since = spentMs();
    } else if (spentMs() - since > stuckMs) {
      since = Number.POSITIVE_INFINITY;
      // Whatever becomes of the last words, the process ends.
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2000);
      try {
        await beforeEnd();
      } finally {
        process.kill(process.pid, 'SIGKILL');
      }
    }
  }, 200);
}

module.exports = { isWatch, startWatch, watch };

const stuckMs = Number(process.env.TEST_STUCK_MS);
if (stuckMs > 0 && isMainThread) startWatch(__filename, stuckMs);
if (stuckMs > 0 && isWatch && require.main === undefined) {
  watch(() => {
    const seconds = (stuckMs / 1000).toFixed(1);
    fs.writeSync(2, `did not finish: stuck in a loop for ${seconds} s of processor time\n`);
  });
}
