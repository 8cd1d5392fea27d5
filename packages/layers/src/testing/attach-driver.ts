/* Lets whoever runs it into a sandbox: runs the command given on this terminal and ends with its code. */
import { createSandboxFixture } from './sandbox-fixture';

async function attach(command: string): Promise<void> {
  const fixture = await createSandboxFixture();
  const session = await fixture.open();
  process.exitCode = await session.attach({ command }, new AbortController().signal);
  await fixture.close();
}

void attach(process.argv[2] as string);
