import type { CompanionProps } from './companions';
import type { HostNameProps } from './host-names';
import type { MetadataProps } from './labels';
import type { PlacementProps } from './placement';
import type { ProcessProps } from './process';

/** Settings of the pods of a workload, and of its process in them. */
export interface PodSettings
  extends ProcessProps, HostNameProps, MetadataProps, PlacementProps, CompanionProps {}
