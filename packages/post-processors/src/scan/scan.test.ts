import { Readable } from 'node:stream';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Artifact, Http, ProcessSpec } from '@strata/sdk';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { createTestImage } from '../testing/image-files';
import { debsecanReport, grypeReport, trackerData, trivyReport } from '../testing/security-reports';
import { createScan } from './post-process';
import { isDate, type ScanOptions, scanSchema } from './schema';

const image = {
  'etc/os-release': 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n',
  'var/lib/dpkg/status':
    'Package: libssl3\nSource: openssl\nVersion: 3.0.11-1\nArchitecture: amd64\n\nPackage: apt\nVersion: 2.6\nArchitecture: amd64\n',
};

const artifact: Artifact = { builderId: 'b', id: 'i', files: ['disk'], description: '' };

const defaults: ScanOptions = {
  scanner: 'auto',
  debian_tracker: undefined,
  fail_on: 'high',
  fail_on_unknown: false,
  only_fixed: false,
  report: scanSchema.options.report.default,
  docker_path: 'docker',
  ignore: [],
  ignore_file: undefined,
};

/** Stands for the scanners of a machine: takes the arguments that the real one takes, and no others. */
type Programs = Readonly<Record<string, { readonly args: readonly string[]; readonly report: string }>>;

const programs: Programs = {
  trivy: {
    args: ['sbom', '--quiet', '--format', 'json', '/scratch/image.cdx.json'],
    report: trivyReport,
  },
  grype: { args: ['sbom:/scratch/image.cdx.json', '--quiet', '--output', 'json'], report: grypeReport },
  debsecan: {
    args: ['--suite', 'bookworm', '--status', '/scratch/status', '--format', 'summary'],
    report: debsecanReport,
  },
};

const none: Programs = {};

interface Scene {
  readonly installed?: Programs;
  readonly files?: Readonly<Record<string, string>>;
  readonly tracker?: unknown;
  readonly http?: Http;
}

async function run(
  options: Partial<ScanOptions>,
  { installed = none, files = image, tracker, http }: Scene = {},
) {
  const ports = createTestPorts(
    tracker === undefined
      ? {}
      : { '/ws/tracker.json': typeof tracker === 'string' ? tracker : JSON.stringify(tracker) },
  );
  const read: string[] = [];
  const processes = {
    run: async ({ command, args, onOutput }: ProcessSpec) => {
      const program = installed[command];
      if (!program)
        throw new Failure({ severity: 'error', code: 'SDK001', summary: 'Missing', detail: command });
      if (args.join(' ') === '--version') return { code: 0, signal: undefined };
      if (args.join(' ') !== program.args.join(' ')) return { code: 2, signal: undefined };
      read.push(
        await ports.files.readText(
          String(args.find((arg) => arg.includes('/scratch/'))).replace('sbom:', ''),
        ),
      );
      onOutput?.('stdout', Buffer.from(program.report));
      return { code: 0, signal: undefined };
    },
  };
  const context = createPostProcessContext({ ports: { ...ports, processes, ...(http && { http }) } });
  const outcome = await createScan(createTestImage(files))
    .postProcess(context, artifact, { ...defaults, ...options })
    .then(
      (result) => ({ result, problems: [] as readonly Diagnostic[] }),
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        return { result: undefined, problems: error.diagnostics };
      },
    );
  const paths = [...ports.files.entries.keys()];
  const report = paths.includes('/ws/scan_golden.json')
    ? JSON.parse(await ports.files.readText('/ws/scan_golden.json'))
    : undefined;
  return {
    ...outcome,
    codes: outcome.problems.map(({ code }) => code),
    paths,
    report,
    read,
    reporter: context.reporter,
  };
}

const tracked = { tracker: trackerData };
const debian_tracker = 'tracker.json';

