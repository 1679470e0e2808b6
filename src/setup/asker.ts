/** How questions are asked; a set-up by a script has none. */
export interface Asker {
  /** @returns the answer, or `usual` for an empty one; a secret is not echoed */
  ask(question: string, usual: string, secret: boolean): Promise<string>;
}
