import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LiveWorld, RUN_TAG } from '../world';
import { assertThat, type Scenario } from './scenario';

/** Where the machine keeps the run's id, for whoever starts its image. */
export const MARK = '/etc/strata-live';

const FOLDER = 'live';
const MANIFEST = 'out.json';

/** A public image becomes one of the run's own by a shell script. */
export const build: Scenario = {
  name: 'amazon-ebs from a public image, provisioned by a shell',
  async run(world) {
    mkdirSync(join(world.root, FOLDER), { recursive: true });
    writeFileSync(join(world.root, FOLDER, 'web.pkr.hcl'), getTemplate(world));
    const { output } = await world.strata('build-web', 'build', `${FOLDER}/web.pkr.hcl`);
    assertThat(output.includes(`marked ${world.id}`), `The script's words are not in the output: ${output}`);
    readBuiltImage(world);
  },
};

/** Id of the image that was built. */
export function readBuiltImage({ root }: Pick<LiveWorld, 'root'>): string {
  const { builds } = JSON.parse(readFileSync(join(root, MANIFEST), 'utf8'));
  const [, id = ''] = String(builds?.[0]?.artifact_id).split(':');
  assertThat(id.startsWith('ami-'), `${MANIFEST} names no image: ${JSON.stringify(builds)}`);
  return id;
}

function getTemplate({ id, settings: { region, source, allowed } }: LiveWorld): string {
  const tags = `{ ${JSON.stringify(RUN_TAG)} = ${JSON.stringify(id)} }`;
  const range =
    allowed === undefined ? '' : `  temporary_security_group_source_cidrs = [${JSON.stringify(allowed)}]\n`;
  return `source "amazon-ebs" "web" {
  region        = ${JSON.stringify(region)}
  instance_type = "t3.small"
  ssh_username  = ${JSON.stringify(source.user)}
  ami_name      = "strata-live-${id}-web"
  source_ami_filter {
    filters     = { name = ${JSON.stringify(source.name)}, root-device-type = "ebs" }
    owners      = [${JSON.stringify(source.owner)}]
    most_recent = true
  }
${range}  tags            = ${tags}
  snapshot_tags   = ${tags}
  run_tags        = ${tags}
  run_volume_tags = ${tags}
}

build {
  sources = ["source.amazon-ebs.web"]

  provisioner "shell" {
    inline          = ["echo ${id} >${MARK}", "echo marked $(cat ${MARK})"]
    execute_command = "chmod +x {{.Path}}; {{.Vars}} sudo -E {{.Path}}"
  }

  post-processor "manifest" {
    output = "${MANIFEST}"
  }
}
`;
}
