import { onMachine, type Scenario } from '../scenario';

const shell = (lines: string, more = '') => `  provisioner "shell" {\n    inline = [${lines}]\n${more}  }\n`;
/** Where a scenario may write on the machine, which is this one. */
const PLACE = 'SSH_FOLDER/place';

/** Scripts and files on a machine with a real SSH server. */
export const machineScenarios: readonly Scenario[] = [
  { name: 'shell prints', ssh: true, files: onMachine(shell('"echo OUT: hello"')) },
  {
    name: 'shell writes to both streams',
    ssh: true,
    // Packer reads them side by side: of what comes at the same time it shows either first.
    files: onMachine(shell('"echo OUT: a", "sleep 1", "echo OUT: b >&2"')),
  },
  { name: 'shell in order', ssh: true, files: onMachine(shell('"echo OUT: 1"') + shell('"echo OUT: 2"')) },
  {
    name: 'shell fails',
    differs: { 'output of scripts': 'The message of the failure repeats the last lines.' },
    ssh: true,
    files: onMachine(shell('"echo OUT: a", "exit 4"') + shell('"echo OUT: never"')),
  },
  {
    name: 'shell with an allowed exit code',
    ssh: true,
    files: onMachine(shell('"exit 4"', '    valid_exit_codes = [4]\n') + shell('"echo OUT: after"')),
  },
  {
    name: 'shell sees whose build it is',
    ssh: true,
    files: onMachine(shell('"echo OUT: $PACKER_BUILD_NAME $PACKER_BUILDER_TYPE"')),
  },
  {
    name: 'shell with variables',
    ssh: true,
    files: onMachine(shell('"echo OUT: $A-$B"', '    environment_vars = ["A=a b", "B=it\'s"]\n')),
  },
  {
    name: 'shell with variables in a file',
    ssh: true,
    files: onMachine(
      shell('"echo OUT: $A"', '    environment_vars = ["A=a b"]\n    use_env_var_file = true\n'),
    ),
  },
  {
    name: 'shell with a command of its own',
    ssh: true,
    files: onMachine(
      shell(
        '"echo OUT: $A"',
        '    environment_vars = ["A=a"]\n    execute_command = "chmod +x {{.Path}}; env {{.Vars}} sh {{.Path}}"\n',
      ),
    ),
  },
  {
    name: 'shell with scripts',
    ssh: true,
    files: {
      ...onMachine('  provisioner "shell" {\n    scripts = ["b.sh", "a.sh"]\n  }\n'),
      'a.sh': '#!/bin/sh\necho OUT: a\n',
      'b.sh': '#!/bin/sh\necho OUT: b\n',
    },
  },
  {
    name: 'shell with line ends of Windows',
    ssh: true,
    files: {
      ...onMachine('  provisioner "shell" {\n    script = "a.sh"\n  }\n'),
      'a.sh': '#!/bin/sh\r\necho OUT: a\r\n',
    },
  },
  {
    name: 'shell removes its script',
    ssh: true,
    files: onMachine(
      shell('"true"', '    remote_path = "SSH_FOLDER/s.sh"\n') +
        shell('"test ! -e SSH_FOLDER/s.sh && echo OUT: gone"'),
    ),
  },
  {
    name: 'shell keeps its script',
    ssh: true,
    files: onMachine(
      shell('"true"', '    remote_path = "SSH_FOLDER/k.sh"\n    skip_clean = true\n') +
        shell('"test -x SSH_FOLDER/k.sh && cat SSH_FOLDER/k.sh | sed \'s/^/OUT: /\'"'),
    ),
  },
  {
    name: 'a file is sent',
    ssh: true,
    files: {
      ...onMachine(`${shell(`"mkdir -p ${PLACE}"`)}  provisioner "file" {
    source = "data.txt"
    destination = "${PLACE}/d.txt"
  }
${shell(`"sed 's/^/OUT: /' ${PLACE}/d.txt", "stat -c 'OUT: %a' ${PLACE}/d.txt", "rm -r ${PLACE}"`)}`),
      'data.txt': 'data\n',
    },
  },
  {
    name: 'content is sent',
    differs: {
      'exit code': 'This packer does not know content yet.',
      'output of scripts': 'This packer does not know content yet.',
      artifacts: 'This packer does not know content yet.',
    },
    ssh: true,
    files: onMachine(`  provisioner "file" {
    content = "text"
    destination = "SSH_FOLDER/t.txt"
  }
${shell('"echo OUT: $(cat SSH_FOLDER/t.txt)", "rm SSH_FOLDER/t.txt"')}`),
  },
  {
    name: 'a folder is sent as such',
    ssh: true,
    files: tree('tree'),
  },
  {
    name: 'the content of a folder is sent',
    ssh: true,
    files: tree('tree/'),
  },
  {
    name: 'a file is fetched',
    ssh: true,
    files: onMachine(`${shell('"echo fetched > SSH_FOLDER/f.txt"')}  provisioner "file" {
    direction   = "download"
    source      = "SSH_FOLDER/f.txt"
    destination = "got/f.txt"
  }
`),
  },
  {
    name: 'a file that is not there is fetched',
    ssh: true,
    files: onMachine(`  provisioner "file" {
    direction   = "download"
    source      = "SSH_FOLDER/none.txt"
    destination = "got.txt"
  }
`),
  },
  {
    name: 'what the machine knows',
    ssh: true,
    files: onMachine(
      '  provisioner "shell-local" {\n    inline = ["echo OUT: ${build.User} ${build.Host} ${build.ConnType}"]\n  }\n',
    ),
  },
];

function tree(source: string): Scenario['files'] {
  return {
    ...onMachine(`${shell(`"mkdir -p ${PLACE}"`)}  provisioner "file" {
    source = "${source}"
    destination = "${PLACE}"
  }
${shell(`"cd ${PLACE} && find . | sort | sed 's/^/OUT: /'", "rm -r ${PLACE}"`)}`),
    'tree/a': 'a',
    'tree/sub/b': 'b',
  };
}
