import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { AwsDestination } from '@strata/target-aws/publish';
import { problem } from '../../codes';
import type { PublishContext } from '../destination';
import type { AwsSettings } from './settings';

/** AWS takes no more. Source: RegisterImage in the API reference of EC2. */
const mostBytes = 64 * 1024;

/** The destination with what its file of UEFI's variables holds. @throws Failure CLI020 when it cannot be read */
export async function readUefiData(
  { destination, uefiDataFile }: AwsSettings,
  { ports, root }: Pick<PublishContext, 'ports' | 'root'>,
): Promise<AwsDestination> {
  if (uefiDataFile === undefined) return destination;
  const path = resolve(root, uefiDataFile);
  const uefiData = (
    await ports.files.readText(path).catch((cause: Error) => fail(path, cause.message))
  ).trim();
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(uefiData) || uefiData.length > mostBytes)
    return fail(path, 'it holds no variables of UEFI in base64, as AWS takes them, of at most 64 KiB');
  return { ...destination, registration: { ...destination.registration, uefiData } };
}

function fail(path: string, why: string): never {
  throw new Failure(
    problem('CLI020', {
      detail: `The file of UEFI's variables ${path} cannot be used: ${why}.`,
      hint: 'Make it with awslabs/python-uefivars: uefivars -i none -o aws -O FILE -P PK.esl -K KEK.esl --db db.esl',
    }),
  );
}
