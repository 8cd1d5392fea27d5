import type { AwsContext } from '../publish/context';
import type { FoundImage } from '../publish/found-image';
import { listImages } from '../publish/list-images';

/** An image as it is now; undefined when it is gone. */
export async function findImage(
  context: AwsContext,
  region: string,
  id: string,
): Promise<FoundImage | undefined> {
  const [found] = await listImages(context, region, [{ Name: 'image-id', Values: [id] }]);
  return found;
}
