import type { Countdown } from '../../aws/state/countdown';
import type { JsonObject } from '../json';
import type { ResourceId } from '../routing/resource-id';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';

/** One thing that is wrong with a body, whatever the resource. */
export interface Problem {
  readonly kind: 'unknown' | 'missing' | 'readOnly' | 'type' | 'value';
  /** `properties.storageProfile.osDisk`. */
  readonly path: string;
  readonly message: string;
}

/** Judges the form of a body by type data alone. */
export type BodyCheck = (body: JsonObject) => readonly Problem[];

/** A PUT or PATCH whose form is right. */
export interface Writing {
  readonly cloud: Cloud;
  readonly id: ResourceId;
  /** As the resource is to be: of a PATCH, merged into what there is. */
  readonly body: JsonObject;
  /** What there is already. */
  readonly existing: Resource | undefined;
  readonly method: 'PUT' | 'PATCH';
}

/** A POST whose form is right. */
export interface Acting {
  readonly cloud: Cloud;
  readonly resource: Resource;
  readonly body: JsonObject;
}

/** What comes of an action: an answer now, or an operation. */
export type ActionOutcome =
  | { readonly kind: 'now'; readonly body?: JsonObject }
  | {
      readonly kind: 'later';
      finish(): Promise<JsonObject | undefined> | JsonObject | undefined;
      fail?(): void;
    };

export interface ResourceAction {
  /** Judges its body; without one, nothing of the body is looked at. */
  readonly check?: BodyCheck;
  run(acting: Acting): ActionOutcome | Promise<ActionOutcome>;
}

/** What the fake knows of one type. Hooks refuse by throwing a `Refusal`. */
export interface ResourceType {
  /** In Azure's own spelling: `Microsoft.Compute/galleries/images`. */
  readonly name: string;
  /** API versions that it knows, newest first. */
  readonly versions: readonly string[];
  /** Whether it has a location. */
  readonly tracked: boolean;
  /** Names that it can have, and what is said of others. */
  readonly naming?: { readonly pattern: RegExp; readonly rule: string };
  /** Of a PUT. Without one, the type cannot be written. */
  readonly check?: BodyCheck;
  /** Of a PATCH. Without one, the type cannot be patched. */
  readonly checkPatch?: BodyCheck;
  /** Whether a write is done when it is answered. @default false: it is an operation */
  readonly synchronous?: boolean;
  /** Rules that no schema states. */
  judge?(writing: Writing): void | Promise<void>;
  /** Body as it is kept: with what the service fills in, and without what it never shows. @default as it came */
  complete?(writing: Writing): JsonObject;
  /** As soon as a write was accepted. */
  begin?(writing: Writing, resource: Resource): void;
  /** When its operation is over. A refusal lets the operation fail. */
  finish?(writing: Writing, resource: Resource): void | Promise<void>;
  /** How long its operations take. @default the cloud's `pending` */
  startWriting?(cloud: Cloud, resource: Resource): Countdown;
  /** Refuses to delete what something else needs. */
  mayDelete?(resource: Resource, cloud: Cloud): void;
  /** Just before it goes. */
  leave?(resource: Resource, cloud: Cloud): void | Promise<void>;
  /** Properties as they are shown. @default as they are kept */
  show?(resource: Resource, cloud: Cloud, query: URLSearchParams): JsonObject;
  /** Parts of a resource that are asked for by their own path: by its last name, in lower case. */
  readonly views?: Readonly<Record<string, (resource: Resource, cloud: Cloud) => JsonObject>>;
  /** By the name in the path, in lower case. */
  readonly actions?: Readonly<Record<string, ResourceAction>>;
}
