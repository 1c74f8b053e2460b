import { Component, type ReactNode } from 'react';
import { fullStop } from './full-stop';

interface Props {
  /** What stopped, as the start of a sentence: "This page", "The flow". */
  what: string;
  children: ReactNode;
}

/**
 * A view that throws leaves a message and a way back, never a blank page; around each part, so that the rest goes
 * on. The scenario lives in a store and stays.
 */
export class ErrorBoundary extends Component<Props, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div className="notice notice-failure" role="alert">
        <p>
          <strong>{this.props.what} stopped drawing:</strong> {fullStop(message)} Your scenario is kept.
        </p>
        <button type="button" className="button" onClick={() => this.setState({ message: null })}>
          Restart
        </button>
      </div>
    );
  }
}
