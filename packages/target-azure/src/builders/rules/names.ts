import type { OptionRule } from '@strata/sdk';
import { checkText } from './rule';

interface NameRule {
  /** What the name is of. */
  readonly what: string;
  readonly pattern: RegExp;
  /** What it may be made of. */
  readonly made: string;
}

/** Source: "Naming rules and restrictions for Azure resources", Microsoft.Resources and Microsoft.Compute. */
const GROUP: NameRule = {
  what: 'a resource group',
  pattern: /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u,
  made: '1 to 90 letters, digits and _ - . ( ), not with a dot at its end',
};
const IMAGE: NameRule = {
  what: 'an image',
  pattern: /^[a-z0-9](?:[\w.-]{0,78}\w)?$/iu,
  made: '1 to 80 letters, digits and _ - ., with a letter or digit at its beginning and no - or . at its end',
};
const SNAPSHOT: NameRule = {
  what: 'a snapshot',
  pattern: /^\w{1,80}$/u,
  made: '1 to 80 letters, digits and _',
};
const SNAPSHOT_PREFIX: NameRule = {
  what: 'what names of snapshots begin with',
  pattern: /^\w{1,60}$/u,
  made: '1 to 60 letters, digits and _',
};
const PREFIX: NameRule = {
  what: 'what names begin with',
  pattern: /^[a-z0-9][a-z0-9-]{0,9}$/iu,
  made: '1 to 10 letters, digits and -, with a letter or digit at its beginning',
};
/** Source: "Naming and referencing containers, blobs, and metadata". */
const CONTAINER: NameRule = {
  what: 'a container',
  pattern: /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/u,
  made: '3 to 63 small letters, digits and single - between them',
};
const BLOB: NameRule = {
  what: 'what names of blobs begin with',
  pattern: /^[^\p{Cc}\\]{1,900}$/u,
  made: '1 to 900 characters, \\ not among them',
};

function isNamed(option: string, { what, pattern, made }: NameRule): OptionRule {
  return checkText(option, (name) =>
    pattern.test(name)
      ? undefined
      : {
          detail: `\`${option}\` is "${name}", which cannot be the name of ${what}: that is made of ${made}.`,
          hint: 'Choose another name; {{isotime | clean_resource_name}} writes what Azure takes.',
        },
  );
}

/** Names are those that Azure takes. */
export const nameRules: readonly OptionRule[] = [
  isNamed('temp_resource_group_name', GROUP),
  isNamed('build_resource_group_name', GROUP),
  isNamed('managed_image_resource_group_name', GROUP),
  isNamed('managed_image_name', IMAGE),
  isNamed('managed_image_os_disk_snapshot_name', SNAPSHOT),
  isNamed('managed_image_data_disk_snapshot_prefix', SNAPSHOT_PREFIX),
  isNamed('custom_resource_build_prefix', PREFIX),
  isNamed('capture_container_name', CONTAINER),
  isNamed('capture_name_prefix', BLOB),
];

/** Packer's `clean_resource_name`, as `azure-arm` has it: what images can be called. It looks at bytes, not at letters. */
export function cleanName(name: string): string {
  return Buffer.from(name)
    .toString('latin1')
    .replace(/[^A-Za-z0-9_.-]/gu, '-')
    .replace(/[._-]+$/u, '');
}
