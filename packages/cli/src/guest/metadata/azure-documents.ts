/** Of the machine that a guest takes itself for. */
export interface AzureFacts {
  readonly user: string;
  readonly host: string;
  readonly publicKey: string;
  readonly machineId: string;
  /** Address that the guest is given. */
  readonly address: string;
  /** Of its network card: six pairs of digits with colons. */
  readonly mac: string;
  /** The network it is in. */
  readonly network: { readonly address: string; readonly prefix: string };
}

/** What Azure tells of a machine, as far as a program that sets one up reads it. Source: Microsoft's "Azure Instance Metadata Service". */
export function makeInstance(facts: AzureFacts) {
  const { host, machineId, publicKey, user } = facts;
  return {
    compute: {
      azEnvironment: 'AzurePublicCloud',
      location: 'westeurope',
      name: host,
      osProfile: { adminUsername: user, computerName: host, disablePasswordAuthentication: 'true' },
      osType: 'Linux',
      publicKeys: [{ keyData: publicKey, path: `/home/${user}/.ssh/authorized_keys` }],
      vmId: machineId,
      vmSize: 'Standard_B2s',
    },
    network: {
      interface: [
        {
          ipv4: {
            ipAddress: [{ privateIpAddress: facts.address, publicIpAddress: '' }],
            subnet: [facts.network],
          },
          ipv6: { ipAddress: [] },
          macAddress: facts.mac.replaceAll(':', '').toUpperCase(),
        },
      ],
    },
  };
}

/** What a machine is to become: nothing but ready. */
export function makeGoalState({ machineId }: Pick<AzureFacts, 'machineId'>): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<GoalState xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="goalstate10.xsd">
  <Version>2012-11-30</Version>
  <Incarnation>1</Incarnation>
  <Machine>
    <ExpectedState>Started</ExpectedState>
  </Machine>
  <Container>
    <ContainerId>${machineId}</ContainerId>
    <RoleInstanceList>
      <RoleInstance>
        <InstanceId>${machineId}.strata</InstanceId>
        <State>Started</State>
      </RoleInstance>
    </RoleInstanceList>
  </Container>
</GoalState>
`;
}
