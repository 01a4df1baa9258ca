import { createRequire } from 'node:module';

const { write, errorText } = createRequire(import.meta.url)('./report-lines.cjs');

const STATUS = { passed: 'passed', pass: 'passed', failed: 'failed', fail: 'failed' };
const messages = (errors) => (errors || []).map(errorText).join('\n\n');

function fullName(test) {
  const names = [];
  for (let node = test; node && node.type !== 'module'; node = node.parent) names.unshift(node.name);
  return names.join(' ');
}

function reportSuiteErrors(suite, file) {
  for (const child of suite.children || []) {
    if (child.type !== 'suite') continue;
    const errors = child.errors ? child.errors() : [];
    if (errors.length > 0) {
      const message = `A hook of "${fullName(child)}" failed.\n${messages(errors)}`;
      write('case', { file, name: '(file)', status: 'failed', ms: 0, message });
    }
    reportSuiteErrors(child, file);
  }
}

/** Vitest 1 and 2 hand over a tree of tasks at the end. */
function reportTasks(tasks, file, ancestors) {
  for (const task of tasks) {
    const names = [...ancestors, task.name];
    const result = task.result || {};
    if (task.tasks) {
      reportTasks(task.tasks, file, names);
      if (result.state !== 'fail' || !result.errors) continue;
    }
    const name = task.tasks ? '(file)' : names.join(' ');
    const status = STATUS[result.state] || 'skipped';
    write('case', { file, name, status, ms: result.duration || 0, message: messages(result.errors) });
  }
}

function reportRun(errors) {
  for (const error of errors || []) {
    const file = error.VITEST_TEST_PATH;
    const message = errorText(error);
    // Without a file it is nobody's failure: the exit status makes the run unreadable.
    if (file) write('case', { file, name: '(file)', status: 'failed', ms: 0, message });
    console.error(message);
  }
  write('end', {});
}

/** A module whose worker died has no end and no error of its own. */
function reportLost(module, errors) {
  const message = `did not finish: the process that ran it ended.\n${messages(errors)}`;
  write('case', { file: module.moduleId, name: '(file)', status: 'failed', ms: 0, message });
}

export default class VitestReporter {
  reported = new Set();

  onTestModuleStart(module) {
    this.modern = true;
    write('started', { file: module.moduleId, name: '' });
  }

  onTestCaseReady(test) {
    write('started', { file: test.module.moduleId, name: fullName(test) });
  }

  onTestCaseResult(test) {
    const result = test.result();
    const ms = (test.diagnostic && test.diagnostic() ? test.diagnostic().duration : 0) || 0;
    const status = STATUS[result.state] || 'skipped';
    const message = messages(result.errors);
    write('case', { file: test.module.moduleId, name: fullName(test), status, ms, message });
  }

  onTestModuleEnd(module) {
    this.modern = true;
    this.reported.add(module);
    const errors = module.errors ? module.errors() : [];
    const file = module.moduleId;
    if (errors.length > 0) {
      write('case', { file, name: '(file)', status: 'failed', ms: 0, message: messages(errors) });
    }
    reportSuiteErrors(module, file);
    write('file-end', { file });
  }

  onTestRunEnd(modules, errors) {
    this.modern = true;
    // Vitest 3 does not end a module that it could not collect.
    for (const module of modules) {
      if (this.reported.has(module)) continue;
      if (module.state && module.state() === 'pending') reportLost(module, errors);
      this.onTestModuleEnd(module);
    }
    reportRun(errors);
  }

  onFinished(files, errors) {
    if (this.modern) return;
    for (const file of files || []) {
      const failure = file.result && file.result.errors;
      if (failure && failure.length > 0) {
        const message = messages(failure);
        write('case', { file: file.filepath, name: '(file)', status: 'failed', ms: 0, message });
      }
      reportTasks(file.tasks, file.filepath, []);
      write('file-end', { file: file.filepath });
    }
    reportRun(errors);
  }
}
