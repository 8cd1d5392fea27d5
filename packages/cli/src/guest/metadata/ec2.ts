import { type Answer, type Question, refuse, type Service } from './answer';
import { isTokenValid, makeToken, parseLifetime } from './ec2-token';
import { type Ec2Facts, getInstanceId, makeEc2Tree } from './ec2-tree';

const LIFETIME = 'x-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'x-aws-ec2-metadata-token';
const TOKEN_PATH = '/latest/api/token';

/** `/latest/meta-data/`: a version, and what is below it. */
const PATH = /^\/(?:latest|\d{4}-\d{2}-\d{2})(?:\/(?<below>.*?))?\/?$/u;

/** Names in lists that say more than the path that they stand for. */
const LISTED_AS: Readonly<Record<string, string>> = { 'meta-data/public-keys/0': '0=strata' };

/**
 * The second version of EC2's metadata service, and not the first: who asks without a token is refused, as by machines
 * that are started with `HttpTokens=required`.
 *
 * @param now milliseconds since the epoch
 */
export function createEc2Service(facts: Ec2Facts, now: () => number): Service {
  const tree = makeEc2Tree(facts);
  const id = getInstanceId(facts);
  return (question) => {
    const path = question.url.split('?')[0] ?? '';
    if (path === TOKEN_PATH) return giveToken(question, (seconds) => makeToken(id, now() + seconds * 1_000));
    if (question.method !== 'GET' && question.method !== 'HEAD') return refuse(405, 'Method Not Allowed');
    if (!isTokenValid(question.headers[TOKEN], id, now())) return refuse(401, 'Unauthorized');
    const match = PATH.exec(path);
    return match ? read(tree, match.groups?.['below'] ?? '') : refuse(404, 'Not Found');
  };
}

function giveToken({ method, headers }: Question, make: (seconds: number) => string): Answer {
  if (method !== 'PUT') return refuse(405, 'Method Not Allowed');
  // Whoever forwards a question for others must not get a token for them.
  if (headers['x-forwarded-for'] !== undefined) return refuse(403, 'Forbidden');
  const seconds = parseLifetime(headers[LIFETIME]);
  if (seconds === undefined) return refuse(400, 'Bad Request');
  return { status: 200, text: make(seconds), headers: { [LIFETIME]: String(seconds) } };
}

function read(tree: Readonly<Record<string, string>>, path: string): Answer {
  const text = Object.hasOwn(tree, path) ? tree[path] : listNames(tree, path);
  return text === undefined ? refuse(404, 'Not Found') : { status: 200, text };
}

/** What is in a folder, each folder in it with a slash; undefined when there is no such folder. */
function listNames(tree: Readonly<Record<string, string>>, folder: string): string | undefined {
  const start = folder === '' ? '' : `${folder}/`;
  const names = Object.keys(tree)
    .filter((path) => path.startsWith(start))
    .map((path) => getName(path, start));
  return names.length === 0 ? undefined : [...new Set(names)].join('\n');
}

function getName(path: string, start: string): string {
  const [name = '', ...below] = path.slice(start.length).split('/');
  return LISTED_AS[start + name] ?? (below.length > 0 ? `${name}/` : name);
}
