import type * as z from 'zod';

/** A JSON report that has this shape, or `undefined`: the benchmarked code may have written it. */
export function parseReport<Shape extends z.ZodType>(
  text: string,
  schema: Shape,
): z.infer<Shape> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
