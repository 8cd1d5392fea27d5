import { randomBytes, randomUUID } from 'node:crypto';
import type { Cloud } from '../state/cloud';

/** A secret that was there before. */
export interface SeedSecret {
  readonly region: string;
  /** @default '123456789012' */
  readonly account?: string;
  readonly name: string;
  readonly value: string | Buffer;
}

const suffixBytes = 3;

/** Puts a secret into a region. @returns its ARN */
export function seedSecret(
  cloud: Cloud,
  { region, account = '123456789012', name, value }: SeedSecret,
): string {
  const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${randomBytes(suffixBytes).toString('hex')}`;
  cloud.region(region).secrets.set(`${account}/${name}`, {
    name,
    arn,
    versionId: randomUUID(),
    created: cloud.clock.now(),
    ...(typeof value === 'string' ? { text: value } : { bytes: value }),
  });
  return arn;
}
