/** Values of a member that may be extended: `GalleryImage.architecture`. */
export type Enumerations = ReadonlyMap<string, readonly string[]>;

/** The SDK's list of machine sizes ended years ago; the service has hundreds more. */
const outdated: ReadonlySet<string> = new Set(['VirtualMachineSizeTypes']);

const interfacePattern =
  /^export interface (?<name>\w+)(?: extends (?<parents>[\w, ]+))? \{(?<body>[\s\S]*?)^\}/gm;
const memberPattern = /^ {4}(?<name>\w+)\??: (?<type>\w+)(?:\[\])?;$/gm;

/**
 * Reads which members have which of the SDK's extensible enumerations. The mappers call them texts; only the
 * declarations say which they are.
 *
 * @param declarations of the models, as the package ships them
 * @param exported all that the models export, among it an enumeration `KnownX` for a type `X`
 */
export function readEnumerations(
  declarations: string,
  exported: Readonly<Record<string, unknown>>,
): Enumerations {
  const found = new Map<string, readonly string[]>();
  const members = readMembers(declarations);
  for (const [name, { own, parents }] of members)
    for (const [member, type] of [
      ...parents.flatMap((parent) => [...(members.get(parent)?.own ?? [])]),
      ...own,
    ]) {
      const values = outdated.has(type) ? undefined : readValues(exported[`Known${type}`]);
      if (values) found.set(`${name}.${member}`, values);
    }
  return found;
}

interface Declared {
  readonly own: ReadonlyMap<string, string>;
  readonly parents: readonly string[];
}

function readMembers(declarations: string): ReadonlyMap<string, Declared> {
  const all = new Map<string, Declared>();
  for (const { groups } of declarations.matchAll(interfacePattern)) {
    const own = [...(groups?.body ?? '').matchAll(memberPattern)].map((member): [string, string] => [
      member.groups?.name ?? '',
      member.groups?.type ?? '',
    ]);
    const parents = (groups?.parents ?? '').split(',').map((parent) => parent.trim());
    all.set(groups?.name ?? '', { own: new Map(own), parents });
  }
  return all;
}

function readValues(known: unknown): readonly string[] | undefined {
  if (typeof known !== 'object' || known === null) return undefined;
  return Object.values(known).filter((value) => typeof value === 'string');
}
