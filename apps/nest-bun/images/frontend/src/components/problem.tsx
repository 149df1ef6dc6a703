/** What went wrong, if anything did. */
export function Problem({ text }: { text: string | undefined }) {
  return text ? (
    <p className="problem" role="alert">
      That did not work: {text}.
    </p>
  ) : null;
}
