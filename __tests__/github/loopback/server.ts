import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OpenAPIBackend } from 'openapi-backend';
import { description, type Json } from './description.ts';
import { gitRefusal, serveGit } from './git-over-http.ts';
import { accountOperations } from './operations/accounts.ts';
import { actionsOperations } from './operations/actions.ts';
import { checkOperations } from './operations/checks.ts';
import { commitOperations } from './operations/commits.ts';
import { type OperationHandler, problem, type Reply } from './operations/exchange.ts';
import { issueOperations } from './operations/issues.ts';
import { pullOperations } from './operations/pulls.ts';
import type { Fault, GitHubState } from './state.ts';

/** One request, as it was answered. */
export interface Logged {
  /** Operation id of the description, or `git`, `storage`, `unknown`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly status: number;
  /** `performance.now()` at its arrival. */
  readonly at: number;
}

export interface LoopbackGitHub extends AsyncDisposable {
  readonly state: GitHubState;
  readonly origin: string;
  readonly apiUrl: string;
  readonly requests: readonly Logged[];
  /** What did not keep to GitHub's description, on either side. */
  readonly violations: readonly string[];
}

const operations: Readonly<Record<string, OperationHandler>> = {
  ...accountOperations,
  ...actionsOperations,
  ...checkOperations,
  ...commitOperations,
  ...issueOperations,
  ...pullOperations,
};

let shared: Promise<OpenAPIBackend> | undefined;

