import OpenAI from 'openai';
import { ModelUnavailable } from '../errors.ts';
import type { Endpoint } from './openai.ts';

/** What went wrong with the model, in words that say what to do. */
export function asModelFault(error: unknown, { model, baseUrl }: Endpoint): ModelUnavailable {
  if (error instanceof ModelUnavailable) return error;
  const where = baseUrl ?? 'https://api.openai.com/v1';
  const fault = (message: string, remedy: string) =>
    new ModelUnavailable(message, remedy, { cause: error });

  if (error instanceof OpenAI.APIConnectionError) {
    return fault(
      `No connection to the model at ${where} (${rootMessage(error)}).`,
      'Check --base-url and that the server is running, then run again.',
    );
  }
  if (!(error instanceof OpenAI.APIError) || error.status === undefined) {
    return fault(
      `The model at ${where} failed: ${firstLine(error)}.`,
      'Check --base-url; it usually ends in /v1.',
    );
  }
  const said = firstLine(error);
  switch (error.status) {
    case 401:
    case 403:
      return fault(
        `The endpoint ${where} refused the key (${said}).`,
        'Set ORPS_API_KEY or OPENAI_API_KEY to a key that is valid there.',
      );
    case 404:
      return fault(
        `The endpoint ${where} knows no model "${model}", or is not an OpenAI-compatible endpoint (${said}).`,
        'Check --model and --base-url; the latter usually ends in /v1.',
      );
    case 429:
      return fault(
        `The endpoint ${where} is out of quota or keeps limiting the rate (${said}).`,
        'Wait or raise the quota, then run again.',
      );
    default:
      return fault(
        `The endpoint ${where} answered ${said}.`,
        'If that passes, run again; otherwise check --model and --base-url.',
      );
  }
}

/** A 200 whose body is a web page or some other thing. */
export function notAnAnswer(answer: unknown): ModelUnavailable {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const start = (text ?? 'nothing').trim().slice(0, 60).replace(/\s+/g, ' ');
  return new ModelUnavailable(
    `The endpoint answered something that is not a chat completion (it starts with ${JSON.stringify(start)}).`,
    'Check --base-url: it must be the root of an OpenAI-compatible API and usually ends in /v1.',
  );
}

const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error)
    .split('\n', 1)[0]
    ?.slice(0, 200) ?? '';

/** fetch hides the reason (ECONNREFUSED, ENOTFOUND) behind its cause. */
function rootMessage(error: Error): string {
  let root: { readonly cause?: unknown; readonly code?: unknown } = error;
  while (typeof root.cause === 'object' && root.cause !== null) root = root.cause;
  return typeof root.code === 'string' ? root.code : firstLine(root);
}
