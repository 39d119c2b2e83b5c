import type { World } from './world';

const command = [
  '/usr/bin/python3 /usr/bin/gunicorn api.main:app --workers 4 --worker-class uvicorn.workers.UvicornWorker',
  '--bind 127.0.0.1:8000 --timeout 120 --daemon --pid /home/admonctrlxm/server/api/gunicorn.pid',
].join(' ');

/** SigCgt of /proc/PID/status, as a gunicorn 20.1 master and a uvicorn worker really have it. */
const caughtSignals = { master: '0000000008314a07', worker: '0000000100304002' } as const;

/** `p PID PARENT STATE AGE RSS START CAUGHT ARGS`, between the asking shell's own start and ps' exit code. */
export function processLines(world: World, at: number): string {
  const { api } = world;
  const lines = api === null ? [] : [masterLine(world, api.master, at), ...workerLines(world, api.master, at)];
  return [`self ${ticksOf(world, at)}`, ...lines, 'ps 0', 'top 318204 postgres'].join('\n');
}

function masterLine(world: World, pid: number, at: number): string {
  const startedAt = world.api?.startedAt ?? at;
  return `p ${pid} 1 Ss ${ageOf(startedAt, at)} 28892 ${ticksOf(world, startedAt)} ${caughtSignals.master} ${command}`;
}

function workerLines(world: World, master: number, at: number): readonly string[] {
  return (world.api?.workers ?? []).map(({ pid, startedAt }, index) => {
    const rss = 61_240 + index * 388;
    const start = ticksOf(world, startedAt);
    return `p ${pid} ${master} Sl ${ageOf(startedAt, at)} ${rss} ${start} ${caughtSignals.worker} ${command}`;
  });
}

function ageOf(startedAt: number, at: number): number {
  return Math.max(0, Math.floor((at - startedAt) / 1000));
}

/** The kernel counts a hundred ticks a second from the boot on. */
function ticksOf(world: World, at: number): number {
  return Math.max(0, Math.floor((at - world.boot.at) / 10));
}
