import { reveal } from '@strata/sdk';
import type { AccessOptions } from '../access';

/** Whether an application asks, which proves that it is itself. */
export function hasProof(access: Partial<AccessOptions>): boolean {
  const { client_secret, client_cert_path, client_jwt, oidc_request_token } = access;
  return [client_secret, client_cert_path, client_jwt, oidc_request_token].some(
    (given) => reveal(given ?? '') !== '',
  );
}