describe('with the data of the tracker alone', () => {
  test('findings are by source package, release and version; the grave ones fail, and the report is there', async () => {
    const { problems, report, paths } = await run({ debian_tracker }, tracked);
    expect(problems.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
      'PPR044 1 finding fails the gate of golden (fail_on = "high"), all in scan_golden.json:\n  high CVE-2024-0727: libssl3 3.0.11-1, fixed in 3.0.13-1~deb12u1',
    ]);
    expect(paths).toContain('/ws/scan_golden.json');
    expect(report).toMatchObject({ image: 'golden', day: '2023-11-14', sources: ['debian-tracker'] });
    expect(
      report.findings.map((one: Record<string, string>) => [one['id'], one['severity'], one['verdict']]),
    ).toEqual([
      ['CVE-2024-0727', 'high', 'fails'],
      ['CVE-2011-3374', 'negligible', 'passes'],
      ['TEMP-0000001', 'unknown', 'passes'],
    ]);
  });

  test('an artifact without grave findings goes on with the report', async () => {
    const { result } = await run({ debian_tracker, fail_on: 'critical' }, tracked);
    expect(result).toEqual({
      artifact: { ...artifact, files: ['disk', 'scan_golden.json'] },
      input: 'must-keep',
    });
  });

  test.each<[string, Partial<ScanOptions>, readonly string[]]>([
    ['nothing', { fail_on: 'never' }, []],
    ['nothing that has no fixed version', { fail_on: 'negligible', only_fixed: true }, ['CVE-2024-0727']],
    ['what nobody has judged, if wanted', { fail_on: 'critical', fail_on_unknown: true }, ['TEMP-0000001']],
    ['everything', { fail_on: 'unknown' }, ['CVE-2024-0727', 'CVE-2011-3374', 'TEMP-0000001']],
  ])('the gate stops %s', async (_title, options, failing) => {
    const { report } = await run({ debian_tracker, ...options }, tracked);
    const failed = report.findings.filter((one: { verdict: string }) => one.verdict === 'fails');
    expect(failed.map((one: { id: string }) => one.id)).toEqual(failing);
  });

  test.each([
    ['no JSON', 'x'],
    ['other JSON', '{"a":1}'],
    ['a list', '[]'],
  ])('%s is not the tracker', async (_title, tracker) => {
    expect((await run({ debian_tracker }, { tracker })).codes).toEqual(['PPR043']);
  });

  test('a file that is not there is told', async () => {
    expect((await run({ debian_tracker })).codes).toEqual(['SDK004']);
  });

  test.each([
    [200, JSON.stringify(trackerData), ['PPR044']],
    [404, 'no such page', ['PPR043']],
    [200, '<html>', ['PPR043']],
  ])('an address that answers %d %.5s', async (status, body, codes) => {
    const asked: string[] = [];
    const get = async (url: string) => {
      asked.push(url);
      return { status, headers: {}, body: Readable.from([body]) };
    };
    const url = 'https://me:secret@tracker.example/data.json';
    const ended = await run({ debian_tracker: url }, { http: { get, send: get } });
    expect(ended.codes).toEqual(codes);
    expect(asked).toEqual([url]);
    expect(ended.problems.map(({ detail }) => detail).join()).not.toContain('secret');
  });

  test('another distribution is refused', async () => {
    const files = {
      ...image,
      'etc/os-release': 'ID=ubuntu\nVERSION_CODENAME=noble\nPRETTY_NAME="Ubuntu 24.04"\n',
    };
    const { problems } = await run({ debian_tracker }, { ...tracked, files });
    expect(problems.map(({ code, detail }) => [code, detail.includes('Ubuntu 24.04')])).toEqual([
      ['PPR043', true],
    ]);
  });
});

describe('exceptions', () => {
  const exception = {
    id: 'CVE-2024-0727',
    package: undefined,
    reason: 'no PKCS12 here',
    expires: '2023-11-14',
    by: undefined,
  };

  test('hold through their last day, with their reason in the report', async () => {
    const { result, report, reporter } = await run({ debian_tracker, ignore: [exception] }, tracked);
    expect(result?.input).toBe('must-keep');
    expect(report.findings[0]).toMatchObject({ verdict: 'ignored', exception: { reason: 'no PKCS12 here' } });
    expect(reporter.said.at(-1)).toContain('1 accepted');
  });

  test('that have expired hold no more, and that is said', async () => {
    const { problems } = await run(
      { debian_tracker, ignore: [{ ...exception, expires: '2023-11-13' }] },
      tracked,
    );
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['PPR044', 'error'],
      ['PPR045', 'warning'],
    ]);
    expect(problems[1]?.detail).toContain('until 2023-11-13 ("no PKCS12 here")');
  });

  test('that have expired are said of findings below the gate too', async () => {
    const ignore = [{ ...exception, expires: '2020-01-01' }];
    const { reporter } = await run({ debian_tracker, ignore, fail_on: 'critical' }, tracked);
    expect(reporter.warnings).toEqual([expect.stringContaining('counts again')]);
  });

  test('are about one package when they name it; those about nothing are in the report', async () => {
    const { codes, report } = await run(
      { debian_tracker, ignore: [{ ...exception, package: 'apt' }] },
      tracked,
    );
    expect(codes).toEqual(['PPR044', 'PPR048']);
    expect(report.unused_exceptions).toHaveLength(1);
  });

  test.each([
    ['2027-01-31', true],
    ['2027-02-30', false],
    ['31.01.2027', false],
    ['2027-1-1', false],
  ])('%s is a day: %s', (text, expected) => {
    expect(isDate(text)).toBe(expected);
    const [rule] = scanSchema.blocks.ignore.schema.rules;
    const codes = rule({ expires: text }, () => undefined, String).map(({ code }) => code);
    expect(codes).toEqual(expected ? [] : ['PPR046']);
  });
});

