import type { NormalizedSchema } from '@smithy/core/schema';
import { getMembers } from './members';

const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Text as it may stand between tags. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => entities[character] ?? character);
}

/** What the items of a list are called when the model does not say: `item` in EC2, `member` elsewhere. */
export type ItemName = 'item' | 'member';

/** Writes the members of a structure by the SDK's schema. */
export function encodeXml(schema: NormalizedSchema, value: unknown, item: ItemName): string {
  return encode(schema, value);

  function encode(schema: NormalizedSchema, value: unknown): string {
    if (schema.isStructSchema()) return encodeStructure(schema, value as Record<string, unknown>);
    if (value instanceof Date) return value.toISOString();
    if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
    return escapeXml(String(value));
  }

  function encodeStructure(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>): string {
    const members = getMembers(schema);
    const stray = Object.keys(value).find((name) => !members.has(name));
    if (stray !== undefined) throw new Error(`The model of ${schema.getName()} has no member ${stray}.`);
    return [...members]
      .filter(([name]) => value[name] !== undefined && value[name] !== null)
      .map(([name, member]) =>
        encodeMember(String(member.getMergedTraits().xmlName ?? name), member, value[name]),
      )
      .join('');
  }

  function encodeMember(tag: string, schema: NormalizedSchema, value: unknown): string {
    if (schema.isListSchema()) return encodeList(tag, schema, value as readonly unknown[]);
    if (schema.isMapSchema()) return encodeMap(tag, schema, value as Readonly<Record<string, unknown>>);
    return `<${tag}>${encode(schema, value)}</${tag}>`;
  }

  function encodeList(tag: string, schema: NormalizedSchema, values: readonly unknown[]): string {
    const valueSchema = schema.getValueSchema();
    const flat = schema.getMergedTraits().xmlFlattened !== undefined;
    const each = flat ? tag : String(valueSchema.getMergedTraits().xmlName ?? item);
    const items = values.map((value) => `<${each}>${encode(valueSchema, value)}</${each}>`).join('');
    return flat ? items : `<${tag}>${items}</${tag}>`;
  }

  function encodeMap(
    tag: string,
    schema: NormalizedSchema,
    values: Readonly<Record<string, unknown>>,
  ): string {
    const entries = Object.entries(values).map(
      ([key, value]) =>
        `<entry><key>${escapeXml(key)}</key><value>${encode(schema.getValueSchema(), value)}</value></entry>`,
    );
    return `<${tag}>${entries.join('')}</${tag}>`;
  }
}
