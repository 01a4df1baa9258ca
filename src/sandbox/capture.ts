/** What a process printed, in bounded memory: its beginning and its end. */
export interface Capture {
  push(chunk: Uint8Array): void;
  /** UTF-8 text; where bytes were dropped a line says how many. */
  text(): string;
}

/** Keeps the first and the last half of `limit` bytes. */
export function captureOutput(limit: number): Capture {
  const headSize = Math.ceil(limit / 2);
  const tailSize = Math.max(1, limit - headSize);
  const head = Buffer.allocUnsafe(headSize);
  const tail = Buffer.allocUnsafe(tailSize);
  let kept = 0;
  let beyond = 0;

  const pushTail = (chunk: Uint8Array): void => {
    const last = chunk.subarray(Math.max(0, chunk.length - tailSize));
    const start = (beyond + chunk.length - last.length) % tailSize;
    const first = last.subarray(0, tailSize - start);
    tail.set(first, start);
    tail.set(last.subarray(first.length), 0);
    beyond += chunk.length;
  };

  const end = (): Buffer => {
    if (beyond <= tailSize) return tail.subarray(0, beyond);
    const seam = beyond % tailSize;
    return Buffer.concat([tail.subarray(seam), tail.subarray(0, seam)]);
  };

  return {
    push(chunk) {
      const room = chunk.subarray(0, headSize - kept);
      head.set(room, kept);
      kept += room.length;
      if (room.length < chunk.length) pushTail(chunk.subarray(room.length));
    },
    text() {
      const cut = beyond - tailSize;
      if (cut <= 0) return Buffer.concat([head.subarray(0, kept), end()]).toString();
      // A cut may split a character; the halves would show as replacement characters.
      const before = head.toString().replace(/\uFFFD{1,3}$/, '');
      const after = end()
        .toString()
        .replace(/^\uFFFD{1,3}/, '');
      return `${before}\n[… ${cut} bytes of output cut here …]\n${after}`;
    },
  };
}
