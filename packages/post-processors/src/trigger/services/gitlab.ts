import { reveal, Secret } from '@strata/sdk';
import type { GitlabOptions } from '../schema';
import { addressBelow, type Fill, parseObject, type Start } from '../service';

/** "Trigger a pipeline with a token" of GitLab's REST API: a form, and 201 with the pipeline. */
export function startGitlab(options: GitlabOptions, fill: Fill): Start {
  const { api_url: api, project, ref, variables, token } = options;
  const form = new URLSearchParams({ token: reveal(token), ref });
  for (const [name, value] of Object.entries(fill.map(variables))) form.append(`variables[${name}]`, value);
  return {
    question: {
      server: 'GitLab',
      method: 'POST',
      url: addressBelow(api, 'projects', project, 'trigger', 'pipeline'),
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      secrets: [new Secret(reveal(token))],
    },
    getStarted(answer) {
      const pipeline = answer.status === 201 ? parseObject(answer) : undefined;
      return pipeline && String(pipeline['web_url'] ?? `pipeline ${pipeline['id']} of ${project}`);
    },
  };
}
