import type {
  DataDisk,
  ManagedDiskParameters,
  OSDisk,
  OSProfile,
  SecurityProfile,
  StorageProfile,
  VirtualMachine,
} from '@azure/arm-compute';
import { USUAL_ENCRYPTION } from '../builders/fields/virtual-machine';
import type { SourceReference } from '../steps/source-image';
import { isManagedImageId } from './gallery-image-id';
import type { Work } from './work';

/** What a machine is made with, beside what its options say. */
export interface Launch {
  readonly source: SourceReference;
  readonly networkInterfaceId: string;
  /** Undefined for a source that keeps its users: a specialized one. */
  readonly account: Account | undefined;
  /** In Base64. */
  readonly customData: string | undefined;
  readonly userData: string | undefined;
}

/** Who can log in. */
export interface Account {
  readonly user: string;
  readonly publicKey: string | undefined;
  readonly password: string | undefined;
  /** Where Windows finds the certificate of its WinRM. */
  readonly certificate?: Certificate | undefined;
}

export interface Certificate {
  readonly vaultId: string;
  readonly url: string;
  /** Whether WinRM speaks TLS by it. */
  readonly isOfWinrm: boolean;
}

/** The body by which Azure makes the machine. Source: Azure REST API, "Virtual Machines - Create Or Update". */
export function createMachineBody(work: Work, launch: Launch): VirtualMachine {
  const { options, place, session, tags } = work;
  const { spot, plan_info: plan, user_assigned_managed_identities: identities = [] } = options;
  const { account } = launch;
  const security = createSecurity(work);
  return {
    location: place.location,
    tags: { ...tags },
    ...(plan?.plan_name && {
      plan: {
        name: plan.plan_name,
        ...(plan.plan_product && { product: plan.plan_product }),
        ...(plan.plan_publisher && { publisher: plan.plan_publisher }),
        ...(plan.plan_promotion_code && { promotionCode: plan.plan_promotion_code }),
      },
    }),
    ...(identities.length > 0 && {
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: Object.fromEntries(identities.map((id) => [id, {}])),
      },
    }),
    hardwareProfile: { vmSize: options.vm_size },
    storageProfile: createStorage(work, launch.source),
    networkProfile: {
      networkInterfaces: [{ id: launch.networkInterfaceId, primary: true, deleteOption: 'Delete' }],
    },
    ...(account && { osProfile: createAccount(work, account, launch.customData) }),
    ...(launch.userData !== undefined && { userData: launch.userData }),
    ...(options.license_type && { licenseType: options.license_type }),
    ...(security && { securityProfile: security }),
    diagnosticsProfile: {
      bootDiagnostics: {
        enabled: true,
        ...(options.boot_diag_storage_account && {
          storageUri: getAccountAddress(options.boot_diag_storage_account, session.cloud.storageSuffix),
        }),
      },
    },
    ...(spot?.eviction_policy && {
      priority: 'Spot',
      evictionPolicy: spot.eviction_policy,
      billingProfile: { maxPrice: spot.max_price || UP_TO_THE_USUAL_PRICE },
    }),
  };
}

/** Source: Azure REST API, `BillingProfile.maxPrice`. */
const UP_TO_THE_USUAL_PRICE = -1;

/** Templates name the account as Packer takes it, or write its whole address. */
function getAccountAddress(account: string, suffix: string): string {
  return account.includes('://') ? account : `https://${account}.blob.${suffix}`;
}

function createStorage(work: Work, source: SourceReference): StorageProfile {
  const { options, names, system } = work;
  const disk: OSDisk = {
    name: names.disk,
    createOption: 'FromImage',
    caching: options.disk_caching_type as NonNullable<OSDisk['caching']>,
    // A machine that is deleted takes its disk along, unless somebody wants to look at it.
    deleteOption: options.keep_os_disk ? 'Detach' : 'Delete',
    ...(options.os_disk_size_gb && { diskSizeGB: options.os_disk_size_gb }),
    ...(source.url !== undefined
      ? { osType: system, image: { uri: source.url }, vhd: { uri: getBlobBeside(source.url, names.disk) } }
      : createManagedDisk(work, source)),
  };
  return {
    ...(source.reference && { imageReference: source.reference }),
    osDisk: disk,
    ...((options.disk_additional_size ?? []).length > 0 && {
      dataDisks: createDataDisks(work, source),
    }),
    ...(options.disk_controller_type && {
      diskControllerType: options.disk_controller_type.toLowerCase() === 'nvme' ? 'NVMe' : 'SCSI',
    }),
  };
}

/** The machine's own disk stands in the account of the VHD that it starts from. */
function getBlobBeside(url: string, name: string): string {
  return new URL(`/vhds/${name}.vhd`, url).href;
}

