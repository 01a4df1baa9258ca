'use strict';
const path = require('path');
const { write, errorText } = require('./report-lines.cjs');

/** Names of the tests around the one that is being reported, by file: reports come depth first. */
const stacks = new Map();

function nameOf(data) {
  const stack = stacks.get(data.file) || [];
  return [...stack.slice(0, data.nesting), data.name].join(' > ');
}

/** Node reports a file that ends badly as a test that is named after the file. */
const isFile = (data) =>
  data.nesting === 0 && Boolean(data.file) && (data.name === data.file || data.file.endsWith('/' + data.name));

/** What a file printed last: its only explanation when it does not load. */
const printed = new Map();
/** Files with a verdict on a test of their own; any other file is a test itself. */
const reported = new Set();

function report(data, passed) {
  const details = data.details || {};
  const { error } = details;
  const own = !(error && error.failureType === 'subtestsFailed');
  if (!own && (isFile(data) || details.type === 'suite')) return;
  if (passed && (details.type === 'suite' || (isFile(data) && reported.has(data.file)))) return;
  if (!isFile(data)) reported.add(data.file);
  const skipped = data.skip !== undefined || data.todo !== undefined;
  write('case', {
    file: data.file,
    // A suite whose hook fails has no name among the tests: it stands for its file.
    name: isFile(data) || details.type === 'suite' ? '(file)' : nameOf(data),
    status: skipped ? 'skipped' : passed ? 'passed' : 'failed',
    ms: details.duration_ms || 0,
    message: passed ? undefined : explain(data, error),
  });
}

function explain(data, error) {
  const cause = error && typeof error.cause === 'object' && error.cause ? error.cause : error;
  return errorText(cause) + (isFile(data) ? '\n' + (printed.get(absolute(data)) || '') : '');
}

function enter(data) {
  const stack = stacks.get(data.file) || [];
  stacks.set(data.file, [...stack.slice(0, data.nesting), data.name]);
}

/** What a file prints is told under its relative path, its verdict under the absolute one. */
const absolute = (data) => path.resolve(data.file || '');

const LISTENERS = {
  // Sent at once, while the other events wait for their turn in the report.
  'test:dequeue': (data) =>
    write('started', { file: data.file, name: isFile(data) || data.nesting > 0 ? '' : data.name }),
  'test:start': enter,
  'test:pass': (data) => report(data, true),
  'test:fail': (data) => report(data, false),
};

module.exports = async function* nodeReporter(source) {
  for await (const { type, data } of source) {
    if (type === 'test:interrupted') return;
    if (Object.hasOwn(LISTENERS, type)) LISTENERS[type](data);
    if (type === 'test:stdout' || type === 'test:stderr') {
      printed.set(absolute(data), ((printed.get(absolute(data)) || '') + data.message).slice(-4000));
      yield data.message;
    }
  }
  write('end', {});
};
