import type { Duplex } from 'node:stream';

/** RFC 4253 lets a server say things before its identification; nobody says as much as this. */
const maxGreetingBytes = 16 * 1024;

export interface GreetingWatch {
  /** `silent`: not a byte so far. `foreign`: bytes, and no SSH identification among them. */
  state(): 'silent' | 'foreign' | 'ssh';
  /** The beginning of what came before an identification. */
  text(): string;
}

/**
 * Looks at what a server says first, beside ssh2, whose own limits on an endless greeting are per packet.
 * To be attached after `client.connect`, which pauses the socket: a listener before that would make it flow.
 */
export function watchGreeting(sock: Duplex, onTooMuch: () => void): GreetingWatch {
  let head = Buffer.alloc(0);
  let state: ReturnType<GreetingWatch['state']> = 'silent';
  const look = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk.subarray(0, maxGreetingBytes - head.length + 1)]);
    state = /(?:^|\n)SSH-(?:2\.0|1\.99)-[^\n]*\n/.test(head.toString('latin1')) ? 'ssh' : 'foreign';
    if (state === 'ssh' || head.length > maxGreetingBytes) sock.removeListener('data', look);
    if (state === 'foreign' && head.length > maxGreetingBytes) onTooMuch();
  };
  sock.on('data', look);
  return { state: () => state, text: () => head.toString('latin1', 0, 200) };
}
