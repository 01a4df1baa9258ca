import type { Isolation } from '../ports.ts';

interface Failure {
  readonly message?: string | undefined;
}

const NETWORK =
  /\b(EAI_AGAIN|ENOTFOUND|ENETUNREACH|ECONNREFUSED|getaddrinfo|gaierror|NameResolutionError)\b|Temporary failure in name resolution|Name or service not known|Network is unreachable|Could not resolve host|Connection refused|\bfetch failed\b/;

const READ_ONLY = /\bEROFS\b|[Rr]ead-only file ?system/;

/** What tests do not have here, in words that follow "speaks of". */
export type Wall = 'the network' | 'a read-only file system';

/**
 * The wall of the isolation that a failing test ran against, by its message: that
 * may be the whole reason why it fails.
 */
export function wallBehind(
  { message = '' }: Failure,
  { network, system }: Pick<Isolation, 'network' | 'system'>,
): Wall | undefined {
  if (network === 'none' && NETWORK.test(message)) return 'the network';
  if (system === 'read-only' && READ_ONLY.test(message)) return 'a read-only file system';
  return undefined;
}
