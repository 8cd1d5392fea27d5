/** What a machine says of itself, by QEMU's names of fields. */
export type Smbios = Readonly<Record<string, string>>;

/** One structure of the tables in which a machine says what it is, as QEMU takes it. */
export function makeSmbios(type: number, fields: Smbios): readonly ['-smbios', string] {
  const values = Object.entries(fields).map(([name, value]) => `${name}=${value.replaceAll(',', ',,')}`);
  return ['-smbios', [`type=${type}`, ...values].join(',')];
}
