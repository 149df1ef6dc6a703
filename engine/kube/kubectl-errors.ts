import { Failure } from '../base/failure';

/** Turns what kubectl printed into one paragraph with the fix; the original follows it. */
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
    'Its message, above, says what to change.',
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

  /** Whether kubectl's own message adds nothing. */
  readonly saysAll?: boolean;
}

// The order counts: the first that matches explains. One invalid object is `The Job "a" is invalid`, several are
// `Error from server (Invalid): Job.batch "a" is invalid`.
const explanations: readonly Explanation[] = [
  {
    pattern: /^kubectl: no such program/,
    what: () => `kubectl is not installed`,
    fix: () => `Install it: https://kubernetes.io/docs/tasks/tools/.`,
    saysAll: true,
  },
  {
    // It is the API server that says so, of a third: what is below would blame the cluster.
    pattern: /failed calling webhook "([^"]+)"/,
    what: ({ match }) =>
      `the cluster asks the webhook '${match[0]}' about an object of the stack, and gets no answer`,
    fix: () =>
      `Its controller may still be starting: wait until the pods of that are ready ('kubectl get pods --all-namespaces'), and repeat the command.`,
  },
  {
    pattern: /context "?[^"\s]*"? does not exist|context was not found/,
    what: ({ context }) => `your kubeconfig has no context '${context}'`,
    fix: ({ context }) =>
      context.startsWith('kind-')
        ? `'npx slipway up' creates the kind cluster '${context.slice(5)}'; if 'kind get clusters' lists it, 'kind export kubeconfig --name ${context.slice(5)}' makes it known again.`
        : `'kubectl config get-contexts' lists those it has; name one with --context.`,
    saysAll: true,
  },
  {
    pattern: /certificate signed by unknown authority|x509:/,
    what: ({ context }) =>
      `the certificate of the cluster behind '${context}' is not the one your kubeconfig trusts`,
    fix: () =>
      `The cluster was probably created anew: get its kubeconfig again (kind: 'kind export kubeconfig --name <cluster>').`,
  },
  {
    pattern: /Unauthorized|must be logged in|provide credentials|getting credentials/,
    what: ({ context }) => `the cluster behind '${context}' does not know who you are`,
    fix: () => `Log in again, in the way your cluster's provider describes, and repeat the command.`,
  },
  {
    pattern:
      /connection refused|was refused|Unable to connect|no such host|i\/o timeout|deadline exceeded|EOF$/m,
    what: ({ context }) => `no Kubernetes API answers behind the context '${context}'`,
    fix: ({ context }) =>
      context.startsWith('kind-')
        ? `Is Docker running, and the cluster's container with it ('docker ps --all')? Start it with 'docker start ${context.slice(5)}-control-plane'. Only if it can't be saved, and nothing in it is needed, backups on its volumes included: 'npx slipway down --cluster', then 'npx slipway up'.`
        : `Check that the cluster runs and that its address in your kubeconfig can be reached from here (VPN?).`,
  },
  {
    pattern: /Operation cannot be fulfilled on (\S+?) "([^"]+)"/,
    what: ({ match: [kind, name] }) => `somebody else has changed '${name}' (${kind}) at the same time`,
    fix: () => `Look whether another command is changing the stack; when it has ended, repeat yours.`,
  },
  {
    pattern: /exceeded quota: (\S+?),/,
    what: ({ match }) => `the ResourceQuota '${match[0]}' of the namespace has no room for this`,
    fix: () => `Raise 'quota' in the environment, or lower the resources of the stack's services.`,
  },
  {
    pattern: /cannot (\w+) resource "(\w+)"/,
    what: ({ context, match: [verb, resource] }) =>
      `you may not ${verb} ${resource} on the cluster behind '${context}'`,
    fix: ({ context, match: [verb, resource] }) =>
      `Ask its administrator for that right; 'kubectl --context ${context} auth can-i ${verb} ${resource}' checks it.`,
  },
  {
    pattern: /is being terminated/,
    what: () => `the namespace is being deleted`,
    fix: () => `Wait until it is gone, then repeat the command.`,
  },
  {
    pattern: /(?:The |\(Invalid\): )StatefulSet(?:\.apps)? "([^"]+)" is invalid: spec: Forbidden/,
    what: ({ match }) =>
      `StatefulSet/${match[0]} has changed in a field that Kubernetes never changes, such as its selector`,
    fix: ({ context, match }) =>
      `Delete it without its pods and data, then repeat the command: kubectl --context ${context} -n <stack> delete statefulset ${match[0]} --cascade=orphan.`,
  },
  {
    pattern: /(?:The |\(Invalid\): )(\w+)[.\w]* "([^"]+)" is invalid:.*immutable/s,
    what: ({ match: [kind, name] }) => `${kind}/${name} has changed in a field that Kubernetes never changes`,
    fix: ({ context, match: [kind = '', name] }) =>
      `Delete it, then repeat the command, which creates it anew: kubectl --context ${context} -n <stack> delete ${kind.toLowerCase()} ${name}.`,
  },
  {
    pattern: /(?:The |\(Invalid\): )(\w+)[.\w]* "([^"]+)" is invalid:\s*(?:\* )?([^\n]+)/,
    what: ({ match: [kind, name, why] }) => `the cluster refuses ${kind}/${name}: ${why}`,
    fix: () => `Correct it in the chart of the stack.`,
  },
  {
    pattern: /no matches for kind "(\w+)" in version "([^"]+)"/,
    what: ({ match: [kind, version] }) => `the cluster does not know the kind ${kind} (${version})`,
    fix: () => `Install the operator that defines it, or take the construct that needs it out of the chart.`,
  },
  {
    pattern: /admission webhook "([^"]+)" denied the request/,
    what: ({ match }) => `the cluster's policy '${match[0]}' refuses an object of the stack`,
    fix: () => `Its message, above, names the object and the rule.`,
  },
];
