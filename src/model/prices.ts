import { calcPrice } from '@pydantic/genai-prices';

/** US dollars for one call; `null` when no price is known. */
export type Price = (inputTokens: number, outputTokens: number) => number | null;

/** US dollars per million tokens, as a user states them. */
export interface PricePerMillion {
  readonly input: number;
  readonly output: number;
}

/**
 * The user's own prices if given, otherwise those of the maintained package
 * `@pydantic/genai-prices`, found by model name and, where it helps, endpoint.
 */
export function priceOf(model: string, baseUrl?: string, own?: PricePerMillion): Price {
  if (own) return (input, output) => (input * own.input + output * own.output) / 1e6;
  // OpenRouter and others name models `vendor/model`.
  const names = [model, model.slice(model.lastIndexOf('/') + 1)];
  return (input, output) => {
    const usage = { input_tokens: input, output_tokens: output };
    for (const name of names) {
      const found =
        (baseUrl && calcPrice(usage, name, { providerApiUrl: baseUrl })) || calcPrice(usage, name);
      if (found) return found.total_price;
    }
    return null;
  };
}
