/**
 * Exactly one attempt to log in, with the configured kind of credential; a refusal is final, because repeating it could
 * lock the user out. ssh2 asks `handler` for the next method after the host key was verified and after each refusal.
 *
 *   key       publickey ─ refused ─▶ auth-failed
 *   agent     up to five of its keys ─ all refused ─▶ auth-failed
 *   password  none ─▶ what does the server take? ─▶ password, else keyboard-interactive, else nothing is sent
 */
import type {
  AnyAuthMethod,
  AuthHandlerMiddleware,
  AuthenticationType,
  BaseAgent,
  ParsedKey,
  Prompt,
  SignCallback,
  SigningRequestOptions,
} from 'ssh2';
import type { AuthMethod, RemoteError } from '../../core/errors';
import type { ServerSettings } from '../../core/settings';
import type { Clock } from '../clock';
import { agentPaths, openAgent } from './agent';
import { loadPrivateKey, readPublicKeyBlob } from './keys';
import type { ResolvedTarget } from './ssh-config';
import { sha1Refusal } from './to-remote-error';

export type AskSecret = (what: 'passphrase' | 'password') => string | null;

export interface AuthenticationOptions {
  readonly auth: ServerSettings['auth'];
  readonly target: Pick<ResolvedTarget, 'user' | 'identityFiles' | 'identityAgent' | 'identitiesOnly'>;
  readonly secrets: AskSecret;
  readonly clock: Clock;
  /** Called when the attempt cannot go on; the connection is to be closed. */
  readonly fail: (error: RemoteError) => void;
}

export interface Authentication {
  readonly handler: AuthHandlerMiddleware;
  /** Whether a signature or a password has left this machine. */
  isSecretSent(): boolean;
  close(): void;
}

const agentLimitMs = 5000;

export function createAuthentication(options: AuthenticationOptions): Authentication {
  let isSecretSent = false;
  let closeAgent = (): void => undefined;
  const proof: Proof = {
    sent: () => {
      isSecretSent = true;
    },
    agentOpened: (close) => {
      closeAgent = close;
    },
  };
  return {
    handler: handlerFor(options, proof),
    isSecretSent: () => isSecretSent,
    close: () => {
      closeAgent();
    },
  };
}

interface Proof {
  sent(): void;
  agentOpened(close: () => void): void;
}

type Next = (method: AnyAuthMethod) => void;

function handlerFor(options: AuthenticationOptions, proof: Proof): AuthHandlerMiddleware {
  const { auth, fail } = options;
  let attempts = 0;
  return (methodsLeft: readonly AuthenticationType[] | null, _isPartial, next: Next) => {
    attempts += 1;
    if (auth.kind === 'password' && attempts <= 2) {
      tryPassword(options, proof, attempts === 1 ? null : (methodsLeft ?? []), next);
    } else if (auth.kind === 'key' && attempts === 1) {
      tryKey(options, proof, auth.file, next);
    } else if (auth.kind === 'agent' && attempts === 1) {
      void tryAgent(options, proof, next);
    } else {
      fail(refused(options, auth.kind));
    }
  };
}

function refused({ target }: AuthenticationOptions, tried: AuthMethod): RemoteError {
  return { kind: 'auth-failed', user: target.user, tried };
}

function tryKey(options: AuthenticationOptions, proof: Proof, file: string, next: Next): void {
  const key = loadPrivateKey(file, () => options.secrets('passphrase'));
  if (!key.ok) {
    options.fail(key.error);
    return;
  }
  next({
    type: 'publickey',
    username: options.target.user,
    key: withGuardedSigning(key.value, proof),
  });
}

/** ssh2 would fall back to RSA with SHA-1 for servers that do not name their signature algorithms. */
function withGuardedSigning(key: ParsedKey, proof: Proof): ParsedKey {
  const sign = key.sign.bind(key);
  key.sign = (data, algorithm) => {
    if (algorithm === 'sha1') throw new Error(sha1Refusal);
    proof.sent();
    return sign(data, algorithm);
  };
  return key;
}

async function tryAgent(options: AuthenticationOptions, proof: Proof, next: Next): Promise<void> {
  const { target, clock } = options;
  const opened = await openAgent({
    paths: agentPaths({ platform: process.platform, env: process.env, identityAgent: target.identityAgent }),
    preferred: target.identityFiles.flatMap((file) => readPublicKeyBlob(file) ?? []),
    onlyPreferred: target.identitiesOnly,
    limitMs: agentLimitMs,
    clock,
  });
  if (!opened.ok) {
    options.fail(opened.error);
    return;
  }
  proof.agentOpened(opened.value.close);
  next({ type: 'agent', username: target.user, agent: withGuardedAgent(opened.value.agent, proof) });
}

function withGuardedAgent(agent: BaseAgent, proof: Proof): BaseAgent {
  const sign = agent.sign.bind(agent);
  agent.sign = (
    key: Parameters<typeof sign>[0],
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    call: SignCallback = () => undefined,
  ) => {
    const [given, done] = typeof options === 'function' ? [{}, options] : [options, call];
    if (given.hash === 'sha1') {
      done(new Error(sha1Refusal));
      return;
    }
    proof.sent();
    sign(key, data, given, done);
  };
  return agent;
}

/** `methods` null: not known yet; asking with "none" tells them and sends nothing. */
function tryPassword(
  options: AuthenticationOptions,
  proof: Proof,
  methods: readonly AuthenticationType[] | null,
  next: Next,
): void {
  const username = options.target.user;
  if (methods === null) {
    next({ type: 'none', username });
    return;
  }
  const notAccepted: RemoteError = { kind: 'password-not-accepted-by-server', user: username };
  const type = (['password', 'keyboard-interactive'] as const).find((method) => methods.includes(method));
  if (type === undefined) {
    options.fail(notAccepted);
    return;
  }
  const password = options.secrets('password');
  if (password === null) {
    options.fail({ kind: 'secret-needed', what: 'password' });
  } else if (type === 'password') {
    proof.sent();
    next({ type, username, password });
  } else {
    next({ type, username, prompt: answerOnce(options, proof, password, notAccepted) });
  }
}

type Answer = (answers: string[]) => void;

/** The password goes to one hidden question that asks for a password, once; never to a one-time code's. */
function answerOnce(options: AuthenticationOptions, proof: Proof, password: string, notAccepted: RemoteError) {
  let hasAnswered = false;
  return (_name: string, _instructions: string, _language: string, prompts: Prompt[], finish: Answer): void => {
    const [prompt] = prompts;
    if (hasAnswered) {
      options.fail(refused(options, 'password'));
    } else if (prompts.length === 1 && prompt !== undefined && isPasswordPrompt(prompt)) {
      hasAnswered = true;
      proof.sent();
      finish([password]);
    } else {
      options.fail(notAccepted);
    }
  };
}

function isPasswordPrompt(prompt: Prompt): boolean {
  const isAboutCode = /code|c[oó]digo|token|\botp\b|one-time|verif|\bpin\b|new|nuev/i.test(prompt.prompt);
  return (
    prompt.echo !== true && !isAboutCode && /pass(?:word|wort)|contrase|clave|mot de passe|senha/i.test(prompt.prompt)
  );
}
