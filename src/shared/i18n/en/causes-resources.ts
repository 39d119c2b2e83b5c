import type { resourceCauses as spanish } from '../es/causes-resources';

/** Causes in disk, memory and speed. */
export const resourceCauses: Readonly<Record<keyof typeof spanish, string>> = {
  'cause.disk-full.certain':
    'Disk {mount:text} has been full since {since:time}: {used:percent} used, {free:size} left. Services may fail.',
  'cause.disk-full.certain.broke':
    'There are failures in {parts:parts} because disk {mount:text} has been full since {since:time}.',
  'cause.disk-full.certain.inodes':
    'Disk {mount:text} has taken no more files since {since:time}: too many small files ({used:percent} of the maximum).',
  'cause.disk-full.probable': 'Most likely disk {mount:text} is full: since {since:time} services cannot write.',
  'cause.disk-full.unknown':
    'It is not known how much space {mount:text} has left: the server has not let it be measured since {since:time}.',
  'cause.disk-full.next':
    'Ask {whoServer:contact} to free space: rotate or delete old logs. Largest: {biggest:text} ({size:size}). Restarting does not help: the service might not start again.',
  'cause.disk-full.title': 'The disk is full',
  'cause.disk-full.notify':
    '{used:percent} used since {since:time}; services may fail.\nFree some space; restarting is no help.',
  'cause.disk-full.recovered': 'There is disk space again',
  'cause.disk-full.notify.broke':
    'So {parts:parts} have failed since {since:time}.\nFree some space; restarting is no help.',
  'cause.disk-full.tip': '{server:text}: disk full ({used:percent}) since {since:time}',
  'cause.disk-full.certain.bare': 'Disk {mount:text} has been full since {since:time}. Services may fail.',
  'cause.disk-full.next.bare':
    'Ask {whoServer:contact} to free space: rotate or delete old logs. Restarting does not help: the service might not start again.',
  'cause.disk-full.notify.bare': 'Services may fail.\nFree some space; restarting is no help.',
  'cause.disk-full.notify.inodes':
    'Since {since:time} it takes no more files.\nDelete small files; restarting is no help.',
  'cause.disk-full.tip.bare': '{server:text}: disk full',
  'cause.disk-full.certain.readonly':
    'Disk {mount:text} has been read-only because of damage since {since:time}: nothing can be saved.',
  'cause.disk-full.probable.readonly':
    'Most likely disk {mount:text} is damaged: it has been read-only since {since:time} and nothing can be saved.',
  'cause.disk-full.next.readonly':
    'Call {whoServer:contact}: the disk must be looked at before it is mounted again. Freeing space or restarting services does not help.',
  'cause.disk-full.title.readonly': 'The disk is damaged',
  'cause.disk-full.notify.readonly':
    'Read-only since {since:time}: nothing can be saved.\nCall whoever runs the server.',
  'cause.disk-full.tip.readonly': '{server:text}: disk read-only since {since:time}',
  'cause.disk-filling.certain': 'Disk {mount:text} is at {used:percent}: at this rate it is full {when:day}.',
  'cause.disk-filling.certain.noForecast':
    'Disk {mount:text} is at {used:percent}; there is not enough data yet to say when it will be full.',
  'cause.disk-filling.certain.inodes':
    'Disk {mount:text} uses {used:percent} of its possible files: too many small files.',
  'cause.disk-filling.probable':
    'Most likely disk {mount:text} is full {when:day}: it is at {used:percent} and grows irregularly.',
  'cause.disk-filling.unknown': 'Disk {mount:text} is at {used:percent}; it is not known what fills it.',
  'cause.disk-filling.next':
    'Ask {whoServer:contact} to rotate the logs before it is full. Largest: {biggest:text} ({size:size}). Restarting does not help.',
  'cause.disk-filling.title': 'The disk is filling up',
  'cause.disk-filling.notify': 'At {used:percent}; at this rate it is full {when:day}.\nAsk to rotate the logs.',
  'cause.disk-filling.recovered': 'The disk has space',
  'cause.disk-filling.tip': '{server:text}: disk at {used:percent}, full {when:day}',
  'cause.disk-filling.certain.bare': "The server's disk is filling up.",
  'cause.disk-filling.probable.bare':
    'Most likely disk {mount:text} will soon be full: it is at {used:percent} and grows irregularly.',
  'cause.disk-filling.next.bare':
    'Ask {whoServer:contact} to rotate the logs before it is full. Restarting does not help.',
  'cause.disk-filling.notify.bare': 'At {used:percent}; all works for now.\nAsk to rotate the logs.',
  'cause.disk-filling.tip.bare': '{server:text}: disk at {used:percent}',
  'cause.memory-low.certain':
    'The server has been short of memory since {since:time}: {free:size} ({left:percent}) left. Largest user: {process:text} ({size:size}).',
  'cause.memory-low.probable':
    'Most likely {process:text} has been hoarding memory since {since:time}: {free:size} left.',
  'cause.memory-low.unknown':
    'The server has been short of memory since {since:time} ({free:size} left); it is not known what uses it.',
  'cause.memory-low.next':
    'If the largest user is the API or the dashboard, restarting it may help for a while. If it happens again, tell {whoCode:contact}.',
  'cause.memory-low.title': 'Little memory left',
  'cause.memory-low.notify':
    'Free: {free:size} ({left:percent}) since {since:time}; the portal works.\nSee in Vigía what uses it.',
  'cause.memory-low.recovered': 'There is enough memory',
  'cause.memory-low.tip': '{server:text}: little memory since {since:time}',
  'cause.memory-low.certain.bare': 'The server has been short of memory since {since:time}.',
  'cause.memory-low.notify.bare': 'The portal works.\nSee in Vigía what uses it.',
  'cause.out-of-memory.certain':
    'The server ran out of memory {at:moment} and the system closed {victim:text} to keep going.',
  'cause.out-of-memory.probable':
    'Most likely the server ran out of memory {at:moment}: {victim:text} was closed abruptly.',
  'cause.out-of-memory.unknown':
    '{victim:text} was closed abruptly {at:moment}; it is not known whether for lack of memory.',
  'cause.out-of-memory.next':
    'See whether {victim:text} is back; if not, restarting it helps. If it happens again, ask {whoServer:contact} for more memory or {whoCode:contact} to look at its use.',
  'cause.out-of-memory.title': 'Memory ran out',
  'cause.out-of-memory.notify': 'The system closed {victim:text} {at:moment}.\nSee in Vigía whether it is back.',
  'cause.out-of-memory.recovered': 'No more memory closures',
  'cause.out-of-memory.tip': '{server:text}: memory ran out {at:moment}',
  'cause.out-of-memory.certain.bare': 'The server ran out of memory and the system closed a program to keep going.',
  'cause.out-of-memory.next.bare':
    'See in "Services" whether all is back; restarting what is missing helps. If it happens again, ask {whoServer:contact} for more memory.',
  'cause.out-of-memory.notify.bare': 'The system closed a program on the server.\nSee in Vigía whether all is back.',
  'cause.out-of-memory.tip.bare': '{server:text}: memory ran out',
  'cause.out-of-memory.certain.broke':
    'There are failures in {parts:parts} because the server ran out of memory {at:moment} and the system closed {victim:text}.',
  'cause.out-of-memory.probable.broke':
    'Most likely there are failures in {parts:parts} because the server ran out of memory {at:moment}.',
  'cause.out-of-memory.probable.bare':
    'Most likely the server ran out of memory {at:moment}: the system closed a program abruptly.',
  'cause.out-of-memory.notify.broke':
    'So {parts:parts} failed {at:moment}.\nSee in Vigía whether all is back; if not, restart.',
  'cause.slow.certain':
    'The portal has been slow since {since:time}: it takes {now:latency}, {usual:latency} is normal.',
  'cause.slow.probable':
    'Most likely the portal has been slow because of {why:text} since {since:time}: it takes {now:latency}.',
  'cause.slow.unknown':
    'The portal has been slow since {since:time} ({now:latency}); it is not known whether it is the server or your network.',
  'cause.slow.next':
    'Wait 15 minutes. If still slow, look at memory and disk in Vigía before restarting; restarting the API may help once.',
  'cause.slow.title': 'The portal is slow',
  'cause.slow.notify': 'It takes {now:latency} since {since:time}; {usual:latency} is normal.\nUsers can get in.',
  'cause.slow.recovered': 'The portal is quick again',
  'cause.slow.tip': '{server:text}: slow ({now:latency}) since {since:time}',
  'cause.slow.certain.bare': 'The portal has been slow since {since:time}.',
  'cause.slow.probable.bare': 'Most likely the server is busy: the portal has been slow since {since:time}.',
};
