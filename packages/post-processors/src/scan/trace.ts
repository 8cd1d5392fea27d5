import type { Artifact, PostProcessContext } from '@strata/sdk';
import type { ImageContents } from '../contents/find-contents';
import type { Finding, FindingLayer } from './finding';

interface Traced {
  readonly artifact: Artifact;
  readonly contents: ImageContents;
}

/** Names the layer that brought each package with a finding, and the step that made it, as far as that is known. */
export async function traceFindings(
  { describeLayers }: Pick<PostProcessContext, 'describeLayers'>,
  { artifact, contents }: Traced,
  findings: readonly Finding[],
): Promise<readonly Finding[]> {
  const { image } = artifact;
  if (!image || findings.length === 0) return findings;
  const origins = (await describeLayers?.(image)) ?? [];
  const find = (finding: Finding): FindingLayer | undefined => {
    const one = contents.packages.find(
      ({ name, version }) => name === finding.package && version === finding.version,
    );
    const at = one && contents.findLayer(one);
    const diffId = at === undefined ? undefined : image.layers[at]?.diffId;
    return at === undefined || diffId === undefined ? undefined : { diffId, ...origins[at] };
  };
  return findings.map((finding) => {
    const layer = find(finding);
    return layer ? { ...finding, layer } : finding;
  });
}

/** For people: `golden, step 4 (shell clamav.sh)`. */
export function formatLayer({ diffId, image, step, label }: FindingLayer): string {
  const shown = 'sha256:'.length + 12;
  return image === undefined ? `layer ${diffId.slice(0, shown)}` : `${image}, step ${step} (${label})`;
}
