/** The `code` of an error of Node (`ENOENT`), whichever realm made it: in a test's sandbox `instanceof` does not hold. */
export function getErrorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
