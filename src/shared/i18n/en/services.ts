/** What is seen of a service, in our own words. Each stands after its name: "nginx: stopped". */
import type { services as spanish } from '../es/services';

export const services: Readonly<Record<keyof typeof spanish, string>> = {
  'unit.running': 'running',
  'unit.starting': 'starting',
  'unit.stopping': 'stopping',
  'unit.looping': 'falls each time it starts',
  'unit.stopped': 'stopped',
  'unit.failed': 'failed',
  'unit.given-up': 'the system gave up',
  'unit.masked': 'blocked (masked)',
  'unit.missing': 'does not exist',
  'unit.unknown': 'in a state that Vigía does not know',
  'database.accepting': 'accepts connections',
  'database.rejecting': 'rejects connections',
  'database.no-answer': 'does not answer',
  'database.running': 'running',
  'database.stopped': 'stopped',
  'database.unknown': 'could not be checked',
  'processes.some': '{n:count} of {total:count} processes',
  'processes.none': 'no process',
  'processes.noMaster': 'no main process',
  'web.well': '{took:ms}',
  'web.error': 'error {status:text} in {took:ms}',
  'web.wrong': 'answers another page, in {took:ms}',
  'web.silent': 'no answer in {took:ms}',
};
