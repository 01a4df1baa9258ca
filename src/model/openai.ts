import OpenAI from 'openai';
import { estimateTokenCount } from 'tokenx';
import { Agent } from 'undici';
import type { Message, Model, ModelReply, ModelRequest } from '../ports.ts';
import { asModelFault, notAnAnswer } from './fault.ts';
import type { Price } from './prices.ts';

export interface Endpoint {
  readonly model: string;
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Milliseconds for one attempt of one call. */
  readonly timeoutMs: number;
  /** Further attempts on 408, 409, 429, 5xx, timeouts and dropped connections. */
  readonly retries: number;
}

/** One for each parameter; an endpoint that refuses both of two has none that it takes. */
const MOST_ADAPTIONS = 3;

/** A reply of more is no answer to anything that is asked. */
const LONGEST_REPLY = 400_000;

/** Parameters that some endpoints refuse; learned from the first refusal. */
interface Dialect {
  readonly limit: 'max_completion_tokens' | 'max_tokens';
  readonly temperature: boolean;
  readonly seed: boolean;
}

/**
 * Any OpenAI-compatible chat endpoint. Retries with backoff, and `retry-after`,
 * are the `openai` package's. Throws ModelUnavailable when asking again is of
 * no use.
 */
export function createOpenAiModel(endpoint: Endpoint, price: Price): Model {
  const client = new OpenAI({
    apiKey: endpoint.apiKey ?? 'none',
    ...(endpoint.baseUrl && { baseURL: endpoint.baseUrl }),
    timeout: endpoint.timeoutMs,
    maxRetries: endpoint.retries,
    // fetch gives up after five minutes by itself; a slow local model may need longer.
    fetchOptions: { dispatcher: new Agent({ headersTimeout: 0, bodyTimeout: 0 }) },
    // Its own reading of OPENAI_* variables would bypass our settings.
    organization: null,
    project: null,
  });
  let dialect: Dialect = { limit: limitOf(endpoint.baseUrl), temperature: true, seed: true };

  const ask = async (request: ModelRequest, signal: AbortSignal): Promise<ModelReply> => {
    const started = performance.now();
    const answer: unknown = await client.chat.completions.create(
      { model: endpoint.model, messages: [...request.messages], ...parameters(request, dialect) },
      { signal },
    );
    return replyOf(answer, request.messages, price, performance.now() - started);
  };

  return {
    name: endpoint.model,
    async complete(request, signal) {
      for (let tries = 1; ; tries++) {
        try {
          return await ask(request, signal);
        } catch (error) {
          if (signal.aborted) throw error;
          const adapted = error instanceof OpenAI.BadRequestError && adapt(dialect, error.message);
          if (!adapted || tries > MOST_ADAPTIONS) throw asModelFault(error, endpoint);
          dialect = adapted;
        }
      }
    },
  };
}

/** OpenAI's own newer models refuse `max_tokens`; most others know only that. */
const limitOf = (baseUrl: string | undefined): Dialect['limit'] =>
  !baseUrl || baseUrl.includes('api.openai.com') ? 'max_completion_tokens' : 'max_tokens';

const parameters = (request: ModelRequest, dialect: Dialect) => ({
  [dialect.limit]: request.maxOutputTokens,
  ...(dialect.temperature && { temperature: request.temperature }),
  ...(dialect.seed && request.seed !== undefined && { seed: request.seed }),
});

/** The dialect without what the endpoint has just complained about; `undefined` if that is nothing of ours. */
function adapt(dialect: Dialect, complaint: string): Dialect | undefined {
  if (dialect.temperature && complaint.includes('temperature')) {
    return { ...dialect, temperature: false };
  }
  if (dialect.seed && /\bseed\b/.test(complaint)) return { ...dialect, seed: false };
  if (dialect.limit === 'max_tokens' && complaint.includes('max_completion_tokens')) {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (dialect.limit === 'max_completion_tokens' && complaint.includes('max_completion_tokens')) {
    return { ...dialect, limit: 'max_tokens' };
  }
  return undefined;
}

/** Servers are strangers too: nothing about the shape of `answer` is taken for granted. */
function replyOf(
  answer: unknown,
  messages: readonly Message[],
  price: Price,
  durationMs: number,
): ModelReply {
  if (typeof answer !== 'object' || answer === null || !('choices' in answer)) {
    throw notAnAnswer(answer);
  }
  const { choices, usage } = answer as Partial<OpenAI.ChatCompletion>;
  if (!Array.isArray(choices)) throw notAnAnswer(answer);
  const content: unknown = choices[0]?.message?.content;
  const text = typeof content === 'string' ? content.slice(0, LONGEST_REPLY) : '';
  const inputTokens = count(usage?.prompt_tokens, () => messages.map((m) => m.content).join('\n'));
  const outputTokens = count(usage?.completion_tokens, () => text);
  return { text, inputTokens, outputTokens, costUsd: price(inputTokens, outputTokens), durationMs };
}

/** What the server counted, or our estimate where it did not say. */
const count = (said: number | undefined, text: () => string): number =>
  typeof said === 'number' && said >= 0 ? said : estimateTokenCount(text());
