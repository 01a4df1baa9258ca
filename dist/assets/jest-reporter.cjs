'use strict';
const { write } = require('./report-lines.cjs');

const STATUS = { passed: 'passed', failed: 'failed' };
const nameOf = (ancestors, title) => [...(ancestors || []), title].join(' ');

function report(event, file, result) {
  write(event, {
    file,
    name: nameOf(result.ancestorTitles, result.title),
    status: STATUS[result.status] || 'skipped',
    ms: result.duration || 0,
    message: (result.failureMessages || []).join('\n\n'),
  });
}

/** Jest's reporter interface, by the names that Jest 24 to 30 share. */
module.exports = class JestReporter {
  onTestStart(test) {
    write('started', { file: test.path, name: '' });
  }

  onTestCaseStart(test, info) {
    write('started', { file: test.path, name: nameOf(info.ancestorTitles, info.title) });
  }

  onTestCaseResult(test, result) {
    report('early', test.path, result);
  }

  onTestResult(test, result) {
    for (const one of result.testResults) report('case', test.path, one);
    const failed = result.testResults.some((one) => one.status === 'failed');
    if (result.testExecError || (result.failureMessage && !failed)) {
      const message = result.failureMessage || String(result.testExecError.message);
      write('case', { file: test.path, name: '(file)', status: 'failed', ms: 0, message });
    }
    write('file-end', { file: test.path });
  }

  onRunComplete() {
    write('end', {});
  }
};
