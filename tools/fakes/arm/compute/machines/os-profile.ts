import { readFlag, readObjects, readText } from '../../json';
import { refuseMissing, refuseParameter } from '../../refusal';
import type { Writing } from '../../types/resource-type';
import type { ImageFacts } from './image-reference';

const profile = 'properties.osProfile';
const longestName = { Linux: 64, Windows: 15 } as const;
const longestCustomData = 87_380;
/** Azure's own list is longer; these are those that people try. */
const forbiddenUsers: ReadonlySet<string> = new Set([
  'admin',
  'administrator',
  'root',
  'user',
  'user1',
  'test',
  'guest',
  'console',
  'sys',
]);

/** Refuses who cannot log in, or whom the image knows already. */
export function judgeOsProfile({ body }: Writing, image: ImageFacts): void {
  const isThere =
    readText(body, `${profile}.adminUsername`) !== undefined ||
    readText(body, `${profile}.computerName`) !== undefined;
  if (!image.isGeneralized) {
    if (isThere) throw refuseParameter('osProfile', "Parameter 'osProfile' is not allowed.");
    return;
  }
  const user = readText(body, `${profile}.adminUsername`);
  if (!isThere) throw refuseMissing('osProfile');
  if (user === undefined || user === '') throw refuseMissing('osProfile.adminUsername');
  if (forbiddenUsers.has(user.toLowerCase()))
    throw refuseParameter('adminUsername', `The Admin Username specified is not allowed.`);
  judgeNames(body, image);
  if (image.osType === 'Windows') judgePassword(body, true);
  else judgeLinux(body, user);
}

function judgeNames(body: Writing['body'], { osType }: ImageFacts): void {
  const name = readText(body, `${profile}.computerName`);
  const longest = osType === 'Windows' ? longestName.Windows : longestName.Linux;
  if (name === undefined) throw refuseMissing('osProfile.computerName');
  if (name.length > longest)
    throw refuseParameter(
      'computerName',
      `${osType} computer name cannot be more than ${longest} characters long, be entirely numeric, or contain the following characters: \` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : . ' " , < > / ?.`,
    );
  const data = readText(body, `${profile}.customData`);
  if (data !== undefined && (data.length > longestCustomData || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)))
    throw refuseParameter(
      'customData',
      'Custom data in OSProfile must be in Base64 encoding and with a maximum length of 87380 characters.',
    );
}

function judgeLinux(body: Writing['body'], user: string): void {
  const keys = readObjects(body, `${profile}.linuxConfiguration.ssh.publicKeys`);
  const withoutPassword = readFlag(body, `${profile}.linuxConfiguration.disablePasswordAuthentication`);
  if (keys.length === 0 && withoutPassword) throw refuseMissing('linuxConfiguration.ssh.publicKeys');
  for (const key of keys) judgeKey(readText(key, 'keyData') ?? '', readText(key, 'path'), user);
  judgePassword(body, keys.length === 0);
}

function judgeKey(data: string, path: string | undefined, user: string): void {
  const wanted = `/home/${user}/.ssh/authorized_keys`;
  if (path !== wanted)
    throw refuseParameter(
      'linuxConfiguration.ssh.publicKeys.path',
      `Destination path for SSH public keys is currently limited to its default value ${wanted}  due to a known issue in Linux provisioning agent.`,
    );
  const bits = data.startsWith('ssh-rsa ') ? Buffer.from(data.split(' ')[1] ?? '', 'base64').length * 8 : 0;
  if (!/^(ssh-ed25519|ssh-rsa) \S+/.test(data) || (bits > 0 && bits < shortestRsa))
    throw refuseParameter(
      'linuxConfiguration.ssh.publicKeys.keyData',
      'The value of parameter linuxConfiguration.ssh.publicKeys.keyData is invalid.',
    );
}

const shortestRsa = 2048;

function judgePassword(body: Writing['body'], required: boolean): void {
  const password = readText(body, `${profile}.adminPassword`);
  if (password === undefined) {
    if (required) throw refuseMissing('osProfile.adminPassword');
    return;
  }
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(password)).length;
  if (password.length < 6 || password.length > 123 || classes < 3)
    throw refuseParameter(
      'adminPassword',
      'The supplied password must be between 6-72 characters long and must satisfy at least 3 of password complexity requirements from the following: 1) Contains an uppercase character 2) Contains a lowercase character 3) Contains a numeric digit 4) Contains a special character 5) Control characters are not allowed',
    );
}
