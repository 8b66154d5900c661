import { askEarly } from './early';

// The first import of the console, in a file of its own: it runs before React and the components do.
askEarly();
