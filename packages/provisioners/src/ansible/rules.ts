import { posix } from 'node:path';
import { type OptionRule, reveal, type Text, where } from '@strata/sdk';
import { problem } from '../codes';

const MAX_PORT = 65_535;
const UNKNOWN = '<unknown>';

const playbookIsThere: OptionRule = ({ playbook_file: file }, at, write) => {
  if (file !== '') return [];
  const hint = `For example: ${write('playbook_file', '"playbook.yml"')}`;
  return [problem('PRV005', { detail: 'playbook_file is empty.', hint, ...where(at('playbook_file')) })];
};

const playbookIsInFolder: OptionRule = ({ playbook_file: file, playbook_dir: folder }, at) => {
  if (typeof file !== 'string' || typeof folder !== 'string' || [file, folder].includes(UNKNOWN)) return [];
  const path = posix.relative(posix.normalize(folder), posix.normalize(file));
  if (path !== '' && path !== '..' && !path.startsWith('../') && !path.startsWith('/')) return [];
  const detail = `playbook_file "${file}" is not in playbook_dir "${folder}".`;
  return [problem('PRV004', { detail, ...where(at('playbook_dir')) })];
};

const portIsValid: OptionRule = ({ local_port: port }, at) => {
  if (typeof port !== 'number' || (Number.isInteger(port) && port >= 0 && port <= MAX_PORT)) return [];
  const detail = `local_port is ${port}; it must be a whole number from 0 to ${MAX_PORT}.`;
  return [problem('PRV008', { detail, ...where(at('local_port')) })];
};

const keyTypeIsKnown: OptionRule = ({ ansible_proxy_key_type: type }, at) => {
  if (typeof type !== 'string' || [UNKNOWN, '', 'ECDSA', 'RSA'].includes(type.toUpperCase())) return [];
  const detail = `Invalid value for ansible_proxy_key_type: "${type}". Supported values are ECDSA or RSA.`;
  return [problem('PRV008', { detail, ...where(at('ansible_proxy_key_type')) })];
};

const variablesAreNamed: OptionRule = ({ ansible_env_vars: variables }, at) =>
  ((variables ?? []) as readonly Text[])
    .filter((text) => !/^[^=]+=/.test(reveal(text)) && reveal(text) !== UNKNOWN)
    .map(() => {
      const detail = 'An entry of ansible_env_vars is not of the form NAME=value.';
      return problem('PRV008', { detail, ...where(at('ansible_env_vars')) });
    });

/** What is only for an inventory that is made. */
const OF_MADE_INVENTORY = [
  'groups',
  'empty_groups',
  'inventory_directory',
  'inventory_file_template',
  'keep_inventory_file',
];

/** As in Packer, the user's own inventory wins; what goes unheard is said. */
const inventoryIsOne: OptionRule = (options, at) => {
  if (options['inventory_file'] === undefined) return [];
  const unheard = OF_MADE_INVENTORY.filter((name) => isGiven(options[name]));
  return unheard.map((name) =>
    problem('PRV004', {
      severity: 'warning',
      detail: `${name} says nothing when inventory_file is given: it is about the inventory that is made otherwise.`,
      hint: 'Leave one of the two out.',
      ...where(at(name)),
    }),
  );
};

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}

/** A blank, a bracket or the end of a line would make something else of an inventory. */
const namesAreWords: OptionRule = ({ host_alias: alias, groups, empty_groups }, at) => {
  const named = { host_alias: [alias], groups: groups ?? [], empty_groups: empty_groups ?? [] };
  return Object.entries(named).flatMap(([option, names]) =>
    (names as readonly unknown[])
      .filter((name) => typeof name === 'string' && name !== UNKNOWN && !/^[^\s[\]#;=]+$/.test(name))
      .map((name) => {
        const detail = `${option} holds "${name}"; a name in an inventory has no blanks, brackets, "=", "#" or ";".`;
        return problem('PRV008', { detail, ...where(at(option)) });
      }),
  );
};

export const ansibleRules: readonly OptionRule[] = [
  playbookIsThere,
  playbookIsInFolder,
  portIsValid,
  keyTypeIsKnown,
  variablesAreNamed,
  inventoryIsOne,
  namesAreWords,
];
