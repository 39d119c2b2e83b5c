import type { upkeepCauses as spanish } from '../es/causes-upkeep';

/** Causes in what keeps the portal running. */
export const upkeepCauses: Readonly<Record<keyof typeof spanish, string>> = {
  'cause.workers-missing.certain':
    'The API has worked with {n:count} of its {total:count} processes since {since:time}: it serves, but copes with fewer visitors.',
  'cause.workers-missing.probable':
    "Most likely one of the API's processes has failed to start since {since:time}: there are {n:count} of {total:count}.",
  'cause.workers-missing.unknown':
    'The API has had {n:count} of {total:count} processes since {since:time}; it is not known why they are not replaced.',
  'cause.workers-missing.next':
    'Wait 5 more minutes: the API replaces its processes itself. If some are still missing, press "Restart the API" when there are few visitors.',
  'cause.workers-missing.title': 'API processes are missing',
  'cause.workers-missing.notify':
    '{n:count} of {total:count} since {since:time}; the portal works.\nIf it stays so, restart the API.',
  'cause.workers-missing.recovered': 'The API is complete',
  'cause.workers-missing.tip': '{server:text}: API with {n:count} of {total:count} processes',
  'cause.workers-missing.certain.bare':
    'The API has lacked processes since {since:time}: it serves, but copes with fewer visitors.',
  'cause.workers-missing.certain.orphans':
    'The API serves, but its main process has been missing since {since:time}: nothing will replace processes that fail.',
  'cause.workers-missing.next.orphans':
    'Press "Restart the API" when there are few visitors: it may help. Meanwhile the API goes on serving.',
  'cause.workers-missing.title.orphans': 'The API runs on its own',
  'cause.workers-missing.notify.orphans':
    'No main process since {since:time}; the portal works.\nRestart the API when few visit.',
  'cause.workers-missing.tip.orphans': '{server:text}: API without main process since {since:time}',
  'cause.workers-missing.notify.bare':
    'The portal works, but copes with fewer visitors.\nIf it stays so, restart the API.',
  'cause.workers-missing.tip.bare': '{server:text}: API processes are missing',
  'cause.workers-missing.certain.crashing':
    "The API's processes fail and are replaced: {n:plural:# time/# times} in {window:duration}, the last one {last:moment}. The portal went on serving.",
  'cause.workers-missing.next.crashing':
    'In "Logs", press "Copy the report" and send it to {whoCode:contact}: the fault is in the API itself. Restarting it helps for a while at most.',
  'cause.workers-missing.title.crashing': 'API processes keep failing',
  'cause.workers-missing.notify.crashing':
    'Replaced {n:plural:# time/# times} in {window:duration}; the portal works.\nSend the report from "Logs".',
  'cause.workers-missing.tip.crashing': '{server:text}: API processes fail, the last time {last:moment}',
  'cause.watchdog-silent.certain':
    "The server's watchdog has written nothing since {since:time}: if the API falls, nothing will bring it back.",
  'cause.watchdog-silent.certain.cron':
    "The server's scheduled tasks (cron) have been stopped since {since:time}: if the API falls, nothing will bring it back.",
  'cause.watchdog-silent.certain.line':
    'The watchdog is no longer among the scheduled tasks (crontab): if the API falls, nothing will bring it back.',
  'cause.watchdog-silent.certain.script':
    'The watchdog cannot run: {path:text} does not exist or may not be executed. If the API falls, nothing will bring it back.',
  'cause.watchdog-silent.next.script':
    'Ask {whoServer:contact} to put {path:text} back or to make it executable. Meanwhile, if the API falls it must be restarted from Vigía.',
  'cause.watchdog-silent.notify.script': 'Its file is missing or cannot be run.\nThe portal works for now.',
  'cause.watchdog-silent.tip.script': '{server:text}: the watchdog cannot run',
  'cause.watchdog-silent.certain.account':
    "The server has not run this account's scheduled tasks since {since:time}: its password expired or it is locked. If the API falls, nothing will bring it back.",
  'cause.watchdog-silent.next.account':
    'Ask {whoServer:contact} to renew the password or unlock the account {user:text}. Meanwhile, if the API falls it must be restarted from Vigía.',
  'cause.watchdog-silent.notify.account': 'The account is locked for scheduled tasks.\nThe portal works for now.',
  'cause.watchdog-silent.tip.account': '{server:text}: account locked for scheduled tasks',
  'cause.watchdog-silent.probable':
    "Most likely the server's watchdog has not run since {since:time}: its log does not move.",
  'cause.watchdog-silent.unknown':
    "It is not known whether the server's watchdog works: its log cannot be read since {since:time}.",
  'cause.watchdog-silent.next':
    'Log in by SSH and look at `crontab -l` and `systemctl status cron`. Meanwhile, if the API falls it must be restarted from Vigía.',
  'cause.watchdog-silent.title': 'The watchdog is silent',
  'cause.watchdog-silent.notify':
    'Since {since:time} nothing would revive the API if it falls.\nThe portal works for now.',
  'cause.watchdog-silent.recovered': 'The watchdog is back',
  'cause.watchdog-silent.tip': '{server:text}: watchdog silent since {since:time}',
  'cause.watchdog-silent.notify.line': 'It is no longer in the scheduled tasks (crontab).\nThe portal works for now.',
  'cause.watchdog-silent.tip.line': '{server:text}: watchdog missing from the crontab',
  'cause.watchdog-silent.notify.bare': 'If the API falls, nothing would revive it.\nThe portal works for now.',
  'cause.watchdog-silent.unknown.bare': "It is not known whether the server's watchdog works: its log cannot be read.",
  'cause.watchdog-silent.tip.bare': '{server:text}: watchdog silent',
  'cause.autostart-missing.certain':
    'If the server reboots, {service:the} will not start: the `@reboot` line is missing from the scheduled tasks.',
  'cause.autostart-missing.certain.unit':
    'If the server reboots, {service:the} will not start: its service is not enabled.',
  'cause.autostart-missing.certain.script':
    'If the server reboots, {service:the} will not start: {path:text} does not exist or may not be executed.',
  'cause.autostart-missing.certain.gone':
    'If the server reboots, {service:the} will not start: the file of its service, {unit:text}, is gone.',
  'cause.autostart-missing.next.gone':
    'For now everything works. Ask {whoServer:contact} to put the file of {unit:text} back before the server next reboots. Do not restart the service until then: it would not come back.',
  'cause.autostart-missing.next.script':
    'All works for now. Ask {whoServer:contact} to put {path:text} back or to make it executable before the next reboot. Restarting the service does not mend it.',
  'cause.autostart-missing.probable':
    'Most likely {service:the} will not start if the server reboots: the `@reboot` line has changed.',
  'cause.autostart-missing.unknown':
    'It is not known whether {service:the} would start after a reboot: the scheduled tasks cannot be read.',
  'cause.autostart-missing.next':
    'All works for now. Before the next reboot add what is missing: {fix:text}. Restarting the service does not mend it.',
  'cause.autostart-missing.title': 'Automatic start is missing',
  'cause.autostart-missing.notify':
    'If the server reboots, {service:the} will not start.\nWorks for now; see Vigía for what is missing.',
  'cause.autostart-missing.recovered': 'Automatic start is complete',
  'cause.autostart-missing.tip': '{server:text}: {service:the} would not start at boot',
  'cause.autostart-missing.next.bare':
    'All works for now. Ask {whoServer:contact} to add what is missing before the next reboot. Restarting the service does not mend it.',
  'cause.code-error.certain':
    'There is a new error in the API\'s code since {since:time}: "{error:text}", {n:plural:# time/# times}.',
  'cause.code-error.probable':
    'Most likely a change of {changed:date} brought an error: "{error:text}", {n:plural:# time/# times} since {since:time}.',
  'cause.code-error.unknown':
    'The API has logged new errors since {since:time} ({n:plural:# time/# times}); it is not known whom they affect.',
  'cause.code-error.next':
    'The portal still serves. In "Logs", press "Copy the report" and send it to {whoCode:contact}. Restarting does not mend code.',
  'cause.code-error.title': 'New error in the code',
  'cause.code-error.notify':
    '{n:plural:# time/# times} since {since:time}; the portal still serves.\nSend the report from "Logs".',
  'cause.code-error.recovered': 'The error did not return',
  'cause.code-error.tip': "{server:text}: new error in the API's code",
  'cause.code-error.certain.bare': "There have been new errors in the API's code since {since:time}.",
  'cause.clock-skew.certain.ahead':
    "The server's clock is {offset:duration} fast: the times in its logs do not match those of your computer.",
  'cause.clock-skew.certain.behind':
    "The server's clock is {offset:duration} slow: the times in its logs do not match those of your computer.",
  'cause.clock-skew.probable':
    "Most likely the server's clock is wrong: it differs by {offset:duration} from your computer's.",
  'cause.clock-skew.unknown':
    'The clocks of the server and of your computer differ by {offset:duration}; it is not known which is right.',
  'cause.clock-skew.next':
    'Ask {whoServer:contact} to look at `timedatectl`. Vigía already corrects the times it shows. Restarting does not help.',
  'cause.clock-skew.title': "The server's clock is off",
  'cause.clock-skew.notify':
    "It differs by {offset:duration} from your computer's.\nThe portal works; times are corrected.",
  'cause.clock-skew.recovered': 'The clock is right',
  'cause.clock-skew.tip': '{server:text}: server clock off by {offset:duration}',
  'cause.clock-skew.certain.bare': "The server's clock differs by {offset:duration} from your computer's.",
  'cause.flapping.certain':
    'The portal is unstable: {n:plural:# outage/# outages} in {window:duration}, the last one {last:moment}.',
  'cause.flapping.certain.watchdog':
    "The server's watchdog had to revive the API {n:plural:# time/# times} in {window:duration}, the last one {last:moment}; each time there was a short outage.",
  'cause.flapping.probable.watchdog':
    "Most likely the server's watchdog revived the API {n:plural:# time/# times} in {window:duration}, the last one {last:moment}.",
  'cause.flapping.next.watchdog':
    'Open "Logs", see why the API falls and send the report to {whoCode:contact}. Restarting it does not mend it: the watchdog does that already.',
  'cause.flapping.title.watchdog': 'The API falls often',
  'cause.flapping.notify.watchdog':
    'Revived {n:plural:# time/# times} in {window:duration}; the last {last:moment}.\nSend the report from "Logs".',
  'cause.flapping.tip.watchdog': '{server:text}: the API falls often, the last time {last:moment}',
  'cause.flapping.probable':
    'Most likely the portal is unstable because of {why:text}: {n:plural:# outage/# outages} in {window:duration}.',
  'cause.flapping.unknown':
    'The portal falls and returns ({n:plural:# time/# times} in {window:duration}); it is not known why.',
  'cause.flapping.next':
    'Do not restart each time: it is not mending it. In "Logs", press "Copy the report" and send it to {whoCode:contact}. Vigía does not announce every outage; it tells you after {quiet:duration} of calm.',
  'cause.flapping.notify.bare': 'It falls and returns over and over.\nOne notice until it calms down.',
  'cause.flapping.title': 'The portal is unstable',
  'cause.flapping.notify':
    '{n:plural:# outage/# outages} in {window:duration}; the last {last:moment}.\nOne notice until it calms down.',
  'cause.flapping.recovered': 'The portal is stable',
  'cause.flapping.tip': '{server:text}: unstable, {n:plural:# outage/# outages} in {window:duration}',
  'cause.flapping.certain.bare': 'The portal is unstable: it falls and returns over and over.',
  'cause.flapping.next.bare':
    'Do not restart each time: it is not mending it. In "Logs", press "Copy the report" and send it to {whoCode:contact}. Vigía does not announce every outage.',
};
