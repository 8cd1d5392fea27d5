import type { Range } from '@strata/diagnostics';

/** How one form of templates writes what a text tells people to write. */
export interface Spelling {
  /** An option with its value. */
  option(name: string, value: string): string;
  /** That something has to be a block of this name, and how that is begun. */
  isBlock(name: string): string;
  /** A block that is missing or there too often. */
  block(name: string): string;
  readonly override: string;
  variable(name: string): string;
  declaration(variable: string): string;
  /** How a variable stops being sensitive. */
  readonly notSensitive: string;
}

const native: Spelling = {
  option: (name, value) => `${name} = ${value}`,
  isBlock: (name) => `is a block: write ${name} { … } without "="`,
  block: (name) => `${name} block`,
  override: '{ SOURCE_NAME = { OPTION = VALUE } }',
  variable: (name) => `var.${name}`,
  declaration: (name) => `variable "${name}" { type = string }`,
  notSensitive: 'drop "sensitive"',
};

const json: Spelling = {
  option: (name, value) => `"${name}": ${value}`,
  isBlock: (name) => `is an object: write "${name}": { … }`,
  block: (name) => `"${name}" object`,
  override: '{ "SOURCE_NAME": { "OPTION": VALUE } }',
  variable: native.variable,
  declaration: (name) => `"variable": { "${name}": { "type": "string" } }`,
  notSensitive: native.notSensitive,
};

const legacy: Spelling = {
  ...json,
  override: '{ "BUILDER_NAME": { "OPTION": VALUE } }',
  variable: (name) => `{{user \`${name}\`}}`,
  declaration: (name) => `"variables": { "${name}": "" }`,
  notSensitive: 'take the variable out of "sensitive-variables"',
};

/** How that which stands at a place is written: HCL2 has two syntaxes, and a legacy template's file may be called anything. */
export function getSpelling(at: Range | undefined, isLegacy = false): Spelling {
  if (isLegacy) return legacy;
  return at?.file.endsWith('.json') ? json : native;
}
