import { Drawer } from 'antd';
import { ReactNode } from 'react';
import { useTexts } from '../texts/language';
import { texts } from './texts';

interface MenuDrawerProps {
  readonly open: boolean;
  /** Whether the button that opened it has the focus again. */
  readonly focusBack: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The menu of a narrow screen; loaded with the first press. */
const MenuDrawer = ({ open, focusBack, onClose, children }: MenuDrawerProps) => {
  const said = useTexts(texts);
  return (
    <Drawer open={open} placement="left" size={260} title={said.menu} focusable={{ focusTriggerAfterClose: focusBack }} onClose={onClose}>
      <nav aria-label={said.menu}>{children}</nav>
    </Drawer>
  );
};

export default MenuDrawer;
