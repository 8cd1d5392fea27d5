import type { Area } from './area';
import { consoleArea } from './areas/console';
import { fixArea } from './areas/fix';
import { formatArea } from './areas/format';
import { inspectArea } from './areas/inspect';
import { upgradeArea } from './areas/upgrade';
import { validateArea } from './areas/validate';
import { makeBed } from './bed';
import { explain, readExplanations } from './explain';
import { formatFindings } from './report';
import { findPacker } from './run-packer';

const areas: readonly Area[] = [consoleArea, validateArea, inspectArea, formatArea, fixArea, upgradeArea];

/** The one that the explanations were written for. */
const EXPECTED = '1.6.6';

const say = (text: string) => void process.stdout.write(`${text}\n`);

const EVERY = /^--every=([1-9]\d*)$/u;

/**
 * `node tools/run.js differential [--every=N] [AREA...]`: what Debian's packer and Strata make of the same input. Fails when they
 * disagree and nobody has said why. With `--every` one JSON template of N is compared.
 */
export async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !EVERY.test(arg));
  const [every = '1'] = args.flatMap((arg) => EVERY.exec(arg)?.[1] ?? []);
  const unknown = names.filter((name) => !areas.some((area) => area.name === name));
  if (unknown.length > 0) {
    say(`No area is called ${unknown.join(', ')}. Areas: ${areas.map(({ name }) => name).join(', ')}.`);
    return 1;
  }
  const version = await findPacker();
  if (version === undefined) {
    say('Left out: there is no packer here. apt-get install -y packer');
    return 0;
  }
  say(`packer ${version}${version === EXPECTED ? '' : `; the explanations are those of ${EXPECTED}`}`);
  using bed = makeBed(Number(every));
  if (bed.folders.length === 0)
    say('Left out: ../shared/corpus is not here; expressions alone are compared.');
  let unexplained = 0;
  for (const area of areas.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const findings = await area.run(bed);
    const disagreements = findings.comparisons.filter(({ agrees }) => !agrees);
    const own = readExplanations().filter((explanation) => explanation.area === area.name);
    const explained = explain(disagreements, own);
    unexplained += explained.get(undefined)?.length ?? 0;
    say(formatFindings(area.title, findings, explained));
  }
  say(
    unexplained === 0
      ? '\nEvery disagreement is explained.'
      : `\n${unexplained} disagreements are not explained.`,
  );
  return unexplained === 0 ? 0 : 1;
}
