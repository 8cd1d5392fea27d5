/** The tenant that a token of Entra ID is of; empty where it says none. Source: Microsoft's page "Access token claims reference". */
export function readTenant(token: string | undefined): string {
  const [, claims = ''] = token?.split('.') ?? [];
  try {
    const { tid } = Object(JSON.parse(Buffer.from(claims, 'base64url').toString()));
    return typeof tid === 'string' ? tid : '';
  } catch {
    return '';
  }
}
