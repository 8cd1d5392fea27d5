import type { Fixer } from './fixer';
import { amazonEnhancedNetworking } from './fixers/amazon-enhanced-networking';
import { amazonPrivateIp } from './fixers/amazon-private-ip';
import { amazonShutdownBehavior } from './fixers/amazon-shutdown-behavior';
import { amazonTempSecCidrs } from './fixers/amazon-temp-sec-cidrs';
import { azureExcludeFromLatest } from './fixers/azure-exclude-from-latest';
import { cleanImageName } from './fixers/clean-image-name';
import { commConfig } from './fixers/comm-config';
import { createtime } from './fixers/createtime';
import { dockerEmail } from './fixers/docker-email';
import { dockerTagTags } from './fixers/docker-tag-tags';
import { galaxyCommand } from './fixers/galaxy-command';
import { hypervCpuAndRam } from './fixers/hyperv-cpu-and-ram';
import { hypervDeprecations } from './fixers/hyperv-deprecations';
import { hypervVmxcTypo } from './fixers/hyperv-vmxc-typo';
import { isoChecksumTypeAndUrl } from './fixers/iso-checksum-type-and-url';
import { isoMd5 } from './fixers/iso-md5';
import { manifestFilename } from './fixers/manifest-filename';
import { parallelsDeprecations } from './fixers/parallels-deprecations';
import { parallelsHeadless } from './fixers/parallels-headless';
import { powershellEscapes } from './fixers/powershell-escapes';
import { ppVagrantOverride } from './fixers/pp-vagrant-override';
import { proxmoxType } from './fixers/proxmox-type';
import { qemuDiskSize } from './fixers/qemu-disk-size';
import { qemuHostPort } from './fixers/qemu-host-port';
import { scalewayAccessKey } from './fixers/scaleway-access-key';
import { spotPriceAutoProduct } from './fixers/spot-price-auto-product';
import { sshWaitTimeout } from './fixers/ssh-wait-timeout';
import { sshdisableagent } from './fixers/sshdisableagent';
import { sshkeypath } from './fixers/sshkeypath';
import { virtualboxGaattach } from './fixers/virtualbox-gaattach';
import { virtualboxRename } from './fixers/virtualbox-rename';
import { vmwareCompaction } from './fixers/vmware-compaction';
import { vmwareRename } from './fixers/vmware-rename';
import { vsphereIsoNetDisk } from './fixers/vsphere-iso-net-disk';

/** Every fixer in Packer's order: later ones build on what earlier ones leave. */
export const fixers: readonly Fixer[] = [
  isoMd5,
  createtime,
  virtualboxGaattach,
  ppVagrantOverride,
  virtualboxRename,
  vmwareRename,
  parallelsHeadless,
  parallelsDeprecations,
  sshkeypath,
  sshdisableagent,
  scalewayAccessKey,
  manifestFilename,
  amazonShutdownBehavior,
  amazonEnhancedNetworking,
  amazonPrivateIp,
  amazonTempSecCidrs,
  dockerEmail,
  dockerTagTags,
  powershellEscapes,
  vmwareCompaction,
  hypervDeprecations,
  hypervVmxcTypo,
  hypervCpuAndRam,
  cleanImageName,
  spotPriceAutoProduct,
  qemuDiskSize,
  galaxyCommand,
  commConfig,
  sshWaitTimeout,
  vsphereIsoNetDisk,
  isoChecksumTypeAndUrl,
  qemuHostPort,
  azureExcludeFromLatest,
  proxmoxType,
];
