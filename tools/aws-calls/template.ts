/** Where the image is made, and where it is copied to. */
export const home = 'us-east-1';
const abroad = 'eu-west-1';

/** What a template of both says; Debian's Packer is of 2020. Each field leads to calls or parameters of its own. */
export function getTemplate(endpoint: string) {
  return {
    builders: [
      {
        type: 'amazon-ebs',
        region: home,
        custom_endpoint_ec2: endpoint,
        instance_type: 't3.micro',
        ssh_username: 'root',
        temporary_security_group_source_cidrs: ['127.0.0.1/32'],
        source_ami_filter: {
          filters: { name: 'small-linux-*', 'virtualization-type': 'hvm' },
          owners: ['amazon'],
          most_recent: true,
        },
        launch_block_device_mappings: [
          { device_name: '/dev/xvda', volume_size: 2, volume_type: 'gp2', delete_on_termination: true },
        ],
        ami_name: 'both',
        ami_description: 'of {{.SourceAMIName}}',
        ami_users: ['111122223333'],
        ami_regions: [abroad],
        run_tags: { Name: 'builder' },
        run_volume_tags: { Name: 'disk of the builder' },
        tags: { Name: 'both', Base: '{{.SourceAMI}}' },
        snapshot_tags: { Kept: 'yes' },
      },
    ],
    provisioners: [{ type: 'shell', inline: ['echo hello >/etc/hello'] }],
  };
}
