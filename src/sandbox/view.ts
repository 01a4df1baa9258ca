/** One workspace as the sandbox sees it. */
export interface View {
  /** Where processes find the repository's toplevel. */
  readonly toplevel: string;
  /** Working directory of the command: the toplevel or a folder below it. */
  readonly root: string;
  readonly files: ViewFiles;
  /** A folder of the host that stays readable and writable at its own path. */
  readonly outbox: string;
  /** TMPDIR where processes share the host's temporary folder. */
  readonly temporary: string;
}

export type ViewFiles =
  /** An overlay, mounted on `toplevel`. Paths are relative to `folder` and need no escaping in mount options. */
  | {
      readonly kind: 'overlay';
      readonly folder: string;
      /** Topmost first. */
      readonly lower: readonly string[];
      readonly upper: string;
      /** Empty and never used before. */
      readonly work: string;
    }
  /** A copy of all files; put over `toplevel` where mounts are possible, else equal to it. */
  | { readonly kind: 'folder'; readonly path: string };
