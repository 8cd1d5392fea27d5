import { Failure } from '@strata/diagnostics';
import type { Artifact } from '@strata/sdk';
import { problem } from '../codes';

/** Packer's builder ids of what container engines hold. The docker builder's own is the first, when it commits. */
export const IMPORTED = 'packer.post-processor.docker-import';
export const TAGGED = 'packer.post-processor.docker-tag';
/** What the docker builder exports. */
export const EXPORTED = 'packer.docker';
export const FILES = 'packer.post-processor.artifice';

/** Says what a post-processor can work on, in Packer's first sentence. */
export function assertArtifact({ builderId }: Artifact, allowed: readonly string[], hint: string): void {
  if (allowed.includes(builderId)) return;
  throw new Failure(
    problem('PPR005', {
      detail: `Unknown artifact type: ${builderId}. Allowed: ${allowed.join(', ')}.`,
      hint,
    }),
  );
}
