import type { cliUsage as spanish } from '../es/cli-usage';

/** The command line's help. */
export const cliUsage: Readonly<Record<keyof typeof spanish, string>> = {
  'cli.usage': `Usage: vigia COMMAND [options]

Commands
  init     saves the settings after testing each step
  check    checks once and answers whether you can rest easy
  watch    checks over and over, and tells you
  restart  restarts a service and verifies that it is back: api, dashboard
  logs     shows logs: api-monitor, api-error, api-access, dashboard, nginx-error, all
  report   availability and outages of a time
  gate     what an administrator puts on the server, so that the key can do what Vigía does and nothing else
  demo     a simulated portal with faults that can be switched on and off
  help     this help; "vigia help COMMAND" explains a command

For all
  --data-dir DIR    folder with settings, known identities and history
  --password-stdin  the password (or the key's passphrase) on standard input
  --json            the answer as JSON
  --language es|en  language of the texts
  -h, --help        this help, or that of the command
  --version         the version

The password may also come in the variable VIGIA_SSH_SECRET.`,
  'cli.usage.init': `Usage: vigia init --host HOST --user USER [options]

  --port N                  SSH port (without it: that of ~/.ssh/config, or 22)
  --key FILE                private key
  --agent                   key agent
  --password-stdin          password (or the key's passphrase) on standard input
  --url URL                 public address of the portal
  --ca FILE                 further authorities, in PEM
  --witness URL             address that proves your own network (repeatable)
  --no-witness              none: a closed network
  --name NAME               what to call the server
  --accept-host-key PRINT   SHA256:…, as given by whoever runs the server

Without --key and --password-stdin the key agent is used.
Ends with 0, or with 1 and the step that failed.`,
  'cli.usage.check': `Usage: vigia check [--server ID] [--json] [--no-confirm]

  --server ID    the server, if there are several (without it: the first)
  --no-confirm   does not repeat the test when something fails

Ends with 0 calm, 1 attention, 2 down, 3 no data.`,
  'cli.usage.watch': `Usage: vigia watch [--server ID] [--every 5m] [--json]

  --server ID  only this server (without it: all)
  --every T    time between checks, from 5s up (for instance 30s, 5m, 1h)

With --json, one document per line and check. Ends with Ctrl+C.`,
  'cli.usage.restart': `Usage: vigia restart SERVICE [--server ID] [--yes] [--anyway] [--json]

  SERVICE      api or dashboard
  --server ID  the server, if there are several (without it: the first)
  -y, --yes    also restarts a service that works well
  --anyway     restarts although three restarts in a row have not mended it

Ends with 0 verified, 1 accepted but not verified, 2 failed, 3 not restarted.`,
  'cli.usage.logs': `Usage: vigia logs LOG… [-n N] [-f] [--grep TEXT | --regex EXPRESSION] [--since WHEN] [--until WHEN] [--server ID]

  LOG                 api-monitor, api-error, api-access, dashboard, nginx-error or all; several are put in order of time
  --server ID         the server, if there are several (without it: the first)
  -n, --lines N       how many lines from the end (500; with --since or --until, all)
  -f, --follow        goes on with new ones
  --grep TEXT         only those that contain this text, also in older and compressed files
  --regex EXPRESSION  the same, with a regular expression
  --since WHEN        for instance 10:42, 2026-11-24T10:42, 30m, 2h
  --until WHEN        until then

Ends with 0, or with 2 if one of them cannot be read.`,
  'cli.usage.demo': `Usage: vigia demo [--no-watch] [--json]

  --no-watch  only the portal, not watched from here

Starts a simulated portal on this computer, with a folder of its own unless --data-dir is given. At its prompt:
  NAME OF A FAULT   switches it on or off
  list              shows the faults
  quit              ends`,
  'cli.usage.gate': `Usage: vigia gate --to FOLDER [--server ID] [--json]

  --to FOLDER     a new folder: vigia-gate, and the scripts that it lets through, as text
  --server ID     the server, where there are several (without it: the first)

How to install it: docs/server-setup.md. Once more after an update of Vigía, or when paths in the settings change.
Ends with 0, or with 3 where it could not be written.`,
  'cli.usage.report': `Usage: vigia report [--from D] [--to D] [--server ID] [--json | --csv | --html FILE]

  --from D     since when: 2026, 2026-Q4, 2026-11, 2026-11-24 or 2026-11-24T10:42
  --to D       until when, that day, month or year included (without it: until now)
  --server ID  the server, if there are several (without it: the first)
  --csv        a table for spreadsheets
  --html FILE  a page to print or send

Without dates: the last full month or, if nothing is known of it, this one so far.
With --json, one document. Ends with 0, or with 3 if a date is none or the page cannot be written.`,
};
