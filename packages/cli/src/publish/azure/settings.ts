import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import { type DiskOptions, parseDiskSize } from '@strata/sdk';
import type { KeepRules } from '@strata/sdk/keep';
import type {
  AccessOptions,
  AzureDestination,
  DiskStorage,
  TargetRegion,
} from '@strata/target-azure/publish';
import type { WrittenDestination } from '../settings/destinations-file';
import { readDuration } from '../settings/duration';
import { readKeepRules } from '../settings/keep-rules';
import { readCount, readFlag, readList, readMap, readText, readWord } from '../settings/readers';
import { invalid, readSettings, type SettingReader, type SettingsOf } from '../settings/setting-reader';
import * as rules from './rules';
import { readVersionRule } from './version-rule';

/** A destination of the file, and what goes with it. */
export interface AzureSettings {
  readonly destination: AzureDestination;
  readonly login: Partial<AccessOptions>;
  /** Of the disk that is uploaded. */
  readonly disk: DiskOptions;
  /** By which its versions are looked after; undefined when they all stay. */
  readonly keep: KeepRules | undefined;
}

const readDiskSize: SettingReader<number> = (node, told) => {
  const text = readText()(node, told);
  if (text === undefined) return undefined;
  return parseDiskSize(text) ?? told(node, `is ${JSON.stringify(text)}, which is no size such as "8G".`);
};

/** Azure takes no more. Source: "Azure Compute Gallery", on limits. */
const mostReplicas = 100;

const readReplicas: SettingReader<number> = (node, told) => {
  const count = readCount(1)(node, told);
  if (count === undefined || count <= mostReplicas) return count;
  return told(node, `is ${count}, and a region takes at most ${mostReplicas}.`);
};

const readers = {
  kind: readWord(['azure']),
  cloud: readWord(['Public', 'China', 'USGovernment']),
  subscription: readText(rules.subscription),
  tenant: readText(),
  location: readText(rules.region),
  resourceGroup: readText(rules.group),
  gallery: readText(rules.gallery),
  upload: readWord(['account', 'disk']),
  storageAccount: readText(rules.account),
  storageResourceGroup: readText(rules.group),
  container: readText(rules.container),
  regions: readList(readText(rules.region)),
  replicas: readReplicas,
  replicasByRegion: readMap(readReplicas, rules.region),
  storageType: readWord(['Standard_LRS', 'Standard_ZRS', 'Premium_LRS']),
  encryptionSets: readMap(readText(rules.encryptionSet), rules.region),
  tags: readMap(readText(rules.tagValue), rules.tagName),
  definition: readText(rules.definition),
  publisher: readText(rules.identifier),
  offer: readText(rules.identifier),
  sku: readText(rules.identifier),
  osState: readWord(['Generalized', 'Specialized']),
  generation: readWord(['V1', 'V2']),
  security: readWord([
    'Standard',
    'TrustedLaunch',
    'TrustedLaunchSupported',
    'ConfidentialVMSupported',
    'TrustedLaunchAndConfidentialVmSupported',
  ]),
  nvme: readFlag,
  acceleratedNetworking: readFlag,
  version: readVersionRule,
  versions: readMap(readVersionRule),
  excludeFromLatest: readFlag,
  endOfLifeAfter: readDuration,
  blockDeletionBeforeEndOfLife: readFlag,
  shallow: readFlag,
  keep: readKeepRules,
  firmware: readWord(['both', 'uefi', 'bios']),
  secureBoot: readFlag,
  diskSize: readDiskSize,
  kernelArguments: readText(),
};

type Settings = SettingsOf<typeof readers>;

/**
 * Reads a destination of kind `azure`.
 *
 * @throws Failure CLI036 with all that is wrong with it
 */
export function readAzureSettings({ name, settings: object }: WrittenDestination): AzureSettings {
  const { settings, diagnostics } = readSettings(object, readers);
  const problems = [...diagnostics, ...checkTogether(object, settings)];
  if (problems.length > 0) throw new Failure(problems);
  const { firmware = 'both', secureBoot = false, diskSize, kernelArguments } = settings;
  return {
    destination: makeDestination(name, settings),
    keep: settings.keep,
    login: {
      ...(settings.subscription !== undefined && { subscription_id: settings.subscription }),
      ...(settings.tenant !== undefined && { tenant_id: settings.tenant }),
      ...(settings.cloud !== undefined && { cloud_environment_name: settings.cloud }),
    },
    disk: {
      ...{ firmware, secureBoot },
      ...(diskSize !== undefined && { size: diskSize }),
      ...(kernelArguments !== undefined && { kernelArguments }),
    },
  };
}

