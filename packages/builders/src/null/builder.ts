import type { Artifact, ConnectMachine, MachineBuilder, MachineFacts, Text } from '@strata/sdk';
import type { NullOptions, NullSchema } from './schema';

/** Packer's own words, which scripts look for. */
const artifact: Artifact = {
  builderId: 'fnoeding.null',
  id: 'Null',
  files: [],
  description: 'Did not export anything. This is the null builder',
};

export function createNullBuilder({
  connect,
}: {
  readonly connect: ConnectMachine;
}): MachineBuilder<NullSchema> {
  return {
    build: async (context, options, provision) => {
      const { communicator, close } = await context.step('StepConnect', () => connect(context, options, {}));
      try {
        await context.step('StepProvision', () => provision({ communicator, facts: getFacts(options) }));
      } finally {
        await close();
      }
      return artifact;
    },
  };
}

/** What templates read as `build.*`. Packer's names; `ConnType` is the communicator. */
function getFacts(options: NullOptions): MachineFacts {
  const { communicator } = options;
  return { ID: artifact.id, ConnType: communicator, ...withoutGaps(getLogin(options)) };
}

type Login = Readonly<Record<string, Text | number | undefined>>;

function getLogin(options: NullOptions): Login {
  if (options.communicator === 'ssh')
    return {
      Host: options.ssh_host,
      Port: options.ssh_port,
      User: options.ssh_username,
      Password: options.ssh_password,
      SSHPrivateKeyFile: options.ssh_private_key_file,
      SSHAgentAuth: String(options.ssh_agent_auth),
    };
  if (options.communicator === 'winrm')
    return {
      Host: options.winrm_host,
      Port: options.winrm_port,
      User: options.winrm_username,
      Password: options.winrm_password,
    };
  return {};
}

function withoutGaps(login: Login): MachineFacts {
  return Object.fromEntries(
    Object.entries(login).flatMap(([name, value]): [string, Text][] => {
      if (value === undefined) return [];
      return [[name, typeof value === 'number' ? String(value) : value]];
    }),
  );
}
