import { createHash } from 'node:crypto';
import type { Package } from '../contents/package';
import type { Bill, Item } from './bill';
import { unnamed, writeWithContentId } from './content-id';
import { collectLicenses, writeLicenses } from './spdx-licenses';
import { isWebAddress } from './web-address';

/** The only time that images of Strata know, so that equal images have equal bills; SPDX must have one. */
const created = '2023-11-14T22:13:20Z';
const none = 'NOASSERTION';
const documentRef = 'SPDXRef-DOCUMENT';
const rootRef = 'SPDXRef-Image';

/** The bill as SPDX 2.3 in JSON. */
export function writeSpdx(bill: Bill): string {
  return writeWithContentId({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: documentRef,
    documentNamespace: unnamed,
    name: bill.name,
    creationInfo: { created, creators: ['Tool: strata'] },
    ...makeContent(bill),
  });
}

function makeContent({ name, layers, os, items }: Bill) {
  const refs = new Map(items.map((item) => [item.url, makeRef(item)]));
  const own = [
    relate(documentRef, 'DESCRIBES', rootRef),
    ...items.map(({ url }) => relate(rootRef, 'CONTAINS', refs.get(url) as string)),
  ];
  const needs = items.flatMap((item) =>
    item.needs.map((url) => relate(refs.get(item.url) as string, 'DEPENDS_ON', refs.get(url) as string)),
  );
  const licenses = collectLicenses(items.flatMap((item) => item.package.licenses));
  return {
    packages: [
      {
        ...makeUnknowns(),
        SPDXID: rootRef,
        name,
        primaryPackagePurpose: 'CONTAINER',
        ...(os && { summary: os.title }),
        ...(layers.length > 0 && { comment: `Layers, base first: ${layers.join(' ')}` }),
      },
      ...items.map((item) => makePackage(item, refs.get(item.url) as string)),
    ],
    ...(licenses.length > 0 && { hasExtractedLicensingInfos: licenses }),
    relationships: [...own, ...needs],
  };
}

function makeUnknowns() {
  return {
    downloadLocation: none,
    filesAnalyzed: false,
    licenseConcluded: none,
    licenseDeclared: none,
    copyrightText: none,
  };
}

function makePackage({ url, package: one, locations }: Item, SPDXID: string) {
  const { name, version, summary, homepage, digest, source } = one;
  return {
    ...makeUnknowns(),
    SPDXID,
    name,
    versionInfo: version,
    supplier: formatSupplier(one),
    licenseDeclared: writeLicenses(one.licenses) ?? none,
    ...(summary !== undefined && { summary }),
    ...(isWebAddress(homepage) && { homepage }),
    sourceInfo: [
      `Found in ${locations.join(', ')}.`,
      ...(source ? [`Built from ${source.name} ${source.version}.`] : []),
    ].join(' '),
    ...(digest && {
      checksums: [{ algorithm: digest.algorithm.replace('-', ''), checksumValue: digest.hex }],
    }),
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: url }],
  };
}

/** `Name <address>` is how maintainers are written; SPDX has parentheses. */
function formatSupplier({ supplier, ecosystem }: Package): string {
  if (supplier === undefined) return none;
  const person = /^(.*?)\s*<([^>]+)>$/.exec(supplier);
  if (person?.[1]) return `Person: ${person[1]} (${person[2]})`;
  return `${ecosystem === 'rpm' ? 'Organization' : 'Person'}: ${supplier}`;
}

/** Names alone may be the same; URLs are not. */
function makeRef({ url, package: { ecosystem, name } }: Item): string {
  const digest = createHash('sha256').update(url).digest('hex').slice(0, 16);
  return `SPDXRef-${ecosystem}-${name.replace(/[^A-Za-z0-9.]+/g, '-')}-${digest}`;
}

function relate(spdxElementId: string, relationshipType: string, relatedSpdxElement: string) {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}
