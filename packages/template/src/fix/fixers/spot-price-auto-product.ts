import { remove } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const spotPriceAutoProduct: Fixer = {
  name: 'spot-price-auto-product',
  summary: '"spot_price_auto_product" of Amazon goes',
  fix: changeBuilders(
    ['amazon-ebs', 'amazon-ebssurrogate', 'amazon-ebsvolume', 'amazon-instance'],
    (builder) => remove(builder, 'spot_price_auto_product'),
  ),
};
