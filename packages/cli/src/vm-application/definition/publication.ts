import type { Deployment, TargetRegion } from '@strata/target-azure/vm-applications';
import type { MachineTryOut, Publication, TryOut } from './definition';
import { amount, anyText, flag, list, object, text } from './readers';
import { type Reader, readMembers, requireMembers } from './reading';

const region: Reader<TargetRegion> = (node, path, reading) => {
  if (node.kind === 'string') return { name: node.string };
  return object<TargetRegion>((at) => {
    const { name, replicas, storageType } = readMembers(
      at,
      { name: text(), replicas: amount, storageType: anyText },
      reading,
    );
    requireMembers(at.object, { name: 'Name the region: "westeurope".' }, reading);
    if (name === undefined) return undefined;
    return {
      name,
      ...(replicas !== undefined && { replicas }),
      ...(storageType !== undefined && { storageType }),
    };
  })(node, path, reading);
};

const subscription = text({
  pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  meaning: 'the id of a subscription',
  hint: 'az account show --query id',
});

/** Source: Microsoft, "Naming rules and restrictions for Azure resources". */
const resourceGroup = text({ pattern: /^[\w().-]{0,89}[\w()-]$/, meaning: 'the name of a resource group' });
const gallery = text({
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9_.]{0,78}[A-Za-z0-9])?$/,
  meaning: 'the name of a gallery: letters, digits, underscores and dots, 80 at most',
});
const storageAccount = text({
  pattern: /^[a-z0-9]{3,24}$/,
  meaning: 'the name of a storage account: 3 to 24 small letters and digits',
});
const container = text({
  pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  meaning: 'the name of a container: 3 to 63 small letters, digits and single hyphens',
});

/** Where a version is published to, and for how long. */
export const publication: Reader<Publication> = object((at, reading) => {
  const found = readMembers(
    at,
    {
      ...{ subscription, resourceGroup, gallery, location: text(), storageAccount, container },
      ...{ regions: list(region), replicas: amount, excludeFromLatest: flag, endOfLife: anyText },
    },
    reading,
  );
  requireMembers(
    at.object,
    {
      subscription: 'Name the subscription that has the gallery: az account show --query id',
      resourceGroup: 'Name the resource group of the gallery.',
      gallery: 'Name the gallery.',
      location: 'Name the region of the gallery: "westeurope".',
      storageAccount: 'Name the storage account that packages are uploaded to.',
    },
    reading,
  );
  const { location, endOfLife, regions, replicas = 1, excludeFromLatest = false } = found;
  if (
    found.subscription === undefined ||
    found.resourceGroup === undefined ||
    found.gallery === undefined ||
    found.storageAccount === undefined ||
    location === undefined
  )
    return undefined;
  return {
    subscription: found.subscription,
    resourceGroup: found.resourceGroup,
    gallery: found.gallery,
    storageAccount: found.storageAccount,
    container: found.container ?? 'vm-applications',
    ...{ location, replicas, excludeFromLatest },
    regions: regions ?? [{ name: location }],
    ...(endOfLife !== undefined && { endOfLife }),
  };
});

/** How machines take a version. A failure counts unless the file says otherwise: `Deployment` tells why. */
export const deployment: Reader<Deployment> = object((at, reading) => {
  const { order, treatFailureAsDeploymentFailure, automaticUpgrade } = readMembers(
    at,
    { order: amount, treatFailureAsDeploymentFailure: flag, automaticUpgrade: flag },
    reading,
  );
  return {
    ...(order !== undefined && { order }),
    treatFailureAsDeploymentFailure: treatFailureAsDeploymentFailure ?? true,
    automaticUpgrade: automaticUpgrade ?? false,
  };
});

const machinePattern = text({
  pattern: /^(?:\/|[A-Za-z]:\\)/,
  meaning: 'an absolute path, with * for what is between two slashes and ** for all below',
});

/** What nobody has said anything of. */
const usualMachine: MachineTryOut = { needs: [], restart: false };

const machine: Reader<MachineTryOut> = object((at, reading) => {
  const { needs, prepare, check, restart } = readMembers(
    at,
    { needs: list(text()), prepare: text(), check: text(), restart: flag },
    reading,
  );
  return {
    needs: needs ?? [],
    restart: restart ?? false,
    ...(prepare !== undefined && { prepare }),
    ...(check !== undefined && { check }),
  };
});

/** How a package is tried where nothing is said. */
export const usualTryOut: TryOut = { leaves: [], machine: usualMachine };

/** How a package is tried. */
export const tryOut: Reader<TryOut> = object((at, reading) => {
  const found = readMembers(
    at,
    { image: text(), check: text(), leaves: list(machinePattern), machine },
    reading,
  );
  const { image, check } = found;
  return {
    ...(image !== undefined && { image }),
    ...(check !== undefined && { check }),
    leaves: found.leaves ?? [],
    machine: found.machine ?? usualMachine,
  };
});
