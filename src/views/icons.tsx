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
