/** The SSH agent: where it is on each system, and which of its keys are offered. */
import type { Duplex } from 'node:stream';
import ssh2, { type BaseAgent, type ParsedKey } from 'ssh2';
import type { RemoteError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { isParsedKey } from './keys';

export interface AgentPlace {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From ~/.ssh/config: a path, `none`, or null where it says nothing. */
  readonly identityAgent: string | null;
}

const windowsPipe = '\\\\.\\pipe\\openssh-ssh-agent';
/** A server closes the connection after six refusals, by default. */
const maxIdentities = 5;

/** Where an agent may listen, best first. `pageant` is PuTTY's, which ssh2 asks through its own helper program. */
export function agentPaths({ platform, env, identityAgent }: AgentPlace): readonly string[] {
  if (identityAgent === 'none') return [];
  if (identityAgent !== null) return [identityAgent];
  const fromEnvironment = env['SSH_AUTH_SOCK'];
  const paths = fromEnvironment === undefined || fromEnvironment === '' ? [] : [fromEnvironment];
  return platform === 'win32' ? [...paths, windowsPipe, 'pageant'] : paths;
}

export interface AgentChoice {
  readonly paths: readonly string[];
  /** Public keys of the configured identity files: offered first. */
  readonly preferred: readonly Buffer[];
  /** Offer nothing else (IdentitiesOnly). */
  readonly onlyPreferred: boolean;
  readonly limitMs: number;
  readonly clock: Clock;
}

export interface OpenAgent {
  readonly agent: BaseAgent;
  /** Ends open questions to the agent: it may be waiting for a person to confirm. */
  close(): void;
}

/** An agent that offers at most five keys, none of them old DSA. Told apart: no agent answers, and an agent without keys. */
export async function openAgent(choice: AgentChoice): Promise<Result<OpenAgent, RemoteError>> {
  let hasAnswered = false;
  for (const path of choice.paths) {
    const { agent, close } = createClosableAgent(path);
    const keys = await listIdentities(agent, choice.limitMs, choice.clock);
    close();
    if (keys === null) continue;
    hasAnswered = true;
    const chosen = chooseIdentities(keys, choice);
    if (chosen.length === 0) continue;
    agent.getIdentities = (call: (error: Error | undefined, keys?: ParsedKey[]) => void) => {
      call(undefined, [...chosen]);
    };
    return ok({ agent, close });
  }
  return err({ kind: hasAnswered ? 'agent-empty' : 'agent-missing' });
}

/** ssh2 keeps the sockets to the agent to itself; these are noted, so that none outlives its question. */
function createClosableAgent(path: string): OpenAgent {
  const agent = ssh2.createAgent(path);
  const streams = new Set<Duplex>();
  const getStream = agent.getStream?.bind(agent);
  if (getStream !== undefined) {
    agent.getStream = (call) => {
      getStream((error, stream) => {
        if (stream !== undefined) {
          streams.add(stream);
          stream.on('error', ignore);
          stream.once('close', () => streams.delete(stream));
        }
        call(error, stream);
      });
    };
  }
  const close = (): void => {
    for (const stream of streams) stream.destroy();
  };
  return { agent, close };
}

function ignore(): void {
  // The same error reaches the question's own callback.
}

/** Whether some agent answers and holds a key, for the set-up form. */
export async function agentAvailable(
  place: AgentPlace,
  clock: Clock,
  limitMs = 2000,
): Promise<'available' | 'missing' | 'empty'> {
  const opened = await openAgent({ paths: agentPaths(place), preferred: [], onlyPreferred: false, limitMs, clock });
  if (opened.ok) return 'available';
  return opened.error.kind === 'agent-empty' ? 'empty' : 'missing';
}

function chooseIdentities(keys: readonly ParsedKey[], choice: AgentChoice): readonly ParsedKey[] {
  const usable = keys.filter((key) => key.type !== 'ssh-dss');
  const isPreferred = (key: ParsedKey): boolean => choice.preferred.some((blob) => blob.equals(key.getPublicSSH()));
  const others = choice.onlyPreferred ? [] : usable.filter((key) => !isPreferred(key));
  return [...usable.filter(isPreferred), ...others].slice(0, maxIdentities);
}

/** Null: nobody answers there, in time and in the agent's language. */
function listIdentities(agent: BaseAgent, limitMs: number, clock: Clock): Promise<readonly ParsedKey[] | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(limitMs, () => {
      resolve(null);
    });
    const answer = (error: Error | null | undefined, keys: readonly unknown[] | undefined): void => {
      cancel();
      resolve(error ? null : (keys ?? []).filter(isParsedKey));
    };
    try {
      agent.getIdentities(answer);
    } catch {
      answer(new Error('agent'), undefined);
    }
  });
}
