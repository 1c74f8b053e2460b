import type { ReactNode } from 'react';

export function IconButton({
  label,
  disabled,
  title,
  onClick,
  children,
}: {
  label: string;
  disabled: boolean;
  title?: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className="flow-button"
      aria-label={label}
      disabled={disabled}
      title={title ?? label}
      onClick={onClick}
    >
      <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" fill="currentColor">
        {children}
      </svg>
    </button>
  );
}
