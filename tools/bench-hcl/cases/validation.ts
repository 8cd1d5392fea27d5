import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeTurns, time } from '../../bench/measure';
import { workspaceRoot } from '../../sources/files';
import type { Case, Figure, LeftOut } from '../case';
import { withoutCertificates } from '../environment';

const ROUNDS = 9;
const MILLISECONDS = 1000;

/** Nothing in it is newer than the Packer that Debian has. */
const TEMPLATE = `variable "greeting" {
  type    = string
  default = "hello"
}

locals {
  shout = upper(var.greeting)
}

source "null" "bench" {
  communicator = "none"
}

build {
  sources = ["source.null.bench"]

  provisioner "shell-local" {
    inline = ["echo \${local.shout}"]
  }
}
`;

const strata = [process.execPath, join(workspaceRoot, 'packages/cli/bin/strata.js')] as const;
const packer = ['packer'] as const;

/** The whole command, as a person waits for it. */
export const validation: Case = {
  name: 'validation',
  title: 'validate a small template, the whole command',
  run: async () => {
    if (spawnSync('packer', ['version']).error) {
      return [{ leftOut: 'packer is not installed; Debian has it: apt-get install packer' }];
    }
    const folder = mkdtempSync(join(tmpdir(), 'strata-bench-hcl-'));
    try {
      writeFileSync(join(folder, 'nx.json'), '{}');
      writeFileSync(join(folder, 'bench.pkr.hcl'), TEMPLATE);
      return [
        ...(await compare(folder, ['validate', '-syntax-only', '.'])),
        ...(await compare(folder, ['validate', '.'])),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function compare(cwd: string, args: readonly string[]): Promise<readonly (Figure | LeftOut)[]> {
  for (const [command, ...before] of [strata, packer]) {
    const { status, stdout, stderr } = spawnSync(command, [...before, ...args], { cwd, encoding: 'utf8' });
    if (status === 0) continue;
    const [reason] = `${stderr}${stdout}`.trim().split('\n');
    return [
      { leftOut: `${args.join(' ')}, which ${before.length > 0 ? 'strata' : 'packer'} refuses: ${reason}` },
    ];
  }
  const run =
    ([command, ...before]: readonly [string, ...string[]]) =>
    () =>
      time({ command, args: [...before, ...args], cwd, env: withoutCertificates });
  const times = await takeTurns(ROUNDS, { strata: run(strata), packer: run(packer) });
  return Object.entries(times).map(([name, seconds]) => ({
    name: `${name} ${args.join(' ')}`,
    values: seconds.map((each) => each * MILLISECONDS),
    unit: 'ms' as const,
  }));
}
