import { type Answer, type Question, refuse, type Service } from './answer';
import { isTokenValid, makeToken, parseLifetime } from './ec2-token';
import { type Ec2Facts, getInstanceId, makeEc2Tree } from './ec2-tree';

const LIFETIME = 'x-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'x-aws-ec2-metadata-token';
const TOKEN_PATH = '/latest/api/token';

/** `/latest/meta-data/`: a version, and what is below it. */
const PATH = /^\/(?:latest|\d{4}-\d{2}-\d{2})(?:\/(?<below>.*?))?\/?$/u;

/** What one machine is told by the service. */
export interface Ec2Documents {
  readonly instanceId: string;
  /** Texts by path below the version. */
  readonly tree: Readonly<Record<string, string>>;
  /** Whether who asks without a token is answered, as by the first version. */
  readonly tokens: 'optional' | 'required';
  /** Of its public key. */
  readonly keyName: string;
}

/**
 * The second version of EC2's metadata service, and not the first: who asks without a token is refused, as by machines
 * that are started with `HttpTokens=required`.
 *
 * @param now milliseconds since the epoch
 */
export function createEc2Service(facts: Ec2Facts, now: () => number): Service {
  const tree = makeEc2Tree(facts);
  return serveEc2Documents(
    { instanceId: getInstanceId(facts), tree, tokens: 'required', keyName: 'strata' },
    now,
  );
}

/** EC2's metadata service over any documents. @param now milliseconds since the epoch */
export function serveEc2Documents(documents: Ec2Documents, now: () => number): Service {
  const { instanceId, tokens } = documents;
  const isLetIn = ({ headers }: Question) =>
    headers[TOKEN] === undefined ? tokens === 'optional' : isTokenValid(headers[TOKEN], instanceId, now());
  return (question) => {
    const path = question.url.split('?')[0] ?? '';
    if (path === TOKEN_PATH)
      return giveToken(question, (seconds) => makeToken(instanceId, now() + seconds * 1_000));
    if (question.method !== 'GET' && question.method !== 'HEAD') return refuse(405, 'Method Not Allowed');
    if (!isLetIn(question)) return refuse(401, 'Unauthorized');
    const match = PATH.exec(path);
    return match ? read(documents, match.groups?.['below'] ?? '') : refuse(404, 'Not Found');
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

function read(documents: Ec2Documents, path: string): Answer {
  const { tree } = documents;
  const text = Object.hasOwn(tree, path) ? tree[path] : listNames(documents, path);
  return text === undefined ? refuse(404, 'Not Found') : { status: 200, text };
}

/** The one list whose names say more than the path that they stand for. */
const KEYS = 'meta-data/public-keys';

/** What is in a folder, each folder in it with a slash; undefined when there is no such folder. */
function listNames({ tree, keyName }: Ec2Documents, folder: string): string | undefined {
  const start = folder === '' ? '' : `${folder}/`;
  const names = Object.keys(tree)
    .filter((path) => path.startsWith(start))
    .map((path) => getName(path.slice(start.length)))
    .map((name) => (folder === KEYS && name === '0/' ? `0=${keyName}` : name));
  return names.length === 0 ? undefined : [...new Set(names)].join('\n');
}

function getName(path: string): string {
  const [name = '', ...below] = path.split('/');
  return below.length > 0 ? `${name}/` : name;
}
