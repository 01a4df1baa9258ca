/** What a process printed, in bounded memory: its beginning and its end. */
export interface Capture {
  push(chunk: Uint8Array): void;
  /** UTF-8 text; where bytes were dropped a line says how many. */
  text(): string;
}

const FIRST_BYTES = 4 * 1024;

/**
 * Keeps the first and the last half of `limit` bytes. Room is made as it is
 * needed: most commands print little, and large buffers cost garbage collections.
 */
export function captureOutput(limit: number): Capture {
  const headSize = Math.ceil(limit / 2);
  const tailSize = Math.max(1, limit - headSize);
  let head = Buffer.allocUnsafe(Math.min(FIRST_BYTES, headSize));
  let tail = Buffer.alloc(0);
  let kept = 0;
  let beyond = 0;

  const pushHead = (chunk: Uint8Array): void => {
    if (kept + chunk.length > head.length) {
      const size = Math.min(headSize, Math.max(head.length * 2, kept + chunk.length));
      head = Buffer.concat([head.subarray(0, kept)], size);
    }
    head.set(chunk, kept);
    kept += chunk.length;
  };

  /** A ring: the oldest bytes are overwritten. */
  const pushTail = (chunk: Uint8Array): void => {
    if (tail.length === 0) tail = Buffer.allocUnsafe(tailSize);
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
      pushHead(room);
      if (room.length < chunk.length) pushTail(chunk.subarray(room.length));
    },
    text() {
      const begin = head.subarray(0, kept);
      const cut = beyond - tailSize;
      if (cut <= 0) return Buffer.concat([begin, end()]).toString();
      // A cut may split a character; the halves would show as replacement characters.
      const before = begin.toString().replace(/\uFFFD{1,3}$/, '');
      const after = end()
        .toString()
        .replace(/^\uFFFD{1,3}/, '');
      return `${before}\n[… ${cut} bytes of output cut here …]\n${after}`;
    },
  };
}
