/**
 * p of several tests, raised so that the chance of any false alarm among them
 * stays what it is for one (Holm 1979). In the order of `ps`.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, at) => at).sort((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const adjusted = new Array<number>(ps.length).fill(1);
  let most = 0;
  order.forEach((at, rank) => {
    most = Math.max(most, Math.min(1, (ps.length - rank) * (ps[at] ?? 1)));
    adjusted[at] = most;
  });
  return adjusted;
}
