import { randomBytes } from 'node:crypto';
import type { PostProcessContext } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { openAwsSession } from '../../client';
import type { AwsCaller } from '../../client/session';
import type { AwsWork } from '../../machine/work';
import type { AwsContext } from '../../publish/context';
import { describeLogin, keepSession } from '../../resources/reach';
import type { ImportOptions } from './schema';

/** An import under way, and who asks for it. */
export interface Import extends AwsWork {
  readonly context: PostProcessContext;
  readonly options: ImportOptions;
  readonly caller: AwsCaller;
  readonly aws: AwsContext;
}

const MARK_BYTES = 4;

/** What cannot stand in a tag of every service. Source: AWS Tagging API reference, "Tag naming limits". */
const FOREIGN = /[^\p{L}\p{N} +\-=._:/@]/gu;

/** Logs in, and sees to it that what will be made can be found again with the same login. */
export async function openImport(context: PostProcessContext, options: ImportOptions): Promise<Import> {
  const { buildName, ports, runId, signal } = context;
  const session = await openAwsSession(options, context);
  const { region } = session;
  const caller = await session.caller();
  const build = `${runId}.import.${randomBytes(MARK_BYTES).toString('hex')}`;
  keepSession(build, session);
  const image = buildName.replace(FOREIGN, '-');
  return {
    ...{ context, options, session, caller, region },
    reach: { build, image, region, account: caller.account, ...describeLogin(options) },
    aws: {
      session,
      clock: ports.clock,
      signal,
      startActivity: createActivities(context.reporter, ports.clock),
    },
  };
}
