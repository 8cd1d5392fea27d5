import { type Finding, parseSeverity } from '../finding';
import { asList, asText, type Scanner } from './scanner';

/** Grype, which is given the bill of the image. Source: Grype's own JSON. */
export const grype: Scanner = {
  name: 'grype',
  refuse: () => undefined,
  input: { file: 'image.cdx.json', write: ({ bill }) => bill },
  getArguments: (path) => [`sbom:${path}`, '--quiet', '--output', 'json'],
  parse: (report) => asList(Object(JSON.parse(report)).matches, 'matches').map(makeFinding),
};

function makeFinding(match: Readonly<Record<string, unknown>>): Finding {
  const vulnerability = Object(match['vulnerability']);
  const artifact = Object(match['artifact']);
  const { versions } = Object(vulnerability.fix);
  const fixed: unknown = Array.isArray(versions) ? versions[0] : undefined;
  return {
    id: asText(vulnerability.id, 'vulnerability.id'),
    package: asText(artifact.name, 'artifact.name'),
    version: asText(artifact.version, 'artifact.version'),
    ...(typeof fixed === 'string' && { fixedVersion: fixed }),
    severity: parseSeverity(vulnerability.severity),
    ...(typeof vulnerability.description === 'string' && { title: vulnerability.description }),
    sources: ['grype'],
  };
}
