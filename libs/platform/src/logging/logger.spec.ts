import { createLogger, maskText } from './logger';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
  let lines = '';
  write(createLogger('api', 'info', { write: (line: string) => { lines += line; } }));
  return lines;
};

test('removes personal fields and secrets at every depth it promises', () => {
  const lines = logged((logger) => {
    logger.info({ idNumber: '990000194706150017', person: { name: '张三', deep: { phone: '13800001234' } } }, 'saw 990000194706150017');
    logger.child({ databaseUrl: 'postgres://zhibu:hidden@h/d' }).error({ err: new Error('no route to postgres://zhibu:hidden@127.0.0.1/zhibu for 99000019550808018X') }, 'failed');
  });
  expect(lines).not.toMatch(/990000194706150017|张三|13800001234|hidden|99000019550808018X/);
  expect(lines).toContain('saw [number]');
  expect(lines).toContain('"app":"api"');
});

test('leaves ordinary numbers and words alone', () => {
  expect(maskText('batch 4228 of 4650800 fen, 9990002 lines, 018f3a2b-0000-7000-8000-123456789abc')).toBe('batch 4228 of 4650800 fen, 9990002 lines, 018f3a2b-0000-7000-8000-123456789abc');
  expect(maskText('990000470615001')).toBe('[number]');
});
