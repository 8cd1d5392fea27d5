import { nothing, oneFile, type Scenario } from '../scenario';

const local = (lines: string, more = '') =>
  `  provisioner "shell-local" {\n    inline = [${lines}]\n${more}  }\n`;

/** shell-local, on the machine that builds. */
export const localScenarios: readonly Scenario[] = [
  { name: 'shell-local prints', files: nothing(local('"echo OUT: hello"')) },
  {
    name: 'shell-local in order',
    files: nothing(local('"echo OUT: 1"') + local('"echo OUT: 2", "echo OUT: 3"') + local('"echo OUT: 4"')),
  },
  {
    name: 'shell-local sees whose build it is',
    files: nothing(local('"echo OUT: $PACKER_BUILD_NAME $PACKER_BUILDER_TYPE"')),
  },
  {
    name: 'shell-local with variables',
    files: nothing(local('"echo OUT: $A-$B"', '    environment_vars = ["A=a b", "B=it\'s"]\n')),
  },
  {
    name: 'shell-local fails',
    differs: { 'output of scripts': 'The message of the failure repeats the last lines.' },
    files: nothing(local('"echo OUT: before", "exit 3"') + local('"echo OUT: never"')),
  },
  {
    name: 'shell-local with an allowed exit code',
    files: nothing(local('"exit 3"', '    valid_exit_codes = [0, 3]\n') + local('"echo OUT: after"')),
  },
  {
    name: 'shell-local stops at the first line that fails',
    files: nothing(local('"false", "echo OUT: never"')),
  },
  {
    name: 'shell-local with a script',
    files: {
      ...nothing('  provisioner "shell-local" {\n    script = "s.sh"\n  }'),
      's.sh': 'echo "OUT: script $0" | sed "s,/.*/,,"\n',
    },
  },
  {
    name: 'shell-local with scripts, in order',
    files: {
      ...nothing('  provisioner "shell-local" {\n    scripts = ["b.sh", "a.sh"]\n  }'),
      'a.sh': 'echo OUT: a\n',
      'b.sh': 'echo OUT: b\n',
    },
  },
  {
    name: 'shell-local with another shell',
    files: nothing(
      local(
        '"echo OUT: ${BASH_VERSION:+bash}"'.replace('${', '$${'),
        '    inline_shebang = "/bin/bash -e"\n',
      ),
    ),
  },
  {
    name: 'shell-local runs where the template is built',
    files: { ...nothing(local('"cat data/x"')), 'data/x': 'OUT: data\n' },
  },
  {
    name: 'shell-local for one source only',
    files: {
      'a.pkr.hcl': `source "null" "x" { communicator = "none" }
source "null" "y" { communicator = "none" }
build {
  sources = ["null.x", "null.y"]
  provisioner "shell-local" {
    only   = ["null.y"]
    inline = ["echo OUT: $PACKER_BUILD_NAME"]
  }
}
`,
    },
  },
  {
    name: 'an override for one source',
    files: nothing(`  provisioner "shell-local" {
    inline = ["echo OUT: plain"]
    override = {
      x = { inline = ["echo OUT: overridden"] }
    }
  }`),
  },
  {
    name: 'a try again',
    files: nothing(`  provisioner "shell-local" {
    max_retries = 2
    inline = ["echo OUT: try", "test -e flag || { touch flag; exit 1; }", "echo OUT: done"]
  }`),
  },
  {
    name: 'a step that takes too long',
    files: nothing(`  provisioner "shell-local" {
    timeout = "1s"
    inline = ["echo OUT: begun", "sleep 20", "echo OUT: never"]
  }`),
  },
  {
    name: 'an error clean-up',
    differs: {
      'output of scripts': 'This packer does not know error-cleanup-provisioner yet.',
      artifacts: 'This packer does not know error-cleanup-provisioner yet.',
    },
    files: nothing(`${local('"exit 1"')}
  error-cleanup-provisioner "shell-local" {
    inline = ["echo OUT: tidy"]
  }`),
  },
  {
    name: 'an error clean-up of a build that goes well',
    differs: {
      'exit code': 'This packer does not know error-cleanup-provisioner yet.',
      artifacts: 'This packer does not know error-cleanup-provisioner yet.',
    },
    files: nothing(`${local('"true"')}
  error-cleanup-provisioner "shell-local" {
    inline = ["echo OUT: tidy"]
  }`),
  },
  {
    name: 'a variable from the command line',
    args: ['-var', 'who=you'],
    files: nothing(local('"echo OUT: ${var.who}"'), 'variable "who" {\n  default = "me"\n}'),
  },
  {
    name: 'a variable from a file',
    args: ['-var-file=v.pkrvars.hcl'],
    files: {
      ...nothing(local('"echo OUT: ${var.who}"'), 'variable "who" {\n  default = "me"\n}'),
      'v.pkrvars.hcl': 'who = "file"\n',
    },
  },
  {
    name: 'a variable from a file that is read by itself',
    files: {
      ...nothing(local('"echo OUT: ${var.who}"'), 'variable "who" {\n  default = "me"\n}'),
      'v.auto.pkrvars.hcl': 'who = "auto"\n',
    },
  },
  {
    name: 'a variable without a value',
    files: nothing(local('"echo OUT: ${var.who}"'), 'variable "who" {}'),
  },
  {
    name: 'a local value',
    files: nothing(local('"echo OUT: ${local.who}"'), 'locals {\n  who = upper("me")\n}'),
  },
  { name: 'a source that is not there', files: { 'a.pkr.hcl': 'build {\n  sources = ["null.none"]\n}\n' } },
  { name: 'an option that is not there', files: oneFile(''), args: ['-nope'] },
  { name: 'one build of two by name', args: ['-only=file.b'], files: twoFiles() },
  { name: 'all builds but one', args: ['-except=file.b'], files: twoFiles() },
  {
    name: 'no build left',
    differs: { 'exit code': 'Newer packers fail too: nothing was built.' },
    args: ['-only=nothing'],
    files: twoFiles(),
  },
  {
    name: 'one of two fails',
    files: {
      'a.pkr.hcl': `source "null" "x" { communicator = "none" }
source "file" "y" {
  content = "y"
  target  = "y.txt"
}
build {
  sources = ["null.x", "file.y"]
  provisioner "shell-local" {
    only   = ["null.x"]
    inline = ["exit 1"]
  }
}
`,
    },
  },
];

function twoFiles(): Scenario['files'] {
  return {
    'a.pkr.hcl': `source "file" "a" {
  content = "a"
  target  = "a.txt"
}
source "file" "b" {
  content = "b"
  target  = "b.txt"
}
build {
  sources = ["file.a", "file.b"]
}
`,
  };
}
