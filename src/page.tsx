import { StrictMode, useEffect } from 'react';
import { App } from './app';
import { ErrorBoundary } from './views/error-boundary';
import { StoresContext, type Stores } from './views/use-stores';

const nothing = () => undefined;

/** The whole tree: the same in a browser and where index.html is made. */
export function Page({ stores, onMounted = nothing }: { stores: Stores; onMounted?: () => void }) {
  useEffect(onMounted, [onMounted]);
  return (
    <StrictMode>
      <StoresContext value={stores}>
        <ErrorBoundary what="This page">
          <App />
        </ErrorBoundary>
      </StoresContext>
    </StrictMode>
  );
}
