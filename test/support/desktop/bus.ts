import { Message, sessionBus, Variant, type MessageBus } from 'dbus-next';

/** A connection to a session bus, with the two calls that a desktop is read by. */
export interface Bus {
  readonly raw: MessageBus;
  call(target: BusTarget, member: string, signature?: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
  property(target: BusTarget, name: string): Promise<unknown>;
  hasOwner(name: string): Promise<boolean>;
  close(): void;
}

export interface BusTarget {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
}

const DAEMON: BusTarget = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** Connects to the bus at an address (`unix:path=…`). */
export async function connectBus(address: string): Promise<Bus> {
  const raw = sessionBus({ busAddress: address });
  await new Promise<void>((resolve, reject) => {
    raw.once('connect', resolve);
    raw.once('error', reject);
  });
  // A connection that the daemon ends when the desktop stops is no event of the test.
  raw.on('error', () => undefined);

  async function call(target: BusTarget, member: string, signature = '', values: readonly unknown[] = []) {
    const reply = await raw.call(new Message({ ...target, member, signature, body: [...values] }));
    return (reply?.body ?? []) as readonly unknown[];
  }

  return {
    raw,
    call,
    async property(target, name) {
      const properties = { ...target, interface: 'org.freedesktop.DBus.Properties' };
      const [value] = await call(properties, 'Get', 'ss', [target.interface, name]);
      return withoutVariant(value);
    },
    async hasOwner(name) {
      const [answer] = await call(DAEMON, 'NameHasOwner', 's', [name]);
      return answer === true;
    },
    close() {
      raw.disconnect();
    },
  };
}

/** The process behind a name on the bus. */
export async function processOf(bus: Bus, name: string): Promise<number> {
  const [pid] = await bus.call(DAEMON, 'GetConnectionUnixProcessID', 's', [name]);
  return Number(pid);
}

/** D-Bus wraps values of free type; the wrapping says nothing to a test. */
export function withoutVariant(value: unknown): unknown {
  return value instanceof Variant ? withoutVariant(value.value) : value;
}
