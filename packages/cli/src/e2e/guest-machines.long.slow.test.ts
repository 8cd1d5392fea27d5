import { addBootableImage } from '../testing/bootable-image';
import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

// Each starts a whole machine in software: half a minute where nothing else runs, minutes beside other tests.
const PATIENCE = 600_000;

let workspace: WorkspaceFixture;
beforeAll(async () => {
  workspace = createWorkspaceFixture();
  addBootableImage(workspace, 'box', shellSteps('echo hello > /etc/hello'));
  const built = await workspace.strata('build', 'images/box');
  if (built.code !== 0) throw new Error(built.out + built.err);
}, 120_000);
afterAll(() => workspace[Symbol.dispose]());

/** Runs a command in the image, started as a machine that flags describe. */
async function boot(flags: readonly string[], command: string): Promise<string> {
  const { code, err, out } = await workspace.strata('boot', ...flags, '-command', command, 'images/box');
  if (code !== 0) throw new Error(err);
  return out;
}

/** The last byte of the variable says whether it is on. */
const SECURE_BOOT = 'tail -c1 /sys/firmware/efi/efivars/SecureBoot-* | hexdump -e \'1/1 "%d\\n"\'';

test(
  'UEFI starts it without Secure Boot',
  async () => {
    expect(await boot(['-firmware=uefi', '-checkpoints=false'], SECURE_BOOT)).toBe('0\n');
  },
  PATIENCE,
);

test(
  'UEFI with Microsoft’s keys starts it, and Secure Boot is on',
  async () => {
    const command = `${SECURE_BOOT}; dmesg | grep -ci 'secure boot enabled'`;
    expect(await boot(['-firmware=secure-boot', '-checkpoints=false'], command)).toMatch(/^1\n[1-9]/u);
  },
  PATIENCE,
);

test(
  'on EC2 it has NVMe and Amazon’s name, and the user and key come from a service that wants a token',
  async () => {
    const said = await boot(
      ['-cloud=ec2'],
      `cat /var/log/cloud /sys/class/dmi/id/sys_vendor; cut -c1-3 /sys/class/dmi/id/product_uuid; grep -ow nvme0n1p1 /proc/partitions
wget -q -O - http://169.254.169.254/latest/meta-data/ || echo refused`,
    );
    expect(said).toContain('public-keys/\n');
    expect(said).toMatch(/Amazon EC2\nec2\nnvme0n1p1\nrefused\n$/u);
  },
  PATIENCE,
);

test.each(['bios', 'uefi'])(
  'on Azure with %s the user comes from a medium, the key from a service, and readiness is heard',
  async (firmware) => {
    const said = await boot(
      ['-cloud=azure', `-firmware=${firmware}`, '-checkpoints=false'],
      'cat /var/log/cloud; grep -ow sda1 /proc/partitions',
    );
    expect(said).toMatch(/^strata\n.*<GoalState.*sda1\n$/su);
  },
  PATIENCE,
);

test(
  'a machine of a cloud goes on where it was up, and the services still answer',
  async () => {
    const command = `cat /var/log/starts; wget -q -O - --header 'Metadata: true' 'http://169.254.169.254/metadata/instance?api-version=2021-08-01' | grep -c ssh-ed25519`;
    expect(await boot(['-cloud=azure'], command)).toBe('started\n1\n');
    const again = await workspace.strata('boot', '-cloud=azure', '-command', command, 'images/box');
    expect([again.code, again.out]).toEqual([0, 'started\n1\n']);
    expect(again.err).toContain('Going on with the machine');
  },
  PATIENCE,
);

test(
  'it starts on a larger disk',
  async () => {
    expect(await boot(['-disk-size=6G', '-checkpoints=false'], 'cat /sys/block/vda/size')).toBe('12582912\n');
  },
  PATIENCE,
);

// The last one: it builds another image.
test(
  'what was built anew is what starts, not the machine that was kept of what it was before',
  async () => {
    expect(await boot([], 'cat /etc/hello')).toBe('hello\n');
    addBootableImage(workspace, 'box', shellSteps('echo changed > /etc/hello'));
    await workspace.strata('build', 'images/box');
    expect(await boot([], 'cat /etc/hello')).toBe('changed\n');
  },
  PATIENCE,
);
