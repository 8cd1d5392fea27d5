import type { Resource } from '../../state/resource';
import { createTable, type Table } from '../../state/table';
import {
  instanceKind,
  keyPairKind,
  launchTemplateKind,
  networkInterfaceKind,
  securityGroupKind,
  spotRequestKind,
  subnetKind,
  volumeKind,
  vpcKind,
} from './kinds';
import { createLimits, type Limits } from './limits';
import type {
  InstanceRecord,
  KeyPairRecord,
  LaunchTemplateRecord,
  NetworkInterfaceRecord,
  SecurityGroupRecord,
  SpotRequestRecord,
  SubnetRecord,
  VolumeRecord,
  VpcRecord,
} from './records';

export type { InstanceRecord, VolumeRecord } from './records';

/** What machines are made of, in one region. */
export interface ComputeState {
  readonly instances: Table<InstanceRecord>;
  readonly volumes: Table<VolumeRecord>;
  readonly vpcs: Table<VpcRecord>;
  readonly subnets: Table<SubnetRecord>;
  readonly networkInterfaces: Table<NetworkInterfaceRecord>;
  readonly securityGroups: Table<SecurityGroupRecord>;
  readonly keyPairs: Table<KeyPairRecord>;
  readonly launchTemplates: Table<LaunchTemplateRecord>;
  readonly spotRequests: Table<SpotRequestRecord>;
  /** Accounts whose default VPC was made. */
  readonly accountsWithNetwork: Set<string>;
  /** How much of everything there is; tests change it. */
  readonly limits: Limits;
  /** Every table here whose resources can be tagged. */
  readonly tables: readonly Table<Resource>[];
}

/** A region without machines. */
export function createComputeState(region: string): ComputeState {
  const tables = {
    instances: createTable<InstanceRecord>(instanceKind),
    volumes: createTable<VolumeRecord>(volumeKind),
    vpcs: createTable<VpcRecord>(vpcKind),
    subnets: createTable<SubnetRecord>(subnetKind),
    networkInterfaces: createTable<NetworkInterfaceRecord>(networkInterfaceKind),
    securityGroups: createTable<SecurityGroupRecord>(securityGroupKind),
    keyPairs: createTable<KeyPairRecord>(keyPairKind),
    launchTemplates: createTable<LaunchTemplateRecord>(launchTemplateKind),
    spotRequests: createTable<SpotRequestRecord>(spotRequestKind),
  };
  return {
    ...tables,
    accountsWithNetwork: new Set(),
    limits: createLimits(region),
    tables: Object.values(tables),
  };
}
