import './app/ask-early';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './app/console';
import { loadFirstPage } from './app/first-page';
import { letStylesCarry } from './app/style-nonce';

const root = document.getElementById('root');
if (root === null) throw new Error('expected an element with the id root in index.html');
letStylesCarry(document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '');
void loadFirstPage(location.pathname);
createRoot(root).render(<StrictMode><Console /></StrictMode>);
