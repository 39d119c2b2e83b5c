import { noteKinds } from '../model';

/**
 * What the history notes without an outage of its own. The last four are told by the server's records alone:
 *
 *   worker-lost        a process of the API ended badly, and no record says that gunicorn replaced it
 *   api-start-failed   gunicorn gave up starting the API
 *   memory-kill        the kernel ended a process for want of memory
 *   disk-error         the kernel could not read or write a disk
 */
export const recordedNotes = [...noteKinds, 'worker-lost', 'api-start-failed', 'memory-kill', 'disk-error'] as const;
export type RecordedNote = (typeof recordedNotes)[number];
