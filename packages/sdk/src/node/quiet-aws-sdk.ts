/**
 * Keeps AWS's SDK from writing that later versions of it will want a newer Node: that is for whoever pins its version, not
 * for users. Call it before the SDK is loaded.
 */
export function quietAwsSdk(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
}
