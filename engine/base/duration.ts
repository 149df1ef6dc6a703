// From its own file: all of cdk8s takes a third of a second to load, and most commands need nothing else of it.
export { Duration } from 'cdk8s/lib/duration';
