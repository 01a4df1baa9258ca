import { expect, test } from '@jest/globals';
import { ModelUnavailable } from '../../src/errors.ts';
import { createOpenAiModel } from '../../src/model/openai.ts';
import { priceOf } from '../../src/model/prices.ts';
import type { ModelRequest } from '../../src/ports.ts';
import { completion, send, serve } from './endpoint.ts';

const REQUEST: ModelRequest = {
  key: '0.0/propose',
  messages: [
    { role: 'system', content: 'rules' },
    { role: 'user', content: 'repair it' },
  ],
  temperature: 0.5,
  maxOutputTokens: 100,
  seed: 7,
};
const USAGE = { prompt_tokens: 1_000, completion_tokens: 10, total_tokens: 1_010 };
const never = new AbortController().signal;
const modelAt = (baseUrl: string, given: { retries?: number; timeoutMs?: number } = {}) =>
  createOpenAiModel(
    { model: 'm', baseUrl, apiKey: 'key', timeoutMs: 5_000, retries: 2, ...given },
    priceOf('m', baseUrl, { input: 1, output: 10 }),
  );
const failureOf = async (call: Promise<unknown>): Promise<ModelUnavailable> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelUnavailable);
  return error as ModelUnavailable;
};

test('a call sends messages, temperature, limit, seed and key, and counts tokens and cost', async () => {
  await using endpoint = await serve((response) => send(response, 200, completion('done', USAGE)));
  const reply = await modelAt(endpoint.baseUrl).complete(REQUEST, never);
  expect(reply).toMatchObject({ text: 'done', inputTokens: 1_000, outputTokens: 10 });
  expect(reply.costUsd).toBeCloseTo(0.0011);
  expect(endpoint.asked[0]).toMatchObject({
    path: '/v1/chat/completions',
    authorization: 'Bearer key',
    body: { model: 'm', temperature: 0.5, max_tokens: 100, seed: 7, messages: REQUEST.messages },
  });
});

test('tokens are estimated where the server counts none', async () => {
  await using endpoint = await serve((response) => send(response, 200, completion('some words')));
  const reply = await modelAt(endpoint.baseUrl).complete(REQUEST, never);
  expect(reply.inputTokens).toBeGreaterThan(0);
  expect(reply.outputTokens).toBeGreaterThan(0);
});

test.each([[429], [500], [503], [408]])(
  '%d is tried again, after what retry-after says',
  async (status) => {
    await using endpoint = await serve((response, _, nth) =>
      nth === 1
        ? send(response, status, { error: { message: 'later' } }, { 'retry-after-ms': '20' })
        : send(response, 200, completion('done', USAGE)),
    );
    expect((await modelAt(endpoint.baseUrl).complete(REQUEST, never)).text).toBe('done');
    expect(endpoint.asked).toHaveLength(2);
  },
);

test('a dropped connection is tried again', async () => {
  await using endpoint = await serve((response, _, nth) => {
    if (nth === 1) response.destroy();
    else send(response, 200, completion('done', USAGE));
  });
  expect((await modelAt(endpoint.baseUrl).complete(REQUEST, never)).text).toBe('done');
});

test('a call without an answer is tried again after its time', async () => {
  await using endpoint = await serve((response, _, nth) => {
    if (nth > 1) send(response, 200, completion('done', USAGE));
  });
  const model = modelAt(endpoint.baseUrl, { timeoutMs: 200 });
  expect((await model.complete(REQUEST, never)).text).toBe('done');
});

test.each([
  ['temperature', { error: { message: "Unsupported value: 'temperature' does not support 0.5" } }],
  ['seed', { error: { message: 'unknown field: seed' } }],
])('an endpoint that refuses %s is asked without it, from then on', async (name, refusal) => {
  await using endpoint = await serve((response, { body }) =>
    name in body ? send(response, 400, refusal) : send(response, 200, completion('done', USAGE)),
  );
  const model = modelAt(endpoint.baseUrl);
  await model.complete(REQUEST, never);
  await model.complete(REQUEST, never);
  expect(endpoint.asked.map(({ body }) => name in body)).toEqual([true, false, false]);
});

test('an endpoint that wants max_completion_tokens gets it', async () => {
  await using endpoint = await serve((response, { body }) =>
    'max_tokens' in body
      ? send(response, 400, { error: { message: "Use 'max_completion_tokens' instead." } })
      : send(response, 200, completion('done', USAGE)),
  );
  await modelAt(endpoint.baseUrl).complete(REQUEST, never);
  expect(endpoint.asked[1]?.body.max_completion_tokens).toBe(100);
});

test('an empty answer is a reply like any other', async () => {
  await using endpoint = await serve((response) => send(response, 200, completion(null, USAGE)));
  expect((await modelAt(endpoint.baseUrl).complete(REQUEST, never)).text).toBe('');
});

test.each([
  [401, 'refused the key', 'ORPS_API_KEY'],
  [404, 'knows no model "m"', '--model'],
  [429, 'quota', 'run again'],
  [400, 'answered', '--model'],
])('%d that stays says what happened and what to do', async (status, message, remedy) => {
  await using endpoint = await serve((response) =>
    send(response, status, { error: { message: 'no' } }, { 'retry-after-ms': '1' }),
  );
  const fault = await failureOf(modelAt(endpoint.baseUrl).complete(REQUEST, never));
  expect(fault.message).toContain(message);
  expect(fault.remedy).toContain(remedy);
});

test('a web page instead of an answer points at --base-url', async () => {
  await using endpoint = await serve((response) =>
    send(response, 200, '<!doctype html><p>Welcome', { 'content-type': 'text/html' }),
  );
  const fault = await failureOf(modelAt(endpoint.baseUrl).complete(REQUEST, never));
  expect(fault.message).toContain('<!doctype html>');
  expect(fault.remedy).toContain('--base-url');
});

test.each([[{}], [[]], [{ choices: null }], [{ choices: 'x' }], ['null']])(
  'the body %j is not taken for an answer',
  async (body) => {
    await using endpoint = await serve((response) => send(response, 200, body));
    await failureOf(modelAt(endpoint.baseUrl).complete(REQUEST, never));
  },
);

test('an endpoint that is not there says so', async () => {
  const endpoint = await serve(() => undefined);
  await endpoint[Symbol.asyncDispose]();
  const fault = await failureOf(modelAt(endpoint.baseUrl, { retries: 0 }).complete(REQUEST, never));
  expect(fault.message).toContain('ECONNREFUSED');
  expect(fault.remedy).toContain('--base-url');
});

test('an abort ends a call under way', async () => {
  await using endpoint = await serve(() => undefined);
  const abort = new AbortController();
  const call = modelAt(endpoint.baseUrl).complete(REQUEST, abort.signal);
  setTimeout(() => abort.abort(), 50);
  await expect(call).rejects.toThrow();
});

test('prices come from the maintained package, by model name with or without its vendor', () => {
  const plain = priceOf('gpt-4o-mini');
  expect(plain(1_000_000, 0)).toBeGreaterThan(0);
  expect(priceOf('openai/gpt-4o-mini')(1_000_000, 0)).toBe(plain(1_000_000, 0));
  expect(priceOf('a-model-that-nobody-sells')(1, 1)).toBeNull();
});
