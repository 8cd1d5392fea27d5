import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../case';
import { median, time, withoutCertificates } from '../measure';

const ROUNDS = 7;
const PROJECT = 'images/bench-steps';

/** A small change in the last of five steps, through the command line and through Nx. */
export const lastStep: Case = {
  name: 'last-step',
  title: 'an edit of the last of five steps',
  run: async (bed) => {
    const folder = join(bed.root, PROJECT);
    let edits = 0;
    const edit = () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'image.pkr.hcl'), template(++edits));
    };
    const edited = async (run: () => Promise<number>) => {
      edit();
      return run();
    };
    const strata = withoutCertificates(bed.strata('build', PROJECT));
    const nx = withoutCertificates(bed.nx('run', 'bench-steps:build-image'));
    // The first run also builds the image below, with what it downloads.
    await edited(() => time(bed.strata('build', PROJECT)));
    await edited(() => time(nx));
    const times = { strata: [] as number[], nx: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.strata.push(await edited(() => time(strata)));
      times.nx.push(await edited(() => time(nx)));
    }
    return [
      {
        name: 'strata build',
        values: times.strata,
        goal: { text: 'at most 0.6 s', met: median(times.strata) <= 0.6 },
      },
      { name: 'nx run', values: times.nx, goal: { text: 'at most 2 s', met: median(times.nx) <= 2 } },
    ];
  },
};

function template(edit: number): string {
  const steps = [1, 2, 3, 4, edit + 100].map(
    (step) => `  provisioner "shell" {\n    inline = ["echo ${step} > /etc/step-${step}"]\n  }\n`,
  );
  return `data "strata-image" "golden" {
  project = "golden"
}

source "rootfs" "steps" {
  from = data.strata-image.golden.layers
}

build {
  sources = ["source.rootfs.steps"]

${steps.join('\n')}}
`;
}
