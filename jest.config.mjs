/** Real ESM: run with NODE_OPTIONS=--experimental-vm-modules (the npm scripts set it). */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  // Dozens of whole runs, kills and hangs: `npm run test:slow`.
  testMatch: [`<rootDir>/__tests__/**/*.${process.env.SLOW ? 'slow.' : ''}test.ts`],
  testPathIgnorePatterns: process.env.SLOW ? [] : ['\\.slow\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/demo/', '<rootDir>/__tests__/.*/fixtures/'],
  // Nothing is shown by how long a test takes: a busy machine takes several times as long.
  testTimeout: 300_000,
  // Real ES modules are never freed by the VM: workers are replaced before they fill the memory.
  maxWorkers: 2,
  workerIdleMemoryLimit: '700MB',
};
