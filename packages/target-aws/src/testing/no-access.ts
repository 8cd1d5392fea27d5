import type { AccessOptions } from '../access';

/** The options of an access in a template that says nothing of it. No request is tried again. */
export const noAccess: AccessOptions = {
  access_key: undefined,
  secret_key: undefined,
  token: undefined,
  profile: undefined,
  shared_credentials_file: undefined,
  region: undefined,
  custom_endpoint_ec2: undefined,
  decode_authorization_messages: false,
  insecure_skip_tls_verify: false,
  max_retries: 0,
  mfa_code: undefined,
  skip_metadata_api_check: false,
  skip_credential_validation: false,
  assume_role: undefined,
  vault_aws_engine: undefined,
  aws_polling: undefined,
};
