import type { apiCauses as spanish } from '../es/causes-api';

/** Causes in nginx, PostgreSQL and the API. */
export const apiCauses: Readonly<Record<keyof typeof spanish, string>> = {
  'cause.proxy-down.certain':
    'Nobody can reach the portal because nginx, which receives visitors, has been stopped since {since:time}.',
  'cause.proxy-down.probable':
    'Most likely nginx is stopped: since {since:time} the server refuses web visits and accepts SSH.',
  'cause.proxy-down.unknown': 'The server has not served web visits since {since:time}; it is not known why.',
  'cause.proxy-down.next':
    'Log in by SSH and run `sudo nginx -t`; if it shows no errors, `sudo systemctl start nginx`. Without permission, call {whoServer:contact}. Restarting the API or the dashboard does not help.',
  'cause.proxy-down.title': 'nginx is stopped',
  'cause.proxy-down.notify':
    'Nobody can reach the portal since {since:time}.\nnginx must be started; restarting the API is no help.',
  'cause.proxy-down.recovered': 'nginx is back',
  'cause.proxy-down.tip': '{server:text}: nginx stopped since {since:time}',
  'cause.database-down.certain': 'The API fails because PostgreSQL has been stopped since {since:time}.',
  'cause.database-down.certain.refusing':
    'The API fails because PostgreSQL has accepted no connections since {since:time}, although it is running.',
  'cause.database-down.certain.full':
    'The API fails because PostgreSQL has had no free connections since {since:time} ({used:count} of {max:count} in use).',
  'cause.database-down.probable':
    'Most likely the API fails because of PostgreSQL: it has not answered since {since:time}.',
  'cause.database-down.unknown':
    'PostgreSQL has not answered since {since:time}; it is not known whether it is stopped or overloaded.',
  'cause.database-down.next':
    'Log in by SSH and run `sudo systemctl start postgresql`; without permission, call {whoDatabase:contact}. Restarting the API does not help until PostgreSQL answers.',
  'cause.database-down.next.running':
    'Call {whoDatabase:contact}: PostgreSQL is running and somebody must see why it gives no connections. Restarting the API does not mend it; at most it helps for a while.',
  'cause.database-down.title': 'PostgreSQL is stopped',
  'cause.database-down.notify':
    'So the API fails since {since:time}.\nPostgreSQL must be started; restarting the API is no help.',
  'cause.database-down.recovered': 'PostgreSQL is back',
  'cause.database-down.title.other': 'PostgreSQL does not answer',
  'cause.database-down.notify.other': 'So the API fails since {since:time}.\nCall {whoDatabase:contact}.',
  'cause.database-down.tip': '{server:text}: PostgreSQL down since {since:time}',
  'cause.database-down.certain.full.bare':
    'The API fails because PostgreSQL has had no free connections since {since:time}.',
  'cause.database-down.certain.alone':
    'PostgreSQL has been stopped since {since:time}: the API still answers, but without data.',
  'cause.database-down.notify.alone':
    'Since {since:time}; the API is without data.\nPostgreSQL must be started; restarting the API is no help.',
  'cause.api-down.certain': 'The API has been stopped since {since:time}: none of its processes is on the server.',
  'cause.api-down.probable':
    'Most likely the API has been stopped since {since:time}: nginx answers that it cannot find it (error 502).',
  'cause.api-down.unknown':
    'The API has not worked since {since:time}; it is not known whether it is stopped or stuck.',
  'cause.api-down.certain.script':
    'The API has been stopped since {since:time}, and the script that starts it, {path:text}, is not there or cannot be run.',
  'cause.api-down.next.script':
    'A restart does not help: there is nothing to start it with. Ask {whoServer:contact} to put {path:text} back or to make it executable; then press "Restart the API".',
  'cause.api-down.notify.script':
    'Since {since:time} users cannot use it.\nA restart does not help: the script that starts it is missing.',
  'cause.api-down.next':
    'The server\'s watchdog should bring it up before {by:time}. If it does not, press "Restart the API": here it helps.',
  'cause.api-down.next.noWatchdog':
    'Press "Restart the API": here it helps. The server\'s watchdog is not bringing it up.',
  'cause.api-down.next.bootFailed':
    'In "Logs", press "Copy the report" and send it to {whoCode:contact}: the API fails to start because of an error in its code. Restarting does not help until it is mended.',
  'cause.api-down.title': 'The API is stopped',
  'cause.api-down.notify':
    'Since {since:time}. The watchdog should revive it before {by:time}.\nIf not, restart it in Vigía.',
  'cause.api-down.recovered': 'The API is back',
  'cause.api-down.notify.noWatchdog':
    'Since {since:time}, and nothing is bringing it up.\nOpen Vigía and press "Restart the API".',
  'cause.api-down.tip': '{server:text}: API stopped since {since:time}',
  'cause.api-down.next.bare':
    'The server\'s watchdog should bring it up within minutes. If it does not, press "Restart the API": here it helps.',
  'cause.api-down.notify.bare': 'Since {since:time}.\nOpen Vigía and press "Restart the API".',
  'cause.api-cannot-start.certain': 'The API has not started since {since:time}: its code fails while loading.',
  'cause.api-cannot-start.certain.gunicorn':
    'The API has not started since {since:time}: gunicorn, the program that serves it, closes as it begins.',
  'cause.api-cannot-start.next.gunicorn':
    'In "Logs", press "Copy the report" and send it to {whoServer:contact}. Restarting does not help until what prevents the start is mended.',
  'cause.api-cannot-start.notify.gunicorn':
    'It has closed at its start since {since:time}.\nSend the report to {whoServer:contact}; restarting is no help.',
  'cause.api-cannot-start.probable':
    'Most likely the API does not start because of an error in its code: since {since:time} its processes end as they begin.',
  'cause.api-cannot-start.unknown': 'The API has not started since {since:time}; it is not known why.',
  'cause.api-cannot-start.next':
    'In "Logs", press "Copy the report" and send it to {whoCode:contact}. Restarting does not help until the code is mended.',
  'cause.api-cannot-start.title': 'The API does not start',
  'cause.api-cannot-start.notify':
    'Its code has failed since {since:time}.\nSend the report to {whoCode:contact}; restarting is no help.',
  'cause.api-cannot-start.recovered': 'The API is back',
  'cause.api-cannot-start.tip': '{server:text}: API does not start since {since:time}',
  'cause.api-hung.certain':
    'The API is running but has not answered since {since:time}: its processes are busy or stuck.',
  'cause.api-hung.probable':
    'Most likely the API has been stuck since {since:time}: it takes the request and gives no answer within {limit:duration}.',
  'cause.api-hung.unknown': 'The API has not answered in time since {since:time}; it is not known why.',
  'cause.api-hung.next':
    'If it is not back before {by:time}, press "Restart the API": it usually helps. If it happens again, send the report to {whoCode:contact}.',
  'cause.api-hung.title': 'The API does not answer',
  'cause.api-hung.notify': 'Running but stuck since {since:time}.\nIf not back before {by:time}, restart it.',
  'cause.api-hung.recovered': 'The API answers again',
  'cause.api-hung.tip': '{server:text}: API not answering since {since:time}',
  'cause.api-hung.next.bare':
    'If it is not back in 5 min, press "Restart the API": it usually helps. If it happens again, send the report to {whoCode:contact}.',
  'cause.api-hung.notify.bare': 'Running but stuck since {since:time}.\nIf not back in 5 min, restart it.',
  'cause.api-hung.probable.bare':
    'Most likely the API has been stuck since {since:time}: it takes the request and gives no answer.',
  'cause.api-error.certain':
    'The API has answered with error {status:text} since {since:time}; PostgreSQL is well, so the fault is in the API itself.',
  'cause.api-error.certain.body':
    'Since {since:time} the API has answered with content that is not its own; PostgreSQL is well.',
  'cause.api-error.probable':
    "Most likely an error in the API's code: it has answered with error {status:text} since {since:time}.",
  'cause.api-error.unknown': 'The API has answered with error {status:text} since {since:time}; it is not known why.',
  'cause.api-error.next':
    'Press "Restart the API" once: it may help. If the error returns, open "Logs" and send the report to {whoCode:contact}.',
  'cause.api-error.title': 'The API answers with errors',
  'cause.api-error.notify':
    'Error {status:text} since {since:time}; PostgreSQL is well.\nRestart the API once; if it returns, report it.',
  'cause.api-error.recovered': 'The API answers well',
  'cause.api-error.tip': '{server:text}: API errors since {since:time}',
  'cause.api-error.certain.bare':
    'The API has answered with errors since {since:time}; PostgreSQL is well, so the fault is in the API itself.',
  'cause.api-error.probable.bare':
    "Most likely an error in the API's code: it has answered with errors since {since:time}.",
  'cause.api-error.unknown.bare': 'The API has answered with errors since {since:time}; it is not known why.',
  'cause.api-error.notify.body':
    'Foreign content since {since:time}; PostgreSQL is well.\nRestart the API once; if it returns, report it.',
  'cause.api-error.notify.bare':
    'Since {since:time}; PostgreSQL is well.\nRestart the API once; if it returns, report it.',
};
