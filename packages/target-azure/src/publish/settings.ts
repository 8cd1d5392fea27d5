/** A destination of images in Azure, as it stands in `destinations.json` with everything filled in. */
export interface AzureDestination {
  /** As the file calls it: `azure`. */
  readonly name: string;
  /** Region of the gallery, the definitions and the versions: `westeurope`. */
  readonly location: string;
  /** Group that the gallery stands in. It is there already. */
  readonly resourceGroup: string;
  /** Made when it is not there. */
  readonly gallery: string;
  /** Undefined where disks are uploaded into managed disks, which go when their version is made. */
  readonly storage: DiskStorage | undefined;
  /** Where versions are to be had, the location first; each once. */
  readonly regions: readonly TargetRegion[];
  /** Of versions and definitions, beside Strata's own. */
  readonly tags: Readonly<Record<string, string>>;
  /** Name of an image's definition, in which `{image}` stands for its name. */
  readonly definitionName: string;
  readonly definition: DefinitionKind;
  readonly versionRule: VersionRule;
  /** By image: rules of those that have one of their own. */
  readonly versionRules: Readonly<Record<string, VersionRule>>;
  /** True: machines that ask for the latest version do not get this one. */
  readonly isExcludedFromLatest: boolean;
  /** Milliseconds from the making of a version to its end of life. */
  readonly endOfLifeAfter: number | undefined;
  /** True: Azure makes no copies of the disk, for tests of an image. */
  readonly isShallow: boolean;
  /** True: Azure deletes no version before its end of life. */
  readonly isProtected: boolean;
}

/** Where disks are put before Azure makes versions of them; they stay, so that later ones can begin as copies. */
export interface DiskStorage {
  readonly account: string;
  /** Group that the account stands in. */
  readonly resourceGroup: string;
  /** Made when it is not there. */
  readonly container: string;
}

export type StorageType = 'Standard_LRS' | 'Standard_ZRS' | 'Premium_LRS';

export interface TargetRegion {
  readonly name: string;
  /** Copies of the disk that machines there start from at the same time, 1 to 100. */
  readonly replicas: number;
  readonly storageType: StorageType | undefined;
  /** Id of the disk encryption set of that region. */
  readonly encryptionSet: string | undefined;
}

export type SecurityType =
  | 'Standard'
  | 'TrustedLaunch'
  | 'TrustedLaunchSupported'
  | 'ConfidentialVMSupported'
  | 'TrustedLaunchAndConfidentialVmSupported';

/** What a definition says of all its versions, and can never be changed. */
export interface DefinitionKind {
  readonly publisher: string;
  /** `{image}` stands for the image's name. */
  readonly offer: string;
  readonly sku: string;
  readonly osState: 'Generalized' | 'Specialized';
  /** V1 starts by BIOS, V2 by UEFI. */
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  /** Always stated: what says nothing is taken for trusted launch since 2025, and judged for an hour. */
  readonly security: SecurityType;
  readonly hasNvme: boolean;
  readonly hasAcceleratedNetworking: boolean;
}

/** How a version is named: three numbers. */
export type VersionRule =
  /** Year, month and day as one number, and a count: `2026.1122.0`. */
  | { readonly kind: 'date' }
  /** The next one of a series: `1.4.7`. */
  | { readonly kind: 'next'; readonly major: number; readonly minor: number }
  | { readonly kind: 'exact'; readonly version: string };
