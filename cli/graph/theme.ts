import { fontSizes } from './box';
import { portSize } from './layout';

interface Colours {
  readonly page: string;
  readonly frame: string;
  readonly text: string;
  readonly quiet: string;
  readonly edge: string;

  /** Fill and line colours of a box, by its kind. */
  readonly boxes: Readonly<
    Record<'host' | 'service' | 'data' | 'job' | 'outside', readonly [fill: string, line: string]>
  >;
}

const light: Colours = {
  page: '#ffffff',
  frame: '#d1d9e0',
  text: '#1f2328',
  quiet: '#59636e',
  edge: '#818b98',
  boxes: {
    host: ['#fbefff', '#8250df'],
    service: ['#ddf4ff', '#0969da'],
    data: ['#dafbe1', '#1a7f37'],
    job: ['#fff8c5', '#9a6700'],
    outside: ['#f6f8fa', '#59636e'],
  },
};

const dark: Colours = {
  page: '#0d1117',
  frame: '#3d444d',
  text: '#f0f6fc',
  quiet: '#9198a1',
  edge: '#7d8590',
  boxes: {
    host: ['#271052', '#ab7df8'],
    service: ['#0c2d6b', '#4493f8'],
    data: ['#04260f', '#3fb950'],
    job: ['#341a00', '#d29922'],
    outside: ['#151b23', '#9198a1'],
  },
};

/** The style sheet of a drawing. It has no CSS variables, which not every SVG viewer supports. */
export const css = `text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
.title { font-size: 15px; font-weight: 600; }
.name { font-size: ${fontSizes.name}px; font-weight: 600; }
.fact { font-size: ${fontSizes.fact}px; }
.image { font-size: ${fontSizes.image}px; }
.volume { font-size: ${fontSizes.volume}px; }
.exempt { font-size: ${fontSizes.exempt}px; font-style: italic; }
.port { font-size: ${portSize}px; }
.edge, .disk { fill: none; stroke-width: 1.3; }
.outside .box { stroke-dasharray: 4 3; }
${rules(light)}@media (prefers-color-scheme: dark) {
${rules(dark)}}
`;

function rules({ page, frame, text, quiet, edge, boxes }: Colours): string {
  return [
    `.page { fill: ${page}; stroke: ${frame}; }`,
    `.name, .title, .exempt { fill: ${text}; }`,
    `.fact, .image, .volume, .port { fill: ${quiet}; }`,
    `.edge, .disk { stroke: ${edge}; }`,
    `.head { fill: ${edge}; }`,
    ...Object.entries(boxes).map(
      ([name, [fill, line]]) => `.${name} .box { fill: ${fill}; stroke: ${line}; }`,
    ),
  ]
    .map((rule) => `${rule}\n`)
    .join('');
}