describe('with a scanner', () => {
  const only = (name: string): Programs => ({ [name]: programs[name] as Programs[string] });

  test.each([
    ['trivy', 'high', '3.0.13-1~deb12u1'],
    ['grype', 'critical', '3.0.13-1~deb12u1'],
    ['debsecan', 'high', 'a newer version of the same release'],
  ])(
    '%s is found, asked and understood, and its own report is kept',
    async (name, severity, fixedVersion) => {
      const { codes, report, paths } = await run({}, { installed: only(name) });
      expect(codes).toEqual(['PPR044']);
      expect(report.sources).toEqual([name]);
      expect(report.findings[0]).toMatchObject({
        id: 'CVE-2024-0727',
        package: 'libssl3',
        version: '3.0.11-1',
        severity,
        fixedVersion,
      });
      expect(report.findings).toHaveLength(2);
      expect(paths).toEqual(['/ws/scan_golden.json', `/ws/scan_golden.${name}.json`]);
    },
  );

  test('trivy and grype read the bill of the image, debsecan a list in the form of dpkg', async () => {
    const [bill] = (await run({}, { installed: only('trivy') })).read;
    expect(JSON.parse(bill as string).components).toHaveLength(3);
    const [status] = (await run({ scanner: 'debsecan' }, { installed: programs })).read;
    expect(status).toContain(
      'Package: libssl3\nStatus: install ok installed\nArchitecture: amd64\nSource: openssl (3.0.11-1)\nVersion: 3.0.11-1\n',
    );
  });

  test('what two know is one finding, as grave as the graver says', async () => {
    const { report } = await run({ debian_tracker }, { installed: only('grype'), ...tracked });
    expect(report.findings[0]).toMatchObject({ severity: 'critical', sources: ['grype', 'debian-tracker'] });
    expect(report.findings).toHaveLength(3);
  });

  test('nobody who looks is no pass', async () => {
    expect((await run({})).codes).toEqual(['PPR040']);
    expect((await run({ scanner: 'none' }, { installed: programs })).codes).toEqual(['PPR040']);
  });

  test('one that is named and not there is told, and so is one that does not know the image', async () => {
    expect((await run({ scanner: 'trivy' })).codes).toEqual(['SDK001']);
    const files = { ...image, 'etc/os-release': 'ID=ubuntu\nVERSION_CODENAME=noble\n' };
    expect((await run({ scanner: 'debsecan' }, { installed: programs, files })).codes).toEqual(['PPR040']);
  });

  test('one that fails, and a report of another form', async () => {
    const broken = (args: readonly string[], report: string) => ({ trivy: { args, report } });
    const { args } = programs['trivy'] as Programs[string];
    expect((await run({}, { installed: broken(['other'], '') })).codes).toEqual(['PPR041']);
    for (const report of [
      '',
      '{"SchemaVersion":1}',
      '{"SchemaVersion":2,"Results":{}}',
      '{"SchemaVersion":2,"Results":[{"Vulnerabilities":[{}]}]}',
    ])
      expect((await run({}, { installed: broken(args, report) })).codes).toEqual(['PPR042']);
  });

  test('an image of which nothing is known is not passed', async () => {
    expect((await run({}, { installed: programs, files: {} })).codes).toEqual(['PPR031']);
  });
});
