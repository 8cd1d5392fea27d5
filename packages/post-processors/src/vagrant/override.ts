/** Options that `override` may give another value, with the type that it must have. */
export const overridable = {
  output: 'string',
  compression_level: 'number',
  include: 'list',
  vagrantfile_template: 'string',
  vagrantfile_template_generated: 'boolean',
  architecture: 'string',
} as const;

type Values = { string: string; number: number; list: readonly string[]; boolean: boolean };

/** Options of one provider. */
export type Override = {
  readonly [Name in keyof typeof overridable]?: Values[(typeof overridable)[Name]];
};

export function isOverridable(name: string): name is keyof typeof overridable {
  return Object.hasOwn(overridable, name);
}

export function fits(name: keyof typeof overridable, value: unknown): boolean {
  const type = overridable[name];
  if (type === 'list') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  return typeof value === type;
}

/** The bag of options by its names; undefined for what is no bag. */
export function toBag(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** What `override` says of a provider. The rules have looked at it before. */
export function getOverride(override: unknown, provider: string): Override {
  const given = Object.entries(toBag(toBag(override)?.[provider]) ?? {});
  return Object.fromEntries(given.filter(([name, value]) => isOverridable(name) && fits(name, value)));
}
