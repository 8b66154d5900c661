import { useEffect } from 'react';

/** Parts of tables that scroll by themselves. */
const scrolling = '.ant-table-content, .ant-table-body';

const mark = (): void => {
  for (const part of document.querySelectorAll<HTMLElement>(scrolling)) {
    const isCut = part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1;
    if (isCut && part.tabIndex < 0) part.tabIndex = 0;
    if (!isCut && part.tabIndex === 0) part.removeAttribute('tabindex');
  }
};

/** A table that is wider than the screen can be scrolled by the arrow keys too: the table component offers no way to say so, and not every browser does it by itself. */
export const useReachableScrolls = (): void => {
  useEffect(() => {
    let asked = 0;
    const soon = (): void => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(mark);
    };
    const watch = new MutationObserver(soon);
    watch.observe(document.body, { childList: true, subtree: true });
    window.addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(asked);
      watch.disconnect();
      window.removeEventListener('resize', soon);
    };
  }, []);
};
