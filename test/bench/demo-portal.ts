/**
 * The simulated portal in a process of its own, so that what it costs is not counted. Prints how to reach it as one line
 * of JSON; ends with a signal.
 */
import { startDemoPortal } from '../../src/demo/portal';

const [dataDir = ''] = process.argv.slice(2);
const portal = await startDemoPortal({ dataDir });
process.stdout.write(`${JSON.stringify({ settings: portal.settings, hostKey: portal.hostKey })}\n`);
process.on('SIGTERM', () => {
  void portal.stop().then(() => process.exit(0));
});
