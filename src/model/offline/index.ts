export { createOfflineCritic } from './critic.ts';
export { PartialRepairs } from './partial-repairs.ts';
export { createOfflineProgrammer } from './programmer.ts';
