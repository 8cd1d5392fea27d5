import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { getSpellings } from '../../../cli/src/testing/spellings';
import { createNxWorkspace, linkRepository, type NxWorkspace } from '../testing/nx-workspace';
import { addTinyBase, makeTemplate } from '../testing/tiny-base';

const FROM_ENVIRONMENT = 'Zq1-environment-w/rd+%&="x';
const FROM_FILE = 'Zq2-file-s3cret';
/** Where a user put them. */
const GIVEN = ['images/golden/team.auto.pkrvars.hcl'];

const VARIABLES = `
variable "token" {
  type      = string
  sensitive = true
}
variable "password" {
  type      = string
  sensitive = true
}
`;

/** Says its secrets as they are, and in base64. */
const STEP = `  provisioner "shell" {
    inline = [
      "echo the token is $TOKEN, the password is \${var.password}",
      "echo \${base64encode(var.token)} \${urlencode(var.token)} \${base64encode(var.password)} >&2",
    ]
    env     = { TOKEN = var.token }
    network = false
  }`;

let workspace: NxWorkspace;
beforeEach(() => {
  workspace = createNxWorkspace({}, { PKR_VAR_token: FROM_ENVIRONMENT });
  const base = addTinyBase(workspace);
  workspace.write({
    'images/golden/image.pkr.hcl': `${VARIABLES}${makeTemplate('golden', base, [STEP])}`,
    'images/golden/team.auto.pkrvars.hcl': `password = "${FROM_FILE}"\n`,
  });
  linkRepository(workspace);
});
afterEach(() => workspace.remove());

/** Every file of the workspace and of Nx's cache in it, read as bytes. */
function findLeaks(secret: string): readonly string[] {
  const spellings = getSpellings(secret).map(({ name, text }) => ({ name, bytes: Buffer.from(text) }));
  return readdirSync(workspace.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !GIVEN.includes(relative(workspace.root, path)))
    .flatMap((path) => {
      const content = readFileSync(path);
      return spellings
        .filter(({ bytes }) => content.includes(bytes))
        .map(({ name }) => `${relative(workspace.root, path)} holds it ${name}`);
    });
}

test('no secret is in what Nx prints, hashes, caches or shows again, nor in reports and events', () => {
  workspace.git('add', '--all');
  const build = () => workspace.nx('run', 'golden:build-image--rootfs.golden', '--events=out/events.jsonl');
  const first = build();
  expect(first.code).toBe(0);
  expect(workspace.read('out/events.jsonl')).toContain('the token is <sensitive>');
  build();
  const again = build();
  expect(again.output).toMatch(/local cache|existing outputs match/u);
  const graph = workspace.nx('graph', '--file=out/graph.json');
  expect(graph.code).toBe(0);
  for (const secret of [FROM_ENVIRONMENT, FROM_FILE]) {
    const printed = [first.output, again.output, graph.output].join('\n');
    const shown = getSpellings(secret).filter(({ text }) => printed.includes(text));
    expect([shown, findLeaks(secret)]).toEqual([[], []]);
  }
});
