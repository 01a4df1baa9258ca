/** Stands in for `@actions/http-client` in the bundle. */
export class HttpClient {
  constructor() {
    throw new Error('The action asks for no OIDC token.');
  }
}
export class BearerCredentialHandler extends HttpClient {}
