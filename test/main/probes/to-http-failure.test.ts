import { expect, test } from 'vitest';
import { toHttpFailure } from '../../../src/main/probes/to-http-failure';
import type { HttpPhase } from '../../../src/main/probes/to-http-failure';

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

const cases: readonly [HttpPhase, Error, string][] = [
  ['dns', coded('ENOTFOUND'), 'not-found'],
  ['dns', coded('ENODATA'), 'not-found'],
  ['dns', coded('EAI_AGAIN'), 'failed'],
  ['dns', coded('ETIMEOUT'), 'timeout'],
  ['tcp', coded('ECONNREFUSED'), 'refused'],
  ['tcp', coded('ETIMEDOUT'), 'timeout'],
  ['tcp', coded('EHOSTUNREACH'), 'no-route'],
  ['tcp', coded('ENETDOWN'), 'no-route'],
  ['tcp', coded('ENETUNREACH'), 'no-route'],
  ['tcp', new AggregateError([coded('ENETUNREACH'), coded('EADDRNOTAVAIL')]), 'no-route'],
  ['tcp', new AggregateError([coded('ENETUNREACH'), coded('EHOSTUNREACH')]), 'no-route'],
  ['tcp', coded('ESOMETHING'), 'unreachable'],
  ['tcp', new AggregateError([coded('ENETUNREACH'), coded('EHOSTDOWN')]), 'unreachable'],
  ['tcp', coded('ECONNRESET'), 'reset'],
  ['tcp', new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]), 'refused'],
  ['tcp', new AggregateError([coded('ENETUNREACH'), coded('ETIMEDOUT')]), 'timeout'],
  ['tls', coded('ECONNRESET'), 'reset'],
  ['tls', coded('EPIPE'), 'reset'],
  ['tls', coded('EPROTO', 'error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x.c:350:'), 'not-tls'],
  ['tls', coded('EPROTO', 'error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:x.cc:211:'), 'not-tls'],
  ['tls', coded('EPROTO', 'error:0A000410:sslv3 alert handshake failure:SSL alert number 40'), 'no-common-algorithm'],
  ['tls', coded('EPROTO', 'error:SSL routines:TLSV1_ALERT_DECODE_ERROR:SSL alert number 50'), 'no-common-algorithm'],
  ['tls', coded('ERR_SSL_UNSUPPORTED_PROTOCOL'), 'no-common-algorithm'],
  ['tls', coded('ERR_SSL_DH_KEY_TOO_SMALL'), 'no-common-algorithm'],
  ['tls', coded('ERR_SSL_PACKET_LENGTH_TOO_LONG'), 'not-tls'],
  ['response', coded('HPE_HEADER_OVERFLOW'), 'too-much-header'],
  ['response', coded('HPE_INVALID_CONSTANT'), 'garbage'],
  ['response', coded('ECONNRESET', 'socket hang up'), 'reset'],
  ['response', coded('ETIMEDOUT'), 'timeout'],
  ['response', coded('EPROTO', 'tlsv13 alert certificate required'), 'reset'],
];

test.each(cases)('%s, %s: %s', (phase, error, reason) => {
  expect(toHttpFailure(error, phase)).toEqual({ phase, reason });
});
