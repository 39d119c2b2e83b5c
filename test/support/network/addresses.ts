/** Who is who in the network of the matrix test. Documentation addresses, in namespaces that nobody else sees. */
export const far = {
  name: 'portal.example',
  server: '192.0.2.2',
  witness: '198.51.100.3',
  secondWitness: '198.51.100.4',
  gateway: '203.0.113.1',
  client: '203.0.113.9',
  proxyPort: 3128,
  witnessText: 'the witness speaks',
} as const;
