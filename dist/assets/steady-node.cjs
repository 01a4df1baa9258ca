'use strict';

/**
 * Loaded by every Node process whose instructions are counted: the Node processes
 * that it starts get the same V8 flags, which workers of test runners would
 * lose (NODE_OPTIONS refuses them, and process.execPath passes by our `node`).
 */
const childProcess = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');

const flags = (process.env.STEADY_NODE_FLAGS || '').split(' ').filter(Boolean);
const { fork, spawn } = childProcess;

/** Both functions take their arguments with, without or with nothing for the list in the middle. */
const sorted = (args, options) =>
  Array.isArray(args) || args == null ? [args ?? [], options] : [[], args];

const steady = (args) => [...flags, ...args.filter((word) => !flags.includes(word))];

childProcess.fork = (file, args, options) => {
  const [words, given] = sorted(args, options);
  const execArgv = steady((given && given.execArgv) || process.execArgv);
  return fork(file, words, { ...given, execArgv });
};

childProcess.spawn = (file, args, options) => {
  const [words, given] = sorted(args, options);
  return spawn(file, file === process.execPath ? steady(words) : words, given);
};

if (flags.length > 0) syncBuiltinESMExports();
