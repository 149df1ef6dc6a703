import { Failure } from '../base/failure';

/** Turns an error message of kubectl into a failure with a fix. The original message is its detail. */
export function explainKubectl(stderr: string, context: string): Failure {
  const text = stderr.trim();
  for (const { pattern, what, fix, saysAll } of explanations) {
    const match = pattern.exec(text);
    if (match) {
      const place = { context, match: match.slice(1) };
      return new Failure(what(place), fix(place), saysAll ? undefined : text);
    }
  }
  return new Failure(
    `kubectl failed on the context '${context}'`,
    'Read its message above, and correct what it names.',
    text || 'kubectl printed nothing',
  );
}

interface Place {
  readonly context: string;
  readonly match: readonly string[];
}

interface Explanation {
  readonly pattern: RegExp;
  readonly what: (place: Place) => string;
  readonly fix: (place: Place) => string;

  /** Whether the message of kubectl adds nothing, and is not shown. */
  readonly saysAll?: boolean;
}

// The first pattern that matches is used, so the order counts. For one invalid object kubectl prints
// `The Job "a" is invalid`, for several `Error from server (Invalid): Job.batch "a" is invalid`.
const explanations: readonly Explanation[] = [
  {
    pattern: /^kubectl: no such program/,
    what: () => `kubectl is not installed`,
    fix: () => `Install it: https://kubernetes.io/docs/tasks/tools/.`,
    saysAll: true,
  },
  {
    // Before the network patterns: here the webhook is unreachable, not the cluster.
    pattern: /failed calling webhook "([^"]+)"/,
    what: ({ match }) =>
      `the webhook '${match[0]}' of the cluster did not answer, so the cluster can't accept an object of the stack`,
    fix: () =>
      `Its controller may still be starting. Wait until its pods are ready ('kubectl get pods --all-namespaces'), and repeat the command.`,
  },
  {
    pattern: /context "?[^"\s]*"? does not exist|context was not found/,
    what: ({ context }) => `your kubeconfig has no context '${context}'`,
    fix: ({ context }) =>
      context.startsWith('kind-')
        ? `'npx slipway up' creates the kind cluster '${context.slice(5)}'. If 'kind get clusters' lists it, run 'kind export kubeconfig --name ${context.slice(5)}'.`
        : `Name one of the contexts in 'kubectl config get-contexts' with --context.`,
    saysAll: true,
  },
  {
    pattern: /certificate signed by unknown authority|x509:/,
    what: ({ context }) =>
      `your kubeconfig does not trust the certificate of the cluster of the context '${context}'`,
    fix: () =>
      `The cluster was probably created again. Get its kubeconfig again (kind: 'kind export kubeconfig --name <cluster>').`,
  },
  {
    pattern: /Unauthorized|must be logged in|provide credentials|getting credentials/,
    what: ({ context }) => `the cluster of the context '${context}' did not accept your credentials`,
    fix: () => `Log in again, as your cluster provider describes, and repeat the command.`,
  },
  {
    pattern:
      /connection refused|was refused|Unable to connect|no such host|i\/o timeout|deadline exceeded|EOF$/m,
    what: ({ context }) => `the API server of the context '${context}' does not answer`,
    fix: ({ context }) =>
      context.startsWith('kind-')
        ? `Check that Docker runs, and the container of the cluster ('docker ps --all'). Start it with 'docker start ${context.slice(5)}-control-plane'. If that fails, and you need no data of the cluster, not even backups on its volumes: 'npx slipway down --cluster', then 'npx slipway up'.`
        : `Check that the cluster runs, and that this machine can reach its address in your kubeconfig (VPN?).`,
  },
  {
    pattern: /Operation cannot be fulfilled on (\S+?) "([^"]+)"/,
    what: ({ match: [kind, name] }) => `'${name}' (${kind}) was changed by another command at the same time`,
    fix: () => `Wait for the end of the other command, and repeat this one.`,
  },
  {
    pattern: /exceeded quota: (\S+?),/,
    what: ({ match }) => `the stack exceeds the ResourceQuota '${match[0]}' of its namespace`,
    fix: () => `Raise 'quota' in the environment, or lower 'resources' of the services.`,
  },
  {
    pattern: /cannot (\w+) resource "(\w+)"/,
    what: ({ context, match: [verb, resource] }) =>
      `you may not ${verb} ${resource} in the cluster of the context '${context}'`,
    fix: ({ context, match: [verb, resource] }) =>
      `Ask its administrator for that permission. 'kubectl --context ${context} auth can-i ${verb} ${resource}' checks it.`,
  },
  {
    pattern: /is being terminated/,
    what: () => `the namespace is being deleted`,
    fix: () => `Wait until it is gone, then repeat the command.`,
  },
  {
    pattern: /(?:The |\(Invalid\): )StatefulSet(?:\.apps)? "([^"]+)" is invalid: spec: Forbidden/,
    what: ({ match }) =>
      `the manifests change an immutable field of StatefulSet/${match[0]}, such as its selector`,
    fix: ({ context, match }) =>
      `Delete the StatefulSet, but not its pods and data, and repeat the command: kubectl --context ${context} -n <stack> delete statefulset ${match[0]} --cascade=orphan.`,
  },
  {
    pattern: /(?:The |\(Invalid\): )(\w+)[.\w]* "([^"]+)" is invalid:.*immutable/s,
    what: ({ match: [kind, name] }) => `the manifests change an immutable field of ${kind}/${name}`,
    fix: ({ context, match: [kind = '', name] }) =>
      `Delete the object, and repeat the command, which creates it again: kubectl --context ${context} -n <stack> delete ${kind.toLowerCase()} ${name}.`,
  },
  {
    pattern: /(?:The |\(Invalid\): )(\w+)[.\w]* "([^"]+)" is invalid:\s*(?:\* )?([^\n]+)/,
    what: ({ match: [kind, name, why] }) => `the cluster refuses ${kind}/${name}: ${why}`,
    fix: () => `Correct it in the chart of the stack.`,
  },
  {
    pattern: /no matches for kind "(\w+)" in version "([^"]+)"/,
    what: ({ match: [kind, version] }) => `the cluster does not know the kind ${kind} (${version})`,
    fix: () => `Install the operator that defines it, or remove the construct that needs it from the chart.`,
  },
  {
    pattern: /admission webhook "([^"]+)" denied the request/,
    what: ({ match }) => `the admission webhook '${match[0]}' of the cluster refuses an object of the stack`,
    fix: () => `Its message above names the object and the rule. Correct the object in the chart.`,
  },
];
