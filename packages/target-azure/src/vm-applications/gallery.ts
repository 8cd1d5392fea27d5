import { Failure } from '@strata/diagnostics';
import type { AzureSession } from '../client';
import { type AzureRequest, classifyAzure, readAzureError } from '../errors';
import { type AskContext, callManager, completeOperation } from '../wait';
import { explainApplicationError } from './explain';
import type { ApplicationGallery } from './publish';

/** Milliseconds in which an application is made; it is a name and no more. */
const WITHIN = 10 * 60 * 1000;

/** Which gallery. */
export interface GalleryPlace {
  readonly resourceGroup: string;
  readonly gallery: string;
}

/** A gallery of Azure. Every failure comes as a diagnostic: in words about applications where Azure's are about those. */
export function createGallery(
  ask: AskContext,
  session: AzureSession,
  { resourceGroup, gallery }: GalleryPlace,
): ApplicationGallery {
  const clients = () => session.compute();
  const call = <T>(request: AzureRequest & { readonly isYoung?: boolean }, make: Make<T>) =>
    callManager(ask, request, async (options) => {
      try {
        return await make(options);
      } catch (error) {
        throw explain(error);
      }
    });
  const find = <T>(request: AzureRequest, make: Make<T>) =>
    call(request, async (options) => {
      try {
        return await make(options);
      } catch (error) {
        if (classifyAzure(error) === 'not-found') return undefined;
        throw error;
      }
    });
  return {
    findLocation: async () => {
      const request = { action: 'Looking for the gallery', what: gallery };
      const found = await find(request, (options) =>
        clients().galleries.get(resourceGroup, gallery, options),
      );
      return found?.location;
    },
    findApplication: (name) =>
      find({ action: 'Looking for the application', what: name }, (options) =>
        clients().galleryApplications.get(resourceGroup, gallery, name, options),
      ),
    writeApplication: async (name, body) => {
      const request = { action: 'Making the application', what: name };
      const begin = () =>
        clients().galleryApplications.createOrUpdate(resourceGroup, gallery, name, body, {
          abortSignal: ask.signal,
        });
      await completeOperation(ask, { request, within: WITHIN }, begin).catch((error: unknown) => {
        throw explain(error);
      });
    },
    findVersion: (name, version) =>
      find({ action: 'Looking for the version', what: `${name} ${version}` }, (options) =>
        clients().galleryApplicationVersions.get(resourceGroup, gallery, name, version, {
          ...options,
          expand: 'ReplicationStatus',
        }),
      ),
    writeVersion: async ({ name, version }, body) => {
      const request = { action: 'Making the version', what: `${name} ${version}` };
      // The application may have been made a moment ago.
      const { poller } = await call({ ...request, isYoung: true }, async (options) => {
        const { galleryApplicationVersions } = clients();
        const poller = galleryApplicationVersions.createOrUpdate(
          resourceGroup,
          gallery,
          name,
          version,
          body,
          options,
        );
        await poller.submitted();
        // Bare, it would be waited for: pollers of the SDK are promises.
        return { poller };
      });
      return {
        look: () =>
          call(request, async (options) => {
            if (!poller.isDone) await poller.poll(options);
          }),
      };
    },
  };
}

type Make<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** What Azure says of applications in our words; everything else stays what it was. */
function explain(error: unknown): unknown {
  const read = readAzureError(error) ?? readAzureError((error as Error | undefined)?.cause);
  const told = read && explainApplicationError(read.message);
  return told ? new Failure(told, { cause: error }) : error;
}
