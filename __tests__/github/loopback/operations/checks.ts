import { example, type Json } from '../description.ts';
import type { CheckRun } from '../state.ts';
import { type Exchange, forbidden, may, notFound, type OperationHandler, ok } from './exchange.ts';

function checkJson(run: CheckRun, { origin, state }: Exchange): Json {
  const base = example('check-run-example-of-completed-conclusion');
  return {
    ...base,
    id: run.id,
    name: run.name,
    head_sha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    html_url: `${origin}/${state.owner}/${state.repo}/runs/${run.id}`,
    output: { ...(base.output as Json), ...run.output },
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const outputOf = ({ output }: Json): CheckRun['output'] => {
  const { title, summary, text: details } = (output ?? {}) as Json;
  return { title: text(title), summary: text(summary), text: text(details) };
};

export const checkOperations: Readonly<Record<string, OperationHandler>> = {
  'checks/create': (exchange) => {
    const { state, body } = exchange;
    if (!may(state, 'checks', 'write')) return forbidden('checks', 'write');
    const run: CheckRun = {
      id: state.nextId++,
      name: String(body.name),
      headSha: String(body.head_sha),
      status: text(body.status) ?? 'queued',
      conclusion: text(body.conclusion),
      output: outputOf(body),
    };
    state.checkRuns.push(run);
    return ok(checkJson(run, exchange), 201);
  },
  'checks/update': (exchange) => {
    const { state, body, params } = exchange;
    const run = state.checkRuns.find(({ id }) => id === Number(params.check_run_id));
    if (run === undefined) return notFound();
    if (!may(state, 'checks', 'write')) return forbidden('checks', 'write');
    run.status = text(body.status) ?? run.status;
    run.conclusion = text(body.conclusion) ?? run.conclusion;
    if (body.output !== undefined) run.output = outputOf(body);
    return ok(checkJson(run, exchange));
  },
};
