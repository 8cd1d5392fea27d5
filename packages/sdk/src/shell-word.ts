/** Text as one word that every POSIX shell takes literally, newlines included. */
export function quoteWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
