import { getAddressVersion, getTexts, isGiven, isRange, type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { excludes } from './rule';

const NETWORK = 'virtual_network_name';

/** What needs a network that is there. */
const ofNetwork: readonly OptionRule[] = [
  'virtual_network_resource_group_name',
  'virtual_network_subnet_name',
].map((option) => (options, at, write) => {
  if (!isGiven(options[option]) || isGiven(options[NETWORK])) return [];
  return [
    problem('AZU030', {
      detail: `\`${option}\` is given without \`${NETWORK}\`.`,
      hint: `Write ${write(NETWORK, '"builds"')}, or take it out.`,
      ...where(at(option)),
    }),
  ];
});

const addresses: OptionRule = (options, at, write) => {
  const option = 'allowed_inbound_ip_addresses';
  return getTexts(options[option])
    .filter((text) => getAddressVersion(text) === undefined && !isRange(text))
    .map((text) =>
      problem('AZU032', {
        detail: `\`${option}\` holds "${text}", which is neither an address nor a range of them.`,
        hint: `Write ${write(option, '["203.0.113.7"]')}.`,
        ...where(at(option)),
      }),
    );
};

/** Source: "Upgrade a public IP address", Azure Virtual Network: Basic ones ended on 30 September 2025. */
const addressKind: OptionRule = (options, at) => {
  const given = options['public_ip_sku'];
  if (!isGiven(given) || String(given).toLowerCase() === 'standard') return [];
  const isBasic = String(given).toLowerCase() === 'basic';
  return [
    problem(isBasic ? 'AZU033' : 'AZU032', {
      severity: isBasic ? 'warning' : 'error',
      detail: isBasic
        ? '`public_ip_sku` is "Basic"; Azure makes no such addresses any more, so that a Standard one is made.'
        : `\`public_ip_sku\` is "${given}"; allowed is "Standard".`,
      hint: 'Take it out.',
      ...where(at('public_ip_sku')),
    }),
  ];
};

const MAKING =
  '`virtual_network_name` names a network that is there; nothing is made that this could be said of: ';

/** Where the machine stands, and who may reach it. */
export const networkRules: readonly OptionRule[] = [
  ...ofNetwork,
  addresses,
  addressKind,
  excludes(NETWORK, 'public_ip_sku', `${MAKING}\`public_ip_sku\`.`),
  excludes(NETWORK, 'allowed_inbound_ip_addresses', `${MAKING}\`allowed_inbound_ip_addresses\`.`),
];
