import { randomInt } from 'node:crypto';
import type { ArmOptions } from '../builders/arm/schema';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LONG = 10;
const SHORT = 5;
const USUAL_PREFIX = 'pkr';
const PREFIX_VARIABLE = 'PACKER_AZURE_CUSTOM_RESOURCE_BUILD_PREFIX';

/** What a build calls the things that it makes, as Packer does. */
export interface Names {
  readonly group: string;
  readonly machine: string;
  readonly networkInterface: string;
  readonly disk: string;
  readonly dataDisk: string;
  readonly address: string;
  readonly network: string;
  readonly subnet: string;
  readonly securityGroup: string;
  readonly vault: string;
  readonly deployment: string;
}

type Wish = Pick<
  ArmOptions,
  | 'custom_resource_build_prefix'
  | 'temp_resource_group_name'
  | 'build_resource_group_name'
  | 'temp_compute_name'
  | 'temp_nic_name'
  | 'temp_os_disk_name'
>;

/** Draws names that no other build has. Source: Packer's documentation, `custom_resource_build_prefix`. */
export function createNames(options: Wish, variables: Readonly<Record<string, string | undefined>>): Names {
  const given = options.custom_resource_build_prefix || variables[PREFIX_VARIABLE] || '';
  const suffix = draw(given === '' ? LONG : SHORT);
  const prefix = given || USUAL_PREFIX;
  const name = (kind: string) => `${prefix}${kind}${suffix}`;
  return {
    group:
      options.build_resource_group_name ||
      options.temp_resource_group_name ||
      `${prefix}-Resource-Group-${suffix}`,
    machine: options.temp_compute_name || name('vm'),
    networkInterface: options.temp_nic_name || name('ni'),
    disk: options.temp_os_disk_name || name('os'),
    dataDisk: name('dd'),
    address: name('ip'),
    network: name('vn'),
    subnet: name('sn'),
    securityGroup: name('sg'),
    vault: name('kv'),
    deployment: name('dp'),
  };
}

function draw(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
