import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixTemplate } from './fix-template';
import { fixers } from './fixers';

type Part = Readonly<Record<string, unknown>>;

/** What a fixer makes of a part: before, after. */
type Cases = readonly (readonly [before: Part, after: Part])[];

const builders: Readonly<Record<string, Cases>> = {
  'iso-md5': [
    [
      { iso_md5: 'a', x: 1 },
      { iso_checksum: 'md5:a', x: 1 },
    ],
    [{ iso_md5: 1 }, { iso_md5: 1 }],
  ],
  createtime: [
    [{ ami_name: 'a-{{ .CreateTime }}-{{.CreateTime}}' }, { ami_name: 'a-{{timestamp}}-{{timestamp}}' }],
    [{ bundle_prefix: '{{.CreateTime}}' }, { bundle_prefix: '{{timestamp}}' }],
    [{ other: '{{.CreateTime}}' }, { other: '{{.CreateTime}}' }],
  ],
  'virtualbox-gaattach': [
    [
      { type: 'virtualbox', guest_additions_attach: true },
      { type: 'virtualbox-iso', guest_additions_mode: 'attach' },
    ],
    [
      { type: 'virtualbox', guest_additions_attach: false },
      { type: 'virtualbox-iso', guest_additions_mode: 'upload' },
    ],
    [
      { type: 'virtualbox-iso', guest_additions_attach: true },
      { type: 'virtualbox-iso', guest_additions_attach: true },
    ],
  ],
  'vmware-rename': [[{ type: 'vmware' }, { type: 'vmware-iso' }]],
  'parallels-headless': [
    [{ type: 'parallels-iso', headless: true }, { type: 'parallels-iso' }],
    [
      { type: 'qemu', headless: true },
      { type: 'qemu', headless: true },
    ],
  ],
  'parallels-deprecations': [
    [
      { type: 'parallels-pvm', parallels_tools_host_path: 'x', guest_os_distribution: 'ubuntu' },
      { type: 'parallels-pvm', guest_os_type: 'ubuntu' },
    ],
  ],
  sshkeypath: [
    [
      { ssh_key_path: 'k', a: 1 },
      { ssh_private_key_file: 'k', a: 1 },
    ],
    [{ ssh_key_path: 'k', ssh_private_key_file: 'p' }, { ssh_private_key_file: 'p' }],
  ],
  sshdisableagent: [
    [{ ssh_disable_agent: true }, { ssh_disable_agent_forwarding: true }],
    [
      { ssh_disable_agent: true, ssh_disable_agent_forwarding: false },
      { ssh_disable_agent_forwarding: false },
    ],
    [{ ssh_disable_agent: 'yes' }, { ssh_disable_agent: 'yes' }],
  ],
  'scaleway-access-key': [
    [
      { type: 'scaleway', access_key: 'a' },
      { type: 'scaleway', organization_id: 'a' },
    ],
    [
      { type: 'scaleway', organization_id: 'o', access_key: 'a' },
      { type: 'scaleway', organization_id: 'o' },
    ],
    [
      { type: 'amazon-ebs', access_key: 'a' },
      { type: 'amazon-ebs', access_key: 'a' },
    ],
  ],
  'amazon-shutdown_behavior': [
    [
      { type: 'amazon-ebs', shutdown_behaviour: 'stop' },
      { type: 'amazon-ebs', shutdown_behavior: 'stop' },
    ],
  ],
  'amazon-enhanced-networking': [
    [
      { type: 'amazon-ebs', enhanced_networking: true },
      { type: 'amazon-ebs', ena_support: true },
    ],
  ],
  'amazon-private-ip': [
    [
      { type: 'amazon-ebs', ssh_private_ip: true },
      { type: 'amazon-ebs', ssh_interface: 'private_ip' },
    ],
    [
      { type: 'amazon-ebs', ssh_private_ip: 'false' },
      { type: 'amazon-ebs', ssh_interface: 'public_ip' },
    ],
    [
      { type: 'amazon-ebs', ssh_private_ip: true, ssh_interface: 'x' },
      { type: 'amazon-ebs', ssh_private_ip: true, ssh_interface: 'x' },
    ],
    [
      { type: 'amazon-ebs', ssh_private_ip: 'perhaps' },
      { type: 'amazon-ebs', ssh_private_ip: 'perhaps' },
    ],
  ],
  'amazon-temp-sec-cidrs': [
    [
      { type: 'amazon-ebs', temporary_security_group_source_cidr: '0.0.0.0/0' },
      { type: 'amazon-ebs', temporary_security_group_source_cidrs: ['0.0.0.0/0'] },
    ],
  ],
  'docker-email': [[{ type: 'docker', login_email: 'a@b' }, { type: 'docker' }]],
  'vmware-compaction': [
    [
      { type: 'vmware-iso', remote_type: 'esx5' },
      { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'zeroedthick', skip_compaction: true },
    ],
    [
      { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'thin' },
      { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'thin' },
    ],
    [
      { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'eager', skip_compaction: false },
      { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'eager', skip_compaction: true },
    ],
    [{ type: 'vmware-iso' }, { type: 'vmware-iso' }],
  ],
  'hyperv-deprecations': [[{ type: 'hyperv-iso', vhd_temp_path: 'x' }, { type: 'hyperv-iso' }]],
  'hyperv-vmxc-typo': [
    [
      { type: 'hyperv-vmcx', clone_from_vmxc_path: 'x' },
      { type: 'hyperv-vmcx', clone_from_vmcx_path: 'x' },
    ],
  ],
  'hyperv-cpu-and-ram': [
    [
      { type: 'hyperv-iso', cpu: 2, ram_size: 4096 },
      { type: 'hyperv-iso', cpus: 2, memory: 4096 },
    ],
  ],
  'clean-image-name': [
    [
      {
        ami_name: '{{clean_ami_name `a`}}',
        tags: { n: '{{isotime | clean_image_name}}' },
        list: ['clean_ami_name'],
      },
      {
        ami_name: '{{clean_resource_name `a`}}',
        tags: { n: '{{isotime | clean_resource_name}}' },
        list: ['clean_ami_name'],
      },
    ],
  ],
  'spot-price-auto-product': [
    [{ type: 'amazon-ebs', spot_price_auto_product: 'x' }, { type: 'amazon-ebs' }],
    [
      { type: 'amazon-chroot', spot_price_auto_product: 'x' },
      { type: 'amazon-chroot', spot_price_auto_product: 'x' },
    ],
  ],
  'qemu-disk-size': [
    [
      { type: 'qemu', disk_size: 40960 },
      { type: 'qemu', disk_size: '40960M' },
    ],
    [
      { type: 'qemu', disk_size: '40G' },
      { type: 'qemu', disk_size: '40G' },
    ],
  ],
  'comm-config': [
    [
      { type: 'virtualbox-iso', ssh_host_port_min: 1, ssh_host_port_max: 2, ssh_skip_nat_mapping: true },
      { type: 'virtualbox-iso', host_port_min: 1, host_port_max: 2, skip_nat_mapping: true },
    ],
    [
      { type: 'virtualbox-ovf', ssh_host_port_min: 1, host_port_min: 3, ssh_skip_nat_mapping: 'x' },
      { type: 'virtualbox-ovf', host_port_min: 3, ssh_skip_nat_mapping: 'x' },
    ],
  ],
  'ssh-wait-timeout': [
    [{ ssh_wait_timeout: '5m' }, { ssh_timeout: '5m' }],
    [{ ssh_timeout: '1m', ssh_wait_timeout: '5m' }, { ssh_timeout: '1m' }],
  ],
  'vsphere-iso-net-disk': [
    [
      { type: 'vsphere-iso', network: 'n', networkCard: 'c', disk_size: 1, disk_thin_provisioned: true },
      {
        type: 'vsphere-iso',
        network_adapters: [{ network: 'n', network_card: 'c' }],
        storage: [{ disk_size: 1, disk_thin_provisioned: true }],
      },
    ],
    [
      { type: 'vsphere-iso', disk_eagerly_scrub: true, storage: [{ disk_size: 2 }] },
      { type: 'vsphere-iso', storage: [{ disk_eagerly_scrub: true }, { disk_size: 2 }] },
    ],
  ],
  'iso-checksum-type-and-url': [
    [{ iso_checksum: 'a', iso_checksum_type: 'sha256' }, { iso_checksum: 'sha256:a' }],
    [
      { iso_checksum_url: 'http://x/SUMS', iso_checksum_type: 'sha1' },
      { iso_checksum: 'file:http://x/SUMS' },
    ],
    [{ iso_checksum: 'a', iso_checksum_url: 'u' }, { iso_checksum: 'file:u' }],
    [{ iso_checksum_type: 'none', x: 1 }, { x: 1 }],
    [{ iso_checksum: 'none' }, { iso_checksum: 'none' }],
  ],
  'qemu-host-port': [
    [
      { type: 'qemu', ssh_host_port_min: 1, ssh_host_port_max: 2 },
      { type: 'qemu', host_port_min: 1, host_port_max: 2 },
    ],
  ],
  'azure-exclude_from_latest': [
    [
      { type: 'azure-chroot', shared_image_destination: { exlude_from_latest: true } },
      { type: 'azure-chroot', shared_image_destination: { exclude_from_latest: true } },
    ],
  ],
  'proxmox-type': [[{ type: 'proxmox' }, { type: 'proxmox-iso' }]],
};

