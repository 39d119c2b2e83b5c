import { Message, type MessageBus } from 'dbus-next';
import { waitUntil } from '../wait-until';
import { connectBus, withoutVariant } from './bus';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
const DO_NOT_QUEUE = 4;
const PRIMARY_OWNER = 1;

/** One bubble as an application asked for it. */
export interface Notification {
  readonly id: number;
  readonly app: string;
  readonly replaces: number;
  readonly icon: string;
  readonly title: string;
  readonly body: string;
  /** Pairs of key and label: `['default', 'View']`. */
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

/** A notification daemon that shows nothing, writes all down, and can act as the person in front of it. */
export interface NotificationRecorder {
  readonly all: readonly Notification[];
  readonly closed: readonly number[];
  waitFor(what: string, matches: (notification: Notification) => boolean, limitMs?: number): Promise<Notification>;
  click(id: number, action?: string): void;
  dismiss(id: number): void;
  close(): void;
}

/** Owns org.freedesktop.Notifications on a bus where nobody else does. */
export async function startRecorder(busAddress: string): Promise<NotificationRecorder> {
  const bus = await connectBus(busAddress);
  const all: Notification[] = [];
  const closed: number[] = [];
  const signal = (member: string, signature: string, values: unknown[]) => {
    bus.raw.send(Message.newSignal(PATH, NAME, member, signature, values));
  };
  answerCalls(bus.raw, all, (id) => {
    closed.push(id);
    signal('NotificationClosed', 'uu', [id, 3]);
  });
  const owner = await bus.raw.requestName(NAME, DO_NOT_QUEUE);
  if (owner !== PRIMARY_OWNER) throw new Error('another notification daemon is on this bus');
  return {
    all,
    closed,
    async waitFor(what, matches, limitMs = 10_000) {
      await waitUntil(what, () => all.some(matches), limitMs).catch((error: unknown) => {
        throw new Error(
          `${String(error)}; there were: ${JSON.stringify(all.map(({ title, body }) => ({ title, body })))}`,
        );
      });
      return all.find(matches) as Notification;
    },
    click(id, action = 'default') {
      signal('ActionInvoked', 'us', [id, action]);
      signal('NotificationClosed', 'uu', [id, 2]);
    },
    dismiss(id) {
      signal('NotificationClosed', 'uu', [id, 2]);
    },
    close() {
      bus.close();
    },
  };
}

function answerCalls(bus: MessageBus, all: Notification[], onClose: (id: number) => void): void {
  let lastId = 0;
  const capabilities = ['actions', 'body', 'body-markup', 'icon-static', 'persistence'];
  const answers: Readonly<Record<string, (body: readonly unknown[]) => readonly [string, readonly unknown[]]>> = {
    Notify(body) {
      const replaces = Number(body[1]);
      const id = replaces > 0 ? replaces : (lastId += 1);
      all.push(toNotification(id, body));
      return ['u', [id]];
    },
    CloseNotification([id]) {
      onClose(Number(id));
      return ['', []];
    },
    GetCapabilities: () => ['as', [capabilities]],
    GetServerInformation: () => ['ssss', ['recorder', 'vigia', '1', '1.2']],
  };
  bus.addMethodHandler((message: Message) => {
    const answer = message.interface === NAME ? answers[message.member] : undefined;
    if (answer === undefined) return false;
    const [signature, values] = answer(message.body as readonly unknown[]);
    bus.send(Message.newMethodReturn(message, signature, [...values]));
    return true;
  });
}

function toNotification(id: number, body: readonly unknown[]): Notification {
  const [app, replaces, icon, title, text, actions, hints, timeout] = body;
  return {
    id,
    app: String(app),
    replaces: Number(replaces),
    icon: String(icon),
    title: String(title),
    body: String(text),
    actions: actions as readonly string[],
    hints: Object.fromEntries(
      Object.entries(hints as Record<string, unknown>).map(([key, value]) => [key, toHint(key, value)]),
    ),
    timeoutMs: Number(timeout),
  };
}

/** Pictures are megabytes: only their size is kept. */
function toHint(key: string, value: unknown): unknown {
  const plain = withoutVariant(value);
  if (!/image.data|icon_data/.test(key)) return plain;
  const [width, height] = plain as readonly number[];
  return `${String(width)}x${String(height)}`;
}
