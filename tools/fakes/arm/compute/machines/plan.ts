import { readObject, readText } from '../../json';
import { refuse } from '../../refusal';
import type { Writing } from '../../types/resource-type';

/** Refuses a machine from an image that is sold, whose plan it does not name or nobody has agreed to. */
export function judgePlan({ body, cloud, existing, id }: Writing): void {
  const reference = readObject(body, 'properties.storageProfile.imageReference');
  const { publisher, offer, sku } = reference;
  const plan = existing ? undefined : cloud.platform.find(`${publisher}:${offer}:${sku}`)?.plan;
  if (!plan) return;
  const given = ['name', 'product', 'publisher'].map((name) => readText(body, `plan.${name}`));
  if (given.join() !== [plan.name, plan.product, plan.publisher].join())
    throw refuse(
      'VMMarketplaceInvalidInput',
      `Creating a virtual machine from Marketplace image or a custom image sourced from a Marketplace image requires Plan information in the request. VM: '${id.id}'.`,
    );
  if (!cloud.platform.hasAccepted(plan))
    throw refuse(
      'ResourcePurchaseValidationFailed',
      `User failed validation to purchase resources. Error message: 'You have not accepted the legal terms on this subscription: '${cloud.subscription}' for this plan. Before the subscription can be used, you need to accept the legal terms of the image.'`,
    );
}
