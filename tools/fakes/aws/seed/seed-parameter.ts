import { publicAccount } from '../ssm/record';
import type { Cloud } from '../state/cloud';

/** A parameter that was there before; one below `/aws/` is AWS's own, for everybody. */
export interface SeedParameter {
  readonly region: string;
  /** @default '123456789012' */
  readonly account?: string;
  readonly name: string;
  readonly value: string;
  /** @default 'String' */
  readonly type?: 'String' | 'StringList' | 'SecureString';
  /** @default 'text' */
  readonly dataType?: string;
}

/** Puts a parameter into a region. */
export function seedParameter(cloud: Cloud, seed: SeedParameter): void {
  const { account = '123456789012', name, value, type = 'String', dataType = 'text' } = seed;
  const owner = name.startsWith('/aws/') ? publicAccount : account;
  const current = { type, dataType, value, number: 1, modified: cloud.clock.now() };
  cloud
    .region(seed.region)
    .parameters.set(`${owner}/${name}`, { name, current, tier: 'Standard', tags: new Map() });
}
