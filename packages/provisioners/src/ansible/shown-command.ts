/** What stands in place of a value that nobody may read: Packer's mark. */
const MASK = '*****';

/** The command line for people. Values whose names speak of secrets are hidden, as in Packer. */
export function getShownCommand(command: string, args: readonly string[]): string {
  const hidden = args.flatMap((arg) => {
    const at = arg.indexOf('=');
    return at > 0 && /password|secret/i.test(arg.slice(0, at)) && at < arg.length - 1
      ? [arg.slice(at + 1)]
      : [];
  });
  return hidden.reduce((text, value) => text.replaceAll(value, MASK), [command, ...args].join(' '));
}
