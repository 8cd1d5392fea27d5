import type { AskedQuestion } from '../catalog/find-question';
import { refuse } from '../refusal';
import type { Reply } from '../server/exchange';
import { judgePermission } from './judge-permission';
import type { Request } from './request';

/** What is asked about a subscription, and is no resource in it. */
export function answerQuestion(request: Request, { question, parts }: AskedQuestion): Reply {
  const { cloud, method, version } = request;
  if (method !== 'GET')
    throw refuse('MethodNotAllowed', `Questions do not allow ${method}.`, { status: 405 });
  judgePermission(request, question.action, parts['scope'] ?? `/subscriptions/${cloud.subscription}`);
  if (!question.versions.includes(version))
    throw refuse(
      'NoRegisteredProviderFound',
      `No registered resource provider found for API version '${version}'. The supported api-versions are '${question.versions.join(', ')}'.`,
    );
  return { status: 200, body: question.answer(request, parts) };
}
