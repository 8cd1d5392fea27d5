import { posix } from 'node:path';
import type { Diagnostic, Range } from '@strata/diagnostics';
import type { InputReference } from '@strata/sdk';
import type { Json } from './canonical-json';
import { problem } from './codes';
import type { Facts, OutputFacts } from './facts';
import type { Contents } from './result-options';

/** Where a thing that is missing was asked for, and where that is told. */
export interface Lookup {
  readonly facts: Facts;
  /** Outputs that the template names: a path inside one is content of that project. */
  readonly outputs: readonly OutputFacts[];
  readonly range: Range;
  report(diagnostic: Diagnostic): void;
}

/** Content by the facts. What they do not have is reported, and stands as null. */
export function createContents(lookup: Lookup): Contents {
  const { facts } = lookup;
  return {
    path: (path) => getPathContent(path, lookup),
    reference: (reference) => getReferenceContent(reference, lookup),
    secretDigest: (text) => facts.secretDigest(text),
  };
}

function getPathContent(path: string, { facts, outputs, range, report }: Lookup): Json {
  const output = outputs.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  if (output) return { output: output.digest, path: posix.relative(output.path, path) };
  const digest = facts.file(path);
  if (digest !== undefined) return digest;
  const detail = `There is nothing at "${path}".`;
  report(problem('PLN007', { detail, subject: range }));
  return null;
}

function getReferenceContent(reference: InputReference, lookup: Lookup): Json {
  if (reference.kind === 'image') {
    const image = lookup.facts.image(reference);
    if (!image) lookup.report(getNoImage(reference, lookup.range));
    return image ? { layers: image.layers.map(({ diffId }) => diffId) } : null;
  }
  const output = lookup.facts.output(reference);
  if (output) return { output: output.digest };
  const { project, target, path } = reference;
  const detail = `The target "${target}" of ${project} has left nothing at "${path}".`;
  lookup.report(
    problem('PLN006', { detail, subject: lookup.range, hint: `Run nx run ${project}:${target}.` }),
  );
  return null;
}

/** A parent that has no receipt. */
export function getNoImage({ project }: InputReference, subject: Range): Diagnostic {
  return problem('PLN005', {
    detail: `The image of ${project} is needed here, and it is not built yet.`,
    subject,
    hint: `Run nx run ${project}:build-image.`,
  });
}
