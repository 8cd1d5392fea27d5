import { defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';
import { guestIsKnown, guestOptions } from '../guest/options';
import { parseFormula } from './formula';

const rootsOrConfig: OptionRule = (options, at) => {
  const roots = ['remote_state_tree', 'remote_pillar_roots'].filter((name) => options[name] !== undefined);
  if (options['minion_config'] === undefined || roots.length === 0) return [];
  const detail = 'remote_state_tree and remote_pillar_roots only apply when minion_config is not used.';
  return [problem('PRV004', { detail, ...where(at(roots[0])) })];
};

const formulasAreAddresses: OptionRule = ({ formulas }, at) =>
  ((formulas ?? []) as readonly string[])
    .filter((text) => text !== '<unknown>' && !parseFormula(text))
    .map((text) => {
      const detail = `Invalid formula URL "${text}": it is the address of a git repository and a folder in it.`;
      const hint = 'For example: "git::https://example.com/salt/nginx-formula.git//nginx?ref=v2"';
      return problem('PRV008', { detail, hint, ...where(at('formulas')) });
    });

const treeIsNamed: OptionRule = ({ local_state_tree: tree }, at) =>
  tree === ''
    ? [problem('PRV005', { detail: 'local_state_tree cannot be empty.', ...where(at('local_state_tree')) })]
    : [];

export const saltMasterlessSchema = defineSchema({
  options: {
    ...guestOptions,
    local_state_tree: {
      type: 'string',
      required: true,
      doc: 'The folder of states that is sent.',
      affects: 'result',
      path: 'directory',
    },
    local_pillar_roots: {
      type: 'string',
      doc: 'A folder of pillars that is sent.',
      affects: 'result',
      path: 'directory',
    },
    remote_state_tree: {
      type: 'string',
      doc: 'Where the states go. By default `/srv/salt`, on Windows `C:/salt/state`.',
      affects: 'result',
    },
    remote_pillar_roots: {
      type: 'string',
      doc: 'Where the pillars go. By default `/srv/pillar`, on Windows `C:/salt/pillar/`.',
      affects: 'result',
    },
    minion_config: {
      type: 'string',
      doc: 'A configuration of the minion, which says where states and pillars are.',
      affects: 'result',
      path: 'file',
    },
    grains_file: { type: 'string', doc: 'A file of grains.', affects: 'result', path: 'file' },
    formulas: {
      type: { list: 'string' },
      doc: 'Formulas that git fetches to this machine and that are sent beside the states: `git::https://…/x.git//folder?ref=v1`.',
      affects: 'result',
      default: [],
    },
    custom_state: { type: 'string', doc: 'The state to apply in place of the highstate.', affects: 'result' },
    skip_bootstrap: { type: 'bool', doc: 'Salt is there already.', affects: 'result', default: false },
    bootstrap_args: {
      type: 'string',
      doc: "Arguments of Salt's own script of installation.",
      affects: 'result',
      default: '',
    },
    disable_sudo: { type: 'bool', doc: 'Runs nothing with sudo.', affects: 'result', default: false },
    salt_bin_dir: { type: 'string', doc: 'The folder of `salt-call`.', affects: 'result', default: '' },
    salt_call_args: { type: 'string', doc: 'More arguments of `salt-call`.', affects: 'result', default: '' },
    log_level: { type: 'string', doc: 'How much Salt says.', affects: 'run', default: 'info' },
    no_exit_on_failure: {
      type: 'bool',
      doc: 'Goes on when states failed.',
      affects: 'result',
      default: false,
    },
    temp_config_dir: {
      type: 'string',
      doc: 'Where everything is sent to first. By default `/tmp/salt`, on Windows `C:/Windows/Temp/salt/`.',
      affects: 'result',
    },
  },
  rules: [guestIsKnown, treeIsNamed, rootsOrConfig, formulasAreAddresses],
});

export type SaltMasterlessOptions = OptionsOf<typeof saltMasterlessSchema>;
