import { explanationText } from '../../../cli/explain/text';
import { plain, styler } from '../../../cli/terminal/style';
import type { Entry } from '../../../importer/ledger/entry';

const image: Entry = {
  path: 'services.web.image',
  at: 'compose.yaml:3:12',
  fate: 'mapped',
  to: [{ object: 'Deployment/web', field: 'spec.template.spec.containers[0].image' }],
  rule: 'image',
};
const platform: Entry = {
  path: 'services.web.platform',
  at: 'compose.yaml:12:15',
  fate: 'refused',
  rule: 'platform',
  why: 'Why.',
  fix: 'Fix.',
};
const name: Entry = { path: 'name', at: 'compose.yaml:1:7', fate: 'inert', rule: 'name', why: 'Why.' };

describe('the text of an explanation', () => {
  test('has a part for each service, in the order of the lines, and counts', () => {
    expect(explanationText([platform, image, name], plain)).toBe(`web
   3  mapped        image
                    → Deployment/web spec.template.spec.containers[0].image
  12  refused       platform
                    Why.
                    Fix.

The project
  1  inert         name
                   Why.

3 values: 1 mapped, 1 refused, 1 inert`);
  });

  test('has values of one place of which the same becomes in one row', () => {
    const [source, target] = ['source', 'target'].map((key) => ({
      ...platform,
      path: `services["a.b"].volumes[0].${key}`,
    }));

    expect(explanationText([source, target] as Entry[], plain)).toContain(
      'a.b\n  12  refused       volumes[0].source, volumes[0].target\n',
    );
  });

  test('names the file of each place if there are several', () => {
    const text = explanationText([image, { ...platform, at: 'over.yaml:2:3' }], plain);

    expect(text).toContain('     over.yaml:2  refused       platform\n');
    expect(text).toContain('  compose.yaml:3  mapped        image\n');
  });

  test('has a colour for each fate', () => {
    expect(explanationText([image, platform], styler(true))).toContain('\u001b[32mmapped      \u001b[39m');
    expect(explanationText([image, platform], styler(true))).toContain('\u001b[31mrefused     \u001b[39m');
  });
});
