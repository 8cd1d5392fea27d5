import type { Image } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import type { DataSource } from '@strata/sdk';
import { problem } from '../../codes';
import { askForData } from '../with-session';
import { findImages } from './find-images';
import type { AmiDataOptions, amiSchema } from './schema';

export const amiData: DataSource<typeof amiSchema> = {
  async read(context, options) {
    const request = { action: 'DescribeImages', what: 'data.amazon-ami' };
    const [found, region] = await askForData(
      context,
      options,
      request,
      async (session) => [await findImages(session.ec2(), options, context.signal), session.region] as const,
    );
    return describe(chooseImage(found, options, region));
  },
};

function chooseImage(found: readonly Image[], options: AmiDataOptions, region: string): Image {
  const [newest, next] = found;
  const query = JSON.stringify(options.filters ?? {});
  if (!newest)
    throw new Failure(
      problem('AWS034', {
        detail: `No image in ${region} fits ${query} among those of ${(options.owners ?? []).join(', ')}.`,
        hint: options.include_deprecated
          ? 'Check filters, owners and region.'
          : 'Check filters, owners and region; include_deprecated = true looks at deprecated images, too.',
      }),
    );
  if (next && !options.most_recent) {
    const names = found.slice(0, MOST_SHOWN).map(({ ImageId: id, Name: name }) => `${id} (${name})`);
    throw new Failure(
      problem('AWS035', {
        detail: `${found.length} images in ${region} fit ${query}: ${names.join(', ')}${found.length > MOST_SHOWN ? ', …' : ''}.`,
        hint: 'Make the filters tighter, or write most_recent = true to take the newest.',
      }),
    );
  }
  return newest;
}

const MOST_SHOWN = 3;

function describe(image: Image) {
  return {
    id: image.ImageId ?? '',
    name: image.Name ?? '',
    creation_date: image.CreationDate ?? '',
    owner: image.OwnerId ?? '',
    owner_name: image.ImageOwnerAlias ?? '',
    tags: Object.fromEntries((image.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}
