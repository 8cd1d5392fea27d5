import { defineSchema } from '@strata/sdk';

const result = { affects: 'result' } as const;

const gallerySchema = defineSchema({
  options: {
    id: {
      type: 'string',
      ...result,
      doc: 'Id of a version, or of a definition for its newest version; in place of the names below.',
    },
    subscription: { type: 'string', ...result, secret: true, doc: "The gallery's subscription." },
    resource_group: { type: 'string', ...result, doc: "The gallery's resource group." },
    gallery_name: { type: 'string', ...result, doc: 'The gallery.' },
    image_name: { type: 'string', ...result, doc: 'The image definition.' },
    image_version: { type: 'string', ...result, doc: 'Its version. By default the newest.' },
    community_gallery_image_id: {
      type: 'string',
      ...result,
      doc: 'An image of a gallery that is open to everybody: `/CommunityGalleries/NAME/Images/IMAGE/Versions/latest`.',
    },
    direct_shared_gallery_image_id: {
      type: 'string',
      ...result,
      doc: 'An image of a gallery that is shared with this subscription: `/sharedGalleries/ID/images/IMAGE/versions/latest`.',
    },
  },
});

const planSchema = defineSchema({
  options: {
    plan_name: { type: 'string', ...result, doc: 'The plan.' },
    plan_product: { type: 'string', ...result, doc: 'Its product.' },
    plan_publisher: { type: 'string', ...result, doc: 'Its publisher.' },
    plan_promotion_code: { type: 'string', ...result, doc: 'A code for a lower price.' },
  },
});

/** What the machine starts from, one of four kinds. Source: Packer's documentation, "Azure Resource Manager Builder". */
export const sourceFields = defineSchema({
  options: {
    image_publisher: { type: 'string', ...result, doc: 'Publisher of an image of the marketplace.' },
    image_offer: { type: 'string', ...result, doc: 'Its offer.' },
    image_sku: { type: 'string', ...result, doc: 'Its SKU.' },
    image_version: { type: 'string', ...result, default: 'latest', doc: 'Its version.' },
    image_url: { type: 'string', ...result, doc: 'A VHD in a storage account, by its address.' },
    custom_managed_image_name: { type: 'string', ...result, doc: 'A managed image.' },
    custom_managed_image_resource_group_name: { type: 'string', ...result, doc: 'Its resource group.' },
  },
  blocks: {
    shared_image_gallery: { schema: gallerySchema, count: 'one', doc: 'An image of a Compute Gallery.' },
    plan_info: {
      schema: planSchema,
      count: 'one',
      doc: 'What the marketplace bills the image by, for images that are sold.',
    },
  },
});
