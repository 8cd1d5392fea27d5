import type { SecretFilter } from '@strata/sdk';

/** Masks every text in a value made of plain data. What holds no secret is given back as it is. */
export function maskTexts<T>(secrets: Pick<SecretFilter, 'mask'>, value: T): T {
  return maskUnknown(secrets, value) as T;
}

function maskUnknown(secrets: Pick<SecretFilter, 'mask'>, value: unknown): unknown {
  if (typeof value === 'string') return secrets.mask(value);
  if (Array.isArray(value)) {
    const masked = value.map((item) => maskUnknown(secrets, item));
    return masked.every((item, index) => item === value[index]) ? value : masked;
  }
  if (!isPlain(value)) return value;
  const entries = Object.entries(value);
  const masked = entries.map(([name, item]) => [name, maskUnknown(secrets, item)] as const);
  return masked.every(([, item], index) => item === entries[index]?.[1]) ? value : Object.fromEntries(masked);
}

/** Classes (a `Secret`, a parser's range) look after themselves. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value))
  );
}
