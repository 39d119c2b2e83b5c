/** The command line as a process of its own, e.g. of another user. */
import { runFromTerminal } from '../../src/main/cli';

await runFromTerminal();
