import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { ImageProject, Receipt } from '@strata/engine';
import type { LayerBuilder } from '@strata/sdk';
import { problem } from '../../codes';
import { findReceipt } from '../../commands/find-receipt';
import type { Opened } from '../../open-templates';
import type { Definition } from '../definition/definition';
import { unknownImage } from './unknown-image';

/** An image that applications can be tried in. */
export interface FoundImage {
  readonly project: ImageProject;
  readonly image: Receipt;
  readonly builder: LayerBuilder;
}

/**
 * The image that an application is tried in, as it was built last.
 *
 * @param given what the command line says in place of the definition
 * @throws Failure CLI067 for an application or an image that cannot be tried here, CLI027 for one that nobody knows
 */
export async function findImage(
  { session, workspace }: Omit<Opened, 'templates'>,
  { os, test, name, at }: Definition,
  given: string | undefined,
): Promise<FoundImage> {
  const wanted = given ?? test.image;
  const subject = given === undefined ? at('test.image') : undefined;
  const told = (detail: string, hint: string): Diagnostic =>
    problem('CLI067', { detail, hint, ...(subject && { subject }) });
  if (os === 'Windows')
    throw new Failure(
      told(`"${name}" is for Windows, which nothing here can run.`, 'Try it on a machine of Azure.'),
    );
  if (wanted === undefined)
    throw new Failure(
      told(
        'No image is named that the application could be tried in.',
        'Write "test": { "image": "golden" }, or give -image.',
      ),
    );
  const project = await workspace.findImage(wanted);
  if (!project) throw new Failure(unknownImage(wanted, await workspace.names(), subject));
  const image = await findReceipt(session.run.ports.files, project, undefined);
  const [type = ''] = image.source.split('.');
  const builder = session.run.registry.builders.get(type);
  if (builder?.builds !== 'layers')
    throw new Failure(
      told(`"${wanted}" was built by ${type}, which makes no layers.`, 'Name an image of layers.'),
    );
  return { project, image, builder: await builder.load() };
}
