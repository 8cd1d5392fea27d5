import type { Published } from '@strata/engine';
import { createTransport, getProxySettings } from '@strata/layers/downloads';
import { findLogin, getImageParts, type Push, parseReference, preparePush } from '@strata/layers/registry';
import { formatBytes } from '../../view/units';
import type {
  Destination,
  DestinationKind,
  Publication,
  PublishContext,
  PublishSubject,
} from '../destination';
import { tellLeft } from '../tell-left';
import { isRegistryAddress, parseAddresses, type RegistryPlace } from './address';
import { createDelivery } from './deliver';
import { seenTagKind } from './seen-tag';

/** Registries for container images, by the OCI distribution specification. */
export const registryKind: DestinationKind = {
  fits: isRegistryAddress,
  open: (addresses) => parseAddresses(addresses).map(createDestination),
};

function createDestination(place: RegistryPlace): Destination {
  const [first = '', ...others] = place.tags;
  const name = [`${place.registry}/${place.repository}:${first}`, ...others.map((tag) => `:${tag}`)];
  return { name: name.join(', '), prepare: (context, subject) => prepare(place, context, subject) };
}

async function prepare(
  place: RegistryPlace,
  context: PublishContext,
  { image, receipt, parent }: PublishSubject,
): Promise<Publication> {
  const { ports, signal, store, startActivity } = context;
  const login = await findLogin({ ports, signal }, place);
  for (const secret of [login?.password, login?.identityToken])
    if (secret !== undefined) context.secrets.register(secret);
  const parts = await getImageParts(store, { image: receipt });
  const siblings = getSiblings(place, parent);
  const transport = createTransport(getProxySettings(ports.environment.variables));
  const push = await preparePush(
    { ...place, parts, siblings },
    { transport, login, clock: ports.clock, signal },
  );
  const published = place.tags.map((tag) => ({
    name: `${place.registry}/${place.repository}:${tag}`,
    reference: push.reference,
  }));
  const ledger = `publish.${place.registry}/${place.repository}.${image}`;
  return {
    published,
    changes: await tellLeft(context, ledger, { changes: describe(push), kinds: [seenTagKind.kind] }),
    open: async () =>
      createDelivery(place, { push, published, startActivity, ledger: await context.openLedger(ledger) }),
  };
}

/** Repositories of the same registry that have the layers of the parent. */
function getSiblings({ registry }: RegistryPlace, parent: readonly Published[]): readonly string[] {
  const named = parent.map(({ reference }) => reference).filter(isDigestReference);
  const references = named.map((reference) => parseReference(reference));
  const own = references.filter((reference) => reference.registry === registry);
  return [...new Set(own.map(({ repository }) => repository))];
}

/** The parent may be published elsewhere, too: in a cloud. */
function isDigestReference(reference: string): boolean {
  return reference.includes('@sha256:');
}

/** What a push will do, and what is there now. */
function describe({ uploads, mounts, tags }: Push): readonly string[] {
  const bytes = formatBytes(uploads.reduce((sum, { size }) => sum + size, 0));
  const sources = [...new Set(mounts.map(({ from }) => from))].join(', ');
  return [
    ...(mounts.length > 0 ? [`take over ${countParts(mounts.length)} from ${sources}`] : []),
    ...(uploads.length > 0 ? [`send ${countParts(uploads.length)} (${bytes})`] : []),
    ...tags.map(({ name, before }) => `set the tag ${name}${before ? `, which is ${before} now` : ''}`),
  ];
}

function countParts(count: number): string {
  return count === 1 ? '1 part' : `${count} parts`;
}
