import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { captureOutput } from '../../src/sandbox/capture.ts';

const chunks = fc.array(fc.string({ maxLength: 40 }), { maxLength: 30 });
const NOTE = /\n\[… (\d+) bytes of output cut here …\]\n/;

test('short output is kept as it is, however it arrives', () => {
  fc.assert(
    fc.property(chunks, (parts) => {
      const capture = captureOutput(10_000);
      for (const part of parts) capture.push(Buffer.from(part));
      expect(capture.text()).toBe(parts.join(''));
    }),
  );
});

test('of long output the beginning, the end and the number of missing bytes are kept', () => {
  fc.assert(
    fc.property(chunks, fc.integer({ min: 2, max: 60 }), (parts, limit) => {
      const all = parts.join('').replace(/[^\x20-\x7e]/g, 'x');
      const capture = captureOutput(limit);
      for (let at = 0; at < all.length; at += 7) capture.push(Buffer.from(all.slice(at, at + 7)));
      const text = capture.text();
      const cut = NOTE.exec(text);
      if (cut === null) return expect(text).toBe(all);
      const [head, , tail] = text.split(NOTE);
      expect(all.startsWith(head ?? '?') && all.endsWith(tail ?? '?')).toBe(true);
      expect((head ?? '').length + (tail ?? '').length + Number(cut[1])).toBe(all.length);
    }),
  );
});

test('a character that the cut splits leaves no replacement characters', () => {
  for (let limit = 20; limit < 28; limit += 1) {
    const capture = captureOutput(limit);
    capture.push(Buffer.from('€'.repeat(100)));
    expect(capture.text()).toMatch(/^€+\n\[.*\]\n€+$/);
  }
});
