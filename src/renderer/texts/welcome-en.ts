import type { welcomeEs } from './welcome-es';

/** The first minutes: the way to the demonstration, what was typed before, and the last step. */
export const welcomeEn: Readonly<Record<keyof typeof welcomeEs, string>> = {
  'demo.see': 'See the demo',
  'demo.failed': 'The demo could not start. Close other programs and try again.',
  'demo.leave': 'Leave the demo',
  'demo.leave.title': 'Back to connecting your server. Nothing is left of the demo.',
  'setup.resumed': 'It goes on where you left it. The password was not kept: type it again if it is needed.',
  'setup.resumed.afresh': 'Start afresh',
  'last.title': 'The last step: notices',
  'last.intro':
    '{name:text} is watched from now on. The icon stays in the tray, next to the clock, and answers at a glance. What is left is whether notices reach you.',
  'last.test': 'Test notice',
  'last.test.help': 'It takes the same way as a real one',
  'last.test.go': 'Send a test notice',
  'last.test.again': 'Send another',
  'last.drill.help': 'See what an outage would look like, without touching the server',
  'last.done': 'Finish',
  'settings.problem.demo':
    'In the demo no server is saved: it would be lost when you leave. Leave it and connect the server then.',
};
