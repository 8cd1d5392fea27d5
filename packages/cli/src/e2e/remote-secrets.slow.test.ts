import { execFileSync } from 'node:child_process';
import { startVault, VAULT_TOKEN } from '../testing/fake-vault';
import { createWorkspaceFixture, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
});
afterEach(() => workspace[Symbol.dispose]());

/** One line of shell that says the secret. */
const provisioner = `provisioner "shell" {
  inline  = ["echo it is \${vault("secret/data/login", "password")}"]
  network = false
}
`;

const settings = (origin: string) => ({ VAULT_ADDR: origin, VAULT_TOKEN });

test('a secret of Vault reaches the machine and nothing else', async () => {
  await using vault = await startVault();
  workspace.image('app', provisioner);
  const end = await workspace.strataWith(settings(vault.origin), 'build', '--verbose', 'images/app');
  expect(end.err + end.out).toContain('it is <sensitive>');
  expect(end.code).toBe(0);
  expect(end.err + end.out).not.toContain('correct-horse-7');
  expect(findFilesWith('correct-horse-7')).toEqual([]);
});

test('without a token the place of the call is shown, and what to do', async () => {
  await using vault = await startVault();
  workspace.image('app', provisioner);
  const end = await workspace.strataWith({ VAULT_ADDR: vault.origin }, 'validate', 'images/app');
  expect(end.code).toBe(1);
  expect(end.err).toContain('VAULT_TOKEN is not set, and there is no ~/.vault-token');
  expect(end.err).toContain('image.pkr.hcl');
});

function findFilesWith(text: string): readonly string[] {
  try {
    return execFileSync('grep', ['-rlw', text, workspace.root], { encoding: 'utf8' }).trim().split('\n');
  } catch {
    return [];
  }
}