const provisioners: Readonly<Record<string, Cases>> = {
  'virtualbox-rename': [
    [{ override: { virtualbox: { a: 1 }, b: {} } }, { override: { 'virtualbox-iso': { a: 1 }, b: {} } }],
  ],
  'powershell-escapes': [
    [
      {
        type: 'powershell',
        elevated_user: 'a`$b',
        elevated_password: '``x`"',
        environment_vars: ["A=`'b`$"],
      },
      { type: 'powershell', elevated_user: 'a$b', elevated_password: '`x"', environment_vars: ["A='b$"] },
    ],
    [
      { type: 'shell', elevated_user: 'a`$' },
      { type: 'shell', elevated_user: 'a`$' },
    ],
  ],
  'galaxy-command': [
    [
      { type: 'ansible-local', galaxycommand: 'g' },
      { type: 'ansible-local', galaxy_command: 'g' },
    ],
    [
      { type: 'ansible-local', galaxycommand: 'g', galaxy_command: 'h' },
      { type: 'ansible-local', galaxy_command: 'h' },
    ],
  ],
};

const postProcessors: Readonly<Record<string, Cases>> = {
  'pp-vagrant-override': [
    [
      { type: 'vagrant', output: 'o', aws: { a: 1 }, vmware: {} },
      { type: 'vagrant', output: 'o', override: { aws: { a: 1 }, vmware: {} } },
    ],
  ],
  'manifest-filename': [
    [
      { type: 'manifest', filename: 'f' },
      { type: 'manifest', output: 'f' },
    ],
  ],
  'docker-email': [[{ type: 'docker-push', login_email: 'a@b' }, { type: 'docker-push' }]],
  'docker-tag-tags': [
    [
      { type: 'docker-tag', tag: ['a', 'b'], tags: ['b', 'c'] },
      { type: 'docker-tag', tags: ['a', 'b', 'c'] },
    ],
    [
      { type: 'docker-tag', tag: 'a, b' },
      { type: 'docker-tag', tags: ['a', 'b'] },
    ],
    [
      { type: 'docker-tag', repository: 'r' },
      { type: 'docker-tag', repository: 'r' },
    ],
  ],
};

