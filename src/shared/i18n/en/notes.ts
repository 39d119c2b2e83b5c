import type { notes as spanish } from '../es/notes';

/** Facts worth telling without alarm. */
export const notes: Readonly<Record<keyof typeof spanish, string>> = {
  'note.worker-restarted.certain': '{n:plural:One API process/# API processes} restarted {at:moment}; service went on.',
  'note.worker-restarted.probable':
    'Most likely {n:plural:one API process/# API processes} restarted {at:moment}; service went on.',
  'note.worker-restarted.unknown':
    'There {n:plural:is one new API process/are # new API processes} since {since:time}; it is not known why.',
  'note.worker-restarted.next': 'Nothing to do. If it happens several times a day, tell {whoCode:contact}.',
  'note.worker-restarted.certain.bare': 'An API process restarted {at:moment}; service went on.',
  'note.rebooted.certain': 'The server rebooted {at:moment} and the portal was back in {took:duration}.',
  'note.rebooted.certain.unclean':
    'The server went off without warning and came on again {at:moment}; the portal was back in {took:duration}.',
  'note.rebooted.certain.unclean.bare': 'The server went off without warning and came on again {at:moment}.',
  'note.rebooted.probable': 'Most likely the server rebooted {at:moment}.',
  'note.rebooted.unknown': 'The server rebooted {at:moment}; it is not known whether somebody asked for it.',
  'note.rebooted.next': 'Nothing to do. If nobody asked for it, ask {whoServer:contact}.',
  'note.rebooted.certain.bare': 'The server rebooted {at:moment}.',
  'note.watchdog-restarted-api.certain':
    "The server's watchdog revived the API {at:moment}; it was down {took:duration}.",
  'note.watchdog-restarted-api.probable': "Most likely the server's watchdog revived the API {at:moment}.",
  'note.watchdog-restarted-api.unknown': 'The API came back {at:moment}; it is not known who revived it.',
  'note.watchdog-restarted-api.next': 'Nothing to do. If it happens again, see in "Logs" why it falls.',
  'note.watchdog-restarted-api.certain.bare': "The server's watchdog revived the API {at:moment}.",
  'note.certificate-renewed.certain': 'The certificate was renewed {at:moment}; it is valid until {expires:date}.',
  'note.certificate-renewed.probable':
    'Most likely the certificate was renewed {at:moment}; your network may be showing another one.',
  'note.certificate-renewed.unknown': 'The certificate changed {at:moment}; it is not known whether it was a renewal.',
  'note.certificate-renewed.certain.bare': 'The certificate was renewed {at:moment}.',
};
