import type { GalleryImage } from '@azure/arm-compute';
import type { FakeArm } from '../../../../tools/fakes/arm';
import { group, home, makeBed, soon } from '../../../../tools/fakes/arm/testing/bed';

/** Makes the gallery `ours` with one definition, `web`, of generalized images without trusted launch. */
export async function addGallery(
  fake: FakeArm,
  kind: { readonly osType: 'Linux' | 'Windows'; readonly hyperVGeneration: 'V1' | 'V2' },
): Promise<void> {
  const { galleries, galleryImages } = makeBed(fake).compute;
  await galleries.createOrUpdate(group, 'ours', { location: home }, soon);
  const definition: GalleryImage = {
    ...kind,
    location: home,
    osState: 'Generalized',
    architecture: 'x64',
    identifier: { publisher: 'strata', offer: 'images', sku: 'web' },
    features: [{ name: 'SecurityType', value: 'Standard' }],
  };
  await galleryImages.createOrUpdate(group, 'ours', 'web', definition, soon);
}

/** What there is: ids without the subscription. */
export function listIds({ cloud }: FakeArm): readonly string[] {
  return cloud.resources.all().map(({ id }) => id.replace(`/subscriptions/${cloud.subscription}`, ''));
}
