import type { IncomingHttpHeaders } from 'node:http';

/** What the header `Authorization` says. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `DATE/REGION/SERVICE/aws4_request`. */
  readonly scope: string;
  readonly region: string;
  /** The service's name in signatures: `ec2`, `ebs`, `ssm`. */
  readonly service: string;
  /** Names of the signed headers, as they were given. */
  readonly signed: readonly string[];
  readonly signature: string;
}

const pattern =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)\/(?<scope>\d{8}\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request), ?SignedHeaders=(?<signed>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

/** Reads the header; nothing when there is none, or one of another kind. */
export function readAuthorization(headers: IncomingHttpHeaders): Authorization | undefined {
  const found = pattern.exec(headers.authorization ?? '')?.groups;
  if (!found) return undefined;
  const { key = '', scope = '', region = '', service = '', signed = '', signature = '' } = found;
  return { accessKeyId: key, scope, region, service, signed: signed.split(';'), signature };
}
