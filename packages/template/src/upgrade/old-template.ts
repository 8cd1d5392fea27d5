import { type JsonNode, type JsonObject, memberOf } from '@strata/hcl';

/** A JSON template by its parts, nothing in it evaluated. What is not of the right form is left out: loading told it. */
export interface OldTemplate {
  readonly description?: string;
  readonly minimumVersion?: string;
  /** Root members whose names begin with an underscore. */
  readonly comments: readonly string[];
  readonly variables: JsonObject | undefined;
  readonly sensitive: ReadonlySet<string>;
  readonly builders: readonly OldPart[];
  readonly provisioners: readonly OldPart[];
  readonly errorCleanup?: OldPart;
  readonly chains: readonly (readonly OldPart[])[];
  readonly root: JsonObject;
}

/** A builder, provisioner or post-processor. */
export interface OldPart {
  readonly type: string;
  /** Everything but the type. */
  readonly body: JsonObject;
}

export function readOldTemplate(root: JsonObject): OldTemplate {
  const description = getText(memberOf(root, 'description'));
  const minimumVersion = getText(memberOf(root, 'min_packer_version'));
  const variables = memberOf(root, 'variables');
  const cleanup = memberOf(root, 'error-cleanup-provisioner');
  const [errorCleanup] = cleanup ? getPart(cleanup) : [];
  return {
    root,
    ...(description !== undefined && { description }),
    ...(minimumVersion !== undefined && { minimumVersion }),
    comments: root.members.flatMap(({ name, value }) =>
      name.string.startsWith('_') ? (getText(value) ?? []) : [],
    ),
    variables: variables?.kind === 'object' ? variables : undefined,
    sensitive: new Set(
      getItems(memberOf(root, 'sensitive-variables')).flatMap((item) => getText(item) ?? []),
    ),
    builders: getItems(memberOf(root, 'builders')).flatMap(getPart),
    provisioners: getItems(memberOf(root, 'provisioners')).flatMap(getPart),
    ...(errorCleanup && { errorCleanup }),
    chains: getItems(memberOf(root, 'post-processors')).map((item) =>
      (item.kind === 'array' ? item.items : [item]).flatMap(getPart),
    ),
  };
}

/** The text of a string; undefined for everything else. */
export function getText(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.string : undefined;
}

function getItems(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

function getPart(node: JsonNode): readonly OldPart[] {
  if (node.kind === 'string')
    return [{ type: node.string, body: { kind: 'object', members: [], range: node.range } }];
  const type = node.kind === 'object' ? getText(memberOf(node, 'type')) : undefined;
  if (node.kind !== 'object' || type === undefined) return [];
  const members = node.members.filter(({ name }) => name.string !== 'type');
  return [{ type, body: { ...node, members } }];
}
