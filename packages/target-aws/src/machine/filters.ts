import type { Filter } from '@aws-sdk/client-ec2';

type Given =
  | {
      readonly filters?: Readonly<Record<string, string>> | undefined;
      readonly filter?: readonly { readonly name: string; readonly value: string }[] | undefined;
    }
  | undefined;

/** Whether a block of filters says anything. */
export function hasFilters(given: Given): boolean {
  return Object.keys(given?.filters ?? {}).length > 0 || (given?.filter?.length ?? 0) > 0;
}

/** What a template asks for by filters, in AWS's form. What is added wins over the template. */
export function toFilters(given: Given, added: Readonly<Record<string, string | undefined>> = {}): Filter[] {
  const blocks = (given?.filter ?? []).map(({ name, value }) => [name, value] as const);
  const all = { ...given?.filters, ...Object.fromEntries(blocks), ...added };
  return Object.entries(all).flatMap(([Name, value]) =>
    value === undefined ? [] : [{ Name, Values: splitValues(value) }],
  );
}

/** Values stand with commas between them; one with a comma in it stands in quotation marks, as in CSV. */
function splitValues(text: string): string[] {
  const fields = text.match(/\s*(?:"(?:[^"]|"")*"|[^,]*)(?:,|$)/gu) ?? [text];
  // The pattern matches once more, behind the last value.
  const values = text.endsWith(',') ? fields : fields.slice(0, Math.max(1, fields.length - 1));
  return values.map((field) => {
    const value = field.replace(/,$/u, '').trim();
    return value.startsWith('"') && value.endsWith('"') && value.length > 1
      ? value.slice(1, -1).replaceAll('""', '"')
      : value;
  });
}

/** Filters for people: `name=ubuntu*, virtualization-type=hvm`. */
export function describeFilters(filters: readonly Filter[]): string {
  return filters.map(({ Name, Values = [] }) => `${Name}=${Values.join('|')}`).join(', ');
}
