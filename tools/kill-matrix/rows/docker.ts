import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestEngine } from '../../../packages/communicators/src/testing/container-fixture';
import { makeTinyImage } from '../../../packages/layers/src/testing/tiny-image';
import type { Row } from '../row';

/** Scripts in a container, which is exported and thrown away. */
export const dockerRow: Row = {
  name: 'docker',
  open: async () => {
    const engine = makeTestEngine();
    const root = mkdtempSync(join(tmpdir(), 'strata-tiny-'));
    makeTinyImage(root);
    chmodSync(root, 0o755);
    engine.importImage(root, 'tiny');
    rmSync(root, { recursive: true });
    return {
      template: `
variable "folder" { type = string }
source "docker" "k" {
  docker_path = "${engine.program}"
  image       = "tiny"
  pull        = false
  export_path = "\${var.folder}/export.tar"
}
build {
  sources = ["docker.k"]
  provisioner "shell" { inline = ["echo one", "sleep 1", "echo two"] }
  post-processor "shell-local" { inline = ["sleep 0.2"] }
}
`,
      artifacts: ['export.tar'],
      findOutside: async () => {
        const names = engine.run('ps', '--all', '--format', '{{.Names}}');
        return names === '' ? [] : names.split('\n').map((name) => `container ${name}`);
      },
      close: async () => engine.close(),
    };
  },
};
