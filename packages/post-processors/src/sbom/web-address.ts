/** Whether a text is an address of the web as its standard has it: package data bases hold anything. */
export function isWebAddress(text: string | undefined): text is string {
  return (
    text !== undefined &&
    /^https?:\/\/[\x21-\x7e]+$/.test(text) &&
    URL.canParse(text) &&
    !/["<>\\^`{|}]/.test(text)
  );
}
