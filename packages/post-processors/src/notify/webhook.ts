import { randomUUID } from 'node:crypto';
import type { PostProcessContext } from '@strata/sdk';
import { askServer, getRefusal, type Question } from '../web/ask-server';
import type { News } from './post-process';
import type { WebhookOptions } from './schema';

/** Posts the news as JSON. The key is the same in every try, so that a server that knows such keys acts once. */
export async function postToWebhook(
  context: PostProcessContext,
  { url, headers = {} }: WebhookOptions,
  { message, values, files }: News,
): Promise<void> {
  const question: Question = {
    server: 'The webhook',
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
    body: JSON.stringify({
      status: 'success',
      message,
      build: values.BuildName,
      builder_type: values.BuilderType,
      builder_id: values.BuilderId,
      artifact_id: values.ArtifactId,
      files,
      run: values.RunId,
    }),
  };
  const answer = await askServer(context, question);
  if (answer.status < 200 || answer.status > 299) throw getRefusal(question, answer);
  context.reporter.say('Told the webhook');
}
