export interface Surroundings {
  env?: Record<string, string | undefined>;
  platform?: string;
  probe?: (file: string, platform: string) => boolean;
  playwright?: () => Promise<string | null>;
}

export function findBrowser(surroundings?: Surroundings): Promise<string | null>;
