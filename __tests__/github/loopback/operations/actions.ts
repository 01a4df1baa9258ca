import { example, type Json } from '../description.ts';
import type { Job, WorkflowRun } from '../state.ts';
import { type Exchange, forbidden, may, notFound, type OperationHandler, ok } from './exchange.ts';

const firstOf = (name: string, list: string): Json =>
  ((example(name)[list] as readonly Json[])[0] ?? {}) as Json;

function jobJson(job: Job, run: WorkflowRun): Json {
  const base = firstOf('job-paginated', 'jobs');
  const steps = job.steps.map((step, index) => ({
    ...((base.steps as readonly Json[])[0] ?? {}),
    name: step.name,
    number: index + 1,
    status: 'completed',
    conclusion: step.conclusion,
  }));
  const { id, name, conclusion } = job;
  return {
    ...base,
    id,
    name,
    conclusion,
    created_at: run.createdAt,
    run_id: run.id,
    run_attempt: run.attempt,
    status: 'completed',
    steps,
  };
}

const runOf = ({ state, params }: Exchange): WorkflowRun | undefined =>
  state.runs.get(Number(params.run_id));

const jobsOf: OperationHandler = (exchange) => {
  const run = runOf(exchange);
  if (run === undefined) return notFound();
  if (!may(exchange.state, 'actions', 'read')) return forbidden('actions', 'read');
  return ok({ total_count: run.jobs.length, jobs: run.jobs.map((job) => jobJson(job, run)) });
};

export const actionsOperations: Readonly<Record<string, OperationHandler>> = {
  'actions/get-workflow-run': (exchange) => {
    const run = runOf(exchange);
    if (run === undefined) return notFound();
    return ok({ ...example('workflow-run'), id: run.id, created_at: run.createdAt });
  },
  'actions/list-jobs-for-workflow-run-attempt': jobsOf,
  'actions/list-jobs-for-workflow-run': jobsOf,
  'actions/download-job-logs-for-workflow-run': ({ state, params, origin }) => {
    if (!may(state, 'actions', 'read')) return forbidden('actions', 'read');
    const jobs = [...state.runs.values()].flatMap((run) => run.jobs);
    if (!jobs.some(({ id }) => id === Number(params.job_id))) return notFound();
    return { status: 302, headers: { location: `${origin}/storage/logs/${params.job_id}` } };
  },
  'actions/list-workflow-run-artifacts': (exchange) => {
    const run = runOf(exchange);
    if (run === undefined) return notFound();
    if (!may(exchange.state, 'actions', 'read')) return forbidden('actions', 'read');
    const base = firstOf('artifact-paginated', 'artifacts');
    const artifacts = run.artifacts.map(({ id, name, zip }) => ({
      ...base,
      id,
      name,
      size_in_bytes: zip.byteLength,
      expired: false,
    }));
    return ok({ total_count: artifacts.length, artifacts });
  },
  'actions/download-artifact': ({ state, params, origin }) => {
    if (!may(state, 'actions', 'read')) return forbidden('actions', 'read');
    return {
      status: 302,
      headers: { location: `${origin}/storage/artifacts/${params.artifact_id}` },
    };
  },
};
