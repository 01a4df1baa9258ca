export interface Allowance {
  /** Logins that may start a repair, of those that may write; everyone who may, if empty. */
  readonly actors: readonly string[];
  /** Exact logins of bots, such as `renovate[bot]`. */
  readonly bots: readonly string[];
}

/**
 * Why these people may not start a repair, as a sentence; `undefined` when all
 * of them may. Bots count by exact name only, and names are never patterns.
 */
export async function refuseActors(
  actors: readonly string[],
  { actors: allowed, bots }: Allowance,
  mayWrite: (login: string) => Promise<boolean>,
): Promise<string | undefined> {
  const verdicts = await Promise.all(
    actors.map(async (login) => {
      if (login.endsWith('[bot]')) {
        return bots.includes(login)
          ? undefined
          : `${login} is a bot that \`allowed-bots\` does not name.`;
      }
      if (allowed.length > 0 && !allowed.includes(login)) {
        return `${login} is not among \`allowed-actors\`.`;
      }
      return (await mayWrite(login))
        ? undefined
        : `${login} may not write to this repository; someone who may has to start it.`;
    }),
  );
  return verdicts.find((verdict) => verdict !== undefined);
}
