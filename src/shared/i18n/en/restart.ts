import type { restart as spanish } from '../es/restart';

/** The restart sheet: steps, outcomes, refusals, failures. */
export const restart: Readonly<Record<keyof typeof spanish, string>> = {
  'restart.title': 'Restart {service:the}?',
  'restart.why': 'What fails: {sentence:text}',
  'restart.healthy': '{service:The} works well now. Restarting will cut off whoever uses {service:the}.',
  'restart.cut.api': 'Requests to the API, for {usual:about}. Those in progress get up to {grace:duration} to finish.',
  'restart.cut.api.bare': 'Requests to the API. Those in progress get up to {grace:duration} to finish.',
  'restart.cut.dashboard': 'The dashboard, for {usual:about}. Whoever has it open must reload the page.',
  'restart.cut.dashboard.bare': 'The dashboard. Whoever has it open must reload the page.',
  'restart.last': '{took:duration}, {at:moment}: {how:text}',
  'restart.first': 'None from Vigía yet: it is not known how long it takes.',
  'restart.advice.helps': 'In this case restarting helps.',
  'restart.advice.may-help': 'In this case it may help. Try once only.',
  'restart.advice.does-not-help': 'Until the cause is mended, restarting does not help.',
  'restart.startLimit':
    'The system gave up (start limit). Before the restart it is allowed another try with `reset-failed`.',
  'restart.anyway':
    '{n:plural:# restart/# restarts} in 30 min {n:plural:has/have} not mended it: one more could make it worse. It is written down that you insisted.',
  'past.verified': 'it worked',
  'past.verified.again': 'it answered; failed again {after:duration} later',
  'past.verified.on': 'it answered, and went on failing',
  'past.unverified': 'not confirmed',
  'past.failed': 'it failed',
  'past.failed.stop': 'it failed while stopping',
  'past.failed.start': 'it failed while starting',
  'past.failed.answering': 'it never answered',
  'past.line': '{at:clock} ({took:duration}): {how:text}',
  'repeats.error': '`{error:text}` ({n:count} of {of:count} times).',
  'repeats.cause': 'Before each restart: {title:text} ({n:count} of {of:count} times).',
  'repeats.nothing': 'Nothing repeats in what could be seen.',
  'repeats.sendTo': 'Send the report to {whoCode:contact}.',
  'restartReport.title': '{server:text}: restarting {service:the} is not mending it',
  'restartReport.count': '{n:plural:# restart/# restarts} in 30 min:',
  'restartReport.now': 'Now: {sentence:text}',
  'restartReport.repeats': 'What repeats: {what:text}',
  'step.precheck': 'Checking that a restart is possible',
  'step.stop': 'Stopping {service:the}; waiting for requests in progress',
  'step.start': 'Starting {service:the}',
  'step.answering': 'Waiting for an answer ({took:duration} of {limit:duration})',
  'step.workers': 'Counting its processes: {n:count} of {total:count}',
  'step.stable': 'Confirming that it stays well ({n:count} of 2 tests)',
  'step.answering.bare': 'Waiting for an answer',
  'step.workers.bare': 'Counting its processes',
  'step.stable.bare': 'Confirming that it stays well',
  'outcome.verified': 'Done: {service:the} is back and answers well. It took {took:duration}.',
  'outcome.unverified':
    'The server accepted the restart, but {service:the} does not answer yet after {took:duration}. Vigía keeps looking and tells you; do not restart again.',
  'outcome.failed':
    'The restart failed at "{step:text}": {why:text}. {service:The} is still not working. Before: {before:text}. {next:text}',
  'outcome.refused': 'Nothing was restarted: {why:text}',
  'outcome.worse': 'It is worse than before the restart. This is how it was: {before:text}.',
  'outcome.notHelping':
    'Restarting is not mending it: {n:plural:# time/# times} in 30 min and it fails again. Send the report to {whoCode:contact}.',
  'outcome.failed.bare': 'The restart failed at "{step:text}": {why:text}. {next:text}',
  'outcome.unverified.other':
    'The server accepted the restart, but it could not be fully verified: {why:text}. {next:text}',
  'refused.database': 'PostgreSQL is down; {service:the} would fail again. PostgreSQL must be started first.',
  'refused.disk': 'The disk is full ({used:percent}); {service:the} might not start. Free some space first.',
  'refused.offline': 'Your computer has no Internet; the order would not arrive.',
  'refused.unreachable': 'The server does not answer by SSH; the order would not arrive.',
  'refused.booting': 'The server is starting. Wait until {by:time}.',
  'refused.running': 'A restart is already running ({service:the}, began {began:age}). Wait for it to end.',
  'refused.watchdog':
    "The server's watchdog acts in {left:duration}; the two could collide. You can restart in {wait:duration}.",
  'refused.locked':
    '{n:count} restarts in 30 min have not mended it. The button returns {at:moment}; watching goes on.',
  'refused.permission':
    'The server gives no permission to restart {service:the}. In "Settings", open the access to the server and press "Test": it shows the line that is missing.',
  'refused.identity': "The server's identity is not confirmed; no order is sent.",
  'refused.diskDamaged':
    'The disk is damaged and read-only; {service:the} might not start. It must be looked at first.',
  'refused.twoMasters':
    'Two copies of the API run at once; another restart would make it worse. Ask {whoServer:contact} for help.',
  'refused.useless': 'Restarting does not help in this case: {sentence:text}',
  'refused.notConfirmed': '{service:The} works well: the restart must be confirmed first.',
  'before.well': 'everything answered',
  'failure.script-missing': '{path:text} does not exist',
  'failure.script-missing.next': 'Confirm the path with {whoCode:contact}.',
  'failure.exit-code': 'the command ended with code {code:text}',
  'failure.exit-code.next': 'Look at what the server answered and at the errors in "Logs".',
  'failure.old-process-remains': 'the old process did not end',
  'failure.old-process-remains.next':
    'Wait 1 min and press "Check now". If nothing changes, ask {whoServer:contact} for help: two copies at once make it worse.',
  'failure.no-process': 'no new process appeared',
  'failure.no-process.next':
    'Open "Logs": nearly always it is an error while starting. Send the report to {whoCode:contact}.',
  'failure.internal': 'Vigía failed inside',
  'failure.internal.next': 'The order may have arrived: press "Check now" before you restart again.',
  'failure.nothing-changed': 'it answers, but nothing shows that it was restarted',
  'failure.nothing-changed.next': 'See what the server answered in the steps above.',
  'failure.gate-refused': "the server's gate (vigia-gate) does not allow this order",
  'failure.gate-refused.next': 'Ask {whoServer:contact} to approve it on the server (`vigia gate`).',
  'failure.connection-lost': 'the connection to the server was lost',
  'failure.connection-lost.next': 'The order may have arrived: press "Check now" before you restart again.',
  'failure.not-answering': 'it does not answer yet',
  'failure.not-answering.next':
    'Wait for the next check; if nothing changes, open "Logs" and send the report to {whoCode:contact}.',
  'failure.permission': 'the server gave no permission',
  'failure.permission.next':
    'In "Settings", open the access to the server and press "Test": it shows the line that {whoServer:contact} must add.',
  'failure.start-limit': 'the system gave up (start limit)',
  'failure.start-limit.next':
    'See in "Logs" why it fails. The next restart from Vigía allows it another try first (`reset-failed`).',
  'failure.command-timeout': 'the command did not end within {limit:duration}',
  'failure.command-timeout.next': 'The order may still run on the server: press "Check now" before you restart again.',
  'failure.workers-missing': 'it came back with {n:count} of its {total:count} processes',
  'failure.workers-missing.next':
    'Wait 5 min: the API replaces its processes itself. If some are still missing, open "Logs" and send the report to {whoCode:contact}.',
};
