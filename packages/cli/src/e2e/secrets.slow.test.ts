import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTestEngine } from '../../../communicators/src/testing/container-fixture';
import { startSocksServer } from '../../../communicators/src/testing/socks-server';
import { type Sshd, startSshd } from '../../../communicators/src/testing/sshd';
import { readEvents } from '../records/read-events';
import { startVault, VAULT_TOKEN } from '../testing/fake-vault';
import { getSpellings } from '../testing/spellings';
import { type SeenProcess, watchChildren } from '../testing/watch-children';
import { createWorkspaceFixture, type Ended, type WorkspaceFixture } from '../testing/workspace-fixture';

/** One for each place where a user can put one, so that a leak tells where it comes from. */
const SECRETS = {
  variable: 'Zq1-variable-w/rd+%&="x',
  environment: 'Zq2-environment-s3cret',
  inline: 'Zq3-inline-s3cret',
  command: 'Zq4-command-s3cret',
  content: 'Zq5-content-s3cret',
  generated: 'Zq6-generated-s3cret',
  password: 'Zq7-ssh-password',
  proxy: 'Zq8-proxy-password',
  login: 'Zq9-docker-login',
  option: 'Zqa-post-processor-option',
  local: 'Zqb-local-environment',
  localLine: 'Zqc-local-line',
  lines: 'Zqd-first-line\nZqe-second-line\nZqf-third-line',
  artifact: 'Zqg-content-of-an-artifact',
} as const;
type Place = keyof typeof SECRETS;

/** What only Vault knows. */
const REMOTE = 'correct-horse-7';

let workspace: WorkspaceFixture;
let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.close());
beforeEach(() => {
  workspace = createWorkspaceFixture();
  mkdirSync(join(workspace.root, 'machine'));
  workspace.write(
    'given/values.pkrvars.hcl',
    Object.entries(SECRETS)
      .map(([name, value]) => `${name} = ${JSON.stringify(value).replaceAll('%{', '%%{')}\n`)
      .join(''),
  );
  workspace.write('given/say.sh', getSayings());
});
afterEach(() => workspace[Symbol.dispose]());

/** What scripts do to secrets without meaning harm: encode them, print them in pieces, one line at a time. */
function getSayings(): string {
  const pieces = (text: string) => [...text].map((letter) => `printf %s '${letter}'; sleep 0.005`).join('\n');
  return Object.values(SECRETS)
    .flatMap((secret) => secret.split('\n'))
    .flatMap((line) => [
      ...[0, 1, 2].map((shift) => `echo '${Buffer.from(`${'x'.repeat(shift)}${line}y`).toString('base64')}'`),
      `echo '${encodeURIComponent(line)}'`,
      `echo '${JSON.stringify(line)}'`,
      `echo 'before ${line} behind' >&2`,
    ])
    .concat(pieces(SECRETS.inline), 'echo', pieces(Buffer.from(SECRETS.lines).toString('base64')), 'echo')
    .join('\n');
}

const variables = Object.keys(SECRETS)
  .map((name) => `variable "${name}" {\n  type = string\n  sensitive = true\n}\n`)
  .join('');

const sshOptions = (more = '') => `
  ssh_host = "127.0.0.1"
  ssh_port = ${sshd.port}
  ssh_username = "${sshd.username}"
  ssh_private_key_file = "${sshd.key}"
  ssh_password = var.password
  ${more}
`;

