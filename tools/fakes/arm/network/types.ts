import type { ResourceType } from '../types/resource-type';
import { networkInterface } from './network-interface';
import { publicAddress } from './public-address';
import { securityGroup } from './security-group';
import { subnet, virtualNetwork } from './virtual-network';

/** All of Azure's networks that a machine needs. */
export const networkTypes: readonly ResourceType[] = [
  virtualNetwork,
  subnet,
  securityGroup,
  publicAddress,
  networkInterface,
];
