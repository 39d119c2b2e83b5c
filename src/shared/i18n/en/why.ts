import type { why as spanish } from '../es/why';

/** Second lines under a diagnosis: why it fell, its proof, and what is missing to know more. */
export const why: Readonly<Record<keyof typeof spanish, string>> = {
  'why.outOfMemory': 'The system closed {service:the} for lack of memory {at:moment}.',
  'why.stopped': 'Somebody stopped {service:the} on purpose {at:moment}.',
  'why.bootFailed': '{service:The} failed to start {at:moment}: "{error:text}".',
  'why.afterReboot': 'The server rebooted {at:moment} and {service:the} did not start.',
  'why.afterChange': 'Files of {service:the} changed {at:moment}, shortly before the failure.',
  'why.portTaken': 'Another program holds port {port:text} of {service:the}.',
  'why.slowRequest': 'One request took longer than {limit:duration} and the API closed the process serving it.',
  'why.slowRequest.bare': 'One request took too long and the API closed the process serving it.',
  'proof.online':
    'Your computer was online: {n:plural:# outside site answered/# outside sites answered} at the same time.',
  'proof.offline': 'Your computer was offline: {n:plural:# outside site/# outside sites} did not answer either.',
  'missing.ssh': 'To know more SSH is needed, and it is not available now.',
  'missing.permission': 'To know more, permission to read {path:text} is needed.',
  'missing.time': 'The test must be repeated: there will be an answer in {wait:duration}.',
};
