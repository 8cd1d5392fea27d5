import { setTimeout as sleep } from 'node:timers/promises';
import { type LiveWorld, RUN_TAG } from '../world';
import { MARK, readBuiltImage } from './build';
import { assertThat, type Scenario } from './scenario';

/** Milliseconds between two looks at a console; AWS shows it some minutes late. */
const PAUSE = 5_000;

/** A machine of the image that was built starts, and has in it what the script put there. */
export const launch: Scenario = {
  name: 'a machine of what was built',
  async run(world) {
    const { id, session, settings } = world;
    const ec2 = session.ec2(settings.region);
    const Tags = [{ Key: RUN_TAG, Value: id }];
    const { Instances: [made] = [] } = await ec2.runInstances({
      ...{ ImageId: readBuiltImage(world), InstanceType: 't3.small', MinCount: 1, MaxCount: 1 },
      ClientToken: id,
      UserData: Buffer.from(`#!/bin/sh\necho "started $(cat ${MARK})" >/dev/console\n`).toString('base64'),
      MetadataOptions: { HttpTokens: 'required' },
      TagSpecifications: [
        { ResourceType: 'instance', Tags },
        { ResourceType: 'volume', Tags },
      ],
    });
    const instance = made?.InstanceId;
    assertThat(instance !== undefined, 'RunInstances gave no machine.');
    await waitForConsole(world, instance, `started ${id}`);
    await ec2.terminateInstances({ InstanceIds: [instance] });
  },
};

/** Until a text is on the machine's console, or the run is ended. */
async function waitForConsole(
  { session, settings, signal }: LiveWorld,
  id: string,
  text: string,
): Promise<void> {
  const ec2 = session.ec2(settings.region);
  for (;;) {
    const { Reservations = [] } = await ec2.describeInstances({ InstanceIds: [id] });
    const { State, StateReason } = Reservations[0]?.Instances?.[0] ?? {};
    assertThat(
      State?.Name === 'pending' || State?.Name === 'running',
      `The machine is ${State?.Name}: ${StateReason?.Message}`,
    );
    if (State.Name === 'running') {
      const { Output = '' } = await ec2.getConsoleOutput({ InstanceId: id, Latest: true });
      if (Buffer.from(Output, 'base64').toString().includes(text)) return;
    }
    await sleep(PAUSE, undefined, { signal });
  }
}
