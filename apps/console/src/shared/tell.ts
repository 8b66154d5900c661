import './tell.css';

/** In the page before anything is said in it: what comes together with its words is often not heard. */
const region = document.createElement('div');
region.className = 'tell';
region.setAttribute('aria-live', 'polite');
document.body.append(region);

/** Said to whoever does not see what changed; the focus stays where it is. The same words again are heard again. */
export const tell = (words: string): void => {
  const said = document.createElement('p');
  said.textContent = words;
  region.replaceChildren(said);
};
