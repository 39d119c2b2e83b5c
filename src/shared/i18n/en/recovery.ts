import type { recovery as spanish } from '../es/recovery';

/** Recoveries, reminders, and notices of uncertain causes. */
export const recovery: Readonly<Record<keyof typeof spanish, string>> = {
  'recovered.watchdog':
    "The outage lasted {took:duration} ({from:clock}–{to:clock}).\nThe server's watchdog revived it.",
  'recovered.you':
    'The outage lasted {took:duration} ({from:clock}–{to:clock}).\nYou repaired it: your restart took {restart:duration}.',
  'recovered.itself': 'The outage lasted {took:duration} ({from:clock}–{to:clock}).\nIt recovered by itself.',
  'recovered.boot':
    'The outage lasted {took:duration} ({from:clock}–{to:clock}).\nIt came back when the server started.',
  'recovered.somebody':
    'The outage lasted {took:duration} ({from:clock}–{to:clock}).\nSomebody repaired it on the server.',
  'recovered.unknown': 'The outage lasted {took:duration} ({from:clock}–{to:clock}).\nIt is not known who repaired it.',
  'recovered.startUnseen': 'The outage lasted at least {took:duration} (until {until:time}).\nThe start was not seen.',
  'recovered.endUnseen': 'The outage lasted at most {took:duration} (since {from:time}).\nThe end was not seen.',
  'recovered.unseen': 'There was an outage, seen since {from:time}.\nNeither its start nor its end was seen.',
  'recovered.attention': 'Settled after {took:duration}.\nThe portal kept working.',
  'recovered.attention.only': 'Settled after {took:duration}.',
  'recovered.blind': 'No data for {took:duration} ({from:clock}–{to:clock}).\nAll was well afterwards.',
  'recovered.flapping':
    '{n:plural:# outage/# outages} in {window:duration}; {total:duration} in all.\nCalm for {quiet:duration}.',
  'reminder.title': 'Still · {title:text}',
  'reminder.body': '{took:duration} so far (since {since:time}).\nPress "I know" to stop the reminders.',
  'probable.title': 'Probable · {title:text}',
  'unknown.portal': 'The portal does not work\nSince {since:time}; it is not known why.\nOpen Vigía to see what to do.',
  'unknown.service':
    '{service:The} does not work\nSince {since:time}; it is not known why.\nOpen Vigía to see what to do.',
  'unknown.server': 'The server does not answer\nSince {since:time}; it is not known why.\nCall {whoServer:contact}.',
  'unknown.noData':
    "No data on the portal\nSince {since:time}: its fault or your network's, not known.\nCheck your Internet first.",
  'unknown.attention':
    'Something needs a look\nUsers can get in; something is not known.\nOpen Vigía to see what is missing.',
  'unknown.portal.bare': 'The portal does not work\nIt is not known why.\nOpen Vigía to see what to do.',
  'unknown.service.bare': '{service:The} does not work\nIt is not known why.\nOpen Vigía to see what to do.',
  'unknown.server.bare': 'The server does not answer\nIt is not known why.\nCall {whoServer:contact}.',
  'unknown.noData.bare': "No data on the portal\nIts fault or your network's, not known.\nCheck your Internet first.",
};
