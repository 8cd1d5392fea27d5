import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { type ImageSource, isDescriptor, notImage, parseDescriptors, readDocument } from './image-source';
import { type Descriptor, mediaTypes } from './json';

/** A manifest's own parts. */
export interface Manifest {
  readonly digest: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** Indexes may lead to indexes; more than this is no honest image. */
const depthLimit = 4;

/** Follows indexes to the manifest for an architecture. */
export async function findManifest(source: ImageSource, architecture: string): Promise<Manifest> {
  let candidates = await source.readTop();
  for (let depth = 0; depth < depthLimit; depth++) {
    const chosen = chooseCandidate(candidates, source.label, architecture);
    const document = Object(await readDocument(source, chosen));
    const further = parseDescriptors(document.manifests);
    if (further === undefined) return parseManifest(document, chosen, source.label);
    candidates = further;
  }
  throw notImage(source.label, `its indexes are nested more than ${depthLimit} deep`);
}

function parseManifest(
  document: Readonly<Record<string, unknown>>,
  { digest }: Descriptor,
  label: string,
): Manifest {
  const layers = parseDescriptors(document.layers);
  if (layers === undefined || !isDescriptor(document.config))
    throw notImage(label, `${digest} is no image manifest`);
  return { digest, config: document.config, layers };
}

/** A single entry is taken whatever it says of its platform, unless that is another one. */
function chooseCandidate(candidates: readonly Descriptor[], label: string, architecture: string): Descriptor {
  const images = candidates.filter(({ mediaType }) =>
    (Object.values(mediaTypes) as string[]).includes(mediaType),
  );
  const fitting = images.filter(({ platform }) => {
    const { os = 'linux', architecture: found = architecture } = platform ?? {};
    return os === 'linux' && found === architecture;
  });
  const [chosen, ...others] = fitting;
  if (chosen !== undefined && others.every(({ digest }) => digest === chosen.digest)) return chosen;
  const platforms = images.map(
    ({ platform }) => `${platform?.os ?? 'linux'}/${platform?.architecture ?? '?'}`,
  );
  throw new Failure(
    problem('LAY032', {
      detail:
        chosen === undefined
          ? `${label} has no image for linux/${architecture}, only ${[...new Set(platforms)].join(', ') || 'nothing that is an image'}.`
          : `${label} has ${fitting.length} images for linux/${architecture}.`,
      hint:
        chosen === undefined
          ? 'Choose an image that is there for this architecture.'
          : 'Say which by its tag.',
    }),
  );
}
