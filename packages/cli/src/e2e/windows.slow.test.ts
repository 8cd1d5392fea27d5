import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWinrmServer, type WinrmServer } from '../../../communicators/src/testing/winrm-server/start';
import { createWindowsPrograms } from '../../../communicators/src/testing/winrm-server/windows-programs';
import { createWorkspaceFixture, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
let server: WinrmServer;
beforeEach(async () => {
  workspace = createWorkspaceFixture();
  server = await startWinrmServer({ programs: createWindowsPrograms });
});
afterEach(async () => {
  workspace[Symbol.dispose]();
  await server.close();
});

const SECRET = 'correct-horse-7';

const template = (provisioners: string) => `
variable "token" {
  type      = string
  default   = "${SECRET}"
  sensitive = true
}
source "null" "box" {
  communicator   = "winrm"
  winrm_host     = "127.0.0.1"
  winrm_port     = ${server.port}
  winrm_username = "${server.username}"
  winrm_password = "${server.password}"
}
build {
  sources = ["null.box"]
${provisioners}
}
`;

const build = (provisioners: string) => {
  workspace.write('images/box/image.pkr.hcl', template(provisioners));
  return workspace.strata('build', 'images/box');
};

/** What the machine printed, without who said it. */
const printed = (out: string) =>
  Array.from(out.matchAll(/box\/null\.box: (.*)/g), ([, line = '']) => line.trim());

/** Everything in the machine's disks and in what its list of processes showed, scripts of PowerShell decoded. */
function getTraces(): string {
  const files = readdirSync(server.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const contents = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  const processes = server
    .processes()
    .map((line) =>
      line.replace(/-EncodedCommand (\S+)/, (_, text: string) =>
        Buffer.from(text, 'base64').toString('utf16le'),
      ),
    );
  return [...contents, ...processes].join('\n');
}

test('the Windows provisioners run in order, over a restart, with their environment', async () => {
  workspace.write('tree/sub/file.txt', 'from here');
  workspace.write('a.ps1', 'Write-Output "a script with $env:GREETING"\n');
  const { code, out, err } = await build(`
  provisioner "powershell" {
    inline = ["Write-Output \\"one $env:PACKER_BUILD_NAME $env:GREETING\\""]
    env    = { GREETING = "grüße \\"you\\"" }
  }
  provisioner "windows-shell" {
    inline           = ["echo two %GREETING%", "exit /b 3"]
    environment_vars = ["GREETING=hello"]
    valid_exit_codes = [3]
  }
  provisioner "file" {
    source      = "tree"
    destination = "c:/data"
  }
  provisioner "windows-restart" {}
  provisioner "powershell" {
    script = "a.ps1"
    env    = { GREETING = "env" }
  }
  provisioner "file" {
    direction   = "download"
    source      = "c:/data/tree/"
    destination = "back"
  }
`);
  expect(err).toBe('');
  const lines = printed(out);
  const positions = ['one box grüße "you"', 'two hello', 'WINDOWS restarted.', 'a script with env'].map(
    (line) => lines.indexOf(line),
  );
  expect(positions.every((at) => at >= 0)).toBe(true);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  expect(workspace.read('back/sub/file.txt')).toBe('from here');
  expect([code, server.reboots(), server.shellCount()]).toEqual([0, 1, 0]);
}, 60_000);

test('a script that fails fails the build, with its code', async () => {
  const { code, out } = await build('  provisioner "powershell" { inline = ["exit 7"] }');
  expect(out).toContain('Script exited with non-zero exit status: 7. Allowed exit codes are: [0]');
  expect(code).toBe(1);
}, 60_000);

test('secrets reach scripts, also those of another user, and stay nowhere', async () => {
  const { code, out, err } = await build(`
  provisioner "windows-shell" {
    inline = ["echo cmd %TOKEN%"]
    env    = { TOKEN = var.token }
  }
  provisioner "powershell" {
    inline            = ["Write-Output \\"elevated $env:TOKEN\\""]
    env               = { TOKEN = var.token }
    elevated_user     = "${server.username}"
    elevated_password = build.Password
  }
`);
  expect(printed(out)).toEqual(expect.arrayContaining(['cmd <sensitive>', 'elevated <sensitive>']));
  expect(code).toBe(0);
  const told = out + err + getTraces();
  expect(told).toContain('GZipStream');
  expect(told).not.toContain(SECRET);
  expect(told).not.toContain(server.password);
  expect(readdirSync(join(server.folder, 'c/windows/temp'))).toEqual(['script.bat']);
}, 60_000);
