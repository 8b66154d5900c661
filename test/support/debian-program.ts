import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program of the system is, or `null`. */
export const programPath = (name: string): string | null => {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Another folder may have it.
    }
  }
  return null;
};

/**
 * Tests that need a program which npm does not bring. Where it is missing they are skipped with a line that says so;
 * with ZHIBU_TEST_PROGRAMS=required, as in `.ci/run`, a missing program is a failure.
 */
export const describeWith = (program: string, name: string, body: () => void): void => {
  if (programPath(program) !== null) return describe(name, body);
  if (process.env['ZHIBU_TEST_PROGRAMS'] === 'required') {
    return describe(name, () => {
      it(`has ${program}`, () => {
        throw new Error(`${program} is missing: apt-get install ${program}`);
      });
    });
  }
  process.stderr.write(`SKIPPED for want of ${program} (apt-get install ${program}): ${name}\n`);
  return describe.skip(name, body);
};
