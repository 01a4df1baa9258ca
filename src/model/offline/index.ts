export { createOfflineCritic } from './critic.ts';
export { createOfflineProgrammer } from './programmer.ts';
