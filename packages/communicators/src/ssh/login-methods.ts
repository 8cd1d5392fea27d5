import { reveal } from '@strata/sdk';
import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import type { Login } from './settings';

/** Hands out one method after the other, and remembers what was tried. */
export interface LoginMethods {
  /** The next that the server takes; false when there is none. */
  next(accepted: readonly AuthenticationType[] | null): AnyAuthMethod | false;
  /** In words for people, in order. */
  readonly tried: readonly string[];
  /** What the server takes, as it last said. */
  readonly accepted: () => readonly string[];
}

interface Method {
  /** As the server calls it. */
  readonly kind: AuthenticationType;
  readonly words: string;
  readonly get: () => AnyAuthMethod;
}

/** Begins with `none`, which costs no attempt and brings the list of what the server takes. */
export function createLoginMethods(login: Login): LoginMethods {
  const waiting = getMethods(login);
  const tried: string[] = [];
  let accepted: readonly string[] = [];
  let hasBegun = false;
  return {
    tried,
    accepted: () => accepted,
    next(offered) {
      if (offered) accepted = offered;
      if (!hasBegun) {
        hasBegun = true;
        return { type: 'none', username: login.username };
      }
      const index = waiting.findIndex(({ kind }) => !offered || offered.includes(kind));
      const [method] = index < 0 ? [] : waiting.splice(index, 1);
      if (!method) return false;
      tried.push(method.words);
      return method.get();
    },
  };
}

/** In Packer's order. */
function getMethods({ username, key, agent, password, interactive }: Login): Method[] {
  const methods: Method[] = [];
  if (key)
    methods.push({ kind: 'publickey', words: 'key', get: () => ({ type: 'publickey', username, key }) });
  if (agent)
    methods.push({ kind: 'publickey', words: 'agent', get: () => ({ type: 'agent', username, agent }) });
  if (password !== undefined) {
    methods.push({
      kind: 'password',
      words: 'password',
      get: () => ({ type: 'password', username, password: reveal(password) }),
    });
    if (interactive)
      methods.push({
        kind: 'keyboard-interactive',
        words: 'keyboard-interactive',
        get: () => ({
          type: 'keyboard-interactive',
          username,
          prompt: (_name, _instructions, _language, prompts, finish) =>
            finish(prompts.map(() => reveal(password))),
        }),
      });
  }
  return methods;
}
