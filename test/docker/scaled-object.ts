/** The fields of KEDA's ScaledObject (keda.sh/v1alpha1, custom resource definition of KEDA 2.20) that are used here. */
export interface ScaledObject {
  readonly apiVersion: 'keda.sh/v1alpha1';
  readonly kind: 'ScaledObject';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly scaleTargetRef: { readonly name: string; readonly kind?: string; readonly apiVersion?: string };
    readonly minReplicaCount?: number;
    readonly maxReplicaCount?: number;
    /** Seconds. */
    readonly pollingInterval?: number;
    /** Seconds. */
    readonly cooldownPeriod?: number;
    readonly fallback?: { readonly failureThreshold: number; readonly replicas: number };
    readonly triggers: readonly {
      readonly type: 'prometheus';
      readonly metricType?: 'Value' | 'AverageValue';
      readonly metadata: { readonly serverAddress: string; readonly query: string; readonly threshold: string };
    }[];
  };
}
