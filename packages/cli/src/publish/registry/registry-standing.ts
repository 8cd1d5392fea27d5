import { createTransport, getProxySettings } from '@strata/layers/downloads';
import {
  findDigest,
  findLogin,
  formatReference,
  type ImageReference,
  parseReference,
} from '@strata/layers/registry';
import type { Standing, StandingContext, StandingSource } from '../standing';

/** Registries tell of what was published by its digest, and of what the tag stands for now. */
export const registryStanding: StandingSource = {
  fits: ({ reference }) => reference.includes('@sha256:'),
  ask: async (context, { name, reference }) => {
    const published = parseReference(reference);
    const tag = parseReference(name);
    const now = await look(context, tag);
    const isThere = now === published.version || (await look(context, published)) !== undefined;
    return { now: now && formatReference({ ...tag, version: now }), isThere } satisfies Standing;
  },
};

async function look(
  { ports, signal, secrets }: StandingContext,
  wanted: ImageReference,
): Promise<string | undefined> {
  const login = await findLogin({ ports, signal }, wanted);
  for (const secret of [login?.password, login?.identityToken])
    if (secret !== undefined) secrets.register(secret);
  const transport = createTransport(getProxySettings(ports.environment.variables));
  return findDigest(wanted, { transport, login, clock: ports.clock, signal });
}
