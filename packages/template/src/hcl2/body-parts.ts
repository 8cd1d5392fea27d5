import { type Body, literally } from '@strata/hcl';

/** The body with only the named attributes and no blocks. */
export function pickAttributes(body: Body, names: readonly string[]): Body {
  const attributes = [...body.attributes].filter(([name]) => names.includes(name));
  return { ...body, attributes: new Map(attributes), blocks: [] };
}

/** The body without the named attributes. */
export function omitAttributes(body: Body, names: readonly string[]): Body {
  const attributes = [...body.attributes].filter(([name]) => !names.includes(name));
  return { ...body, attributes: new Map(attributes) };
}

/** The body without its blocks. */
export function omitBlocks(body: Body): Body {
  return { ...body, blocks: [] };
}

/** The body with nothing but literal values: no string of JSON is a template in it. */
export function withLiterals(body: Body): Body {
  const attributes = [...body.attributes].map(
    ([name, attribute]) => [name, { ...attribute, expr: literally(attribute.expr) }] as const,
  );
  return { ...body, attributes: new Map(attributes) };
}
