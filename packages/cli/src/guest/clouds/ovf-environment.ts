export interface OvfEnvironment {
  readonly host: string;
  readonly user: string;
  /** As it stands in `authorized_keys`. */
  readonly publicKey: string;
  /** What cloud-init is told, in Base64. */
  readonly customData?: string | undefined;
}

/** What Azure puts on the medium of a new machine, as `ovf-env.xml`. Source: cloud-init's documentation, "Azure", and the agent of Linux. */
export function makeOvfEnvironment({ customData, host, publicKey, user }: OvfEnvironment): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<ns0:Environment xmlns:ns0="http://schemas.dmtf.org/ovf/environment/1" xmlns:ns1="http://schemas.microsoft.com/windowsazure" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <ns1:ProvisioningSection>
    <ns1:Version>1.0</ns1:Version>
    <ns1:LinuxProvisioningConfigurationSet>
      <ns1:ConfigurationSetType>LinuxProvisioningConfiguration</ns1:ConfigurationSetType>
      <ns1:UserName>${escapeXml(user)}</ns1:UserName>
      <ns1:DisableSshPasswordAuthentication>true</ns1:DisableSshPasswordAuthentication>
      <ns1:HostName>${escapeXml(host)}</ns1:HostName>
${customData === undefined ? '' : `      <ns1:CustomData>${customData}</ns1:CustomData>\n`}      <ns1:SSH>
        <ns1:PublicKeys>
          <ns1:PublicKey>
            <ns1:Path>/home/${escapeXml(user)}/.ssh/authorized_keys</ns1:Path>
            <ns1:Value>${escapeXml(publicKey)}</ns1:Value>
          </ns1:PublicKey>
        </ns1:PublicKeys>
      </ns1:SSH>
    </ns1:LinuxProvisioningConfigurationSet>
  </ns1:ProvisioningSection>
  <ns1:PlatformSettingsSection>
    <ns1:Version>1.0</ns1:Version>
    <ns1:PlatformSettings>
      <ns1:ProvisionGuestAgent>false</ns1:ProvisionGuestAgent>
    </ns1:PlatformSettings>
  </ns1:PlatformSettingsSection>
</ns0:Environment>
`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>]/gu, (character) => ESCAPES[character] ?? character);
}
