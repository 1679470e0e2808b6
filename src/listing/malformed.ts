/** The inside of an answer is damaged; who asked for it names the server and the list. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}
