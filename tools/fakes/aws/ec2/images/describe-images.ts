import type { DescribeImagesRequest, DescribeImagesResult } from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse } from '../../refusal';
import { filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import { canUseImage } from './access';
import { imageFilters } from './filters';
import type { ImageRecord } from './record';
import { settleImage } from './settle';
import { showImage } from './show';

const pageLimits = { least: 1, most: 1000 };
const ownerAliases = ['self', 'amazon', 'aws-marketplace', 'aws-backup-vault'];

export const describeImages: Action<DescribeImagesRequest, DescribeImagesResult> = (call) => {
  const { region, account, input, now } = call;
  const found = findImages(call);
  for (const image of found) settleImage(region, image, now, true);
  const listed = found.filter((image) => isListed(image, call));
  const { items, nextToken } = takePage(
    filterResources(listed, input.Filters, imageFilters),
    input,
    pageLimits,
  );
  return { Images: items.map((image) => showImage(image, account)), NextToken: nextToken };
};

function findImages({ region, account, input }: Call<DescribeImagesRequest>): readonly ImageRecord[] {
  const { ImageIds: ids, Owners, ExecutableUsers: users } = input;
  const owners = Owners?.map(checkOwner);
  const all = ids ? region.images.getAll(ids) : region.images.list();
  const hidden = ids && all.filter((image) => !canUseImage(image, account));
  if (hidden && hidden.length > 0)
    throw refuse('AuthFailure', `Not authorized for images: [${hidden.map(({ id }) => id).join(', ')}]`);
  return all.filter(
    (image) =>
      canUseImage(image, account) &&
      (owners?.some((owner) => isOwner(owner, image, account)) ?? true) &&
      (users?.some((user) => canBeRunBy(image, user, account)) ?? true),
  );
}

function checkOwner(owner: string): string {
  if (!ownerAliases.includes(owner) && !/^\d{12}$/.test(owner))
    throw refuse('InvalidUserID.Malformed', `Invalid user id: "${owner}"`);
  return owner;
}

function isOwner(wanted: string, { owner, traits }: ImageRecord, account: string): boolean {
  return wanted === owner || wanted === traits.ownerAlias || (wanted === 'self' && owner === account);
}

/** Whoever a launch permission names; `self` is the caller where others named him. */
function canBeRunBy({ launchPermissions, owner }: ImageRecord, user: string, account: string): boolean {
  if (user === 'all') return launchPermissions.some(({ Group }) => Group === 'all');
  const wanted = user === 'self' ? account : user;
  if (user === 'self' && owner === account) return false;
  return launchPermissions.some(({ UserId }) => UserId === wanted);
}

/** Old images of others and disabled ones are only shown to who asks for them. */
function isListed(image: ImageRecord, { account, input, now }: Call<DescribeImagesRequest>): boolean {
  if (image.state === 'disabled') return input.IncludeDisabled === true && image.owner === account;
  if (input.ImageIds?.includes(image.id) || image.owner === account) return true;
  const isDeprecated = image.deprecationTime !== undefined && image.deprecationTime <= now;
  return !isDeprecated || input.IncludeDeprecated === true;
}
