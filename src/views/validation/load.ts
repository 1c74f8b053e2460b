import { use } from 'react';
import { loadAgreement, loadValidation, type Agreement, type ValidationSummary } from '../../data/validation';

let asked: Promise<ValidationSummary> | null = null;

/** The comparison with measurements, fetched when the first reader asks; suspends until it is here. */
export function useValidation(): ValidationSummary {
  return use((asked ??= loadValidation()));
}

let agreement: Promise<Agreement[]> | null = null;

/** Errors by chip and engine, fetched once. Empty where they cannot be had. */
export const fetchAgreement = (): Promise<Agreement[]> => (agreement ??= loadAgreement().catch(() => []));

/** The same for a view, which suspends until they are here. */
export const useAgreement = (): Agreement[] => use(fetchAgreement());
