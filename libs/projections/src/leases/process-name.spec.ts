import { spawnSync } from 'node:child_process';
import { hasEnded, processName } from './process-name';

describe('the name of a process', () => {
  const own = processName();
  const withPid = (pid: number | undefined): string => own.replace(`/${process.pid}/`, `/${pid}/`);

  it('is never the same twice', () => expect(processName()).not.toBe(own));

  it('tells its neighbours when it has ended', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    expect([hasEnded(own), hasEnded(withPid(process.ppid)), hasEnded(withPid(pid))]).toEqual([false, false, true]);
  });

  it('tells nothing to processes of another computer or container', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    expect([hasEnded(withPid(pid).replace(/[0-9a-f]{8}-/, '00000000-')), hasEnded('another'), hasEnded('a//b')]).toEqual([false, false, false]);
  });
});
