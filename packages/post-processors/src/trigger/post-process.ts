import { Failure } from '@strata/diagnostics';
import { fillPlaceholders, type PostProcessor } from '@strata/sdk';
import { problem } from '../codes';
import { type Answer, askServer, getRefusal, type Question } from '../web/ask-server';
import { getValues } from '../web/values';
import type { TriggerOptions, triggerSchema } from './schema';
import type { Fill, Start } from './service';
import { startAzure } from './services/azure-devops';
import { startDispatch, startWorkflow } from './services/github';
import { startGitlab } from './services/gitlab';
import { startHttp } from './services/http';

export const trigger: PostProcessor<typeof triggerSchema> = {
  async postProcess(context, artifact, options) {
    const start = getStart(options, createFill(getValues(context, artifact)));
    const answer = await askServer(context, start.question);
    const started = start.getStarted(answer);
    if (started === undefined) throw getNotStarted(start.question, answer);
    context.reporter.say(`Started ${started}`);
    return { artifact, input: 'must-keep' };
  },
};

function createFill(values: Readonly<Record<string, string>>): Fill {
  const text = (template: string) => fillPlaceholders(template, values);
  return {
    text,
    map: (texts = {}) =>
      Object.fromEntries(Object.entries(texts).map(([name, template]) => [name, text(template)])),
  };
}

/** The schema's rule has seen to it that there is one. */
function getStart(options: TriggerOptions, fill: Fill): Start {
  const { github_workflow: workflow, github_dispatch: dispatch, gitlab, azure_devops: azure, http } = options;
  if (workflow) return startWorkflow(workflow, fill);
  if (dispatch) return startDispatch(dispatch, fill);
  if (gitlab) return startGitlab(gitlab, fill);
  if (azure) return startAzure(azure, fill);
  if (http) return startHttp(http, fill);
  throw new Error('A trigger has one block.');
}

/** An answer that would be fine elsewhere is most often the page of a login. */
function getNotStarted(question: Question, answer: Answer): Failure {
  if (answer.status >= 400) return getRefusal(question, answer);
  return new Failure(
    problem('PPR011', {
      detail: `${question.server} answered ${answer.status}, but not that it started something.`,
      hint: 'Check the token and the address: a login page looks like this.',
    }),
  );
}
