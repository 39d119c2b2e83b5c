import type { webCauses as spanish } from '../es/causes-web';

/** Causes in the dashboard, the public web and its certificate. */
export const webCauses: Readonly<Record<keyof typeof spanish, string>> = {
  'cause.dashboard-down.certain':
    'The dashboard has been stopped since {since:time}: its service, {unit:text}, is not active.',
  'cause.dashboard-down.probable':
    'Most likely the dashboard has been stopped since {since:time}: nginx answers that it cannot find it (error 502).',
  'cause.dashboard-down.unknown':
    'The dashboard has not worked since {since:time}; it is not known whether it is stopped or stuck.',
  'cause.dashboard-down.next':
    'Press "Restart the dashboard": here it helps. Nothing revives it by itself: the server\'s watchdog only minds the API.',
  'cause.dashboard-down.title': 'The dashboard is stopped',
  'cause.dashboard-down.notify': 'Since {since:time} users do not see it.\nRestart it in Vigía: here it helps.',
  'cause.dashboard-down.recovered': 'The dashboard is back',
  'cause.dashboard-down.tip': '{server:text}: dashboard stopped since {since:time}',
  'cause.dashboard-down.certain.bare': 'The dashboard has been stopped since {since:time}: its service is not active.',
  'cause.dashboard-down.certain.masked':
    'The dashboard has been stopped since {since:time} and its service, {unit:text}, is blocked (masked): nobody can start it until it is unblocked.',
  'cause.dashboard-down.certain.masked.bare':
    'The dashboard is stopped and its service is blocked (masked): nobody can start it until it is unblocked.',
  'cause.dashboard-down.next.masked':
    'A restart does not help. Ask {whoServer:contact} to run `sudo systemctl unmask {unit:text}`; then press "Restart the dashboard".',
  'cause.dashboard-down.notify.masked':
    'Since {since:time} users do not see it.\nA restart does not help: see in Vigía what to do.',
  'cause.dashboard-down.probable.missing':
    'Most likely the dashboard has been stopped since {since:time}: its service, {unit:text}, does not exist on the server.',
  'cause.dashboard-down.unknown.missing':
    'The dashboard has not worked since {since:time}, and its service, {unit:text}, does not exist on the server.',
  'cause.dashboard-down.next.missing':
    'A restart does not help: there is no service to restart. Ask {whoServer:contact} to put {unit:text} back.',
  'cause.dashboard-down.notify.missing':
    'Since {since:time} users do not see it.\nA restart does not help: see in Vigía what to do.',
  'cause.dashboard-failing.certain':
    'The dashboard has failed to start since {since:time}: it failed {n:plural:# time/# times} and the system gave up.',
  'cause.dashboard-failing.certain.looping':
    'The dashboard has started and crashed over and over since {since:time}: {n:plural:# attempt/# attempts} so far.',
  'cause.dashboard-failing.probable':
    "Most likely an error in the dashboard's code or settings: it has not started since {since:time}.",
  'cause.dashboard-failing.unknown': 'The dashboard has not started since {since:time}; it is not known why.',
  'cause.dashboard-failing.next':
    'In "Logs", press "Copy the report" and send it to {whoCode:contact}. Restarting does not help until it is fixed; then press "Restart the dashboard": Vigía allows it another try first.',
  'cause.dashboard-failing.title': 'Dashboard will not start',
  'cause.dashboard-failing.notify':
    'Failing over and over since {since:time}; restarting is no help.\nSend the report from "Logs".',
  'cause.dashboard-failing.recovered': 'The dashboard is back',
  'cause.dashboard-failing.tip': '{server:text}: dashboard failing since {since:time}',
  'cause.dashboard-failing.certain.bare': 'The dashboard has failed to start since {since:time}: it fails every time.',
  'cause.dashboard-failing.next.bare':
    'In "Logs", press "Copy the report" and send it to {whoCode:contact}. Restarting does not help until it is fixed.',
  'cause.web-error.certain':
    'From outside the portal has answered with error {status:text} since {since:time}, although all is well on the server.',
  'cause.web-error.certain.silent':
    'From outside the portal has not answered since {since:time}, although all is well on the server.',
  'cause.web-error.certain.page':
    'From outside the portal has shown a page that is not its own since {since:time}, although all is well on the server.',
  'cause.web-error.probable':
    'Most likely the firewall or an nginx rule has held visitors back since {since:time}: all is well on the server.',
  'cause.web-error.unknown':
    'From outside the portal has not worked since {since:time}; it is not known what prevents it.',
  'cause.web-error.next':
    'Tell {whoNetwork:contact}: the firewall and the nginx rules need a look. Restarting the API or the dashboard does not help.',
  'cause.web-error.title': 'The portal does not open',
  'cause.web-error.notify':
    'No way in from outside since {since:time}; the server is well.\nTell {whoNetwork:contact}.',
  'cause.web-error.recovered': 'The portal opens again',
  'cause.web-error.tip': '{server:text}: portal will not open since {since:time}',
  'cause.web-error.certain.bare':
    'From outside the portal has not worked since {since:time}, although all is well on the server.',
  'cause.certificate-expired.certain':
    "The portal's certificate expired {expired:moment}: browsers warn and do not let people in.",
  'cause.certificate-expired.probable':
    'Most likely the certificate expired {expired:moment}; your network inspects traffic and may be showing another one.',
  'cause.certificate-expired.unknown':
    "The certificate has been rejected since {since:time}; it is not known whether the portal's expired or the one your network puts in.",
  'cause.certificate-expired.next':
    'Call {whoServer:contact} and ask to renew the certificate today; nginx must then be reloaded (`sudo systemctl reload nginx`). Restarting the API does not help.',
  'cause.certificate-expired.title': 'The certificate expired',
  'cause.certificate-expired.notify':
    'It expired {expired:moment}; browsers do not let people in.\nAsk to renew it; restarting is no help.',
  'cause.certificate-expired.recovered': 'Certificate renewed',
  'cause.certificate-expired.tip': '{server:text}: the certificate has expired',
  'cause.certificate-expired.certain.bare':
    "The portal's certificate has expired: browsers warn and do not let people in.",
  'cause.certificate-expired.probable.bare':
    'Most likely the certificate has expired; your network inspects traffic and may be showing another one.',
  'cause.certificate-expired.notify.bare': 'Browsers do not let people in.\nAsk to renew it; restarting is no help.',
  'cause.certificate-invalid.certain.name':
    'The certificate is for {names:list}, not for {host:text}: since {since:time} browsers do not let people in.',
  'cause.certificate-invalid.certain.issuer':
    'The certificate is signed by {issuer:text}, unknown to browsers: since {since:time} they do not let people in.',
  'cause.certificate-invalid.certain.chain':
    'The certificate has lacked a part (the intermediate certificate) since {since:time}: some browsers and programs do not let people in.',
  'cause.certificate-invalid.certain.early':
    'The certificate becomes valid {from:moment}: until then browsers do not let people in.',
  'cause.certificate-invalid.probable':
    "Most likely the portal's certificate has been set up wrongly since {since:time}; your network inspects traffic and may be showing another one.",
  'cause.certificate-invalid.unknown': 'The certificate has been rejected since {since:time}; it is not known why.',
  'cause.certificate-invalid.next':
    'Call {whoServer:contact}: the certificate was changed and is wrong. Open the portal on a phone with mobile data to see whether everybody is affected. Restarting does not help.',
  'cause.certificate-invalid.title': 'Certificate is not valid',
  'cause.certificate-invalid.notify': 'Since {since:time} browsers do not let people in.\nCall {whoServer:contact}.',
  'cause.certificate-invalid.recovered': 'The certificate is valid',
  'cause.certificate-invalid.tip': '{server:text}: invalid certificate since {since:time}',
  'cause.certificate-invalid.certain.bare':
    "The portal's certificate has not been valid since {since:time}: browsers do not let people in.",
  'cause.certificate-expiring.certain':
    "The portal's certificate expires on {expires:date}: {days:plural:# day left/# days left}.",
  'cause.certificate-expiring.probable':
    'Most likely the certificate expires on {expires:date}; your network inspects traffic and may be showing another one.',
  'cause.certificate-expiring.unknown':
    'The certificate expires on {expires:date}; it is not known whether renewal is arranged.',
  'cause.certificate-expiring.next':
    'Ask {whoServer:contact} who renews it and when. Last renewal seen: {renewed:date}. Nothing needs restarting.',
  'cause.certificate-expiring.title': 'Certificate expires soon',
  'cause.certificate-expiring.notify': 'It expires on {expires:date}; all works for now.\nFind out who renews it.',
  'cause.certificate-expiring.recovered': 'Certificate renewed',
  'cause.certificate-expiring.tip': '{server:text}: certificate expires in {days:plural:# day/# days}',
  'cause.certificate-expiring.next.bare': 'Ask {whoServer:contact} who renews it and when. Nothing needs restarting.',
};
