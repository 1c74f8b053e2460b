import type { ReactNode } from 'react';

/** Line icons, drawn in the text's colour and size. They repeat what a label says, so readers skip them. */
function Icon({ children, size = 18 }: { children: ReactNode; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="M4 4l10 10M14 4L4 14" />
  </Icon>
);

export const SunIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="3.2" />
    <path d="M9 1.5v2M9 14.5v2M1.5 9h2M14.5 9h2M3.7 3.7l1.4 1.4M12.9 12.9l1.4 1.4M14.3 3.7l-1.4 1.4M5.1 12.9l-1.4 1.4" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M14.8 11.2A6.4 6.4 0 0 1 6.8 3.2a6.4 6.4 0 1 0 8 8z" />
  </Icon>
);

/** Half sun, half night: what the system says. */
export const AutoIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="6" />
    <path d="M9 3a6 6 0 0 1 0 12z" fill="currentColor" stroke="none" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M6.5 3L3 6.5 6.5 10M3.5 6.5H10a4.2 4.2 0 0 1 0 8.5H6" />
  </Icon>
);

export const RedoIcon = () => (
  <Icon>
    <path d="M11.5 3L15 6.5 11.5 10M14.5 6.5H8A4.2 4.2 0 0 0 8 15h4" />
  </Icon>
);

/** Round and back to where it began. */
export const ResetIcon = () => (
  <Icon size={14}>
    <path d="M4.2 5.2A6.3 6.3 0 1 1 2.7 9M3.6 1.8v4h4" />
  </Icon>
);

export const LockIcon = ({ closed }: { closed: boolean }) => (
  <Icon size={15}>
    <rect x="3.5" y="8" width="11" height="7.5" rx="1.2" />
    <path d={closed ? 'M6 8V5.5a3 3 0 0 1 6 0V8' : 'M6 8V5a3 3 0 0 1 5.8-1'} />
  </Icon>
);

export const SearchIcon = () => (
  <Icon size={16}>
    <circle cx="8" cy="8" r="4.8" />
    <path d="M11.6 11.6L15.5 15.5" />
  </Icon>
);

/** The yard's throat: one track in, three out. */
export function Wordmark() {
  return (
    <span className="wordmark">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <g fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
          <path d="M3 16h26" />
          <path d="M9 16c5 0 5-9 11-9h9" />
          <path d="M9 16c5 0 5 9 11 9h9" />
        </g>
        <circle cx="22" cy="7" r="3.4" fill="var(--tier-sram)" />
        <circle cx="16.5" cy="16" r="3.4" fill="var(--tier-hbm)" />
        <circle cx="26" cy="25" r="3.4" fill="var(--tier-dram)" />
      </svg>
      Tokenyard
    </span>
  );
}
