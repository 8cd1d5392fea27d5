import { type Answer, type Question, refuse, type Service } from './answer';
import { type AzureFacts, makeGoalState, makeInstance } from './azure-documents';

/** Longest version that the wire server and its agents agree on: what cloud-init and the agent of Linux ask for. */
const WIRE_VERSIONS = ['2012-11-30', '2015-04-05'];

/**
 * Azure's instance metadata service and its wire server: where a machine reads its keys, and where it says that it is
 * ready. cloud-init asks the first once and the second twice, and waits 20 minutes for one that does not answer.
 */
export function createAzureService(facts: AzureFacts): Service {
  return (question) => {
    const { pathname, searchParams } = new URL(question.url, 'http://guest');
    if (pathname.startsWith('/metadata/')) return answerInstance(question, pathname, searchParams, facts);
    if (pathname.replace(/\/$/u, '') !== '/machine') return answerVersions(searchParams);
    return answerMachine(question, searchParams, facts);
  };
}

function answerInstance(
  { headers, method }: Question,
  path: string,
  query: URLSearchParams,
  facts: AzureFacts,
): Answer {
  if (method !== 'GET') return refuse(405, 'Method Not Allowed');
  // It is how Azure tells its own programs from those that were talked into forwarding a question.
  if (headers['metadata'] !== 'true')
    return refuse(400, '{"error":"Bad request. Required metadata header not specified"}');
  if (!query.get('api-version'))
    return refuse(400, '{"error":"Bad request. api-version was not specified in the request"}');
  const instance = makeInstance(facts);
  const wanted = { '/metadata/instance': instance, '/metadata/instance/network': instance.network }[path];
  if (!wanted) return refuse(404, '{"error":"Not found"}');
  return { status: 200, type: 'application/json; charset=utf-8', text: JSON.stringify(wanted) };
}

function answerVersions(query: URLSearchParams): Answer {
  if (query.get('comp')?.toLowerCase() !== 'versions') return refuse(404, 'Not Found');
  const versions = WIRE_VERSIONS.map((version) => `<Version>${version}</Version>`).join('');
  return {
    status: 200,
    type: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="utf-8"?><Versions><Preferred>${versions}</Preferred><Supported>${versions}</Supported></Versions>`,
  };
}

function answerMachine({ headers, method }: Question, query: URLSearchParams, facts: AzureFacts): Answer {
  if (!WIRE_VERSIONS.includes(String(headers['x-ms-version']))) return refuse(400, 'Bad Request');
  const wanted = query.get('comp')?.toLowerCase();
  if (wanted === 'goalstate' && method === 'GET')
    return { status: 200, type: 'text/xml; charset=utf-8', text: makeGoalState(facts) };
  // Ready or not, it is the boot itself that shows it.
  if (wanted === 'health' && method === 'POST') return { status: 200, text: '' };
  return refuse(404, 'Not Found');
}
