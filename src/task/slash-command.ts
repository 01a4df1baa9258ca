/** What a comment asks of us. */
export type SlashCommand =
  | { readonly kind: 'fix' }
  | { readonly kind: 'retry'; readonly hint: string }
  | { readonly kind: 'bench' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'help' };

/**
 * The command that a comment begins with, or nothing. Only the first line's
 * beginning counts: a quoted or mentioned command is no command.
 */
export function slashCommand(body: string): SlashCommand | undefined {
  const [, word, rest = ''] = /^\/orps(?:[ \t]+(\S+)([\s\S]*))?\s*$/.exec(body.trim()) ?? [];
  if (!/^\/orps(\s|$)/.test(body.trim())) return undefined;
  switch (word) {
    case 'fix':
      return rest.trim() === '' ? { kind: 'fix' } : { kind: 'retry', hint: rest.trim() };
    case 'retry':
      return { kind: 'retry', hint: rest.trim() };
    case 'bench':
      // Words on its line look like settings, and there are none.
      return { kind: /^[ \t]*\S/.test(rest) ? 'help' : 'bench' };
    case 'stop':
      return { kind: 'stop' };
    default:
      return { kind: 'help' };
  }
}