/** The kind of a disk. Of an image of a gallery Azure chooses the kind of disk by itself, unless the template does. */
function getDiskKind({ options }: Work, { reference }: SourceReference) {
  const isOfGallery =
    reference !== undefined && reference.publisher === undefined && !isManagedImageId(reference.id ?? '');
  const kind = options.managed_image_storage_account_type || (isOfGallery ? undefined : USUAL_DISK);
  return kind === undefined ? {} : { storageAccountType: kind };
}

const USUAL_DISK = 'Standard_LRS';

function createManagedDisk(work: Work, source: SourceReference): { managedDisk?: ManagedDiskParameters } {
  const { options } = work;
  const set = options.disk_encryption_set_id;
  const isConfidential = options.security_type === 'ConfidentialVM';
  const disk: ManagedDiskParameters = {
    ...getDiskKind(work, source),
    ...(set && !isConfidential && { diskEncryptionSet: { id: set } }),
    ...(isConfidential && {
      securityProfile: {
        securityEncryptionType: options.security_encryption_type || USUAL_ENCRYPTION,
        ...(set && { diskEncryptionSet: { id: set } }),
      },
    }),
  };
  return Object.keys(disk).length === 0 ? {} : { managedDisk: disk };
}

/** Further disks stand behind those that come with the source, whose numbers are taken. */
function createDataDisks(work: Work, source: SourceReference): DataDisk[] {
  const { options, names } = work;
  const { disk_additional_size: sizes = [], disk_additional_luns: luns = [] } = options;
  const taken = source.dataDisks ?? [];
  const free = listFree(taken, sizes.length);
  const set = options.disk_encryption_set_id;
  const managedDisk: ManagedDiskParameters = {
    ...getDiskKind(work, source),
    ...(set && { diskEncryptionSet: { id: set } }),
  };
  const kept = Object.keys(managedDisk).length === 0 ? {} : { managedDisk };
  return [
    ...taken.map((lun) => ({ ...kept, lun, createOption: 'FromImage', deleteOption: 'Delete' as const })),
    ...sizes.map((size, index) => ({
      ...kept,
      name: `${names.dataDisk}-${index + 1}`,
      lun: luns[index] ?? free[index] ?? index,
      diskSizeGB: size,
      createOption: 'Empty',
      deleteOption: 'Delete' as const,
      caching: options.disk_caching_type as NonNullable<DataDisk['caching']>,
    })),
  ];
}

/** The first numbers that no disk of the source has. */
function listFree(taken: readonly number[], count: number): readonly number[] {
  return Array.from({ length: taken.length + count }, (_, lun) => lun)
    .filter((lun) => !taken.includes(lun))
    .slice(0, count);
}

function createAccount(
  { names, system }: Work,
  { user, publicKey, password, certificate }: Account,
  customData: string | undefined,
): OSProfile {
  const common = {
    computerName: names.machine.slice(0, system === 'Windows' ? LONGEST_WINDOWS_NAME : LONGEST_LINUX_NAME),
    adminUsername: user,
    ...(password !== undefined && { adminPassword: password }),
    ...(customData !== undefined && { customData }),
  };
  if (system === 'Linux')
    return {
      ...common,
      linuxConfiguration: {
        disablePasswordAuthentication: password === undefined,
        ...(publicKey !== undefined && {
          ssh: { publicKeys: [{ path: `/home/${user}/.ssh/authorized_keys`, keyData: publicKey }] },
        }),
      },
    };
  return {
    ...common,
    windowsConfiguration: {
      provisionVMAgent: true,
      ...(certificate?.isOfWinrm && {
        winRM: { listeners: [{ protocol: 'Https' as const, certificateUrl: certificate.url }] },
      }),
    },
    ...(certificate && {
      secrets: [
        {
          sourceVault: { id: certificate.vaultId },
          vaultCertificates: [{ certificateStore: 'My', certificateUrl: certificate.url }],
        },
      ],
    }),
  };
}

/** Source: Azure REST API, `OSProfile.computerName`. */
const LONGEST_WINDOWS_NAME = 15;
const LONGEST_LINUX_NAME = 64;

function createSecurity({ options }: Work): SecurityProfile | undefined {
  const { secure_boot_enabled: secureBoot, vtpm_enabled: tpm, encryption_at_host: atHost } = options;
  const isTrusted = secureBoot || tpm;
  const type = options.security_type || (isTrusted ? 'TrustedLaunch' : undefined);
  if (type === undefined && atHost !== true) return undefined;
  return {
    ...(type !== undefined && { securityType: type }),
    // Nothing said, Azure chooses what the kind of machine needs.
    ...(isTrusted && { uefiSettings: { secureBootEnabled: secureBoot, vTpmEnabled: tpm } }),
    ...(atHost === true && { encryptionAtHost: true }),
  };
}
