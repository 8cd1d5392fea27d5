import type { Scenario } from '../scenario';

const shell = (...lines: readonly string[]) =>
  `  provisioner "shell" {\n    inline = ${JSON.stringify(lines)}\n  }\n`;

function inContainer(options: string, steps: string): Scenario['files'] {
  return {
    'a.pkr.hcl': `source "docker" "x" {
  image = "tiny"
  pull  = false
${options}
}
build {
  sources = ["docker.x"]
${steps}
}
`,
  };
}

const COMMIT = '  commit = true';
const tagged = `  post-processor "docker-tag" {
    repository = "mine"
    tags       = ["1"]
  }
`;

/** Containers, with podman as `docker`. */
export const containerScenarios: readonly Scenario[] = [
  {
    name: 'docker: a container is exported',
    engine: true,
    isLong: true,
    files: inContainer('  export_path = "out.tar"', shell('echo OUT: in', 'echo made >/etc/made')),
    says: ['in'],
  },
  {
    name: 'docker: a container becomes an image with a tag',
    engine: true,
    tag: 'mine:1',
    files: inContainer(COMMIT, shell('echo made >/etc/made') + tagged),
  },
  {
    name: 'docker: an image is changed as it is committed',
    engine: true,
    isLong: true,
    tag: 'mine:1',
    files: inContainer(
      `${COMMIT}
  author  = "me"
  changes = ["ENV A=1", "CMD [\\"/bin/sh\\"]", "WORKDIR /tmp", "USER 7"]`,
      tagged,
    ),
  },
  {
    name: 'docker: a container is thrown away',
    engine: true,
    isLong: true,
    files: inContainer('  discard = true', shell('echo OUT: $PACKER_BUILD_NAME $PACKER_BUILDER_TYPE')),
    says: ['x docker'],
    differs: { artifacts: 'Packer tells of a file without a name.' },
  },
  {
    name: 'docker: a script fails',
    engine: true,
    isLong: true,
    files: inContainer(COMMIT, shell('exit 3') + shell('echo OUT: never')),
    says: [],
  },
  {
    name: 'docker: an image is not there',
    engine: true,
    isLong: true,
    files: {
      'a.pkr.hcl':
        'source "docker" "x" {\n  image = "none-such"\n  pull = false\n  commit = true\n}\nbuild {\n  sources = ["docker.x"]\n}\n',
    },
  },
  {
    name: 'docker: files go in and come out',
    engine: true,
    isLong: true,
    files: {
      ...inContainer(
        '  discard = true',
        `  provisioner "file" {
    source      = "in.txt"
    destination = "/tmp/in.txt"
  }
  provisioner "file" {
    source      = "tree"
    destination = "/tmp"
  }
${shell('cd /tmp; find in.txt tree -type f | sort | sed -e s/^/OUT:\\ /')}
  provisioner "file" {
    direction   = "download"
    source      = "/tmp/in.txt"
    destination = "got.txt"
  }
`,
      ),
      'in.txt': 'in\n',
      'tree/a': 'a',
    },
  },
  {
    name: 'docker: an image is saved, and a manifest tells of it',
    engine: true,
    isLong: true,
    files: inContainer(
      COMMIT,
      `  post-processors {
    post-processor "docker-tag" {
      repository = "mine"
      tags       = ["1"]
    }
    post-processor "docker-save" {
      path = "image.tar"
    }
    post-processor "manifest" {
      output = "m.json"
    }
  }
`,
    ),
  },
  {
    name: 'docker: an exported container is imported',
    engine: true,
    isLong: true,
    tag: 'mine:2',
    files: inContainer(
      '  export_path = "out.tar"',
      `  post-processor "docker-import" {
    repository = "mine"
    tag        = "2"
    changes    = ["ENV B=2"]
  }
`,
    ),
  },
];
