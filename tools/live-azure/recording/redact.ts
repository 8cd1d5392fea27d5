/** What stands in the place of a secret. */
export const HIDDEN = '(left out)';

/** Names of members whose values nobody may keep. */
const SECRETS =
  /^(adminPassword|customData|userData|accessSAS|securityDataAccessSAS|access_token|refresh_token|id_token|client_secret|client_assertion|protectedSettings|commandToExecute|password|keyData)$/i;

/** A body as it may be kept: JSON without secrets, and of everything else its length alone. */
export function redactBody(body: Buffer): string {
  if (body.length === 0) return '';
  try {
    return JSON.stringify(JSON.parse(body.toString()), redactMember);
  } catch {
    return `(${body.length} bytes)`;
  }
}

/** The value of a secret of a vault, or of a key of an account, is a text; lists are called the same. */
function redactMember(name: string, value: unknown): unknown {
  if (SECRETS.test(name) || (name === 'value' && typeof value === 'string')) return HIDDEN;
  return typeof value === 'string' ? redactAddress(value) : value;
}

/** Signatures in links open what they lead to. */
export function redactAddress(text: string): string {
  return text.replace(/([?&]sig=)[^&\s"]+/g, `$1${HIDDEN}`);
}
