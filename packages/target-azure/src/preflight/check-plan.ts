import { getBlock } from '@strata/sdk';
import type { Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { getText } from '../policy/build-needs';
import { bad, type Finding, findOutIfMay } from './finding';
import { readAbout, type Scene, type Told } from './scene';

/** How an image of the marketplace is sold. */
export interface SoldBy {
  readonly name: string;
  readonly product: string;
  readonly publisher: string;
}

const READ = 'Microsoft.MarketplaceOrdering/agreements/offers/plans/read';

/** Whether the template says how the image is sold, and the subscription has agreed to the terms. */
export async function checkPlan(
  scene: Scene,
  options: Options,
  plan: SoldBy | undefined,
): Promise<readonly Finding[]> {
  if (!plan) return [];
  const { name, product, publisher } = plan;
  const checked = `plan ${publisher}:${product}:${name}`;
  const block = getBlock(options, 'plan_info');
  const given = ['plan_name', 'plan_product', 'plan_publisher'].map((option) => getText(block, option));
  const isNamed = given.join() === [name, product, publisher].join();
  const finding = await findOutIfMay(`terms of ${checked}`, READ, async () => {
    const path = `/providers/Microsoft.MarketplaceOrdering/agreements/${publisher}/offers/${product}/plans/${name}`;
    const told = await readAbout(scene, {
      path,
      version: '2021-01-01',
      action: 'Reading the terms of the image',
    });
    if ((told['properties'] as Told | undefined)?.['accepted'] === true) return [];
    return [
      problem('AZU005', {
        detail: `Nobody has accepted the terms of the ${checked} for this subscription.`,
        hint: `Run once: az vm image terms accept --publisher ${publisher} --offer ${product} --plan ${name}.`,
      }),
    ];
  });
  return [...(isNamed ? [] : [tellUnnamed(checked, plan)]), finding];
}

function tellUnnamed(checked: string, { name, product, publisher }: SoldBy): Finding {
  return bad(
    checked,
    problem('AZU030', {
      detail: `The source image is sold by the ${checked}, and the template does not say so.`,
      hint: `Write plan_info { plan_name = "${name}", plan_product = "${product}", plan_publisher = "${publisher}" }, a line each.`,
    }),
  );
}
