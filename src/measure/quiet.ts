import { stat } from 'node:fs/promises';

const LOOK_MS = 500;

/** Aborts its signal when a file has not grown for `quietMs`. Disposing ends the watching. */
export function quietOf(
  file: string,
  quietMs: number,
): Disposable & { readonly signal: AbortSignal } {
  const quiet = new AbortController();
  let size = -1;
  let since = performance.now();
  const look = async (): Promise<void> => {
    const now = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (now !== size) [size, since] = [now, performance.now()];
    else if (performance.now() - since > quietMs) quiet.abort();
  };
  const timer = setInterval(look, LOOK_MS);
  return { signal: quiet.signal, [Symbol.dispose]: () => clearInterval(timer) };
}
