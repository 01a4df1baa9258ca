/** Copying a larger one (MB) for each workspace would take longer than compiling. */
const MOST_MB = 1_000;

/** Shell words that fill it, and never fail. */
export const FILL_GO_CACHE = [
  'orps_cache="$HOME/.cache/go-build"',
  // Only one that is a workspace's own, by its name.
  `{ case "$GOCACHE" in */orps-go-build) [ -d "$GOCACHE" ] || [ "$(du -sm "$orps_cache" 2>/dev/null | cut -f1)" -gt ${MOST_MB} ] || cp -R "$orps_cache" "$GOCACHE";; esac; } 2>/dev/null || :`,
  'unset orps_cache',
].join('; ');

/** Does it start Go's compiler? */
const GO = /(?:^|[\s;&|(])go\s+(?:test|build|run|vet|install)\b/;

/**
 * In a sandbox the user's build cache cannot be written to, and each workspace has one of
 * its own (`GOCACHE`): it begins with what is in the user's, for a line that starts Go.
 */
export const withGoCache = (line: string): string =>
  GO.test(line) ? `${FILL_GO_CACHE}; ${line}` : line;
