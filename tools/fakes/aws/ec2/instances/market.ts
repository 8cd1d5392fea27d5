import { refuse, refuseValue } from '../../refusal';
import type { InstanceTypeFacts } from './instance-types';
import type { LaunchRequest } from './launch-request';

/** What spot instances cost, as a part of the price of others. */
const SPOT_PART = 0.35;

/** US dollars an hour. */
export function getSpotPrice({ price }: InstanceTypeFacts): number {
  return price * SPOT_PART;
}

/** @throws Refusal when a bid is below the price */
export function checkBid(bid: string | undefined, type: InstanceTypeFacts): void {
  if (bid === undefined) return;
  const wanted = Number(bid);
  if (bid.trim() === '' || !(wanted > 0)) throw refuseValue('price', bid, 'Expected a positive number.');
  const least = getSpotPrice(type);
  if (wanted < least)
    throw refuse(
      'SpotMaxPriceTooLow',
      `Your Spot request price of ${bid} is lower than the minimum required Spot request fulfillment price of ${least.toFixed(4)}.`,
    );
}

/** Whether a request is for a spot instance. @throws Refusal for what those do not have */
export function checkMarket(request: LaunchRequest, type: InstanceTypeFacts): boolean {
  const { InstanceMarketOptions: options, DisableApiTermination, Placement } = request;
  if (!options) return false;
  if (options.MarketType !== 'spot') {
    if (options.MarketType === undefined) return false;
    throw refuseValue('marketType', options.MarketType, 'The fake knows spot alone.');
  }
  if (DisableApiTermination)
    throw refuse(
      'InvalidParameterCombination',
      'The parameter DisableApiTermination is not supported for Spot Instances.',
    );
  if (Placement?.Tenancy === 'host')
    throw refuse('InvalidParameterCombination', 'The tenancy host is not supported for Spot Instances.');
  const { SpotInstanceType: kind = 'one-time', InstanceInterruptionBehavior: behavior = 'terminate' } =
    options.SpotOptions ?? {};
  if (kind === 'one-time' && behavior !== 'terminate')
    throw refuse(
      'InvalidParameterCombination',
      `The interruption behavior '${behavior}' is only supported for persistent Spot Instance requests.`,
    );
  checkBid(options.SpotOptions?.MaxPrice, type);
  return true;
}
