/** How our own requests call themselves, so that nobody takes them for visitors. */

/** From here, over HTTPS. */
export const probeAgent = 'Vigia/0.1';
/** From the server to itself. */
export const localAgent = 'vigia';

/** Earlier and later versions too: an older line stays ours. */
const agent = String.raw`"-" "(?:Vigia/\d{1,3}\.\d{1,3}(?:\.\d{1,3})?|${localAgent})"`;
/**
 * The end of a line of the combined format: status, bytes, no referer, the name; some logs add how long it took. The name
 * is the last thing in quotation marks, and one within it would be escaped: a request cannot write the end of its line.
 */
const ending = new RegExp(String.raw`" \d{3} (?:\d{1,15}|-) ${agent}(?: [\d.]{1,20}){0,2}$`);
const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3}) /;

/** Whether a line of an access log is a request of ours. A log without names of clients does not tell. */
export function isOwnRequest(line: string, requestFrom: number): boolean {
  const end = line.slice(-160);
  if (!ending.test(end) || !line.startsWith('"GET /', requestFrom)) return false;
  return !end.includes(`"${localAgent}"`) || loopback.test(line);
}
