import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { Button, IconButton } from './Button.tsx';

type DialogProps = {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** No closing by Esc or a tap outside, for what must be answered. */
  mustAnswer?: boolean;
  /** What lies behind is not to be read until it is answered. */
  covers?: boolean;
};

/** A question over the page: from below on a phone, in the middle on a desk. */
export function Dialog({ title, open, onClose, children, wide = false, mustAnswer = false, covers = false }: DialogProps) {
  return (
    <ModalOverlay className={cx('overlay', covers && 'covers')} isOpen={open} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())} isDismissable={!mustAnswer} isKeyboardDismissDisabled={mustAnswer}>
      <Modal className={cx('modal', wide && 'wide')}>
        <AriaDialog className="dialog" role={mustAnswer ? 'alertdialog' : 'dialog'}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>{title}</Heading>
            {mustAnswer ? null : <IconButton icon="close" label={t.common.close} onPress={onClose} />}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type ConfirmProps = { title: string; open: boolean; children?: ReactNode; confirmLabel: string; danger?: boolean; pending?: boolean; onConfirm: () => void; onClose: () => void };

/** Before something that is hard to take back. */
export function Confirm({ title, open, children, confirmLabel, danger = false, pending = false, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      {children}
      <div className="form-actions">
        <Button variant={danger ? 'danger' : 'primary'} pending={pending} onPress={onConfirm}>{confirmLabel}</Button>
        <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>
      </div>
    </Dialog>
  );
}
