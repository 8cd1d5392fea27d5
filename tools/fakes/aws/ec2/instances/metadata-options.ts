import type { InstanceMetadataOptionsRequest, InstanceMetadataOptionsResponse } from '@aws-sdk/client-ec2';
import { refuse, refuseValue } from '../../refusal';

export type MetadataOptions = InstanceMetadataOptionsResponse;

const MOST_HOPS = 64;

/** What is said of the metadata service, where the image does not want it otherwise. */
export function planMetadata(
  wish: InstanceMetadataOptionsRequest = {},
  imdsSupport: string | undefined = undefined,
): MetadataOptions {
  const wantsTokens = imdsSupport === 'v2.0';
  const { HttpEndpoint = 'enabled', HttpTokens, HttpPutResponseHopLimit: hops } = wish;
  if (HttpEndpoint !== 'enabled' && HttpEndpoint !== 'disabled')
    throw refuseValue('HttpEndpoint', HttpEndpoint, 'Expected enabled or disabled.');
  if (HttpTokens !== undefined && HttpTokens !== 'optional' && HttpTokens !== 'required')
    throw refuseValue('HttpTokens', HttpTokens, 'Expected optional or required.');
  if (HttpEndpoint === 'disabled' && HttpTokens !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'HttpTokens may not be specified when the HttpEndpoint is disabled.',
    );
  if (hops !== undefined && (hops < 1 || hops > MOST_HOPS))
    throw refuseValue('HttpPutResponseHopLimit', hops, `Expected 1 to ${MOST_HOPS}.`);
  return {
    State: 'applied',
    HttpEndpoint,
    HttpTokens: HttpTokens ?? (wantsTokens ? 'required' : 'optional'),
    HttpPutResponseHopLimit: hops ?? (wantsTokens ? 2 : 1),
    HttpProtocolIpv6: wish.HttpProtocolIpv6 ?? 'disabled',
    InstanceMetadataTags: wish.InstanceMetadataTags ?? 'disabled',
  };
}
