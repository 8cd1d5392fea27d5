import type { OptionRule } from '@strata/sdk';
import { liesBetween, takes } from './rule';

const MOST_HOPS = 64;

/** Source: EC2 API reference, InstanceMetadataOptionsRequest. */
export const metadataRules: readonly OptionRule[] = [
  takes('http_endpoint', ['enabled', 'disabled']),
  takes('http_tokens', ['required', 'optional']),
  liesBetween('http_put_response_hop_limit', 1, MOST_HOPS),
  takes('instance_metadata_tags', ['enabled', 'disabled']),
];
