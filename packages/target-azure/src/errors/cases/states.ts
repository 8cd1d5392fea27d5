import { type ErrorCase, says } from '../case';

const AGAIN = 'Run the command again: what is done already is not done again.';

/** In which state things are. */
export const stateCases: readonly ErrorCase[] = [
  {
    codes: ['OperationNotAllowed', 'Conflict'],
    when: says(/not (?:be )?(?:deallocated|stopped|generalized|powered off)|is running|in (?:the )?state/i),
    kind: 'state',
    plain: 'What this is about is not in the state that is needed first',
    hint: AGAIN,
  },
  {
    codes: ['Conflict'],
    when: says(/concurrent/i),
    kind: 'busy',
    plain: 'Azure is still at work on what this is about, and was for longer than is waited for',
    hint: AGAIN,
  },
  {
    codes: [
      'AnotherOperationInProgress',
      'RetryableError',
      'CanceledAndSupersededDueToAnotherOperation',
      'OperationPreempted',
      'PreconditionFailed',
      'ConcurrentUpdate',
      'DeploymentActive',
      'NicReservedForAnotherVm',
      'ResourceGroupBeingDeleted',
      'ReferencedResourceNotProvisioned',
    ],
    kind: 'busy',
    plain: 'Azure is still at work on what this is about, and was for longer than is waited for',
    hint: AGAIN,
  },
  {
    codes: ['PropertyChangeNotAllowed', 'GalleryImagePropertyCannotBeUpdated', 'ImmutablePropertyChanged'],
    kind: 'unchangeable',
    plain: 'It is there already, and what differs cannot be changed any more',
    hint: 'Take another name or version for it, or remove what is there.',
  },
  {
    codes: ['GalleryImageNotFound', 'GalleryNotFound', 'ImageNotFound', 'PlatformImageNotFound'],
    kind: 'not-found',
    plain: 'There is no such image at Azure, or it has not been replicated to the region',
    hint: 'Check its name, its version and the regions of the version ("az sig image-version list").',
  },
  {
    codes: ['ResourceGroupNotFound'],
    kind: 'not-found',
    plain: 'There is no such resource group in the subscription',
    hint: 'Make it: az group create --name NAME --location REGION. Strata makes none for images that are to stay.',
  },
  {
    codes: ['ContainerNotFound', 'BlobNotFound', 'ResourceNotFound', '*NotFound', 'Http404'],
    kind: 'not-found',
    plain: 'What this is about is not there: it was removed, or is in another subscription or group',
    hint: 'Check its name, the group and the subscription ("az account show").',
  },
  {
    codes: [
      'NicInUse',
      'InUseSubnetCannotBeDeleted',
      'InUseNetworkSecurityGroupCannotBeDeleted',
      'PublicIPAddressCannotBeDeleted',
      'CannotDeleteResource',
      'ResourceInUse',
      'DiskInUse',
      'AttachedDiskCannotBeDeleted',
    ],
    kind: 'in-use',
    plain: 'Something else still uses it, so that it cannot be removed',
    hint: 'Remove what uses it first, then run "strata sweep".',
  },
  {
    codes: ['OperationNotAllowed', 'Conflict'],
    when: says(/active (?:shared access|SAS)|attached to|in use/i),
    kind: 'in-use',
    plain: 'Something else still uses it, so that it cannot be removed',
    hint: 'Remove what uses it first, then run "strata sweep".',
  },
  {
    codes: ['LeaseIdMissing', 'LeaseAlreadyPresent', 'PendingCopyOperation', 'SnapshotsPresent'],
    kind: 'in-use',
    plain: 'Something else holds the blob: a lease, a copy or a snapshot of it',
    hint: 'See who holds it in the portal, and publish again then.',
  },
  {
    codes: [
      '*AlreadyExists',
      '*AlreadyExist',
      'NameNotAvailable',
      'StorageAccountAlreadyTaken',
      'AlreadyExists',
    ],
    kind: 'taken',
    plain: 'Something of this name is there already',
    hint: 'Take another name.',
  },
  {
    codes: ['OSProvisioningTimedOut', 'OSProvisioningClientError', 'OSProvisioningInternalError'],
    kind: 'guest',
    plain: 'The machine started, and its system did not report that it is ready',
    hint: 'The image is at fault: it needs waagent or cloud-init, and drivers for Hyper-V. Look at its boot diagnostics.',
  },
  {
    codes: [
      'VMExtensionProvisioningError',
      'VMExtensionHandlerNonTransientError',
      'VMAgentStatusCommunicationError',
    ],
    kind: 'guest',
    plain: 'An extension failed inside the machine, or its agent does not answer',
    hint: 'The message holds what it said; /var/log/azure and /var/log/waagent.log in the machine hold more.',
  },
];