/** Everything that is told or kept of a run, by where it is. */
function collectOutputs({ out, err }: Ended): ReadonlyMap<string, string> {
  const files = readdirSync(workspace.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // What the user wrote, and what the user had put on the machine or among the artifacts.
    .filter((path) => !/^(?:given|images|machine|artifacts)\//u.test(path.slice(workspace.root.length + 1)));
  const outputs = new Map(
    files.map((path) => [path.slice(workspace.root.length + 1), readFileSync(path, 'latin1')]),
  );
  outputs.set('stdout', out);
  outputs.set('stderr', err);
  const events = outputs.get('events.jsonl');
  if (events !== undefined) outputs.set('output events, joined', joinOutput(events));
  return outputs;
}

/** Secrets may lie across the borders of events. */
function joinOutput(text: string): string {
  const events = readEvents(text);
  return (['stdout', 'stderr'] as const)
    .flatMap((stream) =>
      events.map((event) => (event.kind === 'output' && event.stream === stream ? event.data : '')),
    )
    .join('');
}

function findLeaks(outputs: ReadonlyMap<string, string>): readonly string[] {
  const key = readFileSync(sshd.key, 'utf8').split('\n').slice(1, -2).join('\n');
  const all: readonly (readonly [string, string])[] = [
    ...Object.entries(SECRETS),
    ['remote', REMOTE],
    ['private key', key],
  ];
  return all.flatMap(([place, secret]) =>
    getSpellings(secret).flatMap(({ name, text }) =>
      [...outputs]
        .filter(([, output]) => output.includes(text))
        .map(([where]) => `${place} ${name} in ${where}`),
    ),
  );
}

interface Watched {
  readonly ended: Ended;
  readonly processes: readonly SeenProcess[];
}

/** Builds with all outputs on. `machine-readable` is another form of the first one. */
async function buildWatched(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Watched> {
  let pid: number | undefined;
  const children = watchChildren(() => pid);
  const ended = await workspace.run(
    { ...env, PACKER_LOG: '1', PACKER_LOG_PATH: join(workspace.root, 'packer.log') },
    ['build', '-events', 'events.jsonl', '-report', 'report.html', ...args],
    (started) => {
      pid = started;
    },
  );
  return { ended, processes: children.stop() };
}

/** Places whose secrets are in command lines, and in environments, of what we started. */
function findSeen(processes: readonly SeenProcess[], from: keyof SeenProcess): readonly Place[] {
  const text = processes.map((process) => process[from]).join('\n');
  return (Object.keys(SECRETS) as Place[]).filter((place) =>
    SECRETS[place].split('\n').some((line) => text.includes(line)),
  );
}

const VALUES = ['-var-file', 'given/values.pkrvars.hcl'];

describe('secrets in every place of a build over SSH', () => {
  const template = () => `${variables}
source "null" "one" {${sshOptions()}}
locals { config = jsonencode({ password = var.generated }) }
build {
  sources = ["null.one"]
  provisioner "shell" {
    remote_folder    = "${workspace.root}/machine"
    environment_vars = ["TOKEN=\${var.environment}", "LINES_OF=\${var.lines}"]
    env              = { OTHER = var.variable }
    inline           = ["echo $TOKEN $OTHER", "echo \\"$LINES_OF\\"", "echo \${var.inline}", "sh ${workspace.root}/given/say.sh"]
  }
  provisioner "shell" {
    remote_folder   = "${workspace.root}/machine"
    execute_command = "echo '\${var.command}' | cat; chmod +x {{.Path}}; {{.Vars}} {{.Path}}"
    inline          = ["set -x", "echo \${var.inline} \${vault("secret/data/login", "password")}"]
  }
  provisioner "file" {
    content     = var.content
    destination = "${workspace.root}/machine/content"
  }
  provisioner "file" {
    content     = local.config
    destination = "${workspace.root}/machine/generated"
  }
  provisioner "shell-local" {
    environment_vars = ["LOCAL=\${var.local}"]
    inline           = ["echo $LOCAL; sleep 0.2; echo \${var.localLine}"]
  }
  post-processor "manifest" {
    output = "manifest.json"
  }
  post-processor "shell-local" {
    environment_vars = ["OPTION=\${var.option}"]
    inline           = ["echo $OPTION \${var.localLine}; sleep 0.2"]
  }
}
`;

  it.each([
    ['for people', []],
    ['for programs', ['-machine-readable']],
  ] as const)(
    '%s: no output, file, command line or environment tells one',
    async (_, flags) => {
      await using vault = await startVault();
      workspace.write('images/app/image.pkr.hcl', template());
      const { ended, processes } = await buildWatched(
        { VAULT_ADDR: vault.origin, VAULT_TOKEN },
        ...VALUES,
        ...flags,
        'images/app',
      );
      expect([ended.code, ended.code === 0 ? '' : ended.out + ended.err]).toEqual([0, '']);
      const outputs = collectOutputs(ended);
      expect([...outputs.keys()]).toEqual(
        expect.arrayContaining(['events.jsonl', 'report.html', 'packer.log', 'manifest.json']),
      );
      expect(ended.out).toContain('before <sensitive> behind');
      expect(findLeaks(outputs)).toEqual([]);
      expect(processes.length).toBeGreaterThan(0);
      expect(findSeen(processes, 'command')).toEqual([]);
      // The scripts of shell-local were to have them.
      expect(findSeen(processes, 'environment')).toEqual(['option', 'local']);
      // What was meant for the machine came there whole.
      expect(readFileSync(join(workspace.root, 'machine/content'), 'utf8')).toBe(SECRETS.content);
    },
    60_000,
  );

  it('nor does a build that fails, with the last lines of its script', async () => {
    const failing = `${variables}
source "null" "one" {${sshOptions()}}
build {
  sources = ["null.one"]
  provisioner "shell" {
    remote_folder = "${workspace.root}/machine"
    inline        = ["sh ${workspace.root}/given/say.sh", "echo \${var.inline} >&2; exit 3"]
  }
}
`;
    workspace.write('images/app/image.pkr.hcl', failing);
    const { ended } = await buildWatched({}, ...VALUES, 'images/app');
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('Its last output:');
    expect(findLeaks(collectOutputs(ended))).toEqual([]);
  }, 60_000);

  it('nor does one through a proxy with a password', async () => {
    const proxy = await startSocksServer('us', SECRETS.proxy);
    const options = `ssh_proxy_host = "127.0.0.1"
  ssh_proxy_port = ${proxy.port}
  ssh_proxy_username = "us"
  ssh_proxy_password = var.proxy`;
    workspace.write(
      'images/app/image.pkr.hcl',
      `${variables}
source "null" "one" {${sshOptions(options)}}
build {
  sources = ["null.one"]
  provisioner "shell" {
    remote_folder = "${workspace.root}/machine"
    inline = ["echo \${var.proxy}"]
  }
}
`,
    );
    const { ended } = await buildWatched({}, ...VALUES, 'images/app');
    await proxy.close();
    expect([ended.code, ended.code === 0 ? '' : ended.out + ended.err]).toEqual([0, '']);
    expect(findLeaks(collectOutputs(ended))).toEqual([]);
  }, 60_000);
});

test('a problem in a line with a secret is shown without it', async () => {
  const words = 'variable "token" {\n  sensitive = true\n  default = "Zq1-variable-s3cret"\n}\n';
  workspace.image('app', 'provisioner "shell" {\n inline = ["true"]\n tmieout = "Zq1-variable-s3cret"\n}\n');
  workspace.write('images/app/variables.pkr.hcl', words);
  for (const command of ['plan', 'build']) {
    const { code, out, err } = await workspace.strata(command, 'images/app');
    expect(code).toBe(1);
    expect(out + err).toContain('tmieout');
    expect(out + err).not.toContain('Zq1-variable-s3cret');
  }
});

test('a legacy template keeps what it calls sensitive', async () => {
  const template = {
    variables: Object.fromEntries(Object.keys(SECRETS).map((name) => [name, ''])),
    'sensitive-variables': Object.keys(SECRETS),
    builders: [
      {
        type: 'null',
        ssh_host: '127.0.0.1',
        ssh_port: sshd.port,
        ssh_username: sshd.username,
        ssh_private_key_file: sshd.key,
        ssh_password: '{{user `password`}}',
      },
    ],
    provisioners: [
      {
        type: 'shell',
        remote_folder: join(workspace.root, 'machine'),
        environment_vars: ['TOKEN={{user `environment`}}'],
        inline: ['echo $TOKEN {{user `inline`}}', `sh ${workspace.root}/given/say.sh`],
      },
      {
        type: 'shell-local',
        environment_vars: ['LOCAL={{user `local`}}'],
        inline: ['echo $LOCAL; sleep 0.2'],
      },
    ],
    'post-processors': [{ type: 'manifest', output: 'manifest.json' }],
  };
  workspace.write('images/app/template.json', JSON.stringify(template));
  workspace.write('given/values.json', JSON.stringify(SECRETS));
  const { ended, processes } = await buildWatched(
    {},
    '-var-file',
    'given/values.json',
    'images/app/template.json',
  );
  expect([ended.code, ended.code === 0 ? '' : ended.out + ended.err]).toEqual([0, '']);
  expect(findLeaks(collectOutputs(ended))).toEqual([]);
  expect(findSeen(processes, 'command')).toEqual([]);
}, 60_000);

test('a container engine is told a password by no command line', async () => {
  const engine = makeTestEngine();
  workspace.write(
    'images/app/image.pkr.hcl',
    `${variables}
source "docker" "one" {
  docker_path    = "${engine.program}"
  image          = "127.0.0.1:9/tiny"
  login          = true
  login_server   = "127.0.0.1:9"
  login_username = "us"
  login_password = var.login
  discard        = true
}
build { sources = ["docker.one"] }
`,
  );
  const { ended, processes } = await buildWatched({}, ...VALUES, 'images/app');
  engine.close();
  // Nothing answers there: what counts is how the engine was asked.
  expect(ended.code).toBe(1);
  expect(processes.some(({ command }) => command.includes('login'))).toBe(true);
  expect(findLeaks(collectOutputs(ended))).toEqual([]);
  expect(findSeen(processes, 'command')).toEqual([]);
  expect(findSeen(processes, 'environment')).toEqual([]);
}, 60_000);

test('layers, their keys and their receipt hold no secret of the steps that made them', async () => {
  workspace.image(
    'app',
    `  provisioner "shell" {
    environment_vars = ["TOKEN=\${var.environment}"]
    inline           = ["echo $TOKEN; echo \${var.inline}"]
    network          = false
  }
  post-processor "manifest" { output = "manifest.json" }
`,
  );
  workspace.write('images/app/variables.pkr.hcl', variables);
  const { ended, processes } = await buildWatched({}, ...VALUES, '-verbose', 'images/app');
  expect([ended.code, ended.code === 0 ? '' : ended.out + ended.err]).toEqual([0, '']);
  expect(findLeaks(collectOutputs(ended))).toEqual([]);
  expect(findSeen(processes, 'command')).toEqual([]);
  const again = await buildWatched({}, ...VALUES, 'images/app');
  expect(again.ended.out).toContain('cached');
}, 120_000);

test('the file of the builder file has what it was given, and nothing else does', async () => {
  workspace.write(
    'images/app/image.pkr.hcl',
    `${variables}
source "file" "one" {
  content = var.artifact
  target  = "artifacts/target"
}
build {
  sources = ["file.one"]
  post-processor "checksum" { checksum_types = ["sha256"] }
}
`,
  );
  const { ended } = await buildWatched({}, ...VALUES, 'images/app');
  expect([ended.code, ended.code === 0 ? '' : ended.out + ended.err]).toEqual([0, '']);
  expect(readFileSync(join(workspace.root, 'artifacts/target'), 'utf8')).toBe(SECRETS.artifact);
  expect(findLeaks(collectOutputs(ended))).toEqual([]);
}, 60_000);
