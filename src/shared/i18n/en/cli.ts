import type { cli as spanish } from '../es/cli';

/** The command line. */
export const cli: Readonly<Record<keyof typeof spanish, string>> = {
  'cli.answer': '{server:text}: {answer:text}',
  'cli.next': 'What to do: {next:text}',
  'cli.confidence': 'Certainty: {word:text}',
  'cli.off': 'Not watched:',
  'cli.evidence': 'Evidence:',
  'cli.also': 'Also: {sentence:text}',
  'cli.note': 'Without alarm: {sentence:text}',
  'cli.item': '  - {text:text}',
  'cli.why': 'Why: {sentence:text}',
  'cli.confirming': 'Something did not answer; the test is repeated in {wait:duration}.',
  'cli.watch.start': 'Vigía watches {server:text} every {every:duration}. Ctrl+C ends.',
  'cli.watch.round': '{at:clock}  {word:text}  {sentence:text}',
  'cli.watch.confirming': '{at:clock}  Being confirmed: {title:text}',
  'cli.watch.notice': '{at:clock}  Notice: {title:text} · {body:text}',
  'cli.watch.noticeFailed': '{at:clock}  The notice could not be shown: {reason:text}',
  'cli.watch.end': 'Ended: nobody watches the portal now.',
  'cli.restart.step': '{step:text}… fine ({took:duration})',
  'cli.restart.stepFailed': '{step:text}… failed',
  'cli.restart.confirm': '{service:The} works well now. Add --yes to restart it all the same.',
  'cli.restart.anyway': 'To restart all the same, add --anyway.',
  'cli.init.step': '{mark:text} {title:text}: {text:text}',
  'cli.init.saved': 'Saved at {path:text}. Try now: vigia check',
  'cli.init.failed': 'Nothing was saved: step "{title:text}" failed.',
  'cli.init.acceptHostKey': 'If the fingerprint is the one you were given, add: --accept-host-key={fingerprint:text}',
  'cli.init.wrongHostKey':
    'The expected fingerprint was {expected:text} and the server showed {fingerprint:text}. Nothing was sent.',
  'cli.error': 'vigia: {text:text}',
  'cli.error.unknownCommand': 'There is no command "{command:text}". "vigia --help" shows them.',
  'cli.error.unknownOption': 'There is no option "{option:text}". "vigia --help" shows them.',
  'cli.error.missingOption': '{option:text} is missing.',
  'cli.error.missingValue': '{option:text} lacks its value.',
  'cli.error.badValue': '"{value:text}" is not valid for {option:text}.',
  'cli.error.badValue.because': '"{value:text}" is not valid for {option:text}. {why:text}',
  'cli.error.unknownServer': 'There is no server "{server:text}". There are: {servers:list}.',
  'cli.error.noServer': 'No server is set up yet. Begin with: vigia init --host HOST --user USER',
  'cli.error.unknownService': 'There is no service "{service:text}". There are: {services:list}.',
  'cli.error.unknownLog': 'There is no log "{source:text}". There are: {sources:list}.',
  'cli.logs.most': 'The last {n:count} lines are read at most. To go further back: --since or --grep.',
  'cli.logs.cut':
    '{source:text}: there are more lines than fit here; those that follow are missing. Choose a shorter time.',
  'cli.logs.unread': '{n:plural:One older file could not be read/# older files could not be read}.',
  'cli.logs.untimed': '{source:text}: its lines bear no date; they cannot be found by time.',
  'cli.error.tooMuch': '"{value:text}" is one too many.',
  'cli.error.contradiction': '{first:text} and {second:text} contradict each other.',
  'cli.error.demoFolder':
    'The folder {path:text} has a server set up already, and the demo would replace it. Choose another.',
  'cli.error.file': 'The file {path:text} cannot be read.',
  'cli.error.emptyRange': 'There is no time between {from:text} and {to:text} that has passed.',
  'cli.error.fileNotWritten': 'The file {path:text} cannot be written.',
  'cli.error.history.denied':
    'You may not read the history in {path:text}. It belongs to another user of this computer; ask for permission or use that account.',
  'cli.error.history.busy':
    'Another program is writing the history in {path:text} and does not finish. Try again in a moment.',
  'cli.error.history.damaged':
    'The history in {path:text} is damaged ({detail:text}). Open Vigía with that folder: it puts the damaged file aside and rescues what can be rescued.',
  'cli.error.history.newer':
    'The history in {path:text} comes from a newer version of Vigía. Update Vigía on this computer.',
  'cli.error.history.unfinished':
    'A write was left unfinished in the history in {path:text}, which is too large to be read like that. Open Vigía with that folder: it undoes it by itself.',
  'cli.error.history.other': 'The history in {path:text} cannot be read: {detail:text}.',
  'cli.error.dataDir':
    'The folder {path:text} cannot be written to. Check that it is yours and that the disk has space, or choose another with --data-dir.',
  'cli.error.dataDir.not-own':
    'The folder {path:text} belongs to another user. Vigía does not trust it: whoever can write there decides which server is logged into. Use a folder of your own.',
  'cli.error.dataDir.open-to-others':
    'Every user of this computer can write to the folder {path:text}. Vigía does not trust it: whoever can write there decides which server is logged into. Close it (chmod o-w) or use another.',
  'cli.error.internal': 'Vigía failed inside: {detail:text}',
  'cli.gate.written':
    'vigia-gate and {n:number} approved scripts are in {path:text}. Read them and put them on the server: docs/server-setup.md.',
  'cli.demo.start':
    'Simulated portal: {url:text} · SSH on port {port:text}. Type the name of a fault, "list" or "quit".',
  'cli.demo.on': 'On: {fault:text} ({label:text})',
  'cli.demo.off': 'Off: {fault:text} ({label:text})',
  'cli.demo.unknown': 'There is no fault "{fault:text}". "list" shows them.',
  'cli.demo.line': '  {mark:text} {fault:text}  {label:text}',
  'cli.demo.watch': 'To watch it from another terminal: {command:text}',
};
