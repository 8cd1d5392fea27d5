import { type Finding, parseSeverity } from '../finding';
import { asList, asText, type Scanner } from './scanner';

/** Trivy, which is given the bill of the image. Source: Trivy, "SBOM scanning", and its JSON report, schema 2. */
export const trivy: Scanner = {
  name: 'trivy',
  refuse: () => undefined,
  input: { file: 'image.cdx.json', write: ({ bill }) => bill },
  getArguments: (path) => ['sbom', '--quiet', '--format', 'json', path],
  parse: (report) => {
    const { SchemaVersion, Results } = Object(JSON.parse(report));
    if (SchemaVersion !== 2) throw new TypeError(`SchemaVersion is ${SchemaVersion}, not 2`);
    // A bill with nothing that Trivy knows has no results at all, a result without findings no list.
    return asList(Results ?? [], 'Results')
      .flatMap(({ Vulnerabilities }) => asList(Vulnerabilities ?? [], 'Vulnerabilities'))
      .map(makeFinding);
  },
};

function makeFinding(found: Readonly<Record<string, unknown>>): Finding {
  const { FixedVersion, Title } = found;
  return {
    id: asText(found['VulnerabilityID'], 'VulnerabilityID'),
    package: asText(found['PkgName'], 'PkgName'),
    version: asText(found['InstalledVersion'], 'InstalledVersion'),
    ...(typeof FixedVersion === 'string' && FixedVersion !== '' && { fixedVersion: FixedVersion }),
    severity: parseSeverity(found['Severity']),
    ...(typeof Title === 'string' && Title !== '' && { title: Title }),
    sources: ['trivy'],
  };
}
