// The first thing that is drawn takes its time on a computer that does other work as well. Specs without a browser read nothing of it.
if (typeof window !== 'undefined') require('@testing-library/react').configure({ asyncUtilTimeout: 15_000 });