function makeDestination(name: string, settings: Settings): AzureDestination {
  const { location = '', resourceGroup = '', gallery = '' } = settings;
  return {
    ...{ name, location, resourceGroup, gallery },
    storage: settings.upload === 'disk' ? undefined : makeStorage(settings),
    regions: [...new Set([location, ...(settings.regions ?? [])])].map((region) =>
      makeRegion(region, settings),
    ),
    tags: settings.tags ?? {},
    definitionName: settings.definition ?? '{image}',
    definition: {
      publisher: settings.publisher ?? 'strata',
      offer: settings.offer ?? '{image}',
      sku: settings.sku ?? 'x64',
      osState: settings.osState ?? 'Generalized',
      generation: settings.generation ?? 'V2',
      architecture: 'x64',
      security: settings.security ?? 'Standard',
      hasNvme: settings.nvme ?? false,
      hasAcceleratedNetworking: settings.acceleratedNetworking ?? true,
    },
    versionRule: settings.version ?? { kind: 'date' },
    versionRules: settings.versions ?? {},
    isExcludedFromLatest: settings.excludeFromLatest ?? false,
    endOfLifeAfter: settings.endOfLifeAfter,
    isShallow: settings.shallow ?? false,
    isProtected: settings.blockDeletionBeforeEndOfLife ?? false,
  };
}

function makeStorage({
  resourceGroup = '',
  storageAccount = '',
  storageResourceGroup = resourceGroup,
  container = 'strata-disks',
}: Settings): DiskStorage {
  return { account: storageAccount, resourceGroup: storageResourceGroup, container };
}

function makeRegion(name: string, settings: Settings): TargetRegion {
  const { replicas = 1, replicasByRegion = {}, storageType, encryptionSets = {} } = settings;
  const own = Object.hasOwn(replicasByRegion, name) ? replicasByRegion[name] : undefined;
  const encryptionSet = Object.hasOwn(encryptionSets, name) ? encryptionSets[name] : undefined;
  return { name, replicas: own ?? replicas, storageType, encryptionSet };
}

const needed = [
  ['location', 'the region of the gallery: "westeurope"'],
  ['resourceGroup', 'the group of the gallery, which is there already'],
  ['gallery', 'the name of the gallery, which is made when it is not there'],
] as const;
const account = [
  'storageAccount',
  'the storage account that disks are put into; with "upload": "disk" there is none',
] as const;

function checkTogether(object: JsonObject, settings: Settings): readonly Diagnostic[] {
  const at = (name: string): Pick<JsonNode, 'range'> => memberOf(object, name) ?? object;
  const problems: Diagnostic[] = [];
  const tell = (name: string, detail: string) => problems.push(invalid(at(name), detail));
  const isIntoDisk = settings.upload === 'disk';
  for (const [name, meaning] of [...needed, ...(isIntoDisk ? [] : [account])])
    if (!memberOf(object, name)) tell(name, `A destination in Azure lacks "${name}", ${meaning}.`);
  const published = new Set([settings.location, ...(settings.regions ?? [])]);
  for (const name of ['encryptionSets', 'replicasByRegion'] as const)
    for (const region of Object.keys(settings[name] ?? {}))
      if (!published.has(region)) tell(name, `"${name}" names ${region}, which is not among the regions.`);
  const { generation = 'V2', security = 'Standard', firmware = 'both', replicas = 1 } = settings;
  if (generation === 'V1' && security !== 'Standard')
    tell('security', `"security" is "${security}", which needs "generation": "V2".`);
  if (generation === 'V1' && (firmware === 'uefi' || settings.secureBoot))
    tell('generation', '"generation" is "V1", which starts by BIOS; "firmware" and "secureBoot" want UEFI.');
  if (generation === 'V2' && firmware === 'bios')
    tell('firmware', '"firmware" is "bios", and "generation" "V2" starts by UEFI.');
  for (const name of ['storageAccount', 'storageResourceGroup', 'container'] as const)
    if (isIntoDisk && settings[name] !== undefined)
      tell(name, `"${name}" says where disks are kept, and "upload" is "disk": none are.`);
  if (isIntoDisk && settings.shallow)
    tell(
      'shallow',
      '"shallow" makes versions that need their disk, and "upload" is "disk": it goes at once.',
    );
  if (settings.shallow && (replicas > 1 || Object.keys(settings.replicasByRegion ?? {}).length > 0))
    tell('shallow', '"shallow" makes one replica; "replicas" wants more.');
  if (settings.blockDeletionBeforeEndOfLife && settings.endOfLifeAfter === undefined)
    tell(
      'blockDeletionBeforeEndOfLife',
      '"blockDeletionBeforeEndOfLife" is set without "endOfLifeAfter": nothing could ever be deleted.',
    );
  return problems;
}
