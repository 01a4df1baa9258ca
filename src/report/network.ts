const SIGNS =
  /\b(EAI_AGAIN|ENOTFOUND|ENETUNREACH|ECONNREFUSED|getaddrinfo|gaierror|NameResolutionError)\b|Temporary failure in name resolution|Name or service not known|Network is unreachable|Could not resolve host|Connection refused/;

/** Does a failure message say that a host or a service could not be reached? Where tests have no network, that may be the whole reason. */
export const speaksOfNetwork = ({ message }: { readonly message?: string | undefined }): boolean =>
  message !== undefined && SIGNS.test(message);
