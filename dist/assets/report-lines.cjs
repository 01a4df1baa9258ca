'use strict';
/*
 * One JSON line per event, appended at once: what is known survives a killed run.
 *   {"event":"started","file","name"}                       a test (or file, name "") began
 *   {"event":"case","file","name","status","ms","message"}  a verdict
 *   {"event":"early", …as case}                             a verdict that its file may still revise
 *   {"event":"file-end","file"}                             nothing more comes from this file
 *   {"event":"end"}                                         the run reached its end
 * Runs on whatever Node the tested project uses: plain CommonJS, no packages.
 */
const fs = require('fs');
const path = require('path');

const settings = JSON.parse(process.env.TEST_REPORT_LINES || '{}');
// Processes that the tests start need not know where the report lies.
delete process.env.TEST_REPORT_LINES;

const descriptor = settings.report ? fs.openSync(settings.report, 'a') : undefined;
const roots = [settings.root, realpath(settings.root)].filter(Boolean);

function realpath(folder) {
  try {
    return folder && fs.realpathSync(folder);
  } catch {
    return undefined;
  }
}

function relative(file) {
  if (!file) return undefined;
  let absolute = String(file);
  if (absolute.startsWith('file://')) absolute = require('url').fileURLToPath(absolute);
  absolute = path.resolve(absolute);
  for (const root of roots) {
    const inside = path.relative(root, absolute);
    if (inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside)) {
      return inside.split(path.sep).join('/');
    }
  }
  return undefined;
}

const clip = (text, limit) => {
  if (typeof text !== 'string' || text.length <= limit) return text;
  return text.slice(0, limit / 2) + '\n[…]\n' + text.slice(-limit / 2);
};

function write(event, { file, message, ...rest }) {
  if (descriptor === undefined) return;
  const line = { event, file: relative(file), ...rest, message: clip(message, 16000) };
  fs.writeSync(descriptor, JSON.stringify(line) + '\n');
}

let selected;
/** {files: [relative], names: {relative: [name]} | null} or undefined when everything is to run. */
function selection() {
  if (selected === undefined) {
    selected = settings.select ? JSON.parse(fs.readFileSync(settings.select, 'utf8')) : null;
  }
  return selected;
}

const isSelected = (file) => {
  const chosen = selection();
  return !chosen || chosen.files.includes(relative(file));
};

const errorText = (error) => {
  if (error === undefined || error === null) return '';
  const stack = typeof error.stack === 'string' ? error.stack : '';
  const message = typeof error.message === 'string' ? error.message : String(error);
  const text = stack.includes(message) ? stack : message + '\n' + stack;
  const diff = 'expected' in Object(error) ? '\n' + comparison(error) : '';
  return text + diff;
};

function comparison(error) {
  const show = (value) => clip(require('util').inspect(value, { depth: 4 }), 1000);
  return `expected: ${show(error.expected)}\nactual: ${show(error.actual)}`;
}

module.exports = { write, isSelected, errorText };
