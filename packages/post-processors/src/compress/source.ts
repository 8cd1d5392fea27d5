import type { ArtifactFile } from '../artifact-files';

/** Reads a file of the artifact, counting what was read. */
export type OpenFile = (file: ArtifactFile) => AsyncIterable<Buffer>;
