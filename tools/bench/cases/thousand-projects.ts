import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../case';
import { takeTurns, time } from '../measure';

const PROJECTS = 1000;
const ROUNDS = 3;

/** A thousand images that stand on each other four deep: the graph, a validation of all, and a run that is all hits. */
export const thousandProjects: Case = {
  name: 'thousand-projects',
  title: '1,000 image projects',
  run: async (bed) => {
    for (let at = 0; at < PROJECTS; at++) writeProject(join(bed.root, 'images/generated', `image-${at}`), at);
    const graph = bed.nx('graph', '--file', join(bed.root, '.nx', 'graph.json'));
    const all = bed.nx('run-many', '-t', 'validate', '-p', 'image-*');
    rmSync(join(bed.root, '.nx'), { recursive: true, force: true });
    mkdirSync(join(bed.root, '.nx'), { recursive: true });
    const first = await time(graph);
    const validated = await time(all);
    const times = await takeTurns(ROUNDS, { graph: () => time(graph), hits: () => time(all) });
    return [
      { name: 'graph, nothing cached', values: [first] },
      { name: 'graph', values: times.graph },
      { name: 'validate all, nothing cached', values: [validated] },
      { name: 'validate all, all hits', values: times.hits },
    ];
  },
};

function writeProject(folder: string, at: number): void {
  mkdirSync(folder, { recursive: true });
  const parent = at === 0 ? 'golden' : `image-${Math.floor((at - 1) / 5)}`;
  writeFileSync(join(folder, 'setup.sh'), `echo ${at} > /etc/image-${at}\n`);
  writeFileSync(
    join(folder, 'image.pkr.hcl'),
    `data "strata-image" "parent" {
  project = "${parent}"
}

source "rootfs" "image" {
  from = data.strata-image.parent.layers
}

build {
  sources = ["source.rootfs.image"]

  provisioner "shell" {
    script = "\${path.root}/setup.sh"
  }
}
`,
  );
}
