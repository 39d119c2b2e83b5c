import type { BodyKind } from './model';

export interface WebBody {
  /** The body's first part as text, never decompressed. */
  readonly text: string;
  /** False where reading stopped before its end. */
  readonly isComplete: boolean;
  /** Compressed although "identity" was asked for. It is not unpacked: it could grow without limit. */
  readonly isEncoded: boolean;
  /** As the server calls it; "" when it does not. */
  readonly contentType: string;
}

/**
 * Tells the portal's own answer from what stands in for it: a web server's default or error page that comes with
 * status 200, a folder's listing, a network's sign-in page, a parked domain. Only for answers with a good status.
 */
export function judgeBody(body: WebBody, expect: 'json' | 'page'): BodyKind {
  if (body.isEncoded) return judgeEncoded(body, expect);
  // A byte order mark counts as white space here.
  const text = body.text.trim();
  if (text === '') return 'empty';
  if (expect === 'json' && isJsonDocument(text, body.isComplete)) return 'expected';
  if (isForeignPage(text)) return 'foreign';
  return expect === 'json' ? 'not-json' : 'expected';
}

/** What cannot be read is taken at its word: a server that compresses unasked is unusual, and not down. */
function judgeEncoded(body: WebBody, expect: 'json' | 'page'): BodyKind {
  if (body.text === '') return 'empty';
  return expect === 'page' || /^application\/(?:[\w.+-]+\+)?json\b/i.test(body.contentType) ? 'expected' : 'not-json';
}

/** An object or an array; of one that was cut off only the beginning can be judged. */
function isJsonDocument(text: string, isComplete: boolean): boolean {
  if (!text.startsWith('{') && !text.startsWith('[')) return false;
  if (!isComplete) return /^(?:\{\s*"|\[\s*["{[\dtfn-])/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether this is a page known to be nobody's portal. */
function isForeignPage(text: string): boolean {
  const head = text.slice(0, headChars);
  const title = titleOf(head);
  if (title !== null && foreignTitles.some((pattern) => pattern.test(title))) return true;
  if (foreignMarks.some((pattern) => pattern.test(head))) return true;
  return text.length <= shortPageChars && foreignShortPages.some((pattern) => pattern.test(text));
}

/** Enough for the head of a page, where the marks below stand; a long page is not searched to its end. */
const headChars = 16_384;
/** Default, error and parking pages are short; a real page may well use the same words somewhere. */
const shortPageChars = 8_192;

function titleOf(head: string): string | null {
  const match = /<title[^>]{0,200}>([^<]{0,300})/i.exec(head);
  return match?.[1] === undefined ? null : match[1].replace(/\s+/g, ' ').trim();
}

const reasonPhrases = [
  'bad request',
  'unauthorized',
  'authorization required',
  'forbidden',
  'not found',
  'method not allowed',
  'request timeout',
  'request time-out',
  'internal server error',
  'bad gateway',
  'service unavailable',
  'service temporarily unavailable',
  'gateway timeout',
  'gateway time-out',
  'network authentication required',
].join('|');

const foreignTitles: readonly RegExp[] = [
  // Error pages: "502 Bad Gateway", "Error 404 (Not Found)", "Not Found", "Internal Server Error"
  new RegExp(`^(?:(?:http )?error )?[45]\\d\\d\\b.{0,20}\\b(?:${reasonPhrases})`, 'i'),
  new RegExp(`^(?:${reasonPhrases})$`, 'i'),
  /^error [45]\d\d$/i,
  // Default pages of web servers
  /^welcome to (?:nginx|openresty|caddy|tengine|lighttpd|centos)\b/i,
  /^test page for the (?:nginx|apache)\b/i,
  /^apache2? .{0,20}default page/i,
  /^(?:http server test page|placeholder page$|it works!?$|caddy works!?$)/i,
  /^iis(?:7|8)?$|^iis windows(?: server)?$|^microsoft internet information services/i,
  /^apache tomcat\b/i,
  /^(?:default web site page|default parallels plesk|web server's default page|domain default page)/i,
  // A folder's listing
  /^(?:index of|directory listing for|listing directory) /i,
  // Sign-in pages and filters of networks
  /\b(?:captive portal|hotspot (?:login|gateway)|wi-?fi (?:login|sign[- ]?in|access)|web authentication redirect)\b/i,
  /\b(?:network (?:login|sign[- ]?in|authentication)|guest (?:network|access|wi-?fi)|portal cautivo)\b/i,
  /\b(?:acceso|inicio de sesión|autenticación|registro) (?:a|en|de) (?:la red|wi-?fi|internet)\b/i,
  /\b(?:web ?page|web ?site|url|access|site|página) (?:is )?(?:blocked|bloquead[ao])\b|^web filter/i,
  // Parked, suspended
  /\b(?:domain (?:is )?(?:parked|for sale)|parked domain|account suspended|cuenta suspendida|dominio en venta)\b/i,
];

const foreignMarks: readonly RegExp[] = [
  // Written into sign-in pages for programs to find (Wi-Fi Alliance's WISPr), and of well-known gateways
  /<WISPAccessGatewayParam\b/i,
  /\/fgtauth\?|fortinet\.com\/fgd|\bmikrotik hotspot\b|\/cgi-bin\/guestportal|\bcoova(?:chilli)?\b/i,
  // Parking services
  /\b(?:sedoparking\.com|parkingcrew\.net|bodis\.com|parklogic\.com|parking-lander)\b/i,
];

const foreignShortPages: readonly RegExp[] = [
  /<h1>\s*it works!\s*<\/h1>/i,
  // nginx signs its error pages like this, whatever their title
  /<h1>[45]\d\d [^<]{3,60}<\/h1>[\s\S]{0,200}<center>(?:nginx|openresty)/i,
  /^default backend - 404$/i,
  /^(?:404 page not found|no healthy upstream|upstream connect error .*)$/i,
  /\b(?:this|the) domain (?:name )?(?:is|may be) (?:parked|for sale)\b|\beste dominio está en venta\b|\bbuy this domain\b/i,
];
