import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import { type DiskOptions, parseDiskSize, Secret } from '@strata/sdk';
import type { KeepRules } from '@strata/sdk/keep';
import type { AccessOptions, AwsDestination } from '@strata/target-aws/publish';
import type { WrittenDestination } from '../settings/destinations-file';
import { readDuration } from '../settings/duration';
import { readKeepRules } from '../settings/keep-rules';
import { readFlag, readList, readMap, readText, readWord } from '../settings/readers';
import { invalid, readSettings, type SettingReader, type SettingsOf } from '../settings/setting-reader';
import * as rules from './rules';

/** A destination of the file, and what goes with it. */
export interface AwsSettings {
  readonly destination: AwsDestination;
  readonly login: Partial<AccessOptions>;
  /** Of the disk that is uploaded. */
  readonly disk: DiskOptions;
  /** File with UEFI's variables, from the workspace's root. */
  readonly uefiDataFile: string | undefined;
  /** Names of parameters that are moved by `strata promote` alone, with `{image}` in them. */
  readonly promotions: readonly string[];
  /** By which its images are looked after; undefined when they all stay. */
  readonly keep: KeepRules | undefined;
}

const readDiskSize: SettingReader<number> = (node, told) => {
  const text = readText()(node, told);
  if (text === undefined) return undefined;
  return parseDiskSize(text) ?? told(node, `is ${JSON.stringify(text)}, which is no size such as "8G".`);
};

const readRole: SettingReader<Role> = (node, told) => {
  if (node.kind === 'string') {
    const arn = readText(rules.role)(node, told);
    return arn === undefined ? undefined : makeRole(arn);
  }
  const role = readMap(readText())(node, told);
  if (!role) return undefined;
  const { roleArn, sessionName, externalId, ...others } = role;
  const [other] = Object.keys(others);
  if (other !== undefined) return told(node, `has "${other}". Allowed: roleArn, sessionName, externalId.`);
  if (roleArn === undefined || !rules.role.pattern.test(roleArn))
    return told(node, `lacks "roleArn", ${rules.role.meaning}.`);
  return makeRole(roleArn, sessionName, externalId);
};

type Role = NonNullable<AccessOptions['assume_role']>;

function makeRole(arn: string, sessionName?: string, externalId?: string): Role {
  return {
    role_arn: arn,
    session_name: sessionName,
    external_id: externalId === undefined ? undefined : new Secret(externalId),
    duration_seconds: undefined,
    policy: undefined,
    policy_arns: undefined,
    tags: undefined,
    transitive_tag_keys: undefined,
  };
}

const readers = {
  kind: readWord(['aws']),
  region: readText(rules.region),
  regions: readList(readText(rules.region)),
  accounts: readList(readText(rules.account)),
  organizations: readList(readText(rules.organization)),
  organizationalUnits: readList(readText(rules.organizationalUnit)),
  shareSnapshots: readFlag,
  encrypt: readFlag,
  kmsKeys: readMap(readText(rules.kmsKey), rules.region),
  tags: readMap(readText(rules.tagValue), rules.tagName),
  channels: readList(readText(rules.channel)),
  promotions: readList(readText(rules.channel)),
  deprecateAfter: readDuration,
  deregistrationProtection: readFlag,
  name: readText(rules.imageName),
  firmware: readWord(['both', 'uefi', 'bios']),
  imdsV2: readFlag,
  tpm: readFlag,
  secureBoot: readFlag,
  uefiData: readText(),
  diskSize: readDiskSize,
  profile: readText(),
  assumeRole: readRole,
  keep: readKeepRules,
};

type Settings = SettingsOf<typeof readers>;

/**
 * Reads a destination of kind `aws`.
 *
 * @throws Failure CLI036 with all that is wrong with it
 */
export function readAwsSettings({ name, settings: object }: WrittenDestination): AwsSettings {
  const { settings, diagnostics } = readSettings(object, readers);
  const problems = [...diagnostics, ...checkTogether(object, settings)];
  if (problems.length > 0) throw new Failure(problems);
  const { region = '', firmware = 'both', secureBoot = false, diskSize } = settings;
  const { kmsKeys } = settings;
  const encryption = { isEncrypted: settings.encrypt ?? kmsKeys !== undefined, kmsKeys: kmsKeys ?? {} };
  return {
    destination: {
      ...{ name, region, encryption },
      regions: [...new Set([region, ...(settings.regions ?? [])])],
      sharing: {
        accounts: settings.accounts ?? [],
        organizations: settings.organizations ?? [],
        organizationalUnits: settings.organizationalUnits ?? [],
        withSnapshots: settings.shareSnapshots ?? false,
      },
      tags: settings.tags ?? {},
      channels: settings.channels ?? [],
      deprecateAfter: settings.deprecateAfter,
      isProtected: settings.deregistrationProtection ?? false,
      nameTemplate: settings.name ?? '{image}-{version}',
      registration: {
        architecture: 'x86_64',
        firmware,
        isImdsV2: settings.imdsV2 ?? true,
        hasTpm: settings.tpm ?? false,
      },
    },
    login: {
      region,
      ...(settings.profile !== undefined && { profile: settings.profile }),
      ...(settings.assumeRole && { assume_role: settings.assumeRole }),
    },
    disk: { firmware, secureBoot, ...(diskSize !== undefined && { size: diskSize }) },
    uefiDataFile: settings.uefiData,
    promotions: settings.promotions ?? [],
    keep: settings.keep,
  };
}

function checkTogether(object: JsonObject, settings: Settings): readonly Diagnostic[] {
  const at = (name: string): Pick<JsonNode, 'range'> => memberOf(object, name) ?? object;
  const problems: Diagnostic[] = [];
  if (!memberOf(object, 'region'))
    problems.push(invalid(object, 'A destination in AWS lacks "region", its home: "eu-central-1".'));
  if (settings.kmsKeys && settings.encrypt === false)
    problems.push(invalid(at('kmsKeys'), '"kmsKeys" are set, and "encrypt" is false.'));
  const published = new Set([settings.region, ...(settings.regions ?? [])]);
  for (const region of Object.keys(settings.kmsKeys ?? {}))
    if (!published.has(region))
      problems.push(
        invalid(at('kmsKeys'), `"kmsKeys" has a key for ${region}, which is not among the regions.`),
      );
  if (
    settings.firmware === 'bios' &&
    (settings.tpm || settings.secureBoot || settings.uefiData !== undefined)
  )
    problems.push(
      invalid(at('firmware'), '"firmware" is "bios"; "tpm", "secureBoot" and "uefiData" are parts of UEFI.'),
    );
  const both = (settings.promotions ?? []).find((name) => settings.channels?.includes(name));
  if (both !== undefined)
    problems.push(
      invalid(
        at('promotions'),
        `"promotions" has ${JSON.stringify(both)}, which is among "channels": those are moved by every publication.`,
      ),
    );
  if (settings.shareSnapshots && (settings.accounts ?? []).length === 0)
    problems.push(
      invalid(
        at('shareSnapshots'),
        '"shareSnapshots" is set without "accounts": snapshots are shared with accounts alone.',
      ),
    );
  return problems;
}
