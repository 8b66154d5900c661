/**
 * What a pure library must not touch: it also runs in browsers, and the same input must give the same answer.
 * Imports are the business of .dependency-cruiser.cjs; these rules are about names that need no import.
 */
/** The sources these rules are for; their specs may do as they like. */
export const pureFolders = ['kernel', 'policy', 'domain', 'workflow'].map((name) => `libs/${name}/src`);
export const pureFiles = pureFolders.map((folder) => `${folder}/**/*.ts`);

const globals = ['process', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'crypto', 'performance', 'window', 'document', 'localStorage', 'require', '__dirname', '__filename', 'console', 'navigator']
  .map((name) => ({ name, message: 'Pure libraries reach no clock, randomness or I/O; take a port.' }));

const syntax = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Take the time from the clock port.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the time from the clock port.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Take the time from the clock port.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Randomness is handed in.' },
  { selector: 'VariableDeclarator[init.name=/^(Date|Math)$/]', message: 'Take the time from the clock port; randomness is handed in.' },
  { selector: "MemberExpression[object.name='globalThis']", message: 'Pure libraries name nothing of their surroundings.' },
  { selector: 'ImportExpression', message: 'Pure libraries load nothing at run time.' },
];

export const purity = { 'no-restricted-globals': ['error', ...globals], 'no-restricted-syntax': ['error', ...syntax] };
