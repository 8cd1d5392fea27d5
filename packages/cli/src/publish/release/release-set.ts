import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Published } from '@strata/engine';
import type { Delivery } from '@strata/sdk';
import type { Destination, Publication, PublishContext, PublishSubject } from '../destination';
import { formatOutcome, nameAll } from '../publish-image';

/** An image of a set, and where it is to go. */
export interface ReleaseMember {
  /** Name of its project. */
  readonly project: string;
  /** Name of the project that it stands on. */
  readonly parent: string | undefined;
  /** Names of projects that it stands on, or takes something from, all the way down. */
  readonly ancestors: readonly string[];
  readonly context: PublishContext;
  readonly subject: PublishSubject;
  readonly destinations: readonly Destination[];
}

/** What becomes of what was made when a set fails: Packer's words. */
export const RELEASE_ON_ERROR = ['cleanup', 'abort'] as const;

export interface ReleaseRequest {
  /** Parents first. */
  readonly members: readonly ReleaseMember[];
  readonly signal: AbortSignal;
  readonly isDryRun: boolean;
  /** `abort` leaves what was made to the next run, which goes on with it. */
  readonly onError: (typeof RELEASE_ON_ERROR)[number];
  /** Told of how it goes, a line each. */
  readonly tell: (line: string) => void;
  /** Told what went wrong while it was put back. */
  readonly show: (problems: readonly Diagnostic[]) => void;
  /** Notes what an image was published as. */
  note(member: ReleaseMember, published: readonly Published[]): Promise<void>;
}

/** An image at one destination. */
interface Step {
  readonly member: ReleaseMember;
  readonly destination: Destination;
  readonly publication: Publication;
}

/** One that is under way. */
interface Sent extends Step {
  readonly delivery: Delivery<readonly Published[]>;
  published: readonly Published[];
}

/**
 * Publishes a set of images as one: all of it is sent before any of it can be seen, it is revealed parents first, and what can
 * be seen is put back, children first, when that does not come to its end.
 *
 * @throws Failure with what went wrong; nothing of the set can be seen then, unless that was told
 */
export async function releaseSet(request: ReleaseRequest): Promise<void> {
  const steps = await compareAll(request.members);
  const due = steps.filter(({ publication }) => publication.changes.length > 0);
  for (const step of steps) request.tell(describe(step));
  if (due.length === 0) return request.tell('Nothing to do: the whole set is as it should be.');
  if (request.isDryRun) return;
  const sent: Sent[] = [];
  try {
    await sendAndReveal(request, due, sent);
    await hand(request, sent);
  } finally {
    for (const { delivery } of sent.reverse()) await delivery[Symbol.asyncDispose]();
  }
}

function describe({ member, destination, publication }: Step): string {
  const { changes, published } = publication;
  const kind = changes.length === 0 ? 'there' : 'planned';
  const outcome = formatOutcome({ name: destination.name, kind, changes, published, diagnostics: [] });
  return `${member.project}: ${outcome}`;
}

async function sendAndReveal(request: ReleaseRequest, due: readonly Step[], sent: Sent[]): Promise<void> {
  const { signal, tell } = request;
  try {
    for (const step of due) {
      signal.throwIfAborted();
      await send(request, step, sent);
    }
    for (const { member, destination, delivery } of sent) {
      signal.throwIfAborted();
      await delivery.reveal();
      tell(`${member.project}: ${destination.name}: revealed`);
    }
  } catch (error) {
    await takeBack(request, sent);
    throw error;
  }
}

/** @throws Failure with what is wrong at any destination */
async function compareAll(members: readonly ReleaseMember[]): Promise<readonly Step[]> {
  const problems: Diagnostic[] = [];
  const steps: Step[] = [];
  for (const member of members)
    for (const destination of member.destinations)
      try {
        const publication = await destination.prepare(member.context, member.subject);
        steps.push({ member, destination, publication });
      } catch (error) {
        member.context.signal.throwIfAborted();
        if (!(error instanceof Failure)) throw error;
        problems.push(...error.diagnostics);
      }
  if (problems.length > 0) throw new Failure(problems);
  return steps;
}

async function send(request: ReleaseRequest, step: Step, sent: Sent[]): Promise<void> {
  const { member, destination } = step;
  const publication = await compareAgain(step, sent);
  // Somebody else may have done it since.
  if (publication.changes.length === 0) return;
  const one: Sent = { ...step, publication, delivery: await publication.open(), published: [] };
  // Before it is sent, so that what is made of it is put back.
  sent.push(one);
  one.published = await one.delivery.send();
  request.tell(`${member.project}: ${destination.name}: sent, and not to be seen yet`);
}

/** A child takes over what its parent has there, which nobody knew before that was sent. */
async function compareAgain(
  { member, destination, publication }: Step,
  sent: readonly Sent[],
): Promise<Publication> {
  const parents = sent.filter((each) => each.member.project === member.parent);
  if (parents.length === 0) return publication;
  const parent = [...member.subject.parent, ...parents.flatMap(({ published }) => published)];
  return destination.prepare(member.context, { ...member.subject, parent });
}

/** Children first; all that can be seen before anything is removed. */
async function takeBack({ onError, show, tell }: ReleaseRequest, sent: readonly Sent[]): Promise<void> {
  if (sent.length === 0) return;
  const problems: Diagnostic[] = [];
  const backwards = sent.toReversed();
  for (const { delivery } of backwards) problems.push(...(await delivery.conceal()));
  if (onError === 'cleanup')
    for (const { delivery } of backwards) problems.push(...(await delivery.discard()));
  show(problems);
  if (problems.length > 0) tell('Not all of the set could be put back. strata sweep tries again.');
  else if (onError === 'cleanup') tell('Nothing of the set can be seen. What was made of it was removed.');
  else
    tell('Nothing of the set can be seen. The next run goes on with what was made; strata sweep removes it.');
}

/** From here on a sweep removes nothing of the set any more. */
async function hand({ tell, note }: ReleaseRequest, sent: readonly Sent[]): Promise<void> {
  for (const { delivery } of sent) await delivery.handOver();
  for (const { member, published } of sent) await note(member, published);
  const problems: Diagnostic[] = [];
  for (const { member, destination, delivery, published } of sent)
    try {
      await delivery.finish();
      tell(`${member.project}: ${destination.name}: published as ${nameAll(published)}`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.diagnostics);
    }
  if (problems.length > 0) throw new Failure(problems);
}
