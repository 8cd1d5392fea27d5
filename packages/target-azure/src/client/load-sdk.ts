/** Brings one package of Azure's SDK. Each takes up to a third of a second, and most commands ask Azure nothing. */
export const loadSdk = {
  compute: () => require('@azure/arm-compute') as typeof import('@azure/arm-compute'),
  pipeline: () => require('@azure/core-rest-pipeline') as typeof import('@azure/core-rest-pipeline'),
  resources: () => require('@azure/arm-resources') as typeof import('@azure/arm-resources'),
  blobs: () => require('@azure/storage-blob') as typeof import('@azure/storage-blob'),
  secrets: () => require('@azure/keyvault-secrets') as typeof import('@azure/keyvault-secrets'),
  identity: () => require('@azure/identity') as typeof import('@azure/identity'),
};