/** Compiling thirteen megabytes of description once is enough. */
function backend(): Promise<OpenAPIBackend> {
  shared ??= (async () => {
    const api = new OpenAPIBackend({
      definition: description,
      quick: true,
      validate: true,
      ajvOpts: { strict: false, validateFormats: false },
      coerceTypes: true,
    });
    await api.init();
    return api;
  })();
  return shared;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function faultOn(state: GitHubState, operation: string): Fault | undefined {
  const fault = state.faults.find(({ on, times }) => on === operation && times > 0);
  if (fault) fault.times -= 1;
  return fault;
}

/** A stateful GitHub of one repository, held to GitHub's own description on both sides. */
export async function serveGitHub(state: GitHubState, port = 0): Promise<LoopbackGitHub> {
  const api = await backend();
  const requests: Logged[] = [];
  const violations: string[] = [];
  let origin = '';

  async function answer(request: IncomingMessage, url: URL, text: string) {
    const path = url.pathname.slice('/api/v3'.length);
    const query = Object.fromEntries(url.searchParams);
    const method = (request.method ?? 'GET').toLowerCase();
    const headers = request.headers as Record<string, string>;
    const body = (text === '' ? {} : JSON.parse(text)) as Json;
    const asked = { method, path, query, headers, ...(text !== '' && { body }) };
    const operation = api.router.matchOperation(asked);
    const name = operation?.operationId;
    if (operation === undefined || name === undefined) {
      violations.push(`${method} ${path} is not in GitHub's description`);
      return { name: 'unknown', body, reply: problem(404, 'Not Found'), fault: undefined };
    }
    const { errors } = api.validator.validateRequest(asked, operation);
    if (errors?.length) violations.push(`${name}: request: ${JSON.stringify(errors)} ${text}`);
    const fault = faultOn(state, name);
    if (fault?.reply) return { name, body, reply: fault.reply as Reply, fault };
    if (fault?.cut === 'before') return { name, body, reply: { status: 0 }, fault };
    const params = api.router.parseRequest(asked, operation).params as Record<string, string>;
    const reply = await handle(headers.authorization, name, { params, query, body });
    const bad = api.validator.validateResponse(reply.body ?? null, operation, reply.status);
    if (reply.body !== undefined && bad.errors?.length) {
      violations.push(
        `${name}: response ${reply.status}: ${JSON.stringify(bad.errors.slice(0, 3))}`,
      );
    }
    return { name, body, reply, fault };
  }

  function handle(
    authorization: string | undefined,
    name: string,
    asked: { params: Record<string, string>; query: Record<string, string>; body: Json },
  ): Reply | Promise<Reply> {
    if (authorization?.replace(/^(token|bearer) /i, '') !== state.token) {
      return problem(401, 'Bad credentials');
    }
    const { owner, repo } = asked.params;
    if (owner !== undefined && (owner !== state.owner || repo !== state.repo)) {
      return problem(404, 'Not Found');
    }
    const handler = operations[name];
    if (handler) return handler({ state, origin, ...asked });
    violations.push(`${name} is not played by the loopback server`);
    return problem(501, 'Not Implemented');
  }

  async function serveApi(request: IncomingMessage, response: ServerResponse, url: URL) {
    const at = performance.now();
    const { name, body, reply, fault } = await answer(request, url, await bodyOf(request));
    const { status } = reply;
    requests.push({
      operation: name,
      method: request.method ?? '',
      path: url.pathname,
      body,
      status,
      at,
    });
    if (fault?.cut) {
      request.socket.destroy();
      return;
    }
    const headers = { 'content-type': 'application/json; charset=utf-8', ...reply.headers };
    response
      .writeHead(status, headers)
      .end(reply.body === undefined ? '' : JSON.stringify(reply.body));
  }

  /** The one question that is asked there: GitHub publishes no OpenAPI description of it. */
  async function serveGraphQL(request: IncomingMessage, response: ServerResponse, url: URL) {
    const body = JSON.parse(await bodyOf(request)) as { variables: { number: number } };
    const issue = state.issues.get(body.variables.number);
    const timelineItems = { nodes: [] };
    const answer = {
      repository: { issue: { lastEditedAt: issue?.editedAt ?? null, timelineItems } },
    };
    requests.push({
      ...{ operation: 'graphql', method: 'POST', path: url.pathname, body, status: 200 },
      at: performance.now(),
    });
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify({ data: answer }));
  }

  /** Logs and artifacts lie elsewhere, at addresses that take no token. */
  function serveStorage(request: IncomingMessage, response: ServerResponse, url: URL): void {
    if (request.headers.authorization !== undefined)
      violations.push('a token was sent to the storage');
    const [, , kind, id] = url.pathname.split('/');
    const runs = [...state.runs.values()];
    const job = runs.flatMap((run) => run.jobs).find((one) => `${one.id}` === id);
    const artifact = runs.flatMap((run) => run.artifacts).find((one) => `${one.id}` === id);
    const found = kind === 'logs' ? job?.log : artifact?.zip;
    response.writeHead(found === undefined ? 404 : 200).end(found ?? '');
  }

  async function serveRepository(request: IncomingMessage, response: ServerResponse, url: URL) {
    const fault = request.url?.includes('git-receive-pack') ? faultOn(state, 'git') : undefined;
    fault?.meanwhile?.();
    if (fault?.cut) return request.socket.destroy();
    const refusal = fault?.reply
      ? { status: fault.reply.status, text: String(fault.reply.body) }
      : gitRefusal(request, state);
    if (refusal) {
      const challenge =
        refusal.status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
      return response.writeHead(refusal.status, challenge).end(refusal.text);
    }
    const prefix = new RegExp(`^/${state.owner}/${state.repo}(\\.git)?`);
    return serveGit(request, response, url.pathname.replace(prefix, ''), state);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const serve = url.pathname.startsWith('/api/v3')
      ? serveApi
      : url.pathname === '/api/graphql'
        ? serveGraphQL
        : url.pathname.startsWith('/storage/')
          ? serveStorage
          : serveRepository;
    Promise.resolve(serve(request, response, url)).catch((error: unknown) => {
      violations.push(`the loopback server failed: ${String(error)}`);
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    state,
    origin,
    apiUrl: `${origin}/api/v3`,
    requests,
    violations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
