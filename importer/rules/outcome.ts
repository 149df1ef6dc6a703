import type { Target } from './target';

/** What becomes of a value. */
export type Fate = 'mapped' | 'inferred' | 'approximated' | 'refused' | 'inert';

/** What each fate means, in words for people. */
export const meanings: Readonly<Record<Fate, string>> = {
  mapped: 'the same on Kubernetes',
  inferred: 'what it leads to, by a guess that is named',
  approximated: 'the nearest that Kubernetes or slipway has',
  refused: 'nothing, although it has a meaning',
  inert: 'nothing, as it says nothing to Kubernetes',
};

export const fates = Object.keys(meanings) as readonly Fate[];

/** A fate with what it needs: a place in the manifests, a reason, a cure. */
export type Outcome =
  | { readonly fate: 'mapped'; readonly to: readonly Target[] }
  | {
      readonly fate: 'inferred' | 'approximated';
      readonly to: readonly Target[];
      readonly why: string;
      readonly fix?: string;
    }
  | { readonly fate: 'refused'; readonly why: string; readonly fix: string }
  | { readonly fate: 'inert'; readonly why: string; readonly fix?: string };

export function mapped(...to: readonly Target[]): Outcome {
  return { fate: 'mapped', to };
}

/** @param why what was guessed, as a whole sentence */
export function inferred(to: readonly Target[], why: string, fix?: string): Outcome {
  return { fate: 'inferred', to, why, ...(fix !== undefined && { fix }) };
}

/** @param why what differs, as a whole sentence */
export function approximated(to: readonly Target[], why: string, fix?: string): Outcome {
  return { fate: 'approximated', to, why, ...(fix !== undefined && { fix }) };
}

/**
 * @param why what Kubernetes or slipway lacks, as a whole sentence
 * @param fix what to do instead, as a whole sentence
 */
export function refused(why: string, fix: string): Outcome {
  return { fate: 'refused', why, fix };
}

/** @param why why Kubernetes needs nothing, as a whole sentence */
export function inert(why: string, fix?: string): Outcome {
  return { fate: 'inert', why, ...(fix !== undefined && { fix }) };
}
