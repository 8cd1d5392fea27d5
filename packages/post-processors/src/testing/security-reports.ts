/** Reports in the forms of the scanners, about one finding of openssl. */
export const trivyReport = JSON.stringify({
  SchemaVersion: 2,
  ArtifactName: 'image.cdx.json',
  ArtifactType: 'cyclonedx',
  Metadata: { OS: { Family: 'debian', Name: '12' } },
  Results: [
    {
      Target: 'image.cdx.json (debian 12)',
      Class: 'os-pkgs',
      Type: 'debian',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2024-0727',
          PkgName: 'libssl3',
          InstalledVersion: '3.0.11-1',
          FixedVersion: '3.0.13-1~deb12u1',
          Status: 'fixed',
          Severity: 'HIGH',
          Title: 'openssl: denial of service via null dereference',
        },
        { VulnerabilityID: 'CVE-2011-3374', PkgName: 'apt', InstalledVersion: '2.6', Severity: 'LOW' },
      ],
    },
    { Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg' },
  ],
});

export const grypeReport = JSON.stringify({
  matches: [
    {
      vulnerability: {
        id: 'CVE-2024-0727',
        severity: 'Critical',
        fix: { versions: ['3.0.13-1~deb12u1'], state: 'fixed' },
      },
      artifact: { name: 'libssl3', version: '3.0.11-1', type: 'deb' },
    },
    {
      vulnerability: {
        id: 'CVE-2011-3374',
        severity: 'Negligible',
        fix: { versions: [], state: 'not-fixed' },
      },
      artifact: { name: 'apt', version: '2.6', type: 'deb' },
    },
  ],
  descriptor: { name: 'grype', version: '0.74.0' },
});

export const debsecanReport =
  'CVE-2011-3374 apt (low urgency)\nCVE-2024-0727 libssl3 (fixed, remotely exploitable, high urgency)\n';

/** The form of Debian's security tracker. */
export const trackerData = {
  openssl: {
    'CVE-2024-0727': {
      description: 'Processing a maliciously formatted PKCS12 file',
      scope: 'remote',
      releases: {
        bookworm: {
          status: 'resolved',
          repositories: { bookworm: '3.0.13-1~deb12u1' },
          fixed_version: '3.0.13-1~deb12u1',
          urgency: 'high**',
        },
        trixie: { status: 'resolved', fixed_version: '3.1.5-1', urgency: 'not yet assigned' },
      },
    },
    'CVE-1999-0001': { releases: { bookworm: { status: 'resolved', fixed_version: '0', urgency: 'high' } } },
    'CVE-2023-0002': {
      releases: { bookworm: { status: 'resolved', fixed_version: '3.0.9-1', urgency: 'medium' } },
    },
  },
  apt: {
    'CVE-2011-3374': { releases: { bookworm: { status: 'open', urgency: 'unimportant' } } },
    'TEMP-0000001': { releases: { bookworm: { status: 'open', urgency: 'not yet assigned' } } },
  },
  absent: { 'CVE-2020-1': { releases: { bookworm: { status: 'open', urgency: 'high' } } } },
};
