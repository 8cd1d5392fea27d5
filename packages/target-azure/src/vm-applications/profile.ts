import type { VMGalleryApplication } from '@azure/arm-compute';
import type { Deployment } from './application';

/** A published version with how machines take it. */
export interface AssignedVersion {
  /** Id of the version in Azure. */
  readonly id: string;
  readonly deployment: Deployment;
}

/** What stands under `applicationProfile` of a virtual machine or a scale set. */
export interface ApplicationProfile {
  readonly galleryApplications: readonly VMGalleryApplication[];
}

/**
 * The profile of machines that have these versions, in the order in which they are installed. That a failure counts is
 * always said: by itself Azure reports a machine as deployed though the install command failed.
 */
export function makeProfile(versions: readonly AssignedVersion[]): ApplicationProfile {
  const sorted = versions.toSorted(
    (a, b) =>
      (a.deployment.order ?? Number.POSITIVE_INFINITY) - (b.deployment.order ?? Number.POSITIVE_INFINITY),
  );
  return {
    galleryApplications: sorted.map(({ id, deployment }) => ({
      packageReferenceId: id,
      ...(deployment.order !== undefined && { order: deployment.order }),
      treatFailureAsDeploymentFailure: deployment.treatFailureAsDeploymentFailure,
      enableAutomaticUpgrade: deployment.automaticUpgrade,
    })),
  };
}
