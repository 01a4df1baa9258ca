/** Why nobody can tell what the runs of a side leave. */
export const UNTOLD = ['no-find', 'out-of-time', 'unreadable'] as const;

export type Untold = (typeof UNTOLD)[number];
