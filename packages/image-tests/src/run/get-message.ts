/** What an error says, whichever realm made it: in a test's sandbox `instanceof` does not hold. */
export function getMessage(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
