import { createTransport, getProxySettings } from '@strata/layers/downloads';
import { findLogin, putBackTag } from '@strata/layers/registry';
import type { ResourceKind } from '@strata/sdk';

/** What a tag stood for before a set of images is revealed. To remove it is to put that back. */
export type SeenTag = {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  /** Digest of what it is set to. */
  readonly digest: string;
  /** Digest; empty when there was no such tag. */
  readonly before: string;
};

export const seenTagKind: ResourceKind<SeenTag> = {
  kind: 'registry-tag',
  async remove({ ports, signal, reporter }, { before, ...tag }) {
    const login = await findLogin({ ports, signal }, tag);
    const transport = createTransport(getProxySettings(ports.environment.variables));
    reporter.say(`Putting the tag ${tag.tag} of ${tag.registry}/${tag.repository} back...`);
    await putBackTag(
      { ...tag, before: before || undefined },
      { transport, login, clock: ports.clock, signal },
    );
  },
};
