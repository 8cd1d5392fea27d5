"""What a build and a publish ask of AWS, through boto3: a client that shares nothing with the fake."""
import base64
import hashlib
import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

BLOCK = 512 * 1024
told = {}
region = 'eu-west-1'
once = Config(retries={'max_attempts': 1, 'mode': 'standard'})


def connect(service, where=region):
    # This version is older than AWS_ENDPOINT_URL.
    return boto3.client(service, region_name=where, endpoint_url=os.environ['AWS_ENDPOINT_URL'], config=once)


def refusal(ask):
    try:
        ask()
    except ClientError as error:
        answer = error.response
        return [answer['Error']['Code'], answer['ResponseMetadata']['HTTPStatusCode'], answer.get('Reason')]
    return None


ec2, abroad, ebs, ssm, sts = (
    connect('ec2'), connect('ec2', 'us-east-1'), connect('ebs'), connect('ssm'), connect('sts'),
)
told['account'] = sts.get_caller_identity()['Account']
told['regions'] = len(ec2.describe_regions()['Regions'])

block = b'\x01' * BLOCK
digest = hashlib.sha256(block).digest()
snapshot = ebs.start_snapshot(VolumeSize=1, ClientToken='one', Tags=[{'Key': 'a', 'Value': 'b'}])['SnapshotId']
put = dict(SnapshotId=snapshot, BlockIndex=7, BlockData=block, DataLength=BLOCK, ChecksumAlgorithm='SHA256')
told['wrong checksum'] = refusal(lambda: ebs.put_snapshot_block(**put, Checksum=base64.b64encode(b'0' * 32).decode()))
ebs.put_snapshot_block(**put, Checksum=base64.b64encode(digest).decode())
ebs.complete_snapshot(
    SnapshotId=snapshot,
    ChangedBlocksCount=1,
    Checksum=base64.b64encode(hashlib.sha256(digest).digest()).decode(),
    ChecksumAlgorithm='SHA256',
    ChecksumAggregationMethod='LINEAR',
)
ec2.get_waiter('snapshot_completed').wait(SnapshotIds=[snapshot], WaiterConfig={'Delay': 0.01})
listed = ebs.list_snapshot_blocks(SnapshotId=snapshot)['Blocks'][0]
read = ebs.get_snapshot_block(SnapshotId=snapshot, BlockIndex=7, BlockToken=listed['BlockToken'])
told['block'] = [listed['BlockIndex'], read['BlockData'].read() == block]

registration = dict(
    Name='boto',
    Architecture='x86_64',
    VirtualizationType='hvm',
    EnaSupport=True,
    ImdsSupport='v2.0',
    BootMode='uefi-preferred',
    RootDeviceName='/dev/xvda',
    BlockDeviceMappings=[{'DeviceName': '/dev/xvda', 'Ebs': {'SnapshotId': snapshot, 'VolumeType': 'gp3'}}],
)
image = ec2.register_image(**registration)['ImageId']
ec2.get_waiter('image_available').wait(ImageIds=[image], WaiterConfig={'Delay': 0.01})
ec2.create_tags(Resources=[image], Tags=[{'Key': 'team', 'Value': 'a & b'}])
shown = ec2.describe_images(Owners=['self'], Filters=[{'Name': 'tag:team', 'Values': ['a*']}])['Images'][0]
told['image'] = {name: shown[name] for name in ('State', 'BootMode', 'ImdsSupport', 'EnaSupport', 'Tags')}
told['disk'] = {k: v for k, v in shown['BlockDeviceMappings'][0]['Ebs'].items() if k != 'SnapshotId'}
told['duplicate'] = refusal(lambda: ec2.register_image(**registration))

copy = dict(Name='copy', SourceImageId=image, SourceRegion=region, ClientToken='two', Encrypted=True)
first, second = abroad.copy_image(**copy)['ImageId'], abroad.copy_image(**copy)['ImageId']
told['copied once'] = first == second
abroad.get_waiter('image_available').wait(ImageIds=[first], WaiterConfig={'Delay': 0.01})
source = abroad.copy_snapshot(SourceRegion=region, SourceSnapshotId=snapshot)['SnapshotId']
told['copied snapshot'] = source.startswith('snap-')

share = dict(ImageId=image, LaunchPermission={'Add': [{'UserId': '210987654321'}]})
ec2.modify_image_attribute(**share)
told['permissions'] = ec2.describe_image_attribute(ImageId=image, Attribute='launchPermission')['LaunchPermissions']
told['public'] = refusal(lambda: ec2.modify_image_attribute(ImageId=image, LaunchPermission={'Add': [{'Group': 'all'}]}))
told['dry run'] = refusal(lambda: ec2.deregister_image(ImageId=image, DryRun=True))
told['malformed'] = refusal(lambda: ec2.describe_images(ImageIds=['ami-1']))
pages = ec2.get_paginator('describe_tags').paginate(PaginationConfig={'PageSize': 5})
told['tags'] = sorted(tag['Key'] for page in pages for tag in page['Tags'])

ssm.put_parameter(Name='/channel/golden', Value='blue', Type='String')
told['parameter'] = ssm.get_parameter(Name='/channel/golden')['Parameter']['Value']
told['no parameter'] = refusal(lambda: ssm.get_parameter(Name='/channel/none'))
told['no secret'] = refusal(lambda: connect('secretsmanager').get_secret_value(SecretId='none'))
told['groups'] = connect('autoscaling').describe_auto_scaling_groups()['AutoScalingGroups']
json.dump(told, sys.stdout)
