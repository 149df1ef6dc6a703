// Checks the production manifests of every stack with kube-score. Fails on a critical finding.
import { spawnSync } from 'node:child_process';
import { ProjectStack } from '../engine/stack/project-stack';
import { synthesize } from '../engine/stack/synthesis';
import project from '../slipway.config';

const install = 'https://github.com/zegl/kube-score#installation';
const options = ['--kubernetes-version', 'v1.37', '--output-format', 'ci'];

const findings = project.stacks.flatMap((stack) => {
  const { yaml } = synthesize(new ProjectStack(project, stack), project.environment(stack, 'prod'));
  const { error, stdout, stderr } = spawnSync('kube-score', ['score', ...options, '-'], {
    input: yaml,
    encoding: 'utf8',
  });
  if (error) throw new Error(`kube-score can't be run (${error.message}); ${install}`);
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length === 0) throw new Error(`kube-score printed nothing for ${stack}: ${stderr}`);
  return lines.filter((line) => !/^\[(OK|SKIPPED)\]/.test(line));
});

for (const finding of findings) console.log(finding);
const critical = findings.filter((finding) => !finding.startsWith('[WARNING]'));
console.log(`${critical.length} critical findings and ${findings.length - critical.length} warnings`);
process.exitCode = critical.length > 0 ? 1 : 0;
