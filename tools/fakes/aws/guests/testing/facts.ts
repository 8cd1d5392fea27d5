import type { GuestFacts } from '../guests';

/** What an instance that a test starts is told. */
export function getFacts(): GuestFacts {
  return {
    accountId: '123456789012',
    architecture: 'x86_64',
    imageId: 'ami-0123456789abcdef0',
    instanceId: 'i-0123456789abcdef0',
    instanceType: 't3.micro',
    region: 'eu-west-1',
    availabilityZone: 'eu-west-1a',
    subnetId: 'subnet-1',
    vpcId: 'vpc-1',
    networkInterfaceId: 'eni-1',
    mac: '02:00:00:00:00:01',
    securityGroups: ['packer'],
    userData: Buffer.from('#!/bin/sh\necho told >/var/log/told\n'),
    hasMetadata: true,
    tokens: 'required',
  };
}
