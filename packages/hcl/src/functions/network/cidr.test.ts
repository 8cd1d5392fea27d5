import { resultOf } from '../../testing/call';

test.each([
  ['cidrhost("192.168.1.0/24", 5)', 'string: "192.168.1.5"'],
  ['cidrhost("192.168.1.7/24", 5)', 'string: "192.168.1.5"'],
  ['cidrhost("192.168.1.0/24", -1)', 'string: "192.168.1.255"'],
  ['cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)', 'string: "fd00:fd12:3456:7890::22"'],
  ['cidrhost("fd00::/64", 9223372036854775807)', 'string: "fd00::7fff:ffff:ffff:ffff"'],
  ['cidrhost("::ffff:10.0.0.0/104", 1)', 'string: "10.0.0.1"'],
  ['cidrhost("1:0:0:2::/64", 3)', 'string: "1:0:0:2::3"'],
  ['cidrhost("0.0.0.0/0", 16909060)', 'string: "1.2.3.4"'],
  ['cidrnetmask("172.16.0.0/12")', 'string: "255.240.0.0"'],
  ['cidrnetmask("10.0.0.0/32")', 'string: "255.255.255.255"'],
  ['cidrnetmask("1::/64")', 'string: "ffff:ffff:ffff:ffff::"'],
  ['cidrsubnet("172.16.0.0/12", 4, 2)', 'string: "172.18.0.0/16"'],
  ['cidrsubnet("10.1.2.0/24", 4, 15)', 'string: "10.1.2.240/28"'],
  ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', 'string: "fd00:fd12:3456:7800:a200::/72"'],
  ['cidrsubnet("10.0.0.0/8", 0, 0)', 'string: "10.0.0.0/8"'],
  [
    'cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)',
    'list(string): ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]',
  ],
  ['cidrsubnets("10.1.0.0/16")', 'list(string): []'],
])('%s is %s', (source, expected) => {
  expect(resultOf(source)).toBe(expected);
});

test.each([
  ['cidrhost("10.0.0.0", 1)', 'invalid CIDR expression: "10.0.0.0" is no block of addresses'],
  ['cidrhost("10.0.0.010/8", 1)', 'invalid CIDR expression'],
  ['cidrhost("fe80::1%eth0/64", 1)', 'invalid CIDR expression'],
  ['cidrhost("10.0.0.0/33", 1)', 'invalid CIDR expression'],
  ['cidrhost("10.0.0.0/30", 4)', 'prefix of 30 does not accommodate a host numbered 4'],
  ['cidrhost("10.0.0.0/30", -5)', 'prefix of 30 does not accommodate a host numbered -5'],
  ['cidrhost("10.0.0.0/30", 1.5)', 'a whole number is required'],
  ['cidrhost("fd00::/8", 1e30)', 'a whole number of up to 64 bits is required'],
  ['cidrsubnet("10.0.0.0/30", 4, 0)', 'insufficient address space to extend prefix of 30 by 4'],
  ['cidrsubnet("10.0.0.0/8", 2, 4)', 'prefix extension of 2 does not accommodate a subnet numbered 4'],
  ['cidrsubnet("10.0.0.0/8", 2, -1)', 'prefix extension of 2 does not accommodate a subnet numbered -1'],
  ['cidrsubnet("fd00::/8", 33, 0)', 'may not extend prefix by more than 32 bits'],
  ['cidrsubnet("10.0.0.0/8", -1, 0)', 'a prefix cannot be made shorter'],
  [
    'cidrsubnets("10.0.0.0/30", 1, 3)',
    'would extend prefix to 33 bits, which is too long for an IPv4 address',
  ],
])('%s fails: %s', (source, reason) => {
  expect(resultOf(source)).toContain(reason);
});
