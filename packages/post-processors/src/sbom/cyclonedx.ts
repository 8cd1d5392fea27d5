import { isSpdxExpression } from '../contents/licenses/normalize';
import { knownIds } from '../contents/licenses/spdx-ids';
import { getSystem, type OsRelease } from '../contents/os-release';
import type { Package } from '../contents/package';
import type { Bill, Item } from './bill';
import { unnamed, writeWithContentId } from './content-id';
import { getTrivyProperties } from './trivy-properties';
import { isWebAddress } from './web-address';

/** The bill as CycloneDX 1.6, the JSON of ECMA-424. */
export function writeCyclonedx(bill: Bill): string {
  return writeWithContentId({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: unnamed,
    version: 1,
    ...makeContent(bill),
  });
}

function makeContent({ name, layers, os, items }: Bill) {
  const root = `image:${name}`;
  const system = os && makeSystem(os);
  const refs = [...(system ? [system['bom-ref']] : []), ...items.map(({ url }) => url)];
  return {
    metadata: {
      tools: { components: [{ type: 'application', name: 'strata' }] },
      component: {
        'bom-ref': root,
        type: 'container',
        name,
        ...(layers.length > 0 && {
          properties: layers.map((value) => ({ name: 'strata:layer', value })),
        }),
      },
    },
    components: [...(system ? [system] : []), ...items.map((item) => makeComponent(item, os))],
    dependencies: [
      { ref: root, dependsOn: refs },
      ...items.map(({ url, needs }) => ({ ref: url, ...(needs.length > 0 && { dependsOn: needs }) })),
    ],
  };
}

function makeSystem({ id, version, title }: OsRelease) {
  const ref = `os:${id}${version === undefined ? '' : `@${version}`}`;
  return {
    'bom-ref': ref,
    type: 'operating-system',
    name: id,
    ...(version !== undefined && { version }),
    description: title,
  };
}

function makeComponent({ url, package: one, locations }: Item, os: OsRelease | undefined) {
  const { name, version, summary, supplier, homepage, digest } = one;
  const licenses = makeLicenses(one.licenses);
  const properties = [...getSourceProperties(one), ...getTrivyProperties(one, getSystem(one, os))];
  return {
    'bom-ref': url,
    type: 'library',
    ...(supplier !== undefined && { supplier: { name: supplier } }),
    name,
    version,
    ...(summary !== undefined && { description: summary }),
    ...(digest && { hashes: [{ alg: digest.algorithm, content: digest.hex }] }),
    ...(licenses.length > 0 && { licenses }),
    purl: url,
    ...(isWebAddress(homepage) && { externalReferences: [{ type: 'website', url: homepage }] }),
    evidence: { occurrences: locations.map((location) => ({ location })) },
    ...(properties.length > 0 && { properties }),
  };
}

/** One expression alone, or licences by id or name: the schema has no mixture. */
function makeLicenses(licenses: readonly string[]) {
  const [only] = licenses;
  if (licenses.length === 1 && only !== undefined && !knownIds.has(only) && isSpdxExpression(only))
    return [{ expression: only }];
  return licenses.map((text) => ({ license: knownIds.has(text) ? { id: text } : { name: text } }));
}

function getSourceProperties({ source }: Package) {
  if (!source) return [];
  return [
    { name: 'strata:source:name', value: source.name },
    { name: 'strata:source:version', value: source.version },
  ];
}
