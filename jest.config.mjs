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
  testTimeout: 120_000,
  // Real ES modules are never freed by the VM: workers are replaced before they fill the memory.
  maxWorkers: 2,
  workerIdleMemoryLimit: '700MB',
};
