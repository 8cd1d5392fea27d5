import { hardwareVersion, type Machine } from '../machine';
import { guestIds } from './hardware';
import { makeItems, networkName } from './items';
import { escapeXml, indent } from './xml';

export interface EnvelopeFacts {
  /** Of the machine. */
  readonly name: string;
  readonly machine: Machine;
  readonly diskFile: string;
  /** Bytes of that file. */
  readonly fileSize: number;
  /** Bytes that a guest sees. */
  readonly diskSize: number;
}

const diskId = 'disk1';
const fileId = 'file1';
const cim = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2';
const streamOptimized = 'http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized';

/** The description of a machine with one disk, by the OVF specification 1.1 (DMTF DSP0243). */
export function makeEnvelope({ name, machine, diskFile, fileSize, diskSize }: EnvelopeFacts): string {
  const guest = guestIds[machine.guest];
  const shown = escapeXml(name);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="${cim}/CIM_ResourceAllocationSettingData" xmlns:vssd="${cim}/CIM_VirtualSystemSettingData" xmlns:vmw="http://www.vmware.com/schema/ovf">
  <References>
    <File ovf:id="${fileId}" ovf:href="${escapeXml(diskFile)}" ovf:size="${fileSize}"/>
  </References>
  <DiskSection>
    <Info>Disks of the machine</Info>
    <Disk ovf:diskId="${diskId}" ovf:fileRef="${fileId}" ovf:capacity="${diskSize}" ovf:capacityAllocationUnits="byte" ovf:format="${streamOptimized}"/>
  </DiskSection>
  <NetworkSection>
    <Info>Networks that the machine is on</Info>
    <Network ovf:name="${networkName}">
      <Description>A network from which the machine reaches others</Description>
    </Network>
  </NetworkSection>
  <VirtualSystem ovf:id="${shown}">
    <Info>A virtual machine</Info>
    <Name>${shown}</Name>
    <OperatingSystemSection ovf:id="${guest.id}" vmw:osType="${guest.osType}">
      <Info>The operating system that is installed</Info>
      <Description>${guest.label}</Description>
    </OperatingSystemSection>
    <VirtualHardwareSection>
      <Info>The hardware that the machine needs</Info>
      <System>
        <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
        <vssd:InstanceID>0</vssd:InstanceID>
        <vssd:VirtualSystemIdentifier>${shown}</vssd:VirtualSystemIdentifier>
        <vssd:VirtualSystemType>vmx-${hardwareVersion}</vssd:VirtualSystemType>
      </System>
${indent(makeItems(machine, { diskId }).join('\n'), 6)}
      <vmw:Config ovf:required="false" vmw:key="firmware" vmw:value="${machine.firmware}"/>
    </VirtualHardwareSection>
  </VirtualSystem>
</Envelope>
`;
}
