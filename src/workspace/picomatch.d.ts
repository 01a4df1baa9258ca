/** The part of picomatch 4 that we use; the package ships no types. */
declare module 'picomatch' {
  interface Options {
    readonly dot?: boolean;
    readonly nocase?: boolean;
  }
  export default function picomatch(
    patterns: string | string[],
    options?: Options,
  ): (path: string) => boolean;
}
