'use strict';
const { write, isSelected, errorText } = require('./report-lines.cjs');

const fileOf = (runnable) => {
  for (let node = runnable; node; node = node.parent) if (node.file) return node.file;
  return undefined;
};

function report(runnable, status, error) {
  // A hook that fails has no name to ask for again: it stands for its file.
  const isHook = runnable.type === 'hook';
  const name = isHook ? '(file)' : runnable.fullTitle();
  const place = isHook ? runnable.fullTitle() + '\n' : '';
  const message = error && place + errorText(error);
  write('case', { file: fileOf(runnable), name, status, ms: runnable.duration || 0, message });
}

function findMocha() {
  const modules = Object.values(require.cache);
  const found = modules.find((one) => one && /[\\/]mocha[\\/]lib[\\/]mocha\.c?js$/.test(one.filename));
  return found && found.exports;
}

/** A file that does not load becomes a failing test: the other files still run, the exit status agrees. */
function addFailure(mocha, file, error) {
  const { Test } = mocha.constructor;
  const test = new Test('(file)', () => {
    throw error;
  });
  test.file = file;
  mocha.suite.addTest(test);
}

/** Mocha makes its reporter before it loads test files, so the choice of files can be made here. */
function choose(Mocha) {
  for (const method of ['loadFiles', 'loadFilesAsync']) {
    const original = Mocha.prototype[method];
    if (!original) continue;
    const isAsync = method === 'loadFilesAsync';
    Mocha.prototype[method] = isAsync
      ? async function (...args) {
          for (const file of start(this)) await attempt(this, file, () => original.apply(this, args));
          this.files = this.chosenFiles;
        }
      : function (...args) {
          for (const file of start(this)) {
            try {
              original.call(this);
            } catch (error) {
              addFailure(this, file, error);
            }
          }
          this.files = this.chosenFiles;
          if (typeof args[0] === 'function') args[0]();
        };
  }
}

function* start(mocha) {
  mocha.chosenFiles = mocha.files.filter(isSelected);
  for (const file of mocha.chosenFiles) {
    mocha.files = [file];
    yield file;
  }
}

async function attempt(mocha, file, load) {
  try {
    await load();
  } catch (error) {
    addFailure(mocha, file, error);
  }
}

const Mocha = findMocha();
if (Mocha && Mocha.prototype) choose(Mocha);

module.exports = function MochaReporter(runner) {
  runner.on('test', (test) => write('started', { file: fileOf(test), name: test.fullTitle() }));
  runner.on('pass', (test) => report(test, 'passed'));
  runner.on('fail', (test, error) => report(test, 'failed', error));
  runner.on('pending', (test) => report(test, 'skipped'));
  runner.on('end', () => write('end', {}));
};
