import { extname, resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import {
  type Artifact,
  fillPlaceholders,
  type OpenImage,
  type PostProcessContext,
  type PostProcessor,
} from '@strata/sdk';
import { problem } from '../codes';
import { findContents, type ImageContents } from '../contents/find-contents';
import { makeBill } from '../sbom/bill';
import { writeCyclonedx } from '../sbom/cyclonedx';
import { readTracker } from './debian/read-tracker';
import { matchTracker } from './debian/tracker';
import { type Finding, joinFindings } from './finding';
import { makePolicy } from './make-policy';
import { type Judged, judge, type Policy } from './policy';
import { writeReport } from './report';
import { findScanner } from './scanners/find-scanner';
import { runScanner } from './scanners/run-scanner';
import type { ScanOptions, scanSchema } from './schema';
import { tellExpired, tellFailing, tellUnused } from './tell';
import { traceFindings } from './trace';

export function createScan(openImage: OpenImage): PostProcessor<typeof scanSchema> {
  return {
    async postProcess(context, artifact, options) {
      // Before everything is read: what is wrong with it is told at once.
      const policy = await makePolicy(context, options);
      const contents = await findContents(context, { openImage, artifact, dockerPath: options.docker_path });
      if (contents.packages.length === 0) throw nothingFound();
      const looks = await lookAtAll(context, { artifact, contents, options });
      const found = joinFindings(looks.flatMap(({ findings }) => findings));
      const judged = judge(await traceFindings(context, { artifact, contents }, found), policy);
      const files = await writeReports(context, { artifact, options, looks, policy, judged });
      assertGate(context, { judged, policy, report: files[0] as string });
      return {
        artifact: { ...artifact, files: [...new Set([...artifact.files, ...files])] },
        input: 'must-keep',
      };
    },
  };
}

/** What one who knows of weaknesses said. */
interface Look {
  readonly source: string;
  readonly findings: readonly Finding[];
  /** A scanner's own report. */
  readonly report?: string;
}

interface LookRequest {
  readonly artifact: Artifact;
  readonly contents: ImageContents;
  readonly options: ScanOptions;
}

/** @throws Failure when nobody looked: a gate that checked nothing must not pass for one that found nothing */
async function lookAtAll(context: PostProcessContext, request: LookRequest): Promise<readonly Look[]> {
  const looks = [await lookWithScanner(context, request), await lookAtTracker(context, request)];
  const made = looks.filter((look) => look !== undefined);
  if (made.length > 0) return made;
  throw new Failure(
    problem('PPR040', {
      detail:
        'None of trivy, grype and debsecan is installed and knows the image, and debian_tracker names no data. Nothing was checked.',
      hint: "Install one of them, or set debian_tracker to the JSON of Debian's security tracker.",
    }),
  );
}

async function lookWithScanner(
  context: PostProcessContext,
  { artifact, contents, options }: LookRequest,
): Promise<Look | undefined> {
  const scanner = await findScanner(context, contents, options.scanner);
  if (!scanner) return undefined;
  context.reporter.say(`Scanning ${contents.packages.length} packages with ${scanner.name}`);
  const bill = writeCyclonedx(makeBill(context.buildName, artifact, contents));
  return { source: scanner.name, ...(await runScanner(context, scanner, { contents, bill })) };
}

async function lookAtTracker(
  context: PostProcessContext,
  { contents: { os, packages }, options }: LookRequest,
): Promise<Look | undefined> {
  if (options.debian_tracker === undefined) return undefined;
  if (os?.id !== 'debian' || os.codename === undefined)
    throw new Failure(
      problem('PPR043', {
        detail: `Debian's security tracker knows releases of Debian by their code name; the image is ${os?.title ?? 'of no distribution that it names'}.`,
        hint: 'Leave debian_tracker out, and install trivy or grype.',
      }),
    );
  context.reporter.say(
    `Comparing ${packages.length} packages with Debian's security tracker (${os.codename})`,
  );
  const tracker = await readTracker(context, options.debian_tracker);
  return { source: 'debian-tracker', findings: matchTracker(tracker, packages, os) };
}

interface Written {
  readonly artifact: Artifact;
  readonly options: ScanOptions;
  readonly looks: readonly Look[];
  readonly policy: Policy;
  readonly judged: readonly Judged[];
}

/** How the file of a receipt ends. */
const receiptEnd = '.receipt.json';

/** Ours first, then that of the scanner. Written before the gate speaks, so that a build that fails has it too. */
async function writeReports(
  { ports, baseDirectory, buildName, builderType }: PostProcessContext,
  { artifact, options, looks, policy, judged }: Written,
): Promise<readonly string[]> {
  const name = fillPlaceholders(options.report, { BuildName: buildName, BuilderType: builderType });
  const sources = looks.map(({ source }) => source);
  const digest = artifact.image && artifact.id;
  const text = writeReport({ image: buildName, ...(digest && { digest }), sources, policy, judged });
  const receipt = artifact.files.find((file) => file.endsWith(receiptEnd));
  // What decides about publishing finds it where it finds the receipt, whatever the report is called.
  if (receipt !== undefined && artifact.image)
    await ports.files.write(`${receipt.slice(0, -receiptEnd.length)}.scan.json`, text);
  await ports.files.write(resolve(baseDirectory, name), text);
  const files = [name];
  for (const { source, report } of looks) {
    if (report === undefined) continue;
    const end = extname(name);
    const beside = `${name.slice(0, name.length - end.length)}.${source}${end}`;
    await ports.files.write(resolve(baseDirectory, beside), report);
    files.push(beside);
  }
  return files;
}

interface Gate {
  readonly judged: readonly Judged[];
  readonly policy: Policy;
  readonly report: string;
}

function assertGate({ buildName, reporter }: PostProcessContext, { judged, policy, report }: Gate): void {
  const warnings = [...tellExpired(judged, policy), ...tellUnused(judged, policy)];
  const failing = tellFailing(judged, policy, { image: buildName, report });
  if (failing) throw new Failure([failing, ...warnings]);
  for (const { summary, detail } of warnings) reporter.warn(`${summary}: ${detail}`);
  const ignored = judged.filter(({ verdict }) => verdict === 'ignored').length;
  const unknown = judged.filter(({ finding }) => finding.severity === 'unknown').length;
  reporter.say(
    `${judged.length} findings, none of which fails the gate (${ignored} accepted, ${unknown} without a severity): ${report}`,
  );
}

function nothingFound(): Failure {
  return new Failure(
    problem('PPR031', {
      detail:
        'The image has no packages that its data bases know of, so there is nothing that could be checked.',
      hint: 'Leave scan out for images without packages.',
    }),
  );
}
