import { chooseAccelerator as chooseByTrial } from '../../../packages/builders/src/qemu/accelerator';
import { createNodePorts } from '../../../packages/sdk/src/node';
import { createRecordingReporter } from '../../../packages/sdk/src/testing';

/** What runs the processors of guests. @param scratch folder for files of a trial */
export function chooseAccelerator(
  { program, accelerator }: { readonly program: string; readonly accelerator?: string | undefined },
  scratch: string,
): Promise<string> {
  const context = {
    ports: createNodePorts(),
    // Nobody reads what the trial says of itself.
    reporter: createRecordingReporter(),
    scratch,
    signal: new AbortController().signal,
  };
  return chooseByTrial(context, { accelerator, qemu_binary: program });
}
