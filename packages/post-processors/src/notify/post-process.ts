import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type Artifact, fillPlaceholders, type PostProcessContext, type PostProcessor } from '@strata/sdk';
import { getValues } from '../web/values';
import type { EmailOptions, NotifyOptions, notifySchema } from './schema';
import { postToSlack } from './slack';
import { postToWebhook } from './webhook';

/** What is told, whichever way. */
export interface News {
  readonly message: string;
  readonly values: ReturnType<typeof getValues>;
  readonly files: readonly string[];
}

export const notify: PostProcessor<typeof notifySchema> = {
  async postProcess(context, artifact, options) {
    const diagnostics = await tellAll(context, artifact, options);
    if (diagnostics.length > 0) throw new Failure(diagnostics);
    return { artifact, input: 'must-keep' };
  },
};

/** One after the other, and all of them: who comes later must not pay for who comes first. */
async function tellAll(
  context: PostProcessContext,
  artifact: Artifact,
  { message, webhook, slack, email }: NotifyOptions,
): Promise<readonly Diagnostic[]> {
  const values = getValues(context, artifact);
  const news: News = { message: fillPlaceholders(message, values), values, files: artifact.files };
  const ways = [
    ...webhook.map((options) => () => postToWebhook(context, options, news)),
    ...slack.map((options) => () => postToSlack(context, options, news)),
    ...email.map((options) => () => mail(context, options, news)),
  ];
  const problems: Diagnostic[] = [];
  for (const tell of ways) problems.push(...(await getProblems(tell)));
  return problems;
}

async function getProblems(tell: () => Promise<void>): Promise<readonly Diagnostic[]> {
  try {
    await tell();
    return [];
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics;
    throw error;
  }
}

/** Few send e-mail, and what speaks SMTP is large. */
function mail(context: PostProcessContext, options: EmailOptions, news: News): Promise<void> {
  const { sendMail } = require('./email') as typeof import('./email');
  return sendMail(context, options, news);
}
