import { describe, expect, test } from 'vitest';
import { findCronRefusal, findDiskDamage, findMemoryKills } from '../../../src/core/kernel-words';
import { readKernel } from '../../../src/core/remote/kernel';

const clock = { offsetMs: 60_000, zoneMinutes: -300, beganAt: null };
const bootAt = 1_795_514_000_000;
const at = (seconds: number) => seconds * 1000 - clock.offsetMs;

function read(...lines: readonly string[]) {
  return readKernel({ lines, code: 0 }, clock, bootAt);
}

/** As Linux 6.1 and systemd 252 say it. */
const killed = [
  '1795514885.123456 portalmme kernel: oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=cron.service,mems_allowed=0,global_oom,task_memcg=/system.slice/cron.service,task=gunicorn,pid=1356,uid=1000',
  '1795514885.123501 portalmme kernel: Out of memory: Killed process 1356 (gunicorn) total-vm:1213840kB, anon-rss:612340kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:1400kB oom_score_adj:0',
  '1795514885.201000 portalmme systemd[1]: cron.service: A process of this unit has been killed by the OOM killer.',
];

const textOf = (line: string) => line.replace(/^\S+ \S+ (\w+)(?:\[1\])?/, '$1');

test('lines are by the clock that asked, the earliest first; counters by their group', () => {
  expect(
    read('group 3 system.slice', 'group 1 user.slice/user-1000.slice', 'journal 0', ...killed.toReversed()),
  ).toEqual({
    readable: true,
    killsByGroup: { 'system.slice': 3, 'user.slice/user-1000.slice': 1 },
    lines: killed.toReversed().map((line) => ({ at: at(1_795_514_885), text: textOf(line) })),
  });
});

test.each([
  ['nothing found', ['journal 1', '-- No entries --'], true],
  ['nothing found, without a word', ['journal 1', ''], true],
  ['something found', ['journal 0', killed[1] ?? ''], true],
  ['not allowed', ['journal 1', 'No journal files were opened due to insufficient permissions.'], false],
  [
    'only her own',
    ['journal 1', 'Hint: You are currently not seeing messages from other users and the system.'],
    false,
  ],
  ['no such program', ['journal 127', ''], false],
  ['it hung', ['journal 124', ''], false],
  ['an option that it does not know', ['journal 1', "journalctl: unrecognized option '--x'"], false],
])('the journal, %s', (_, lines, readable) => {
  expect(read(...lines)?.readable).toBe(readable);
});

test('what the kernel of the machine below said before this system began is not its own', () => {
  expect(read('journal 0', '1795513000.1 host kernel: Out of memory: Killed process 1 (x) y')?.lines).toEqual([]);
});

test('a section that was cut off is not known', () => {
  expect(readKernel(undefined, clock, bootAt)).toBeNull();
  expect(read('group 3 system.slice')).toBeNull();
});

describe('a kill for lack of memory', () => {
  const kills = (...lines: readonly string[]) => findMemoryKills(read('journal 0', ...lines)?.lines ?? []);

  test('told three times is one', () => {
    expect(kills(...killed)).toEqual([
      { at: at(1_795_514_885), name: 'gunicorn', pid: 1356, group: '/system.slice/cron.service' },
    ]);
  });

  test.each([
    ['Memory cgroup out of memory: Killed process 77 (python3) total-vm:1kB', 'python3'],
    ['Killed process 77 (postgres) total-vm:1kB, anon-rss:1kB, file-rss:0kB', 'postgres'],
  ])('%s', (text, name) => {
    expect(kills(`1795514885.1 h kernel: ${text}`)).toEqual([{ at: at(1_795_514_885), name, pid: 77, group: null }]);
  });

  test.each([
    'kernel: gunicorn invoked oom-killer: gfp_mask=0x140cca, order=0, oom_score_adj=0',
    'kernel: Out of memory: Kill process 77 (x) score 900 or sacrifice child',
    'gunicorn[9]: Out of memory: Killed process 77 (x)',
    'kernel: blk_update_request: I/O error, dev sda, sector 1',
  ])('is not: %s', (text) => {
    expect(kills(`1795514885.1 h ${text}`)).toEqual([]);
  });
});

test('a damaged disk; not the empty drives of a virtual machine', () => {
  const line = (text: string) => ({ at: 1, text: `kernel: ${text}` });
  expect(findDiskDamage([line('EXT4-fs (vda1): Remounting filesystem read-only')])).not.toBeNull();
  expect(findDiskDamage([line('blk_update_request: I/O error, dev sda, sector 2048 op 0x1:(WRITE)')])).not.toBeNull();
  expect(findDiskDamage([line('blk_update_request: I/O error, dev fd0, sector 0')])).toBeNull();
  expect(findDiskDamage([line('Buffer I/O error on dev sr0, logical block 0')])).toBeNull();
});

test('cron may not act for her account', () => {
  const lines = [{ at: 1, text: 'CRON: (admin) FAILED to authorize user with PAM (Authentication failure)' }];
  expect(findCronRefusal(lines, 'admin')?.at).toBe(1);
  expect(findCronRefusal(lines, 'other')).toBeNull();
});
