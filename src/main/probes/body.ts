import type { IncomingMessage } from 'node:http';
import type { WebBody } from '../../core/web-body';
import { err, ok } from '../../core/result';
import type { Result } from '../../core/result';

/** The first `maxBytes` of an answer's body, as it came: nothing is decompressed. The caller ends the connection. */
export function readBody(response: IncomingMessage, maxBytes: number): Promise<Result<WebBody, Error>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
    const finish = (isComplete: boolean): void => {
      const text = Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
      const contentType = response.headers['content-type'] ?? '';
      resolve(ok({ text, isComplete, isEncoded: encoding !== 'identity' && encoding !== '', contentType }));
    };
    response.on('data', (chunk: Buffer) => {
      if (size >= maxBytes) return;
      chunks.push(chunk);
      size += chunk.length;
      if (size < maxBytes) return;
      response.pause();
      finish(false);
    });
    response.on('end', () => {
      finish(true);
    });
    response.on('error', (error) => {
      resolve(err(error));
    });
    response.on('close', () => {
      resolve(err(new Error('closed before its end')));
    });
  });
}
