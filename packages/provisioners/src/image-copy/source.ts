import { basename, dirname } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { followLinks, type InputReference, type ProvisionContext } from '@strata/sdk';
import { problem } from '../codes';

/** A source of files, shown in the machine. */
export interface Source {
  /** For people. */
  readonly title: string;
  /** Where it is shown. */
  readonly root: string;
  /** The one file that it is, when it is no folder. */
  readonly file?: string;
  /** What its files get when the options say nothing. */
  readonly owner?: string;
  readonly mode?: string;
  /** Whether attributes are part of the files. */
  readonly attributes: boolean;
}

export async function showSource(context: ProvisionContext, reference: InputReference): Promise<Source> {
  const input = context.resolve(reference);
  return input.kind === 'image'
    ? showImage(
        context,
        reference.project,
        input.image.layers.map(({ diffId }) => diffId),
      )
    : showOutput(context, reference, input.path);
}

async function showImage(
  { communicator, signal }: ProvisionContext,
  project: string,
  diffIds: readonly string[],
): Promise<Source> {
  if (!communicator.mountLayers) throw getRefusal(communicator.type);
  const root = await communicator.mountLayers(diffIds, signal);
  return { title: `image ${project}`, root, attributes: true };
}

/**
 * Files of a project belong to whoever built them here, and have the modes of their umask; in the image they are root's,
 * and only whether one is a program is kept, as git does.
 */
const OUTPUT = { owner: '0', mode: 'u+w,go=u,go-w,a-s', attributes: false } as const;

async function showOutput(
  context: ProvisionContext,
  reference: InputReference,
  path: string,
): Promise<Source> {
  const { communicator, ports, signal } = context;
  if (!communicator.mountDirectory) throw getRefusal(communicator.type);
  const { project } = reference;
  const target = reference.kind === 'output' ? reference.target : 'build';
  const title = `project ${project}`;
  const found = await followLinks(ports, path);
  if (!found) {
    const detail = `${path}, made by ${title}, is not there.`;
    throw new Failure(problem('PRV001', { detail, hint: `Build it first: nx run ${project}:${target}` }));
  }
  const isFolder = found.stat.kind === 'directory';
  const root = await communicator.mountDirectory(isFolder ? found.path : dirname(found.path), signal);
  return { title, root, ...(isFolder ? {} : { file: basename(found.path) }), ...OUTPUT };
}

function getRefusal(type: string): Failure {
  const detail = `The communicator "${type}" cannot show layers or folders of this machine; image-copy needs a source of type rootfs.`;
  return new Failure(
    problem('PRV011', { detail, hint: 'Use the provisioner "file" for files of this machine.' }),
  );
}
