/** Why a server was not reached, in the words of Node, of which the first error is the cause. */
export function reasonOf(error: unknown): string {
  const { message, code, errors } = error as Error & { code?: string; errors?: readonly Error[] };
  return message || errors?.[0]?.message || code || String(error);
}

/** Codes of Node for a certificate that is not trusted or belongs to another. */
const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|ERR_TLS_CERT_ALTNAME_INVALID/;

export function isAboutCertificates(error: unknown): boolean {
  return certificateCodes.test((error as { code?: string }).code ?? '');
}
