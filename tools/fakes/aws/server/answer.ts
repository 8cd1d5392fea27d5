import { randomUUID } from 'node:crypto';
import { Refusal } from '../refusal';
import type { Service } from '../services/service';
import { findService } from '../services/services';
import { authenticate } from '../signature/authenticate';
import { readAuthorization } from '../signature/authorization';
import { type Operations, readOperations } from '../wire/operation';
import type { Received, Reply } from '../wire/protocol';
import { type Backend, type Outcome, performOperation } from './perform';

/** What the SDK does not try again, unlike all others from 500 on. */
const notImplementedStatus = 501;

/** Answers requests to every service, each by its own protocol. */
export function createAnswerer(backend: Backend): (received: Received) => Promise<Outcome> {
  const models = new Map<string, Promise<Operations>>();
  const loadModel = (service: Service): Promise<Operations> => {
    const model = models.get(service.name) ?? service.load().then(readOperations);
    models.set(service.name, model);
    return model;
  };
  return async (received) => {
    const name = readAuthorization(received.headers)?.service ?? 'ec2';
    const service = findService(name);
    if (!service) return tellPlainly(`The fake has no service ${name}.`);
    const requestId = randomUUID();
    try {
      return await answerService(service, received, requestId);
    } catch (error) {
      if (error instanceof Refusal) return service.protocol.encodeRefusal(error, requestId);
      return tellPlainly(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  };

  async function answerService(service: Service, received: Received, requestId: string): Promise<Outcome> {
    const { protocol, refusals, actions } = service;
    const authorization = readAuthorization(received.headers);
    if (!authorization) throw refusals.unknownKey();
    const caller = authenticate(received, authorization, backend.cloud.accounts, refusals);
    // A region that the account did not opt into does not know the key either.
    if (!backend.cloud.regionNames.includes(authorization.region)) throw refusals.unknownKey();
    const operations = await loadModel(service);
    const name = protocol.findAction(received, operations);
    const operation = operations.get(name);
    if (!operation) throw refusals.unknownAction(name);
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return tellPlainly(`The fake has no action ${service.name}:${name}.`);
    const { region } = authorization;
    return await performOperation(
      { service, operation, action, received, caller, region, requestId },
      backend,
    );
  }
}

/** For what is no answer of AWS: a hole in the fake, or a mistake in it. */
function tellPlainly(body: string): Reply {
  return { status: notImplementedStatus, headers: { 'content-type': 'text/plain' }, body };
}
