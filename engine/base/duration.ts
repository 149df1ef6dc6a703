// Not from 'cdk8s', which takes a third of a second to load: most commands need nothing else of it.
export { Duration } from 'cdk8s/lib/duration';
