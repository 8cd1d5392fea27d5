import { isObject, type JsonObject, mergePatch, readObject, readText } from '../json';
import { refuse } from '../refusal';
import { anything, checkResource, flag, listOf, mapOf, number, objectOf, text } from '../schema/by-hand';
import type { Cloud } from '../state/cloud';
import type { ResourceType, Writing } from '../types/resource-type';

const webVersions = ['2024-11-01', '2024-04-01', '2023-12-01', '2023-01-01', '2022-09-01'];
const configType = 'Microsoft.Web/sites/config';

const siteConfig = objectOf('SiteConfig', {
  linuxFxVersion: text,
  windowsFxVersion: text,
  acrUseManagedIdentityCreds: flag,
  acrUserManagedIdentityID: text,
  appCommandLine: text,
  appSettings: listOf(objectOf('NameValuePair', { 'name!': text, value: text })),
  alwaysOn: flag,
  ftpsState: text,
  healthCheckPath: text,
  http20Enabled: flag,
  minTlsVersion: text,
  numberOfWorkers: number,
  webSocketsEnabled: flag,
});
const properties = objectOf('SiteProperties', {
  serverFarmId: text,
  siteConfig,
  httpsOnly: flag,
  reserved: flag,
  enabled: flag,
  clientAffinityEnabled: flag,
  publicNetworkAccess: text,
  virtualNetworkSubnetId: text,
});
const check = checkResource('Site', properties, { kind: text });

/** What a site may run: `DOCKER|registry/app:1.0`, `NODE|20-lts`. */
const runtime = /^(?:DOCKER|COMPOSE|KUBE|NODE|PYTHON|DOTNETCORE|JAVA|PHP|sitecontainers)(?:\|\S*)?$/i;

/** A web app. Its configuration is a resource of its own, and may be written as a part of it. */
export const site: ResourceType = {
  name: 'Microsoft.Web/sites',
  versions: webVersions,
  tracked: true,
  synchronous: true,
  naming: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/,
    rule: 'The name has 2 to 60 letters, digits and dashes.',
  },
  check,
  checkPatch: check,
  judge({ body, cloud }) {
    judgeConfig(readObject(body, 'properties.siteConfig'));
    const plan = readText(body, 'properties.serverFarmId');
    if (plan !== undefined && !cloud.resources.find(plan))
      throw refuse('NotFound', `Cannot find App Service plan '${plan}'.`, { status: 404 });
  },
  complete({ body, id }) {
    const { siteConfig: _own, ...rest } = readObject(body, 'properties');
    const name = id.names[0] ?? '';
    return {
      ...body,
      properties: { ...rest, state: 'Running', defaultHostName: `${name.toLowerCase()}.azurewebsites.net` },
    };
  },
  begin(writing, { id }) {
    changeConfig(
      writing.cloud,
      `${id}/config/web`,
      withoutSettings(readObject(writing.body, 'properties.siteConfig')),
    );
    changeConfig(writing.cloud, `${id}/config/appsettings`, readSettings(writing));
  },
  actions: {
    restart: { run: () => ({ kind: 'now' }) },
    stop: { run: () => ({ kind: 'now' }) },
    start: { run: () => ({ kind: 'now' }) },
  },
};

export const siteConfiguration: ResourceType = {
  name: configType,
  versions: webVersions,
  tracked: false,
  synchronous: true,
  check: checkConfig,
  checkPatch: checkConfig,
  judge({ body, id }) {
    if (id.names[1]?.toLowerCase() === 'web') judgeConfig(readObject(body, 'properties'));
  },
  actions: {
    list: {
      run: ({ resource }) => ({
        kind: 'now',
        body: { id: resource.id, name: resource.name, properties: resource.properties },
      }),
    },
  },
};

export const plan: ResourceType = {
  name: 'Microsoft.Web/serverfarms',
  versions: webVersions,
  tracked: true,
  synchronous: true,
  check: checkResource('AppServicePlan', objectOf('AppServicePlanProperties', { reserved: flag }), {
    sku: anything,
    kind: text,
  }),
};

/** App settings are a map of any names; all else is what a site's configuration may say. */
function checkConfig(body: JsonObject) {
  const isMap = Object.values(readObject(body, 'properties')).every((value) => typeof value === 'string');
  return checkResource('SiteConfigResource', isMap ? mapOf(text) : siteConfig)(body);
}

function judgeConfig(config: JsonObject): void {
  const version = readText(config, 'linuxFxVersion');
  if (version === undefined || version === '' || runtime.test(version)) return;
  throw refuse('BadRequest', `The parameter LinuxFxVersion has an invalid value. Value: ${version}.`, {
    target: 'LinuxFxVersion',
  });
}

function withoutSettings(config: JsonObject): JsonObject {
  const { appSettings, ...rest } = config;
  return rest;
}

function readSettings({ body }: Writing): JsonObject {
  const listed = readObject(body, 'properties.siteConfig').appSettings;
  if (!Array.isArray(listed)) return {};
  return Object.fromEntries(listed.filter(isObject).map((one) => [readText(one, 'name') ?? '', one.value]));
}

function changeConfig({ resources }: Cloud, id: string, changes: JsonObject): void {
  const before = resources.find(id);
  if (before) before.properties = mergePatch(before.properties, changes);
  else
    resources.add({
      id,
      type: configType,
      name: id.split('/').at(-1) ?? '',
      envelope: {},
      properties: changes,
      state: 'Succeeded',
    });
}