/** A template with its members in their order, as text. */
const write = (template: object) => `${JSON.stringify(template, undefined, 2)}\n`;

const rows = (table: Readonly<Record<string, Cases>>) =>
  Object.entries(table).flatMap(([name, cases]) =>
    cases.map(([before, after], index) => [`${name} ${index + 1}`, before, after] as const),
  );

describe('a fixer', () => {
  it.each(rows(builders))('of builders: %s', (_, before, after) => {
    expect(fixTemplate(write({ builders: [before] }), 'x.json')).toEqual({
      value: write({ builders: [after] }),
      diagnostics: [],
    });
  });

  it.each(rows(provisioners))('of provisioners: %s', (_, before, after) => {
    const { value } = fixTemplate(write({ builders: [], provisioners: [before] }), 'x.json');
    expect(value).toBe(write({ builders: [], provisioners: [after] }));
  });

  it.each(rows(postProcessors))('of post-processors, alone and in chains: %s', (_, before, after) => {
    const { value } = fixTemplate(write({ 'post-processors': ['a', before, ['b', before]] }), 'x.json');
    expect(value).toBe(write({ 'post-processors': ['a', after, ['b', after]] }));
  });

  it('is tried by a case here, whichever it is', () => {
    const tried = new Set([builders, provisioners, postProcessors].flatMap((table) => Object.keys(table)));
    expect(fixers.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
    expect(fixers).toHaveLength(34);
  });
});

it('the guide lists every fixer', () => {
  const guide = readFileSync(resolve(__dirname, '../../../../docs/guides/moving-from-json.md'), 'utf8');
  const rows = fixers.map(({ name, summary }) => `| \`${name}\` | ${summary} |\n`);
  expect(guide).toContain(rows.join(''));
});

describe('a template that is fixed', () => {
  it('keeps the order and the spelling of all that is right', () => {
    const text =
      '{"_c": "\\u003c", "_c2": 1e3,\n"builders": [ {"type":"null", "n": 1.50, "e": {}, "l": [], "z": null} ]}';
    expect(fixTemplate(text, 'x.json').value).toBe(
      '{\n  "_c": "\\u003c",\n  "_c2": 1e3,\n  "builders": [\n    {\n      "type": "null",\n      "n": 1.50,\n      "e": {},\n      "l": [],\n      "z": null\n    }\n  ]\n}\n',
    );
  });

  it('is fixed once and for all', () => {
    const all = write({
      builders: Object.values(builders).flatMap((cases) => cases.map(([before]) => before)),
    });
    const once = fixTemplate(all, 'x.json').value as string;
    expect(fixTemplate(once, 'x.json').value).toBe(once);
  });

  it.each([
    ['no JSON', '{"builders": [}', 'HCL512'],
    ['no object', '[]', 'TPL011'],
    ['a name given twice', '{"builders": [{"a": 1, "a": 2}]}', 'TPL010'],
  ])('is a template: %s', (_, text, code) => {
    const { value, diagnostics } = fixTemplate(text, 'x.json');
    expect(value).toBeUndefined();
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });
});
