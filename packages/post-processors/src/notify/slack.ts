import type { PostProcessContext } from '@strata/sdk';
import { askServer, getRefusal, type Question } from '../web/ask-server';
import type { News } from './post-process';
import type { SlackOptions } from './schema';

/** Posts to an incoming webhook: `text` with the three characters escaped that Slack's own markup takes. */
export async function postToSlack(
  context: PostProcessContext,
  { url, channel }: SlackOptions,
  { message }: News,
): Promise<void> {
  const question: Question = {
    server: 'The chat',
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: escapeMarkup(message), ...(channel !== undefined && { channel }) }),
  };
  const answer = await askServer(context, question);
  if (answer.status !== 200) throw getRefusal(question, answer);
  context.reporter.say('Told the chat');
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
