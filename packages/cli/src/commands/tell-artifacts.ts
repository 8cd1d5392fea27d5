import type { BuildResult } from '@strata/engine';
import type { Artifact } from '@strata/sdk';
import type { CliContext } from '../context';

/**
 * Packer's last words: what the builds left. To programs all artifacts are told; people are told those of machines, since
 * a layered image says for itself that it is built.
 */
export function tellArtifacts({ machine, out }: CliContext, builds: readonly BuildResult[]): void {
  const left = builds.filter(({ artifacts, outcome }) => artifacts.length > 0 && outcome !== 'failed');
  const shown = left.map((build) => ({ ...build, artifacts: build.artifacts.filter(isOfMachine) }));
  const lines = shown.flatMap(({ id, artifacts }) =>
    artifacts.map(({ description }) => `--> ${id}: ${description}\n`),
  );
  if (lines.length > 0)
    out.write(`\n==> Builds finished. The artifacts of successful builds are:\n${lines.join('')}`);
  const failed = builds.filter(({ outcome }) => outcome === 'failed').length;
  if (failed > 0) machine?.tell('error-count', [String(failed)]);
  for (const { id, artifacts } of left) {
    machine?.tell('artifact-count', [String(artifacts.length)], id);
    for (const [index, artifact] of artifacts.entries())
      for (const data of describe(artifact)) machine?.tell('artifact', [String(index), ...data], id);
  }
}

function isOfMachine({ image }: Artifact): boolean {
  return image === undefined;
}

/** In Packer's order. Source: Packer's documentation, "Machine-Readable Output". */
function describe({ builderId, id, description, files }: Artifact): readonly (readonly string[])[] {
  return [
    ['builder-id', builderId],
    ['id', id],
    ['string', description],
    ['files-count', String(files.length)],
    ...files.map((file, at) => ['file', String(at), file]),
    ['end'],
  ];
}
