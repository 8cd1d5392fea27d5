import type { ActionTable } from '../../action';
import { createFleet } from '../fleets/create-fleet';
import {
  cancelSpotInstanceRequests,
  describeSpotInstanceRequests,
  describeSpotPriceHistory,
  requestSpotInstances,
} from '../fleets/spot';
import {
  describeInstanceAttribute,
  describeInstanceCreditSpecifications,
  modifyInstanceAttribute,
  modifyInstanceMetadataOptions,
} from '../instances/attributes';
import {
  rebootInstances,
  startInstances,
  stopInstances,
  terminateInstances,
} from '../instances/change-state';
import { getConsoleOutput, getPasswordData } from '../instances/console';
import { describeInstanceStatus, describeInstances } from '../instances/describe';
import { describeInstanceTypeOfferings, describeInstanceTypes } from '../instances/describe-types';
import { runInstances } from '../instances/run-instances';
import { createKeyPair, importKeyPair } from '../key-pairs/create';
import { deleteKeyPair, describeKeyPairs } from '../key-pairs/describe';
import {
  createLaunchTemplate,
  createLaunchTemplateVersion,
  deleteLaunchTemplate,
  modifyLaunchTemplate,
} from '../launch-templates/create';
import { describeLaunchTemplates, describeLaunchTemplateVersions } from '../launch-templates/describe';
import { createSubnet, createVpc } from '../network/create';
import { describeNetworkInterfaces } from '../network/describe-interfaces';
import { describeSubnets, describeVpcs } from '../network/describe-vpcs';
import { describeAccountAttributes, describeAvailabilityZones } from '../network/describe-zones';
import {
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
  revokeSecurityGroupEgress,
  revokeSecurityGroupIngress,
} from '../security-groups/change';
import { createSecurityGroup, deleteSecurityGroup } from '../security-groups/create';
import { describeSecurityGroupRules, describeSecurityGroups } from '../security-groups/describe';
import { attachVolume, detachVolume } from '../volumes/attach-volume';
import { createVolume, deleteVolume } from '../volumes/create-volume';
import { describeVolumes } from '../volumes/describe-volumes';
import { modifyVolume } from '../volumes/modify-volume';

/** Everything about machines: instances, volumes, networks, key pairs, security groups, launch templates, fleets. */
export const computeActions: ActionTable = {
  AttachVolume: attachVolume,
  AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
  AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
  CancelSpotInstanceRequests: cancelSpotInstanceRequests,
  CreateFleet: createFleet,
  CreateKeyPair: createKeyPair,
  CreateLaunchTemplate: createLaunchTemplate,
  CreateLaunchTemplateVersion: createLaunchTemplateVersion,
  CreateSecurityGroup: createSecurityGroup,
  CreateSubnet: createSubnet,
  CreateVolume: createVolume,
  CreateVpc: createVpc,
  DeleteKeyPair: deleteKeyPair,
  DeleteLaunchTemplate: deleteLaunchTemplate,
  DeleteSecurityGroup: deleteSecurityGroup,
  DeleteVolume: deleteVolume,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeInstanceAttribute: describeInstanceAttribute,
  DescribeInstanceCreditSpecifications: describeInstanceCreditSpecifications,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeInstanceTypeOfferings: describeInstanceTypeOfferings,
  DescribeInstanceTypes: describeInstanceTypes,
  DescribeInstances: describeInstances,
  DescribeKeyPairs: describeKeyPairs,
  DescribeLaunchTemplateVersions: describeLaunchTemplateVersions,
  DescribeLaunchTemplates: describeLaunchTemplates,
  DescribeNetworkInterfaces: describeNetworkInterfaces,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSpotInstanceRequests: describeSpotInstanceRequests,
  DescribeSpotPriceHistory: describeSpotPriceHistory,
  DescribeSubnets: describeSubnets,
  DescribeVolumes: describeVolumes,
  DescribeVpcs: describeVpcs,
  DetachVolume: detachVolume,
  GetConsoleOutput: getConsoleOutput,
  GetPasswordData: getPasswordData,
  ImportKeyPair: importKeyPair,
  ModifyInstanceAttribute: modifyInstanceAttribute,
  ModifyInstanceMetadataOptions: modifyInstanceMetadataOptions,
  ModifyLaunchTemplate: modifyLaunchTemplate,
  ModifyVolume: modifyVolume,
  RebootInstances: rebootInstances,
  RequestSpotInstances: requestSpotInstances,
  RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
  RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
  RunInstances: runInstances,
  StartInstances: startInstances,
  StopInstances: stopInstances,
  TerminateInstances: terminateInstances,
};
